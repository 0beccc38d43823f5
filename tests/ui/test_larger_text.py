"""The system's larger text: everything grows with it and nothing is cut off."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.faces import FACES, require
from tests.ui.hands import place, suggest
from ui.app import make_application
from ui.look.item_kinds import ItemKind
from ui.look.text_scale import sized, text_scale
from ui.panels.chip import TagChip
from ui.panels.key_hints import KeyCap
from ui.window import MainWindow

SCALES = (1.0, 1.5, 2.0)
DIALOGS = (
    *("settings", "command-palette", "cheat-sheet", "edit-keys", "new-project", "import"),
    *("export", "picture", "statistics", "team", "assign", "why", "learnt", "curate", "about"),
)


@pytest.fixture
def grow(qtbot: QtBot) -> Iterator[Callable[[float], None]]:
    """Let the system ask for text so many times as large as usual."""
    application = make_application()
    usual = QFont(application.font())

    def grow_(scale: float) -> None:
        font = QFont(usual)
        font.setPointSizeF(usual.pointSizeF() * scale)
        QApplication.setFont(font)
        QApplication.processEvents()
        settle()

    yield grow_
    QApplication.setFont(usual)


@pytest.fixture(params=SCALES)
def scale(request: pytest.FixtureRequest) -> float:
    return float(request.param)


@pytest.fixture(params=FACES)
def face(request: pytest.FixtureRequest) -> str:
    return require(request.param)


@pytest.fixture
def large(
    grow: Callable[[float], None], open_window: Callable[..., MainWindow], scale: float, face: str
) -> MainWindow:
    """The window in this face and size, with a span, a relation and suggestions."""
    grow(scale)
    window = open_window(face=face)
    assert QFontInfo(QApplication.font()).family() == face
    window.resize(1420, 900)
    window.desk.view.select(*place(window, "عُمَر السالمي"))
    window.choosing.choose_tag("PER")
    suggest(window, ("ORG", "البنك الدولي"))
    window.run("find")
    window.refreshing.refresh()
    QApplication.processEvents()
    return window


def settle() -> None:
    """Let everything be laid out, whatever may have come since; layouts follow one another."""
    for _ in range(4):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def too_small(root: QWidget) -> list[str]:
    """Widgets with words that are lower, or narrower, than what they say."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not root:
            continue
        wanted = QFontMetrics(widget.font()).height()
        if isinstance(widget, QTableView):
            rows = widget.verticalHeader().defaultSectionSize()
            if rows < wanted + 2:
                found.append(f"rows of {widget.accessibleName()}: {rows} < {wanted}")
        elif isinstance(widget, QHeaderView):
            if widget.height() < wanted:
                found.append(f"header: {widget.height()} < {wanted}")
        elif isinstance(widget, QLabel) and widget.text():
            hint = widget.heightForWidth(widget.width()) if widget.wordWrap() else wanted
            if widget.height() < hint:
                found.append(f"{widget.text()!r}: {widget.height()} < {hint}")
        elif isinstance(widget, TagChip | KeyCap):
            hint = widget.sizeHint()
            if widget.height() < hint.height() or widget.width() < hint.width():
                found.append(f"{widget.accessibleName()}: {widget.size()} < {hint}")
        elif _has_words(widget) and widget.height() < wanted:
            found.append(f"{type(widget).__name__}: {widget.height()} < {wanted}")
    return found


def _has_words(widget: QWidget) -> bool:
    is_named = isinstance(widget, QAbstractButton) and bool(widget.text())
    return is_named or isinstance(widget, QComboBox | QLineEdit)


def is_higher_than_the_screen(dialog: QDialog) -> bool:
    layout = dialog.layout()
    wanted = max(layout.totalHeightForWidth(dialog.width()), layout.totalMinimumSize().height())
    return wanted > dialog.screen().availableSize().height()


def test_nothing_in_the_window_and_its_dialogs_is_cut_off(
    large: MainWindow, qtbot: QtBot, scale: float
) -> None:
    assert too_small(large) == []
    for action in DIALOGS:
        large.run(action)
        qtbot.waitUntil(lambda: any(d.isVisible() for d in large.findChildren(QDialog)))
        shown = [dialog for dialog in large.findChildren(QDialog) if dialog.isVisible()]
        assert len(shown) == 1, [(action, dialog.windowTitle()) for dialog in shown]
        dialog = shown[0]
        settle()
        is_too_high = scale > 1.0 and is_higher_than_the_screen(dialog)
        assert too_small(dialog) == [] or is_too_high, action
        dialog.close()


def test_the_article_and_its_pills_grow_with_the_letters(large: MainWindow, scale: float) -> None:
    view = large.desk.view
    assert text_scale() == pytest.approx(scale, rel=0.05)
    sheet = view._sheet
    assert sheet is not None
    look = sheet.look
    assert look.reading.pixelSize() == round(24 * text_scale())
    assert look.label.pixelSize() == round(11.5 * text_scale())
    pill = view.pill_rect(ItemKind.SPAN, large.desk.session.state.spans[0].id)  # type: ignore[union-attr]
    assert pill is not None
    assert 17 * scale - 1 <= pill.height() <= 21 * scale  # as high as the face's letters
    assert view.zoom == 1.0
    large.run("zoom-in")
    sheet = view._sheet
    assert sheet is not None
    assert sheet.look.zoom == pytest.approx(1.1 * text_scale())


def test_a_larger_size_is_followed_while_the_window_is_open(
    window: MainWindow, grow: Callable[[float], None]
) -> None:
    table, view = window.desk.documents.table, window.desk.view
    begin, end = place(window, "سلمى حداد", 1)
    view.select(begin, end)
    rows = table.verticalHeader().defaultSectionSize()
    (before,) = view.rects_of(begin, end)
    grow(2.0)
    after = view.rects_of(begin, end)
    assert sum(box.width() for box in after) == pytest.approx(2 * before.width(), rel=0.1)
    assert table.verticalHeader().defaultSectionSize() >= 1.7 * rows
    assert too_small(window) == []
    grow(1.0)
    assert view.rects_of(begin, end)[0].width() == pytest.approx(before.width())


def test_sizes_grow_with_the_letters(grow: Callable[[float], None]) -> None:
    for scale in SCALES:
        grow(scale)
        assert sized(100) == pytest.approx(100 * scale, abs=2)
