"""A picture of the article, from the menu to the file, in the real window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.hands import dialog_of, place, suggest
from ui.article.picture import Picture, drawing
from ui.article.slices import Steps
from ui.desk.long_work import LongWork
from ui.desk.stepping import Stepping
from ui.dialogs.message import MessageDialog
from ui.dialogs.picture_dialog import PictureDialog
from ui.dialogs.progress import ProgressDialog
from ui.look.theme import LIGHT
from ui.project.picturing import Picturing, _making
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
        qtbot.waitUntil(lambda name=target.name: name in window.desk.status.message.text())
        assert target.stat().st_size > 1000
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
    qtbot.waitUntil((tmp_path / "شكل.svg").exists)
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
    qtbot.waitUntil(lambda: any(m.isVisible() for m in window.findChildren(MessageDialog)))


def test_a_picture_that_is_cancelled_leaves_nothing(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "صور"
    folder.mkdir()
    (folder / "قديم.svg").write_text("قديم", "utf-8")
    for name in ("جديد.svg", "قديم.svg", "جديد.pdf", "جديد.png"):
        steps = _making(folder / name, _drawing(window))
        for _ in range(10):
            next(steps)
        work = Stepping(steps, window)
        with qtbot.waitSignal(work.destroyed), qtbot.assertNotEmitted(work.finished):
            work.cancel()
    assert [path.name for path in folder.iterdir()] == ["قديم.svg"]
    assert (folder / "قديم.svg").read_text("utf-8") == "قديم"


def test_a_picture_tells_how_far_it_is_and_can_be_stopped_from_its_dialog(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    shares: list[float] = []
    work = Stepping(_making(tmp_path / "شكل.svg", _drawing(window)), window)
    work.progressed.connect(shares.append)
    with qtbot.waitSignal(work.finished):
        pass
    assert shares == sorted(shares)
    assert all(0.0 <= share <= 1.0 for share in shares)
    window.run("picture")
    picturing = window.lazy["picturing"].controller()
    assert isinstance(picturing, Picturing)
    picturing._follow(_making(tmp_path / "آخر.svg", _drawing(window)), tmp_path / "آخر.svg")
    (work,) = window.findChildren(LongWork)
    (progress,) = window.findChildren(ProgressDialog)
    with qtbot.waitSignal(work.destroyed):
        progress.reject()
    qtbot.waitUntil(lambda: not window.findChildren(ProgressDialog))
    assert not (tmp_path / "آخر.svg").exists()


def _drawing(window: MainWindow) -> Steps[Picture]:
    session = window.desk.session
    assert session is not None
    return drawing(
        session.document,
        session.tagset,
        session.state,
        session.pending,
        LIGHT,
        width=900,
        zoom=1.0,
    )
