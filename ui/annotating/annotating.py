"""Tagging, resizing, deleting: what is done to spans and relations by hand."""

from collections.abc import Callable, Mapping

from annotation.commands import relation_commands, span_commands
from annotation.commands.anchoring import (
    Reach,
    SpanBorder,
    moved_border,
    next_clitic_cut,
    snap,
    trim,
    word_without_clitics,
)
from annotation.commands.set_commands import set_attribute
from annotation.commands.suggestion_commands import correct_span
from annotation.errors import AnnotationError
from annotation.values.items import (
    AttributeValue,
    Fragments,
    Relation,
    Span,
    SuggestedRelation,
    SuggestedSpan,
    surface,
)
from storage.system.ids import new_id
from ui.annotating.moving import Moving
from ui.article.movement import Direction
from ui.desk.desk import Desk
from ui.dialogs.choice import ChoiceRow
from ui.look.item_kinds import ItemKind
from ui.look.language import isolated

CONTEXT = 40  # code points shown on either side of a place in a list


class Annotating:
    """Spans and relations by hand."""

    def __init__(self, desk: Desk, moving: Moving) -> None:
        self.desk = desk
        self.moving = moving

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        border = self._border
        return {
            "cycle-clitics": self._cycle_clitics,
            "join": self._join,
            "reverse": self._reverse,
            "delete": self.delete,
            "end-forward-word": lambda: border(SpanBorder.END, Reach.WORD, forward=True),
            "end-back-word": lambda: border(SpanBorder.END, Reach.WORD, forward=False),
            "end-forward-letter": lambda: border(SpanBorder.END, Reach.LETTER, forward=True),
            "end-back-letter": lambda: border(SpanBorder.END, Reach.LETTER, forward=False),
            "start-forward-word": lambda: border(SpanBorder.START, Reach.WORD, forward=True),
            "start-back-word": lambda: border(SpanBorder.START, Reach.WORD, forward=False),
            "start-forward-letter": lambda: border(SpanBorder.START, Reach.LETTER, forward=True),
            "start-back-letter": lambda: border(SpanBorder.START, Reach.LETTER, forward=False),
        }

    # -- tagging -------------------------------------------------------------------------------

    def tag(self, slug: str) -> None:
        """The tag's key: for the selection, else the current span, else the word at the caret."""
        session, view = self.desk.session, self.desk.view
        if session is None:
            return
        span = self.desk.current_span()
        if view.selection is None and span is not None:
            self.desk.acting.here(lambda s, t: span_commands.relabel_span(s, t, span.id, slug))
            return
        text, anchoring = session.document.text, session.tagset.anchoring
        if view.selection is not None:
            stretch = trim(text, *view.selection)
        else:
            stretch = word_without_clitics(text, view.caret, anchoring)
        if stretch is None:
            self.desk.refuse(AnnotationError("There is no word at the cursor to tag."))
            return
        self.tag_fragments(slug, (stretch,))

    def tag_fragments(self, slug: str, fragments: Fragments) -> None:
        """Tag these words and make the new span current."""
        id = new_id()
        if self.desk.acting.here(
            lambda s, t: span_commands.create_span(s, t, slug, fragments, id=id)
        ):
            self.desk.view.set_caret(fragments[-1][1])
            self.desk.make_current(ItemKind.SPAN, id)

    def select_word(self, begin: int, end: int) -> None:
        """Select what a double click or a drag over these words means under the anchoring."""
        session = self.desk.session
        if session is None:
            return
        stretch = snap(session.document.text, begin, end, session.tagset.anchoring)
        if stretch is not None:
            self.desk.view.select(*stretch)

    # -- borders -------------------------------------------------------------------------------

    def _border(self, edge: SpanBorder, reach: Reach, *, forward: bool) -> None:
        """Move a border of the current span; without one, Alt moves the caret by a letter."""
        session = self.desk.session
        span, suggestion = self.desk.current_span(), self.desk.current_suggestion()
        target = span or (suggestion if isinstance(suggestion, SuggestedSpan) else None)
        if session is None:
            return
        if target is None:
            direction = Direction.END_WARD if forward else Direction.START_WARD
            self.moving.by_letter(direction, extend=edge is SpanBorder.START)
            return
        fragments = moved_border(
            session.document.text, target.fragments, edge, reach, forward=forward
        )
        if fragments is None:
            self.desk.refuse(AnnotationError("The border cannot move any further this way."))
            return
        self._resize(target, fragments)

    def _resize(self, target: Span | SuggestedSpan, fragments: Fragments) -> None:
        if isinstance(target, Span):
            self.desk.acting.here(
                lambda s, t: span_commands.resize_span(s, t, target.id, fragments)
            )
            return
        id = new_id()
        if self.desk.acting.here(
            lambda s, t: correct_span(s, t, target, id=id, fragments=fragments)
        ):
            self.desk.make_current(ItemKind.SPAN, id)

    def _cycle_clitics(self) -> None:
        """Begin the current span, else the selection, else the word, at its next clitic."""
        session, view = self.desk.session, self.desk.view
        if session is None:
            return
        text = session.document.text
        suggestion = self.desk.current_suggestion()
        target = self.desk.current_span() or (
            suggestion if isinstance(suggestion, SuggestedSpan) else None
        )
        if target is not None and view.selection is None:
            (begin, end), *rest = target.fragments
            self._resize(target, ((next_clitic_cut(text, begin, end), end), *rest))
            return
        stretch = view.selection or word_without_clitics(text, view.caret, session.tagset.anchoring)
        if stretch is not None:
            begin, end = stretch
            view.select(next_clitic_cut(text, begin, end) if view.selection else begin, end)

    def _join(self) -> None:
        """Add the selected words to the current span as a further fragment."""
        span, selection = self.desk.last_span(), self.desk.view.selection
        if span is None or selection is None:
            self.desk.refuse(
                AnnotationError("To join words to a span, choose the span, then select the words.")
            )
            return
        if self.desk.acting.here(
            lambda s, t: span_commands.add_fragment(s, t, span.id, *selection)
        ):
            self.desk.make_current(ItemKind.SPAN, span.id)

    # -- relations, deletion, attributes ---------------------------------------------------------

    def _reverse(self) -> None:
        relation = self.desk.current_relation()
        if relation is None:
            self.desk.refuse(AnnotationError("Choose a relation first."))
            return
        self.desk.acting.here(lambda s, t: relation_commands.reverse_relation(s, t, relation.id))

    def relabel_relation(self, slug: str) -> None:
        """Give the current relation another tag."""
        relation = self.desk.current_relation()
        if relation is not None:
            self.desk.acting.here(
                lambda s, t: relation_commands.relabel_relation(s, t, relation.id, slug)
            )

    def delete(self) -> None:
        """Delete the current span, with its relations, or the current relation."""
        span, relation = self.desk.current_span(), self.desk.current_relation()
        if span is not None:
            self.desk.acting.here(lambda s, t: span_commands.delete_span(s, span.id))
            self.desk.view.set_caret(span.begin)
        elif relation is not None:
            self.desk.acting.here(lambda s, t: relation_commands.delete_relation(s, relation.id))
        else:
            self.desk.refuse(AnnotationError("Choose a span or a relation to delete."))

    def set_attribute(
        self, id: str, kind: ItemKind, name: str, value: AttributeValue | None
    ) -> None:
        """Set an attribute of a span or relation, as the details panel asks."""
        session = self.desk.session
        if session is None:
            return
        item: Span | Relation | None = session.state.span(id) or session.state.relation(id)
        if item is not None:
            self.desk.acting.here(lambda s, t: set_attribute(s, t, item, name, value))


def choice_row(
    text: str, fragments: Fragments, tag: str, colour: str, note: str, is_chosen: bool
) -> ChoiceRow:
    """A row of a list to untick: the words within their context."""
    begin, end = fragments[0][0], fragments[-1][1]
    return ChoiceRow(
        before=text[max(0, begin - CONTEXT) : begin].replace("\n", " "),
        words=surface(text, fragments),
        after=text[end : end + CONTEXT].replace("\n", " "),
        tag=tag,
        colour=colour,
        note=note,
        is_chosen=is_chosen,
    )


def words_of(text: str, suggestion: SuggestedSpan | SuggestedRelation) -> str:
    """The words a suggestion is about."""
    if isinstance(suggestion, SuggestedSpan):
        return surface(text, suggestion.fragments)
    head, tail = suggestion.head, suggestion.tail
    return f"{isolated(text[slice(*head)])} ← {isolated(text[slice(*tail)])}"
