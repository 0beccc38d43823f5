"""What the mouse does in the article: caret, selection, clicks, drags from span to span."""

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotation.arabic.tokens import word_at
from ui.article.emphasis import ShownItem
from ui.article.shown import SPANS

if TYPE_CHECKING:
    from ui.article.view import ArticleView

_SCROLL_EVERY = 30  # milliseconds, while a selection is dragged past an edge


class Drag(StrEnum):
    """What the pressed button is doing."""

    NOTHING = "nothing"
    ON_ITEM = "on-item"  # pressed on a pill or an arc, not moved yet
    RELATING = "relating"
    SELECTING = "selecting"


class Mouse(QObject):
    """Follows the mouse over a view's viewport."""

    def __init__(self, view: "ArticleView") -> None:
        super().__init__(view)
        self._view = view
        self._drag = Drag.NOTHING
        self._pressed_at = QPoint()
        self._pressed: ShownItem | None = None
        self._has_moved = False
        self._point = QPointF()
        self._timer = QTimer(self)
        self._timer.setInterval(_SCROLL_EVERY)
        self._timer.timeout.connect(self._scroll_on)

    def press(self, event: QMouseEvent) -> None:
        """Grasp a pill or an arc, else put the caret down."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        point = event.position()
        self._pressed_at = point.toPoint()
        self._has_moved = False
        if self._view.follow(self._pressed_at):
            return
        self._pressed = self._view.item_at(self._pressed_at)
        if self._pressed is not None and not self._view.is_text_at(self._pressed_at):
            self._drag = Drag.ON_ITEM
            return
        self._drag = Drag.SELECTING
        extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._view.set_caret(self._view.offset_at(self._pressed_at), keep_anchor=extends)

    def move(self, event: QMouseEvent) -> None:
        """Go on with what was begun, or point at what is there."""
        self._point = event.position()
        spot = self._point.toPoint()
        far = (spot - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        match self._drag:
            case Drag.SELECTING:
                self._has_moved = self._has_moved or far
                self._select_to(spot)
            case Drag.ON_ITEM | Drag.RELATING if self._pressed and self._pressed[0] in SPANS:
                if far or self._drag is Drag.RELATING:
                    self._drag = Drag.RELATING
                    self._view.stretch_rubber(self._pressed[1], self._point)
                    self._view.point_at(self._target())
            case _:
                self._view.point_at(self._view.item_at(spot))
                self._show_cursor(spot)

    def release(self, event: QMouseEvent) -> None:
        """Finish: a click, a selection, or a relation."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        drag, self._drag = self._drag, Drag.NOTHING
        self._timer.stop()
        if drag is Drag.RELATING and self._pressed is not None:
            target = self._target()
            self._view.stretch_rubber(None, self._point)
            if target is not None:
                self._view.span_dragged_to.emit(self._pressed[1], target[1])
        elif drag is Drag.SELECTING and self._has_moved:
            selection = self._view.selection
            if selection is not None:
                self._view.selection_dragged.emit(*selection)
        elif drag is not Drag.NOTHING:
            self._view.click(self._pressed)

    def double_click(self, event: QMouseEvent) -> None:
        """Take the word under the mouse."""
        spot = event.position().toPoint()
        if event.button() is not Qt.MouseButton.LeftButton or not self._view.is_text_at(spot):
            return
        word = word_at(self._view.text, self._view.offset_at(spot))
        if word is not None:
            self._view.select(*word)
            self._view.word_picked.emit(*word)

    def _target(self) -> ShownItem | None:
        """The span that a drag would end on."""
        item = self._view.item_at(self._point.toPoint())
        is_other = item is not None and item[0] in SPANS and item != self._pressed
        return item if is_other else None

    def _select_to(self, spot: QPoint) -> None:
        self._view.set_caret(self._view.offset_at(spot), keep_anchor=True)
        is_outside = not 0 <= spot.y() < self._view.viewport().height()
        if is_outside and not self._timer.isActive():
            self._timer.start()
        elif not is_outside:
            self._timer.stop()

    def _scroll_on(self) -> None:
        y, height = self._point.y(), self._view.viewport().height()
        by = y if y < 0 else max(0.0, y - height)
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + round(by / 3))
        self._view.set_caret(self._view.offset_at(self._point.toPoint()), keep_anchor=True)

    def _show_cursor(self, spot: QPoint) -> None:
        is_text = self._view.is_text_at(spot)
        shape = Qt.CursorShape.IBeamCursor
        if not is_text:
            is_item = self._view.hovered is not None or self._view.far_end_at(spot) is not None
            shape = Qt.CursorShape.PointingHandCursor if is_item else Qt.CursorShape.ArrowCursor
        if self._view.viewport().cursor().shape() is not shape:
            self._view.viewport().setCursor(shape)
