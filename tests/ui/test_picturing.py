"""A picture of the article, from the menu to the file, in the real window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.hands import dialog_of, place, suggest
from ui.controllers.picturing import _file_name
from ui.dialogs.message import Message
from ui.dialogs.picture_dialog import PictureDialog
from ui.window import MainWindow


@pytest.fixture(params=["ar", "en"])
def window(request: pytest.FixtureRequest, open_window: Callable[..., MainWindow]) -> MainWindow:
    return open_window(request.param)


def dialog_for(qtbot: QtBot, window: MainWindow) -> PictureDialog:
    window.run("picture")
    dialog = dialog_of(qtbot, window, PictureDialog)
    assert isinstance(dialog, PictureDialog)
    return dialog


def test_the_article_is_saved_and_the_status_line_says_where(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    suggest(window, ("PER", "عُمَر السالمي"))
    for suffix in (".svg", ".pdf", ".png"):
        dialog = dialog_for(qtbot, window)
        target = tmp_path / f"شكل{suffix}"
        dialog.target.set_path(target)
        dialog.suggestions.setChecked(True)
        dialog.accept()
        assert target.stat().st_size > 1000
        assert target.name in window.desk.status.message.text()
        qtbot.waitUntil(lambda: not window.findChildren(PictureDialog))
    assert "وقالت سلمى حداد" in (tmp_path / "شكل.svg").read_text("utf-8")


def test_only_the_paragraphs_of_the_selection_are_drawn(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.desk.view.select(*place(window, "رحّب"))
    dialog = dialog_for(qtbot, window)
    dialog.part.setChecked(True)
    dialog.target.set_path(tmp_path / "شكل.svg")
    dialog.accept()
    svg = (tmp_path / "شكل.svg").read_text("utf-8")
    assert "وقالت سلمى حداد" in svg
    assert "التقى وزيرُ" not in svg


def test_a_picture_that_cannot_be_written_is_told_of(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "قرص"
    folder.mkdir()
    dialog = dialog_for(qtbot, window)
    dialog.target.set_path(folder / "شكل.pdf")
    dialog.accepted.connect(lambda: folder.rmdir())  # a disk that is taken out at the last moment
    dialog.accept()
    qtbot.waitUntil(lambda: any(m.isVisible() for m in window.findChildren(Message)))


def test_a_documents_name_becomes_one_that_every_system_takes() -> None:
    assert _file_name("اجتماع: 12/05؟ ") == "اجتماع- 12-05؟"
    assert _file_name("...") == "tawseem"
    assert len(_file_name("ط" * 300)) == 80
