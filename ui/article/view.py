"""The article view: caret, selection, current item and mouse over the canvas."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QWidget

from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Suggestions
from annotation.values.state import State
from ui.article.accessible import speak_of_documents
from ui.article.blinking import Blinking
from ui.article.canvas import ArticleCanvas
from ui.article.emphasis import ShownItem
from ui.article.mouse import Mouse
from ui.article.movement import (
    Direction,
    MovementUnit,
    caret_x,
    extended,
    leftward,
    line_away,
    page_away,
    rightward,
    step,
)
from ui.article.shown import SPANS
from ui.article.sideways import step_aside
from ui.article.speaking import spoken_item, spoken_place
from ui.look.item_kinds import ItemKind
from ui.look.language import tr

_PAGE = 0.85  # of the viewport's height


class ArticleView(ArticleCanvas):
    """One document with its items. It draws and points; what is done is decided elsewhere.

    Offsets count code points. Signals: `caret_moved()`, `selection_changed()`,
    `current_changed()`, `item_clicked(kind, id)`, `word_picked(begin, end)` on a double click,
    `selection_dragged(begin, end)` when a drag over the text ends, `span_dragged_to(from, to)`
    when one span or suggestion is dragged to another, `context_asked(kind or None, id, global
    point)`, and the canvas's `zoom_changed(factor)`.
    """

    caret_moved = Signal()
    selection_changed = Signal()
    current_changed = Signal()
    item_clicked = Signal(object, str)
    word_picked = Signal(int, int)
    selection_dragged = Signal(int, int)
    span_dragged_to = Signal(str, str)
    context_asked = Signal(object, str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        speak_of_documents()
        super().__init__(parent)
        self._goal_x: float | None = None
        self._moves_visually = False
        self._mouse = Mouse(self)
        self._blinking = Blinking(self)
        self._blinking.turned.connect(self._light_caret)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Article"))
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    def set_article(self, document: Document, tagset: Tagset) -> None:
        """Show another document, from its beginning and without items."""
        self._goal_x = None
        super().set_article(document, tagset)
        self._blinking.restart()

    def show_items(self, state: State, pending: Suggestions) -> None:
        """Show these items; only paragraphs that differ are arranged anew, the eye's line stays."""
        super().show_items(state, pending)
        current = self._emphasis.current
        if current is not None and not self._is_shown(current):
            self.clear_current()

    # -- caret and selection

    @property
    def caret(self) -> int:
        return self._emphasis.caret

    @property
    def anchor(self) -> int:
        return self._emphasis.anchor

    @property
    def selection(self) -> tuple[int, int] | None:
        """The selected range, half-open code points of the text, or None."""
        return self._emphasis.selection

    def select(self, begin: int, end: int) -> None:
        """Select a range, the caret at its end, and bring it into view."""
        self._put(begin, end)
        self.reveal(begin, end)

    def set_caret(self, offset: int, *, keep_anchor: bool = False) -> None:
        """Put the caret down; with the anchor kept, the selection reaches from it to the caret."""
        self._goal_x = None
        self._put(self.anchor if keep_anchor else offset, offset)

    def _put(self, anchor: int, caret: int) -> None:
        length = len(self.text)
        anchor, caret = (min(max(0, offset), length) for offset in (anchor, caret))
        self._blinking.restart()
        before = (self.anchor, self.caret, self.selection)
        self._emphasis.anchor, self._emphasis.caret = anchor, caret
        if (anchor, caret) == before[:2]:
            return
        if QAccessible.isActive():
            self._announce(self.spoken_place())
        if caret != before[1]:
            self.caret_moved.emit()
        if self.selection != before[2]:
            self.selection_changed.emit()
        self.viewport().update()

    def _light_caret(self, is_lit: bool) -> None:
        """Paint the caret's place, and nothing else, with the caret or without."""
        self._emphasis.is_lit = is_lit
        for box in self.rects_of(self.caret, self.caret):
            self.viewport().update(box.adjusted(-1, 0, 1, 0).toAlignedRect())

    def move_caret(self, unit: MovementUnit, direction: Direction, *, extend: bool = False) -> None:
        """Move the caret and bring it into view; `extend` stretches the selection."""
        if self._sheet is None:
            return
        is_vertical = unit is MovementUnit.PAGE or direction in (Direction.UP, Direction.DOWN)
        if is_vertical and unit is not MovementUnit.DOCUMENT:
            self._move_vertically(unit, direction, extend=extend)
        else:
            ends = (self.anchor, self.caret)
            if extend:
                offset = extended(self.text, self._sheet, ends, unit, direction)
            else:
                offset = step(self.text, self._sheet, self.caret, unit, direction)
            self.set_caret(offset, keep_anchor=extend)
        self.reveal(self.caret, self.caret)

    def _move_vertically(self, unit: MovementUnit, direction: Direction, *, extend: bool) -> None:
        assert self._sheet is not None
        x = self._goal_x if self._goal_x is not None else caret_x(self._sheet, self.caret)
        if unit is MovementUnit.PAGE:
            distance = int(self._camera.height * _PAGE) * (1 if direction.is_forward else -1)
            offset = page_away(self._sheet, self.caret, x, distance)
        else:
            offset = line_away(self._sheet, self.caret, x, direction)
        self.set_caret(offset, keep_anchor=extend)
        self._goal_x = x

    def set_visual_movement(self, *, is_on: bool) -> None:
        """Whether arrow keys follow the eye, else the text."""
        self._moves_visually = is_on

    def move_aside(self, unit: MovementUnit, *, is_left: bool) -> None:
        """Move the caret by a letter or a word to a side, and bring it into view."""
        if self._sheet is None:
            return
        if self._moves_visually:
            self.set_caret(step_aside(self.text, self._sheet, self.caret, unit, is_left=is_left))
            self.reveal(self.caret, self.caret)
        else:
            self.move_caret(unit, self.leftward() if is_left else self.rightward())

    def leftward(self) -> Direction:
        """The direction in which the left arrow key moves here."""
        return leftward(is_right_to_left=self.is_right_to_left)

    def rightward(self) -> Direction:
        """The direction in which the right arrow key moves here."""
        return rightward(is_right_to_left=self.is_right_to_left)

    # -- what is emphasised

    @property
    def current(self) -> ShownItem | None:
        """The current item as `(kind, id)`, or None."""
        return self._emphasis.current

    def set_current(self, kind: ItemKind, id: str, *, reveal: bool = True) -> None:
        """Make an item the current one: its relations are lifted, the other arcs fade."""
        item = (kind, id)
        if self._sheet is None or not self._is_shown(item):
            return
        if reveal:
            self._reveal_item(item)
        if item == self._emphasis.current:
            return
        self._emphasis.current = item
        self._ticks_due.start()
        self.viewport().update()
        self._announce(self.spoken(item))
        self.current_changed.emit()

    def clear_current(self) -> None:
        """Let no item be current."""
        if self._emphasis.current is not None:
            self._emphasis.current = None
            self._ticks_due.start()
            self.viewport().update()
            self.current_changed.emit()

    @property
    def hovered(self) -> ShownItem | None:
        """What the mouse points at."""
        return self._emphasis.hovered

    def point_at(self, item: ShownItem | None) -> None:
        """Show an item as the one that the mouse points at."""
        if item != self._emphasis.hovered:
            self._emphasis.hovered = item
            self.viewport().update()

    @property
    def candidates(self) -> tuple[str, ...]:
        """Spans and suggestions that carry a badge."""
        return tuple(self._emphasis.candidates)

    def set_candidates(self, badges: Mapping[str, str]) -> None:
        """Show what to press on each of these spans or suggestions; an empty mapping ends it."""
        self._emphasis.candidates = dict(badges)
        self.viewport().update()

    def set_relating(self, span_id: str | None) -> None:
        """Emphasise the span from which a relation is being made; None ends it."""
        self._emphasis.relating = span_id
        self.viewport().update()

    def stretch_rubber(self, mark_id: str | None, point: QPointF) -> None:
        """Draw a line from a span's pill to a point of the viewport; None takes it away."""
        self._emphasis.rubber = None if mark_id is None else (mark_id, point)
        self._emphasis.relating = mark_id
        self.viewport().update()

    def set_hits(self, hits: list[tuple[int, int]], current: int = -1) -> None:
        """Highlight search hits, in reading order, and the current one of them more."""
        self._emphasis.hits = list(hits)
        self._emphasis.current_hit = current
        self._ticks_due.start()
        self.viewport().update()

    def click(self, item: ShownItem | None) -> None:
        """What a click does: an item becomes current and is told of, bare text ends that."""
        if item is None:
            self.clear_current()
            return
        self.set_current(*item, reveal=False)
        self.item_clicked.emit(*item)

    def follow(self, point: QPoint) -> bool:
        """Open the «+n» or go to the far end that is at a point; whether there was one."""
        number = self.chip_at(point)
        if number is not None:
            self.open_paragraph(number)
            return True
        far = self.far_end_at(point)
        if far is None or self._sheet is None:
            return False
        relation, mark_id = far
        shown = self._sheet.shown
        self.set_current(shown.relations[relation].kind, relation, reveal=False)
        mark = shown.marks[mark_id]
        self.reveal(mark.begin, mark.end)
        return True

    def _is_shown(self, item: ShownItem) -> bool:
        if self._sheet is None:
            return False
        shown = self._sheet.shown
        return item[1] in (shown.marks if item[0] in SPANS else shown.relations)

    def _reveal_item(self, item: ShownItem) -> None:
        assert self._sheet is not None
        shown = self._sheet.shown
        if item[0] in SPANS:
            mark = shown.marks[item[1]]
            self.reveal(mark.begin, mark.end)
            return
        ends = [shown.marks[end] for end in shown.relations[item[1]].ends]
        self.reveal(ends[1].begin, ends[1].end)
        self.reveal(ends[0].begin, ends[0].end)

    def _announce(self, words: str) -> None:
        """Let a screen reader say something, if there is one."""
        if words and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def spoken(self, item: ShownItem) -> str:
        """An item in words: its tag, whether it is accepted, and what it covers."""
        if self._sheet is None or not self._is_shown(item):
            return ""
        return spoken_item(self._sheet.shown, item)

    def spoken_place(self) -> str:
        """What is selected, else the word at the caret."""
        return spoken_place(self.text, self.caret, self.selection)

    # -- scrolling with other articles

    def height_of(self, offset: int) -> int:
        """The y in the viewport of the words at an offset."""
        if self._sheet is None:
            return 0
        paragraph, line = self._sheet.line_of(offset)
        return self._camera.top_of(self._sheet, paragraph.number) + line.text_top

    def hold(self, offset: int, y: int) -> None:
        """Scroll so that the words at an offset are at a y, as far as the sheet allows."""
        if self._sheet is not None:
            before = self._camera.value(self._sheet)
            self._hold((offset, y))
            if self._camera.value(self._sheet) != before:
                self._refresh()

    # -- Qt's events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hand the mouse on."""
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hand the mouse on."""
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Hand the mouse on."""
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Hand the mouse on."""
        self._mouse.double_click(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing any more."""
        self.point_at(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu for what is under the mouse, or from the keyboard for the current item."""
        is_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        item = self.item_at(event.pos()) if is_mouse else self.current
        point = event.globalPos()
        if not is_mouse:
            boxes = self.rects_of(self.caret, self.caret)
            spot = boxes[0].bottomLeft().toPoint() if boxes else QPoint()
            point = self.viewport().mapToGlobal(spot)
        kind, id = item if item is not None else (None, "")
        self.context_asked.emit(kind, id, point)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key to the window's actions: the scroll area would take the arrows."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the caret in full."""
        super().focusInEvent(event)
        self._emphasis.has_focus = True
        self._blinking.start()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the caret faintly."""
        super().focusOutEvent(event)
        self._emphasis.has_focus = False
        self._blinking.stop()
        self.viewport().update()
