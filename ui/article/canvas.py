"""The canvas of the article view: it lays out, scrolls, paints, and knows what is where."""

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Suggestions
from annotation.values.state import State
from ui.article.camera import Camera, Placed
from ui.article.emphasis import Emphasis, ShownItem
from ui.article.geometry import pill_box
from ui.article.hits import chip_under, far_end_under, item_under, offset_under
from ui.article.labels import Labels
from ui.article.laying_out import lay_out
from ui.article.look import LARGEST_ZOOM, SMALLEST_ZOOM, look_at
from ui.article.overview import MarkedScrollBar, ticks_of
from ui.article.painter import paint, paint_gutter
from ui.article.reading_aids import PLAIN, ReadingAids
from ui.article.scene import Scene
from ui.article.sheet import ArticleSheet
from ui.article.shown import SPANS, ShownItems
from ui.article.text_map import TextMap
from ui.look.item_kinds import ItemKind
from ui.look.text_scale import text_scale
from ui.look.theme import LIGHT, Theme

_ZOOM_STEP = 1.1
_TICKS_AFTER = 80  # milliseconds; they are many, and nobody looks there while acting

Eye = tuple[int, int]  # an offset, and the y in the viewport of the words there


class ArticleCanvas(QAbstractScrollArea):
    """A scrolling sheet with one document and its items. Signal: `zoom_changed(factor)`.

    Offsets count code points; points and boxes are in the viewport's coordinates.
    """

    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._zoom = 1.0
        self._reading = PLAIN
        self._labels = Labels()
        self._emphasis = Emphasis()
        self._camera = Camera(1)
        self._tagset: Tagset | None = None
        self._sheet: ArticleSheet | None = None
        self._has_items = False  # items of this document have been shown once
        self._is_following = False  # while the scroll bar is told where we are
        self._ticks_due = QTimer(self)
        self._ticks_due.setSingleShot(True)
        self._ticks_due.setInterval(_TICKS_AFTER)
        self._ticks_due.timeout.connect(self.show_ticks)
        self._bar = MarkedScrollBar(self)
        self.setVerticalScrollBar(self._bar)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # -- what is shown

    def set_article(self, document: Document, tagset: Tagset) -> None:
        """Show another document, from its beginning and without items."""
        self._tagset = tagset
        self._has_items = False
        self._emphasis = Emphasis(has_focus=self.hasFocus())
        self._camera = Camera(self.viewport().height())
        self._sheet = self._new_sheet(ShownItems(TextMap(document.text), tagset))
        self.setAccessibleDescription(document.name)
        self._refresh()

    def clear(self) -> None:
        """Show no document."""
        self._sheet = self._tagset = None
        self._emphasis = Emphasis(has_focus=self.hasFocus())
        self.verticalScrollBar().setRange(0, 0)
        self._bar.set_ticks(())
        self.viewport().update()

    def show_items(self, state: State, pending: Suggestions) -> None:
        """Show these items; only paragraphs that differ are arranged anew, the eye's line stays."""
        if self._sheet is None:
            return
        eye = self._eye() if self._has_items else None
        before = self._placed() if self._has_items and self._emphasis.hovered is None else []
        places = {(id(place.paragraph), place.top, place.bottom) for place in before}
        self._has_items = True
        stale = self._sheet.shown.update(state, pending)
        self._sheet.rearrange(stale)
        if eye is not None:
            self._hold(eye)
        self._emphasis.hovered = None
        same = {p.paragraph.number for p in before} - stale
        self._refresh(
            changed=[
                place
                for place in self._placed()
                if place.paragraph.number not in same
                or (id(place.paragraph), place.top, place.bottom) not in places
            ]
        )

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        self._ticks_due.start()
        self.viewport().update()

    def set_reading(self, reading: ReadingAids) -> None:
        """Read in another way; the line in view stays in view."""
        if reading != self._reading:
            self._reading = reading
            self._lay_out_anew()

    @property
    def zoom(self) -> float:
        """The size of everything; 1.0 is usual, and as large as the system wants its text."""
        return self._zoom

    def set_zoom(self, factor: float) -> None:
        """Draw everything larger or smaller; the line in view stays in view."""
        factor = min(max(factor, SMALLEST_ZOOM), LARGEST_ZOOM)
        if factor != self._zoom:
            self._zoom = factor
            self._lay_out_anew()
            self.zoom_changed.emit(factor)

    @property
    def text(self) -> str:
        """The document's text; empty without one."""
        return self._sheet.text_map.text if self._sheet else ""

    @property
    def text_map(self) -> TextMap | None:
        """The text cut into paragraphs; None without a document."""
        return self._sheet.text_map if self._sheet else None

    @property
    def is_right_to_left(self) -> bool:
        return self._sheet is None or self._sheet.text_map.is_right_to_left

    # -- geometry

    def offset_at(self, point: QPoint) -> int:
        """The offset nearest to a point of the viewport."""
        return offset_under(self._sheet, self._placed(), QPointF(point)) if self._sheet else 0

    def item_at(self, point: QPoint) -> ShownItem | None:
        """The pill, arc, arc's name or innermost span at a point of the viewport."""
        if self._sheet is None:
            return None
        return item_under(self._sheet, self._placed(), QPointF(point), self._camera.height)

    def chip_at(self, point: QPoint) -> int | None:
        """The paragraph whose «+n» is at a point of the viewport."""
        return chip_under(self._sheet, self._placed(), QPointF(point)) if self._sheet else None

    def open_paragraph(self, number: int) -> None:
        """Show all items of a paragraph however many lanes they need, or again the usual ones."""
        if self._sheet is not None:
            eye = self._eye()
            self._sheet.open(number)
            self._hold(eye)
            self._refresh()

    def far_end_at(self, point: QPoint) -> tuple[str, str] | None:
        """A relation and its end off screen to which a chevron or words at a point lead."""
        if self._sheet is None:
            return None
        lifted = self._emphasis.lifted(self._sheet.shown)
        height, spot = self._camera.height, QPointF(point)
        return far_end_under(self._sheet, self._placed(), spot, height, self._labels, lifted)

    def is_text_at(self, point: QPoint) -> bool:
        """Whether a point lies among the words, not among the pills and arcs above them."""
        for place in self._placed():
            if place.top <= point.y() < place.bottom:
                line = place.paragraph.line_at(point.y() - place.top)
                return point.y() - place.top >= line.text_top
        return True

    def rects_of(self, begin: int, end: int) -> list[QRectF]:
        """The boxes of the words of a range that are in view, one for each visual run."""
        if self._sheet is None:
            return []
        left = self._sheet.frame.left
        return [
            box.translated(left, place.top)
            for place in self._placed()
            for box in self._sheet.text_boxes(place.paragraph, begin, end)
        ]

    def pill_rect(self, kind: ItemKind, id: str) -> QRectF | None:
        """Where a span's pill stands in the viewport; None when its paragraph is not in view."""
        if self._sheet is None or kind not in SPANS:
            return None
        for place in self._placed():
            if id in place.paragraph.pills:
                line, piece = place.paragraph.pills[id]
                box = pill_box(line, self._sheet.look, piece)
                return box.translated(self._sheet.frame.left, place.top)
        return None

    def reveal(self, begin: int, end: int) -> None:
        """Scroll just enough to see a range; far away, to a third from the top."""
        if self._sheet is None:
            return
        first, first_line = self._sheet.line_of(begin)
        last, last_line = self._sheet.line_of(end)
        top = self._camera.top_of(self._sheet, first.number) + first_line.top
        bottom = self._camera.top_of(self._sheet, last.number) + last_line.bottom
        by = self._camera.distance_to(top, bottom, margin=self._sheet.look.usual_pitch // 2)
        if by:
            self._camera.go(self._sheet, self._camera.value(self._sheet) + by)
            self._refresh()

    # -- laying out and scrolling

    def top_line(self) -> Eye:
        """The first line that is in view as a whole: an offset in it, and its y."""
        for place in self._placed():
            for line in place.paragraph.lines:
                y = place.top + line.text_top
                if y >= 0 and self._sheet is not None:
                    return self._sheet.line_offset(place.paragraph, line), y
        return 0, 0

    def _new_sheet(self, shown: ShownItems) -> ArticleSheet:
        return lay_out(
            shown,
            look_at(self._zoom * text_scale(), self._reading),
            self._labels,
            self.viewport().width(),
        )

    def _lay_out_anew(self) -> None:
        """After another width or zoom: break lines again, with the eye's line where it was."""
        if self._sheet is None:
            return
        eye = self._eye()
        self._sheet = self._new_sheet(self._sheet.shown)
        self._camera.height = self.viewport().height()
        self._hold(eye)
        self._refresh()

    def _placed(self) -> list[Placed]:
        return self._camera.placed(self._sheet) if self._sheet else []

    def _eye(self) -> Eye:
        """What should not move: the caret's line while it is in view, else the first line."""
        assert self._sheet is not None
        caret = self._emphasis.caret
        number = self._sheet.text_map.paragraph_at(caret)
        for place in self._placed():
            if place.paragraph.number == number:
                y = place.top + self._sheet.line_of(caret)[1].text_top
                if 0 <= y < self._camera.height:
                    return caret, y
        return self.top_line()

    def _hold(self, eye: Eye) -> None:
        """Scroll so that the words at an offset are at a y again, as far as the sheet allows."""
        assert self._sheet is not None
        offset, wanted = eye
        self._placed()
        paragraph, line = self._sheet.line_of(offset)
        y = self._camera.top_of(self._sheet, paragraph.number) + line.text_top
        # Unless what has come to lie above the words would be cut off.
        wanted = max(wanted, min(y, line.text_top - line.top))
        self._camera.go(self._sheet, self._camera.value(self._sheet) + y - wanted)

    def _moved(self, before: list[Placed]) -> int | None:
        """By how many pixels what was in view has moved; None when none of it is left in view."""
        if self._emphasis.rubber is not None:
            return None
        tops = {id(place.paragraph): place.top for place in before}
        ways = {p.top - tops[id(p.paragraph)] for p in self._placed() if id(p.paragraph) in tops}
        way = ways.pop() if len(ways) == 1 else self._camera.height
        return way if abs(way) < self._camera.height else None

    def _refresh(self, *, moved: int | None = None, changed: list[Placed] | None = None) -> None:
        """Tell the scroll bar where we are, and paint: all, or what a move has laid bare, or what
        has changed while the rest has stayed where it was.

        The picture is moved along with what was in view. What is drawn depends on what is in view
        in the gutter alone, so that is painted anew.
        """
        if self._sheet is not None:
            self._placed()
            bar = self.verticalScrollBar()
            self._is_following = True
            bar.setRange(0, self._camera.furthest(self._sheet))
            bar.setPageStep(self._camera.height)
            bar.setSingleStep(self._sheet.look.usual_pitch)
            bar.setValue(self._camera.value(self._sheet))
            self._is_following = False
        self._ticks_due.start()
        viewport = self.viewport()
        if changed is not None and self._sheet is not None:
            over = self._sheet.look.pill_step
            for place in changed:
                height = place.bottom - place.top + 2 * over
                viewport.update(QRect(0, place.top - over, viewport.width(), height))
            bottom = max((place.bottom for place in self._placed()), default=0)
            viewport.update(QRect(0, bottom, viewport.width(), viewport.height()))
            viewport.update(self._gutter())
        elif moved is None:
            viewport.update()
        elif moved:
            viewport.scroll(0, moved, viewport.rect())
            viewport.update(self._gutter())

    def show_ticks(self) -> None:
        """Mark in the scroll bar where suggestions, hits and the current item are."""
        ticks = ticks_of(self._sheet, self._emphasis, self._theme) if self._sheet else ()
        self._bar.set_ticks(ticks)

    # -- Qt's events

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Follow the scroll bar."""
        if self._is_following or self._sheet is None:
            return
        before = self._placed()
        self._camera.go(self._sheet, self.verticalScrollBar().value())
        self._refresh(moved=self._moved(before))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break lines again when the width changes."""
        if event.size().width() != event.oldSize().width():
            self._lay_out_anew()
        elif self._sheet is not None:
            self._camera.height = self.viewport().height()
            self._camera.move(self._sheet, 0)
            self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the interface's letters: their size, and the face of labels."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._labels = Labels()
            self._lay_out_anew()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            notches = event.angleDelta().y() / 120
            self.set_zoom(round(self._zoom * _ZOOM_STEP**notches, 3))
            event.accept()
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in view."""
        painter = QPainter(self.viewport())
        for stretch in cast("Iterable[QRect]", event.region()):
            painter.save()
            painter.setClipRect(stretch)
            painter.fillRect(stretch, QColor(self._theme.base))
            scene = self._scene(stretch)
            if scene is not None and self._gutter().contains(stretch):
                paint_gutter(painter, scene)
            elif scene is not None:
                paint(painter, scene)
            painter.restore()
        painter.end()

    def _scene(self, stretch: QRect) -> Scene | None:
        """What is needed to paint a stretch of the viewport."""
        if self._sheet is None or self._tagset is None:
            return None
        self._labels.prepare(self._sheet.look, self._theme, self.devicePixelRatioF())
        return Scene(
            self._sheet,
            self._placed(),
            self._theme,
            self._tagset,
            self._emphasis,
            self._labels,
            self._camera.height,
            reading=self._reading,
            bounds=(stretch.top(), stretch.bottom() + 1),
        )

    def _gutter(self) -> QRect:
        """Where nothing but trunks is drawn."""
        assert self._sheet is not None
        frame, height = self._sheet.frame, self.viewport().height()
        edge = frame.left + round(frame.gutter_edge)
        if frame.is_right_to_left:
            return QRect(0, 0, edge, height)
        return QRect(edge, 0, self.viewport().width() - edge, height)
