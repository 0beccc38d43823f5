"""The caret blinks as the system wishes, while it is not moved, at little cost."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotation.values.items import Document, Suggestions
from annotation.values.state import State
from ui.article import ArticleView
from ui.article.blinking import Blinking


@pytest.fixture
def flash() -> Iterator[Callable[[int], None]]:
    hints = QGuiApplication.styleHints()
    yield hints.setCursorFlashTime
    hints.setCursorFlashTime(0)


def is_running(blinking: Blinking) -> bool:
    """Whether the light will turn by itself."""
    return any(timer.isActive() for timer in blinking.findChildren(QTimer))


def test_it_blinks_only_with_the_keyboard_and_if_the_system_wishes(
    qtbot: QtBot, flash: Callable[[int], None]
) -> None:
    flash(40)
    blinking = Blinking()
    assert not is_running(blinking)
    blinking.start()
    with qtbot.waitSignals([blinking.turned, blinking.turned]):
        assert is_running(blinking)
    flash(0)
    assert not is_running(blinking)
    assert blinking.is_lit
    flash(40)
    assert is_running(blinking)
    blinking.stop()
    assert not is_running(blinking)


def test_a_move_lights_it_and_begins_the_wait_anew(
    qtbot: QtBot, flash: Callable[[int], None]
) -> None:
    flash(40)
    blinking = Blinking()
    blinking.start()
    qtbot.waitUntil(lambda: not blinking.is_lit)
    flash(60_000)
    assert blinking.is_lit
    blinking.restart()
    assert blinking.is_lit


class Paints(QObject):
    """Which rectangles of a widget are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[QRect] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.boxes.append(event.rect())
        return False


def test_a_blink_paints_the_caret_and_nothing_else(
    make_view: Callable[..., ArticleView], qtbot: QtBot
) -> None:
    view = make_view(State(Document.of("d", "x", "قالت سلمى:\n«لا»، ثم عادت.")), Suggestions())
    view.set_caret(5)
    view.setFocus()
    qtbot.waitUntil(lambda: view.hasFocus())
    QApplication.processEvents()
    lit = view.viewport().grab().toImage()
    QApplication.processEvents()
    paints = Paints()
    view.viewport().installEventFilter(paints)
    view._light_caret(False)
    qtbot.waitUntil(lambda: bool(paints.boxes))
    assert all(box.width() <= 6 for box in paints.boxes)
    dark = view.viewport().grab().toImage()
    caret = view.rects_of(5, 5)[0].center().toPoint()
    assert dark.pixelColor(caret) != lit.pixelColor(caret)
    view._light_caret(True)
    assert view.viewport().grab().toImage() == lit
