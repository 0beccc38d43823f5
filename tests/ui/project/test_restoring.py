"""A project is restored from the backup that a person chooses, and what is missing is said."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTextEdit
from pytestqt.qtbot import QtBot

from annotation.values.items import Document
from annotation.values.record import Record
from storage.project import Project
from storage.safekeeping.known_backups import backup_name, named_backup
from storage.safekeeping.recovery import Restorable, list_restorable
from tests.ui.hands import state_of
from ui.dialogs.message import MessageDialog, QuestionDialog
from ui.dialogs.sheet import Sheet
from ui.project.backups_dialog import BackupsDialog
from ui.window import MainWindow

Press = Callable[..., None]


@pytest.fixture(autouse=True)
def backup(project_path: Path) -> Path:
    """The backup of the day, which the window makes when nobody asks for anything."""
    Project.open(project_path).close()
    return list_restorable(project_path)[0].backup.path


def seen(window: MainWindow, kind: type[Sheet], qtbot: QtBot) -> Sheet:
    """The dialog of this kind, when it is there."""
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(kind)))
    return next(dialog for dialog in window.findChildren(kind) if dialog.isVisible())


def backups_shown(window: MainWindow, qtbot: QtBot) -> BackupsDialog:
    dialog = seen(window, BackupsDialog, qtbot)
    assert isinstance(dialog, BackupsDialog)
    qtbot.waitUntil(lambda: "being checked" not in cells(dialog, 5))
    return dialog


def cells(dialog: BackupsDialog, column: int) -> list[str]:
    model = dialog.table.rows_model
    return [str(model.data(model.index(row, column))) for row in range(model.rowCount())]


def days_apart(path: Path) -> list[Restorable]:
    """The backups there are, each a day older than the next: of one day few are kept."""
    for days, one in enumerate(list_restorable(path)):
        backup = one.backup.path
        moment = datetime.now(UTC) - timedelta(days=days, seconds=1)
        backup.rename(backup.with_name(backup_name(moment, named_backup(backup).number)))
    return list_restorable(path)


def with_an_act(window: MainWindow, press: Press, qtbot: QtBot) -> None:
    press(Qt.Key.Key_1)
    link = window.desk.link
    assert link is not None
    qtbot.waitUntil(lambda: link.unsaved == 0)


def closed(window: MainWindow, qtbot: QtBot) -> None:
    link = window.desk.link
    assert link is not None
    with qtbot.waitSignal(link.closed):
        window.close_project()


def ruined(path: Path) -> bytes:
    data = path.read_bytes()
    path.write_bytes(data[:4096] + bytes(len(data) - 4096))
    return path.read_bytes()


def test_a_damaged_project_is_restored_when_wanted(
    window: MainWindow, qtbot: QtBot, press: Press, project_path: Path
) -> None:
    with_an_act(window, press, qtbot)
    closed(window, qtbot)
    damaged = ruined(project_path)
    window.open_project(project_path)
    question = seen(window, QuestionDialog, qtbot)
    question.accept()
    dialog = backups_shown(window, qtbot)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    message = seen(window, MessageDialog, qtbot)
    assert window.desk.link is not None
    assert window.desk.link.path.stem == "small-restored"
    qtbot.waitUntil(lambda: window.desk.session is not None)
    assert len(state_of(window).spans) == 1
    assert project_path.read_bytes() == damaged
    words = said(message)
    assert "small-restored" in words
    assert "opened again and checked" in words
    assert message.findChildren(QTextEdit) == []  # nothing is missing


def said(message: Sheet) -> str:
    """All that a message says."""
    labels = [label.text() for label in message.findChildren(QLabel)]
    details = [box.toPlainText() for box in message.findChildren(QTextEdit)]
    return "\n".join(map(str, (*labels, *details)))


def test_an_older_backup_says_what_it_lacks_before_and_after(
    window: MainWindow, qtbot: QtBot, press: Press, project_path: Path
) -> None:
    closed(window, qtbot)
    with Project.open(project_path) as project:
        project._safety.back_up()  # type: ignore[union-attr]
        days_apart(project_path)
        project.add_records([Record(Document.of("d9", "خبر جديد", "وصل الوفد إلى الرباط."))])
    window.open_project(project_path, document="خبر جديد")
    qtbot.waitUntil(lambda: window.desk.session is not None)
    with_an_act(window, press, qtbot)
    window.run("restore-backup")
    dialog = backups_shown(window, qtbot)
    assert set(cells(dialog, 5)) == {"sound"}
    documents = cells(dialog, 1)
    assert int(documents[0]) == int(documents[1]) + 1
    assert "1 later acts are added from the journal" in cells(dialog, 4)[0]
    assert "1 documents would be missing" in cells(dialog, 4)[1]
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.table.currentIndex().row() == 1
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    message = seen(window, MessageDialog, qtbot)
    (details,) = message.findChildren(QTextEdit)
    assert "1 documents that another backup holds are not in it." in details.toPlainText()
    assert "خبر جديد" in details.toPlainText()
    assert "acts are left out. Its document is not there." in details.toPlainText()
    assert window.desk.link is not None
    assert window.desk.link.path.stem == "small-restored"


def test_a_backup_that_is_not_sound_cannot_be_chosen(
    window: MainWindow, qtbot: QtBot, project_path: Path
) -> None:
    newest = list_restorable(project_path)[0].backup.path
    data = bytearray(newest.read_bytes())
    with Project.open(newest, read_only=True) as backup:
        name = backup.documents("")[0].name.encode()
    data[data.index(name)] ^= 1
    newest.write_bytes(data)
    window.run("restore-backup")
    dialog = backups_shown(window, qtbot)
    assert cells(dialog, 5)[0] == "not sound"
    dialog.table.set_current(str(newest))
    assert not dialog.restore_button.isEnabled()
    assert "SQLite finds" in dialog.words.text()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.isVisible()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Escape)
    assert not project_path.with_stem("small-restored").exists()


def test_a_project_that_is_gone_offers_its_backups(
    window: MainWindow, qtbot: QtBot, project_path: Path
) -> None:
    closed(window, qtbot)
    project_path.unlink()
    window.open_project(project_path)
    seen(window, QuestionDialog, qtbot).accept()
    dialog = backups_shown(window, qtbot)
    dialog.reject()
    window.open_project(project_path.with_name("لا شيء.tawseem"))
    assert "There is no project" in said(seen(window, MessageDialog, qtbot))


def test_in_arabic_it_is_mirrored_and_said(
    open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_window("ar")
    window.run("restore-backup")
    dialog = seen(window, BackupsDialog, qtbot)
    assert isinstance(dialog, BackupsDialog)
    qtbot.waitUntil(lambda: set(cells(dialog, 5)) == {"سليمة"})
    assert dialog.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert dialog.restore_button.text() == "استعادة"
    assert cells(dialog, 4)[0] == "لا ينقص شيء"


@pytest.mark.parametrize("is_gone", [False, True])
def test_closing_the_list_ends_the_looking_through(
    window: MainWindow, qtbot: QtBot, *, is_gone: bool
) -> None:
    window.run("restore-backup")
    dialog = seen(window, BackupsDialog, qtbot)
    if is_gone:
        closed(window, qtbot)
    dialog.reject()
    qtbot.waitUntil(lambda: window.findChildren(BackupsDialog) == [])
