"""Projects through the window: import, export, numbers, languages, the first start."""

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from annotation.values.items import Stage, StageMark
from storage.project import Project
from tests.storage.conftest import step
from tests.ui.hands import place
from ui.app import Opening, make_application
from ui.desk.long_work import LongWork
from ui.desk.sample import sample_path
from ui.dialogs.export_dialog import ExportAnswer, ExportDialog
from ui.dialogs.import_dialog import ImportAnswer, ImportDialog
from ui.dialogs.message import MessageDialog, QuestionDialog
from ui.dialogs.new_project import NewProjectDialog
from ui.dialogs.settings_dialog import SettingsDialog
from ui.dialogs.statistics import StatisticsDialog
from ui.look.language import set_language
from ui.look.settings import Settings, annotator_name, load_settings, save_settings
from ui.window import MainWindow

ARTICLES = Path(__file__).parents[3] / "resources" / "samples" / "sample.jsonl"
NEWS = Path(__file__).parents[3] / "resources" / "tagsets" / "arabic-news.toml"


def opened(window: MainWindow, kind: type[QDialog]) -> QDialog:
    found = [d for d in window.findChildren(kind) if d.isVisible()]
    assert len(found) == 1
    return found[0]


def test_texts_are_imported_in_the_background(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "أخبار"
    folder.mkdir()
    (folder / "أول.txt").write_text("وصل الوفد إلى مسقط.", "utf-8")
    (folder / "ثانٍ.txt").write_bytes("عاد الوفد من مسقط.".encode("cp1256"))
    window.run("import")
    dialog = opened(window, ImportDialog)
    dialog.asked.emit(ImportAnswer((folder,), "", "sara"))  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: len(window.desk.documents.queue.ids()) == 4)
    assert "2 documents added" in window.desk.status.message.sentence


def test_a_preview_is_read_beside_the_window_and_shown_there(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    good, broken = tmp_path / "خبر.txt", tmp_path / "broken.jsonl"
    good.write_text("وصل الوفد إلى مسقط.", "utf-8")
    broken.write_text('{"id": 1}\n', "utf-8")
    window.run("import")
    dialog = opened(window, ImportDialog)
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(lambda: not dialog._wait.isActive())  # it clears the preview of no files
    dialog.looked.emit(ImportAnswer((good,), "", "sara"))
    assert dialog.preview.toPlainText() == ""  # nothing is read while the window waits
    qtbot.waitUntil(lambda: "وصل الوفد" in dialog.preview.toPlainText())
    dialog.looked.emit(ImportAnswer((broken,), "", "sara"))
    qtbot.waitUntil(lambda: "broken.jsonl" in dialog._complaint.text())
    dialog.close()


def test_a_broken_import_says_why_and_changes_nothing(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": 1}\n', "utf-8")
    window.run("import")
    dialog = opened(window, ImportDialog)
    dialog.asked.emit(ImportAnswer((broken,), "", "sara"))  # type: ignore[attr-defined]
    dialog.close()
    qtbot.waitUntil(lambda: any(m.isVisible() for m in window.findChildren(MessageDialog)))
    assert len(window.desk.documents.queue.ids()) == 2


def test_an_export_is_written_and_tells_what_it_could_not_hold(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, press: Callable[..., None]
) -> None:
    press(Qt.Key.Key_1)
    target = tmp_path / "out.jsonl"
    window.run("export")
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(ExportDialog)))
    dialog = opened(window, ExportDialog)
    assert isinstance(dialog, ExportDialog)
    qtbot.waitUntil(lambda: "export.jsonl" in dialog.preview.toPlainText())
    assert '"tag":"PER"' in dialog.preview.toPlainText()
    dialog.asked.emit(ExportAnswer("jsonl", "sara", False, target))
    qtbot.waitUntil(target.exists)
    lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [span["tag"] for line in lines for span in line["spans"]] == ["PER"]


def test_suggesting_for_everything_fills_the_list(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    window.projects.open_sample()
    qtbot.waitUntil(lambda: window.desk.session is not None)
    qtbot.waitUntil(lambda: len(window.desk.documents.queue.ids()) >= 5)
    qtbot.waitUntil(lambda: not window.opening.is_suggesting)
    window.run("suggest-all")
    link = window.desk.link
    assert link is not None
    qtbot.waitUntil(lambda: window.findChildren(LongWork) != [])
    qtbot.waitUntil(lambda: window.findChildren(LongWork) == [])
    window.close()
    with Project.open(sample_path()) as project:
        documents = project.documents("sara")
    unfinished = [d for d in documents if d.stage is not Stage.FINISHED]
    assert len(unfinished) >= 4
    assert all(d.pending for d in unfinished)  # of a finished one everything may be learnt


def test_numbers_are_shown_in_words(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.view.select(*place(window, "عُمَر السالمي"))
    window.choosing.choose_tag("PER")
    window.run("statistics")
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(StatisticsDialog)))
    tabs = opened(window, StatisticsDialog).tabs  # type: ignore[attr-defined]
    names = [tabs.tabText(number) for number in range(tabs.count())]
    assert names == ["Overview", "Annotators", "Spans", "Relations", "Document labels"]
    people, tags = tabs.widget(1), tabs.widget(2)
    titles = [people.horizontalHeaderItem(n).text() for n in range(people.columnCount())]
    assert titles[:4] == ["Annotator", "Annotation sets", "New", "In progress"]
    assert people.item(0, 0).text() == window.desk.annotator
    assert plain(people.item(0, 3).text()) == "1"
    assert [plain(tags.item(0, column).text()) for column in (0, 1)] == ["Person", "1"]


def test_a_sound_project_is_told_to_be_sound(window: MainWindow, qtbot: QtBot) -> None:
    window.run("check")
    assert "Checking" in window.desk.status.message.text()
    qtbot.waitUntil(lambda: any(m.isVisible() for m in window.findChildren(MessageDialog)))
    assert window.desk.status.message.text() == ""


def plain(text: str) -> str:
    """Words without the characters that keep their direction."""
    return text.strip("\u200e\u200f\u2066\u2067\u2068\u2069")


def test_a_copy_replaces_nothing_unasked_and_our_own_words_ask(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "<img src=صورة.png>.tawseem"
    target.write_text("رسالة", "utf-8")
    for is_wanted in (False, True):
        window.run("backup")
        chooser = opened(window, QFileDialog)
        assert isinstance(chooser, QFileDialog)
        assert chooser.testOption(QFileDialog.Option.DontConfirmOverwrite)  # Qt would guess
        chooser.fileSelected.emit(str(target))
        chooser.close()
        question = opened(window, QuestionDialog)
        said = [label for label in question.findChildren(QLabel) if target.name in label.text()]
        assert {label.textFormat() for label in said} == {Qt.TextFormat.PlainText}
        assert target.read_text("utf-8") == "رسالة"
        question.done(is_wanted)
    qtbot.waitUntil(lambda: "checked copy" in window.desk.status.message.sentence)
    with Project.open(target, read_only=True) as copy:
        assert len(copy.documents("")) == 2
    aside = target.with_stem(f"{target.stem}-replaced")
    assert aside.name in window.desk.status.message.sentence
    assert aside.read_text("utf-8") == "رسالة"


def test_a_copy_does_not_take_the_place_of_a_project_with_work_of_its_own(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    assert window.desk.link is not None
    target = tmp_path / "نسخة.tawseem"
    window.projects._copy(window.desk.link, target)
    qtbot.waitUntil(lambda: "checked copy" in window.desk.status.message.sentence)
    with Project.open(target) as other:
        document = other.documents("نور")[0].id
        set_id = other.open_set(document, "نور").id
        other.commit(set_id, step("t1", StageMark(Stage.FINISHED)))
    before = target.read_bytes()
    window.projects._copy(window.desk.link, target)
    opened(window, QuestionDialog).done(1)
    qtbot.waitUntil(lambda: "not in this project" in window.desk.status.message.sentence)
    assert target.read_bytes() == before


def test_a_new_project_is_made_and_opened(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.run("new-project")
    dialog = opened(window, NewProjectDialog)
    dialog.asked.emit(tmp_path / "new.tawseem", NEWS)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: window.desk.session is None and window.desk.link is not None)
    assert window.desk.link is not None
    assert list(window.desk.link.tagset.spans)[:3] == ["PER", "ORG", "GPE"]


def test_a_project_that_is_none_is_refused_and_the_old_one_stays(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    other = tmp_path / "other.tawseem"
    other.write_text("مرحبا", "utf-8")
    window.open_project(other)
    qtbot.waitUntil(lambda: any(m.isVisible() for m in window.findChildren(MessageDialog)))
    assert window.desk.session is not None
    assert other.read_text("utf-8") == "مرحبا"


def test_closing_the_project_shows_the_invitation(window: MainWindow) -> None:
    window.run("close-project")
    assert window.pages.currentWidget() is window.invitation
    assert not window.can_run("export")
    window.run("export")  # an action without what it needs does nothing
    assert window.findChildren(ExportDialog) == []


def test_another_annotator_has_a_set_of_their_own(
    window: MainWindow, qtbot: QtBot, press: Callable[..., None]
) -> None:
    press(Qt.Key.Key_1)
    window.run("settings")
    dialog = opened(window, SettingsDialog)
    dialog.changed.emit(Settings(language="en", annotator="ali"))  # type: ignore[attr-defined]
    dialog.close()
    qtbot.waitUntil(
        lambda: window.desk.session is not None and window.desk.session.annotator == "ali"
    )
    assert window.desk.session is not None
    assert window.desk.session.state.spans == ()


# -- the first start -----------------------------------------------------------------------------


def test_the_first_start_shows_the_annotated_sample(qtbot: QtBot) -> None:
    opening = Opening(make_application())
    window = opening.window
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.desk.session is not None)
    assert window.desk.link is not None
    assert window.desk.link.path == sample_path()
    assert window.page.banner.isVisible()
    assert len(window.desk.documents.queue.ids()) >= 5
    annotator = annotator_name(window.desk.settings)
    assert window.desk.session is not None
    assert window.desk.session.state.spans  # a newcomer sees spans at once
    window.close()
    with Project.open(sample_path()) as project:
        assert any(len(record.spans) > 40 for record in project.records(annotator))


def test_the_language_changes_at_once_and_the_work_stays(qtbot: QtBot, project_path: Path) -> None:
    save_settings(Settings(language="en", annotator="sara"))
    opening = Opening(make_application(), project_path)
    qtbot.waitUntil(lambda: opening.window.desk.session is not None)
    QTest.keyClick(opening.window.desk.view, Qt.Key.Key_1)
    first = opening.window
    first.run("switch-language")
    qtbot.waitUntil(lambda: opening.window is not first)
    qtbot.addWidget(opening.window)
    qtbot.waitUntil(lambda: opening.window.desk.session is not None)
    assert load_settings().language == "ar"
    assert opening.window.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert opening.window.desk.session is not None
    assert len(opening.window.desk.session.state.spans) == 1
    opening.window.close()
    set_language("en")
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_who_stays_when_the_language_changes_can_quit_later(
    qtbot: QtBot, project_path: Path
) -> None:
    save_settings(Settings(language="en", annotator="sara"))
    opening = Opening(make_application(), project_path)
    window = opening.window
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.desk.session is not None)
    away, link = project_path.with_suffix(".away"), window.desk.link
    assert link is not None
    project_path.rename(away)
    QTest.keyClick(window.desk.view, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: link.is_troubled)
    window.run("switch-language")
    qtbot.waitUntil(lambda: any(q.isVisible() for q in window.findChildren(QuestionDialog)))
    opened(window, QuestionDialog).reject()
    away.rename(project_path)
    link.retry()
    qtbot.waitUntil(lambda: link.unsaved == 0)
    with qtbot.waitSignal(window.left):
        window.close()
    assert opening.window is window
    set_language("en")
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
