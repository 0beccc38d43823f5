"""A tag as a button: its colour, its name and its key."""

from html import escape

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QStyle, QWidget

from annotation.tagsets.tagset import RelationTag, SpanTag
from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.keys.key_names import reading_step
from ui.keys.keymap import keymap, when_keys_change
from ui.look.language import in_language, is_right_to_left, isolated, left_to_right, tr
from ui.look.plain_text import without_mnemonic
from ui.look.text_scale import sized
from ui.look.theme import mixed
from ui.look.words import definition_words
from ui.panels.inks import LIGHT_INKS
from ui.panels.marks import draw_arrow, draw_key, key_font

PADDING = 8
HEIGHT = 26
GAP = 6
KEY = 18
ARROW = 22


class TagChip(QAbstractButton):
    """One tag to click on, which leaves the keyboard in the article; it takes it by Tab or F6.

    Signals:
        stepped: An arrow key asks for the chip that many places on.
    """

    stepped = Signal(int)

    def __init__(self, tag: SpanTag | RelationTag, parent: QWidget) -> None:
        super().__init__(parent)
        self.tag = tag
        self.inks = LIGHT_INKS
        self.is_highlighted = False
        self._is_hovered = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        listen(Context.LIST, {"open-row": self.click}, self)
        when_keys_change(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Name the tag in the current language."""
        name, key = in_language(self.tag.name), keymap().tag_cap(self.tag)
        self.setText(without_mnemonic(name))
        self.setAccessibleName(tr("{tag}, key {key}", tag=name, key=key) if key else name)
        self.setAccessibleDescription(in_language(self.tag.definition))
        self.setToolTip(tag_tip(self.tag))
        self.updateGeometry()

    def set_highlighted(self, *, is_highlighted: bool) -> None:
        """Mark it as the tag of what is current."""
        self.is_highlighted = is_highlighted
        self.update()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(in_language(self.tag.name)) + 2 * PADDING + 2
        width += sized(ARROW) if isinstance(self.tag, RelationTag) else 0
        width += self._cap_width() + GAP if keymap().tag_cap(self.tag) else 0
        return QSize(width, chip_height(self))

    def _cap_width(self) -> int:
        metrics = QFontMetrics(key_font(self.font()))
        wanted = metrics.horizontalAdvance(keymap().tag_cap(self.tag)) + GAP
        return max(sized(KEY), wanted)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._is_hovered = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the chips beside."""
        step = reading_step(event, is_right_to_left=is_right_to_left())
        if step:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    # -- drawing ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.35)
        self._draw_ground(painter)
        room = self.rect().adjusted(PADDING, 0, -PADDING, 0)
        ink = self.inks.text
        if isinstance(self.tag, SpanTag):
            ink = self.inks.tag_ink(self.tag.colour)
        else:
            room = self._draw_arrow(painter, room, is_symmetric=self.tag.is_symmetric)
        if keymap().tag_cap(self.tag):
            room = self._draw_key(painter, room)
        painter.setPen(ink)
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        side = QStyle.visualAlignment(self.layoutDirection(), leading)
        painter.drawText(
            room, int(side) | int(Qt.TextFlag.TextSingleLine), in_language(self.tag.name)
        )
        painter.end()

    def _draw_ground(self, painter: QPainter) -> None:
        inks = self.inks
        ground, border = inks.base, inks.line
        if isinstance(self.tag, SpanTag):
            ground = border = inks.tag_fill(self.tag.colour)
        if self._is_hovered and self.isEnabled():
            ground = mixed(ground, inks.text, 0.1)
            border = mixed(border, inks.text, 0.3)
        inset = 2.5
        if self.is_highlighted:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(inks.accent, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
            inset = 3.5
        painter.setPen(QPen(border, 1))
        painter.setBrush(ground)
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, 4, 4)

    def _draw_arrow(self, painter: QPainter, room: QRect, *, is_symmetric: bool) -> QRect:
        """Draw the arrow of a relation at the leading side and return what is left."""
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        size = QSize(sized(ARROW) - GAP, room.height())
        box = QStyle.alignedRect(self.layoutDirection(), leading, size, room)
        direction = self.layoutDirection()
        draw_arrow(painter, box, self.inks.muted, direction, is_symmetric=is_symmetric)
        return _without(room, box, GAP)

    def _draw_key(self, painter: QPainter, room: QRect) -> QRect:
        """Draw the key cap at the trailing side and return what is left."""
        trailing = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        box = QStyle.alignedRect(
            self.layoutDirection(), trailing, QSize(self._cap_width(), sized(KEY - 2)), room
        )
        ink = self.inks.muted
        if isinstance(self.tag, SpanTag):
            ink = self.inks.tag_ink(self.tag.colour)
        painter.save()
        painter.setFont(key_font(self.font()))
        draw_key(painter, box, keymap().tag_cap(self.tag), ink)
        painter.restore()
        return _without(room, box, GAP)


def chip_height(widget: QWidget) -> int:
    """How high a chip is in a widget's font."""
    return max(HEIGHT, widget.fontMetrics().height() + 8)


def _without(room: QRect, box: QRect, gap: int) -> QRect:
    """What is left of `room` beside `box`, which lies at one of its sides."""
    if box.left() <= room.left():
        return room.adjusted(box.width() + gap, 0, 0, 0)
    return room.adjusted(0, 0, -box.width() - gap, 0)


def tag_tip(tag: SpanTag | RelationTag) -> str:
    """A tag's name, what it means and its examples, as rich text that wraps."""
    lines = [f"<b>{escape(in_language(tag.name))}</b>", escape(definition_words(tag))]
    if tag.examples:
        shown = " · ".join(example_text(example) for example in tag.examples)
        lines.append(tr("For example: {examples}", examples=shown))
    if cap := keymap().tag_cap(tag):
        lines.append(tr("Key: {key}", key=left_to_right(escape(cap))))
    direction = "rtl" if is_right_to_left() else "ltr"
    return "".join(f'<p dir="{direction}">{line}</p>' for line in lines)


def example_text(example: str) -> str:
    """An example as rich text, what would be tagged in it (between brackets) in bold."""
    bold = escape(example).replace("[", "<b>").replace("]", "</b>")
    return isolated(bold)
