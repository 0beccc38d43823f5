"""The mouse: clicks, drags over the text, drags from span to span, the wheel, the menu."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.article import ArticleView, ItemKind

LEFT = Qt.MouseButton.LeftButton


def before(view: ArticleView, offset: int) -> QPoint:
    """A point at which the caret goes before the letter: inside its right half."""
    box = view.rects_of(offset, offset + 1)[0]
    return QPoint(int(box.right() - box.width() / 4), int(box.center().y()))


def middle_of_pill(view: ArticleView, id: str, kind: ItemKind = ItemKind.SPAN) -> QPoint:
    box = view.pill_rect(kind, id)
    assert box is not None
    return box.center().toPoint()


def drag(qtbot: QtBot, view: ArticleView, begin: QPoint, end: QPoint) -> None:
    qtbot.mousePress(view.viewport(), LEFT, pos=begin)
    for step in (1, 2, 3):
        qtbot.mouseMove(view.viewport(), begin + (end - begin) * step / 3)
    qtbot.mouseRelease(view.viewport(), LEFT, pos=end)


def test_a_click_puts_the_caret_down(
    view: ArticleView, qtbot: QtBot, article: SimpleNamespace
) -> None:
    offset = article.place("البلدين")[0]
    qtbot.mouseClick(view.viewport(), LEFT, pos=before(view, offset))
    assert view.caret == offset
    assert view.selection is None


def test_a_click_with_shift_extends(
    view: ArticleView, qtbot: QtBot, article: SimpleNamespace
) -> None:
    begin, end = article.place("بين البلدين")
    view.set_caret(begin)
    spot = before(view, end)
    qtbot.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.ShiftModifier, spot)
    assert view.selection == (begin, end)


def test_a_double_click_takes_the_word(
    view: ArticleView, qtbot: QtBot, article: SimpleNamespace
) -> None:
    begin, end = article.place("ATLAS-2000")
    with qtbot.waitSignal(view.word_picked) as told:
        qtbot.mouseDClick(view.viewport(), LEFT, pos=before(view, begin + 3))
    assert told.args == [begin, end]
    assert view.selection == (begin, end)


def test_a_drag_over_text_selects_and_is_told_at_its_end(
    view: ArticleView, qtbot: QtBot, article: SimpleNamespace
) -> None:
    begin, end = article.place("بين البلدين")
    with qtbot.waitSignal(view.selection_dragged) as told:
        drag(qtbot, view, before(view, begin), before(view, end))
    assert told.args == [begin, end]


def test_a_click_on_a_pill_makes_its_span_current(view: ArticleView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.item_clicked) as told:
        qtbot.mouseClick(view.viewport(), LEFT, pos=middle_of_pill(view, "salma"))
    assert told.args == [ItemKind.SPAN, "salma"]
    assert view.current == (ItemKind.SPAN, "salma")
    assert view.caret == 0


def test_a_click_on_bare_text_ends_that(
    view: ArticleView, qtbot: QtBot, article: SimpleNamespace
) -> None:
    view.set_current(ItemKind.SPAN, "salma")
    offset = article.place("البلدين")[0]
    qtbot.mouseClick(view.viewport(), LEFT, pos=before(view, offset))
    assert view.current is None


@pytest.mark.parametrize(
    ("target", "kind"), [("ahmad", ItemKind.SPAN), ("g2", ItemKind.SUGGESTED_SPAN)]
)
def test_a_drag_from_pill_to_pill_relates(
    view: ArticleView, qtbot: QtBot, target: str, kind: ItemKind
) -> None:
    begin, end = middle_of_pill(view, "minister"), middle_of_pill(view, target, kind)
    with qtbot.waitSignal(view.span_dragged_to) as told:
        drag(qtbot, view, begin, end)
    assert told.args == ["minister", target]
    assert view.selection is None


def test_a_drag_from_a_pill_to_nowhere_does_nothing(
    view: ArticleView, qtbot: QtBot, article: SimpleNamespace
) -> None:
    plain = view.grab().toImage()
    end = before(view, article.place("البلدين")[0])
    with qtbot.assertNotEmitted(view.span_dragged_to):
        drag(qtbot, view, middle_of_pill(view, "minister"), end)
    view.point_at(None)
    assert view.grab().toImage() == plain


def test_the_mouse_over_a_pill_points_at_it(view: ArticleView, qtbot: QtBot) -> None:
    qtbot.mouseRelease(view.viewport(), LEFT)  # a test before may have held it down
    qtbot.mouseMove(view.viewport(), middle_of_pill(view, "ahmad"))
    assert view.hovered == (ItemKind.SPAN, "ahmad")
    assert view.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor


def test_a_menu_is_asked_for_what_is_there(
    view: ArticleView, qtbot: QtBot, article: SimpleNamespace
) -> None:
    asked: list[tuple[object, str]] = []
    view.context_asked.connect(lambda kind, id, _: asked.append((kind, id)))
    reason = QContextMenuEvent.Reason.Mouse
    for spot in (middle_of_pill(view, "salma"), before(view, article.place("البلدين")[0])):
        event = QContextMenuEvent(reason, spot, view.viewport().mapToGlobal(spot))
        QApplication.sendEvent(view.viewport(), event)
    assert asked == [(ItemKind.SPAN, "salma"), (None, "")]


def test_the_wheel_scrolls_and_with_ctrl_zooms(view: ArticleView) -> None:
    def turn(modifiers: Qt.KeyboardModifier) -> None:
        spot = QPointF(300, 300)
        event = QWheelEvent(
            spot,
            view.viewport().mapToGlobal(spot),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), event)

    turn(Qt.KeyboardModifier.NoModifier)
    assert view.zoom == 1.0
    turn(Qt.KeyboardModifier.ControlModifier)
    assert view.zoom > 1.0


def test_keys_are_left_to_the_window(view: ArticleView, qtbot: QtBot) -> None:
    value = view.verticalScrollBar().value()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Left, Qt.Key.Key_A):
        qtbot.keyClick(view, key)
    assert (view.caret, view.verticalScrollBar().value()) == (0, value)
