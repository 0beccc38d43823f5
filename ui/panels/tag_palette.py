"""All tags at a glance: press a key or click, and see what a tag means."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from annotation.tagsets.tagset import RelationTag, SpanTag, Tagset
from ui.look.language import tr
from ui.look.plain_text import PlainLabel
from ui.look.theme import LIGHT, Theme
from ui.look.words import anchored
from ui.panels.chip import TagChip, chip_height
from ui.panels.flow import FlowLayout
from ui.panels.inks import Inks, colour_text

MARGIN = 6
MOST_LINES = 4  # of chips; a larger tagset scrolls


class TagPalette(QScrollArea):
    """A flow of chips: the tags of spans, or of relations while the person relates.

    For Tab they are one: it leads to the chip that was last there, or to what is highlighted.

    Signals:
        tag_chosen: A chip was clicked; the tag's slug.
    """

    tag_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inks = Inks.of(LIGHT)
        self._tagset: Tagset | None = None
        self._shown: Sequence[SpanTag | RelationTag] = ()
        self._enabled: AbstractSet[str] | None = None
        self._highlighted: str | None = None
        self.chips: list[TagChip] = []
        self.prompt = PlainLabel("", self)
        self._inner = QWidget(self)
        self._lay_out()
        self.set_theme(LIGHT)

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("Tags"))
        self.prompt.hide()
        chips = QWidget(self._inner)
        self._flow = FlowLayout(chips, gap=2)
        self._column = column = QVBoxLayout(self._inner)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(4)
        column.addWidget(self.prompt)
        column.addWidget(chips)
        self.setWidget(self._inner)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # -- values -----------------------------------------------------------------------------------

    def set_tagset(self, tagset: Tagset) -> None:
        """Offer the span tags of this tagset."""
        self._tagset = tagset
        self.show_span_tags()

    def show_span_tags(self) -> None:
        """Offer the tags of spans, the usual state."""
        tags = list(self._tagset.spans.values()) if self._tagset else []
        self._show(tags, "")

    def show_relation_tags(self, tags: Sequence[RelationTag], prompt: str) -> None:
        """Offer these tags of relations, under a sentence that says what is being done."""
        self._show(tags, prompt)

    def set_enabled_tags(self, slugs: AbstractSet[str] | None) -> None:
        """Let only these tags be chosen; None for all."""
        self._enabled = slugs
        for chip in self.chips:
            chip.setEnabled(slugs is None or chip.tag.slug in slugs)
        self._offer_to_keyboard(next((c for c in self.chips if c.hasFocus()), None))

    def highlight(self, slug: str | None) -> None:
        """Mark the tag of what is current."""
        self._highlighted = slug
        for chip in self.chips:
            is_it = chip.tag.slug == slug
            if chip.is_highlighted != is_it:
                chip.set_highlighted(is_highlighted=is_it)
        self._offer_to_keyboard(next((c for c in self.chips if c.is_highlighted), None))

    def take_keyboard(self) -> None:
        """Give the keyboard to the chip that is offered to it."""
        for chip in self.chips:
            if chip.focusPolicy() & Qt.FocusPolicy.TabFocus:
                chip.setFocus(Qt.FocusReason.TabFocusReason)

    # -- looks ------------------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of the theme."""
        self._inks = Inks.of(theme)
        colour_text(self.prompt, self._inks.accent)
        for chip in self.chips:
            chip.inks = self._inks
            chip.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        wanted = self._column.totalHeightForWidth(width)
        most = MOST_LINES * (chip_height(self) + 2) + 2 * MARGIN
        most += self.prompt.sizeHint().height() if not self.prompt.isHidden() else 0
        return min(wanted, most)

    def sizeHint(self) -> QSize:
        width = self.width() if self.isVisible() else 600
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, chip_height(self) + 2 * MARGIN)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    # -- within -----------------------------------------------------------------------------------

    def _offer_to_keyboard(self, wanted: TagChip | None) -> None:
        """Let Tab lead to this chip, or to the first that can be chosen, and to no other."""
        able = [chip for chip in self.chips if chip.isEnabled()]
        if wanted not in able:
            wanted = able[0] if able else None
        for chip in self.chips:
            is_it = chip is wanted
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_it else Qt.FocusPolicy.NoFocus)

    def _step(self, chip: TagChip, by: int) -> None:
        """Give the keyboard to the chip so many places on, round and round."""
        able = [other for other in self.chips if other.isEnabled()]
        wanted = able[(able.index(chip) + by) % len(able)]
        wanted.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        wanted.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(wanted, MARGIN, MARGIN)
        self._offer_to_keyboard(wanted)

    def _show(self, tags: Sequence[SpanTag | RelationTag], prompt: str) -> None:
        if anchored(prompt) != self.prompt.text():
            self.prompt.setText(anchored(prompt))
            self.prompt.setVisible(bool(prompt))
            self.updateGeometry()
        if list(tags) != list(self._shown):
            self._shown = tuple(tags)
            self._remake()

    def _remake(self) -> None:
        """Make a chip for each tag that is shown now."""
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(tag) for tag in self._shown]
        self.set_enabled_tags(self._enabled)
        self.highlight(self._highlighted)
        self.updateGeometry()

    def _chip(self, tag: SpanTag | RelationTag) -> TagChip:
        chip = TagChip(tag, self._inner)
        chip.inks = self._inks
        chip.clicked.connect(lambda: self.tag_chosen.emit(tag.slug))
        chip.stepped.connect(lambda by: self._step(chip, by))
        self._flow.addWidget(chip)
        chip.show()
        return chip
