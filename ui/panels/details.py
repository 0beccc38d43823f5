"""The current thing in words: what it is, where, what it means, what can be set or pressed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QTextDocumentFragment
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from annotation.commands.suggestion_commands import Suggestion
from annotation.tagsets.tagset import RelationTag, SpanTag, Tagset
from annotation.values.items import (
    Document,
    Relation,
    Span,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
)
from annotation.values.state import State
from ui.keys.actions import BY_ID
from ui.keys.keymap import keymap, when_keys_change
from ui.look.faces import reading_families
from ui.look.item_kinds import ItemKind
from ui.look.language import isolated, left_to_right, tr
from ui.look.plain_text import MarkedLabel
from ui.look.theme import LIGHT, Theme
from ui.look.words import (
    definition_words,
    kind_word,
    origin_word,
    paragraph,
    reason_words,
    where_words,
)
from ui.panels.attribute_form import AttributeForm
from ui.panels.inks import Inks, colour_text
from ui.panels.item_words import ItemWords, ListedItem, kind_of
from ui.panels.key_hints import Divider, KeyHints
from ui.panels.score_line import ScoreLine
from ui.panels.tag_label import TagLabel

MARGIN = 14
LARGE = 1.45  # the item's words against the panel's font
NOTHING_HINTS = ("next-suggestion", "next-span", "relate", "cheat-sheet")
ITEM_HINTS = {
    ItemKind.SPAN: ("relate", "same-everywhere", "delete"),
    ItemKind.RELATION: ("reverse", "delete"),
    ItemKind.SUGGESTED_SPAN: ("accept", "reject", "skip"),
    ItemKind.SUGGESTED_RELATION: ("accept", "reject", "skip"),
}


class DetailsPanel(QScrollArea):
    """Details of one item, or what to press when none is current.

    Signals:
        attribute_set: An attribute has another value; item id, kind, slug, and the value or None.
        done: The person is through with an editor; the article wants the focus.
        refused: What was written cannot be taken; a sentence that says why.
    """

    attribute_set = Signal(str, object, str, object)
    done = Signal()
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inks = Inks.of(LIGHT)
        self._item: ListedItem | None = None
        self.inner = QWidget(self)
        self.heading = MarkedLabel("", self.inner)
        self.words = MarkedLabel("", self.inner)
        self.tag = TagLabel(self.inner)
        self.tail = MarkedLabel("", self.inner)
        self.facts = MarkedLabel("", self.inner)
        self.reason = MarkedLabel("", self.inner)
        self.score = ScoreLine(self.inner)
        self.comments = MarkedLabel("", self.inner)
        self.form = AttributeForm(self.inner)
        self.definition = MarkedLabel("", self.inner)
        self.rule = Divider(self.inner)
        self.hints = KeyHints(self.inner)
        self._said: tuple[QWidget, ...] = (
            *(self.heading, self.words, self.tag, self.tail, self.facts, self.reason, self.score),
            *(self.comments, self.definition),
        )
        self._lay_out()
        self.form.changed.connect(self._tell)
        self.form.done.connect(self.done)
        self.form.refused.connect(self.refused)
        self.set_theme(LIGHT)
        self.clear()
        when_keys_change(self._name_keys)

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("Details"))
        column = QVBoxLayout(self.inner)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(8)
        *facts, comments, definition = self._said
        for widget in facts:
            column.addWidget(widget)
        column.addSpacing(2)
        for block in (comments, self.form, definition, self.rule, self.hints):
            column.addWidget(block)
            column.addSpacing(2)
        column.addStretch(1)
        self._dress()
        self.setWidget(self.inner)

    def _dress(self) -> None:
        large = QFont(self.font())
        large.setFamilies(reading_families())
        large.setPointSizeF(self.font().pointSizeF() * LARGE)
        for label in (self.words, self.tail):
            label.setFont(large)
        for part in self._said:
            if isinstance(part, MarkedLabel):
                part.setWordWrap(True)
        small = QFont(self.font())
        small.setPointSizeF(self.font().pointSizeF() * 0.92)
        self.heading.setFont(small)

    # -- values -----------------------------------------------------------------------------------

    def show_item(
        self,
        kind: ItemKind | None,
        id: str,
        document: Document,
        tagset: Tagset,
        state: State,
        pending: Suggestions,
    ) -> None:
        """Show one item; where there is none (or no longer), what can be pressed."""
        words = ItemWords(document, tagset, state)
        item = words.find(kind, id, pending) if kind else None
        if item is None:
            self.clear()
            return
        if self._item is not None and self._item.id != item.id:
            self.form.flush()
        self._item = item
        self.heading.setText(paragraph(kind_word(kind_of(item))))
        self._show_words(item, words)
        self._show_facts(item)
        self._show_attributes(item, tagset)
        self._show_definition(item, tagset)
        self._show_hints(ITEM_HINTS[kind_of(item)])

    def clear(self) -> None:
        """Show what can be pressed to get to something."""
        self.form.flush()
        self._item = None
        for widget in (self.words, self.tag, self.tail, self.facts, self.reason, self.score):
            widget.hide()
        for block in (self.form, self.definition):
            block.hide()
        nothing = tr("Nothing is chosen. Put the cursor on a span, or press one of these keys.")
        self.heading.setText(paragraph(nothing))
        self._show_hints(NOTHING_HINTS)

    def show_comments(self, words: str) -> None:
        """Show what is said of the item, or of the document; nothing where nothing is."""
        self.comments.setVisible(bool(words))
        self.comments.setText("".join(paragraph(line) for line in words.splitlines()))

    def _name_keys(self) -> None:
        """Name the keys as the person has set them."""
        self._show_hints(ITEM_HINTS[kind_of(self._item)] if self._item else NOTHING_HINTS)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of the theme."""
        self._inks = inks = Inks.of(theme)
        for label in (self.heading, self.facts, self.definition):
            colour_text(label, inks.muted)
        colour_text(self.comments, inks.warning)
        for part in (self.tag, self.score, self.form, self.rule, self.hints):
            part.set_inks(inks)

    # -- the pieces -------------------------------------------------------------------------------

    def _show_words(self, item: ListedItem, words: ItemWords) -> None:
        """A span's words and below them its tag; a relation's tag stands between its ends."""
        self.words.show()
        self.tag.show()
        if isinstance(item, Span | SuggestedSpan):
            self.words.setText(paragraph(words.line(item)))
            self.tag.show_tag(words.tag_name(item), words.colour(item.tag))
            self.tail.hide()
            return
        head, tail = words.ends(item)
        self.words.setText(paragraph(isolated(head)))
        self.tail.setText(paragraph(isolated(tail)))
        self.tail.show()
        is_symmetric = words.is_symmetric(item.tag)
        self.tag.show_relation(words.tag_name(item), is_symmetric=is_symmetric)

    def _show_facts(self, item: ListedItem) -> None:
        facts: list[str] = []
        if isinstance(item, Span | SuggestedSpan):
            facts.append(where_words(item.fragments))
        if isinstance(item, Span | Relation):
            facts.append(origin_word(item.origin))
        if isinstance(item, SuggestedSpan | SuggestedRelation):
            facts.append(tr("by {suggester}", suggester=left_to_right(item.suggester)))
        self.facts.setText(paragraph(" · ".join(facts)))
        self.facts.show()
        self._show_trust(item)

    def _show_trust(self, item: ListedItem) -> None:
        """Why something was suggested, and how far that can be trusted."""
        is_suggestion = isinstance(item, Suggestion)
        self.reason.setVisible(is_suggestion)
        self.score.setVisible(is_suggestion)
        if isinstance(item, Suggestion):
            self.reason.setText(paragraph(reason_words(item)))
            self.score.show_score(item.score)

    def _show_attributes(self, item: ListedItem, tagset: Tagset) -> None:
        is_mine = isinstance(item, Span | Relation)
        fitting = [a for a in tagset.attributes.values() if is_mine and item.tag in a.on]
        values = item.attributes if isinstance(item, Span | Relation) else ()
        self.form.show_attributes(fitting, values)
        self.form.set_inks(self._inks)
        self.form.setVisible(bool(fitting))

    def _show_definition(self, item: ListedItem, tagset: Tagset) -> None:
        tags: dict[str, SpanTag | RelationTag] = {**tagset.spans, **tagset.relations}
        tag = tags.get(item.tag)
        self.definition.setVisible(tag is not None)
        self.definition.setText(paragraph(definition_words(tag)) if tag else "")

    def _show_hints(self, action_ids: tuple[str, ...]) -> None:
        self.hints.show_hints([(keymap().shown(id), tr(BY_ID[id].text)) for id in action_ids])

    def take_keyboard(self) -> None:
        """Give the keyboard to the first editor; where there is none, arrows scroll."""
        editors = self.form.editors.values() if self.form.isVisible() else ()
        widget: QWidget = next(iter(editors), self)
        widget.setFocus(Qt.FocusReason.TabFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let a screen reader say what stands here."""
        said = [_words_of(widget) for widget in self._said if widget.isVisible()]
        self.setAccessibleDescription(" · ".join(words for words in said if words))
        super().focusInEvent(event)

    def flush(self) -> None:
        """Tell of a value that is still being typed, before its item goes from the desk."""
        self.form.flush()

    def _tell(self, slug: str, value: object) -> None:
        if self._item is not None:
            self.attribute_set.emit(self._item.id, kind_of(self._item), slug, value)


def _words_of(widget: QWidget) -> str:
    """What a part says: a label its text, what is drawn its name."""
    if isinstance(widget, MarkedLabel):
        return QTextDocumentFragment.fromHtml(widget.text()).toPlainText()
    return widget.accessibleName()
