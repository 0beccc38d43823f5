"""The same words elsewhere: tag, relabel, delete or reject them as one act, after a list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from annotation import everywhere as commands
from annotation.errors import AnnotationError
from annotation.items import Fragments, Span, SuggestedSpan
from annotation.occurrences import Occurrence, occurrences
from annotation.transaction import Transaction
from storage.ids import new_id
from ui.controllers.annotating import choice_row
from ui.desk import Desk
from ui.dialogs.choice import ChoiceDialog, ChoiceRow
from ui.language import in_language, isolated, tr


@dataclass(frozen=True, slots=True)
class Offer:
    """What a list asks, and what is done to the rows that stay ticked."""

    title: str
    question: str
    button: str
    rows: Sequence[ChoiceRow]
    act: Callable[[list[int]], Transaction | None]


class Everywhere:
    """Acts on all places of the open document that have the words of the current item."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {
            "same-everywhere": self._tag,
            "delete-everywhere": self._delete,
            "reject-everywhere": self._reject,
        }

    # -- tagging -----------------------------------------------------------------------------------

    def _tag(self) -> None:
        """Tag the other places of the current span's words, or relabel what is there."""
        session, span = self.desk.session, self.desk.current_span()
        if session is None or span is None:
            self.desk.refuse(AnnotationError("Choose a span first."))
            return
        places = [place for place in occurrences(session.state, span) if place.tag != span.tag]
        if not places:
            self.desk.say(tr("These words stand nowhere else untagged in this document."))
            return

        def act(rows: list[int]) -> Transaction | None:
            chosen = [(places[row].begin, places[row].end) for row in rows]
            return self.desk.do(
                lambda s, t: commands.tag_everywhere(s, t, span.tag, chosen, new_id=new_id)
            )

        question = tr(
            "Tag these places as {tag}, like “{words}”?",
            tag=self._name(span.tag),
            words=isolated(session.state.text_of(span)),
        )
        rows = [self._place_row(place, span.tag) for place in places]
        self._offer(Offer(tr("The same everywhere"), question, tr("Tag"), rows, act))

    def _place_row(self, place: Occurrence, tag: str) -> ChoiceRow:
        note = tr("already {tag}", tag=self._name(place.tag)) if place.tag else ""
        return self._row(((place.begin, place.end),), tag, note)

    # -- deleting and rejecting --------------------------------------------------------------------

    def _delete(self) -> None:
        """Delete the spans with the words and the tag of the current one."""
        session, span = self.desk.session, self.desk.current_span()
        if session is None or span is None:
            self.desk.refuse(AnnotationError("Choose a span first."))
            return
        alike = commands.spans_like(session.state, span)

        def act(rows: list[int]) -> Transaction | None:
            ids = [alike[row].id for row in rows]
            return self.desk.do(lambda s, t: commands.delete_everywhere(s, ids))

        question = tr("Delete these spans, with their relations?")
        title = tr("Delete everywhere")
        self._offer(Offer(title, question, tr("Delete"), self._rows(alike), act))

    def _reject(self) -> None:
        """Reject the suggestions with the words and the tag of the current one."""
        session, suggestion = self.desk.session, self.desk.current_suggestion()
        if session is None or not isinstance(suggestion, SuggestedSpan):
            self.desk.refuse(AnnotationError("Choose a suggested span first."))
            return
        alike = commands.suggestions_like(session.state, session.pending, suggestion)

        def act(rows: list[int]) -> Transaction | None:
            chosen = [alike[row] for row in rows]
            return self.desk.do(lambda s, t: commands.reject_everywhere(s, chosen))

        title, question = tr("Reject everywhere"), tr("Reject these suggestions?")
        self._offer(Offer(title, question, tr("Reject"), self._rows(alike), act))

    # -- the list ----------------------------------------------------------------------------------

    def _offer(self, offer: Offer) -> None:
        """Show the list; what stays ticked is one step."""
        dialog = ChoiceDialog(
            offer.title, offer.question, offer.button, offer.rows, self.desk.window
        )

        def done(rows: list[int]) -> None:
            if offer.act(rows) is not None:
                self.desk.say(tr("Places changed in one step: {count}.", count=len(rows)))

        dialog.accepted_rows.connect(done)
        dialog.open()

    def _rows(self, items: Sequence[Span | SuggestedSpan]) -> list[ChoiceRow]:
        return [self._row(item.fragments, item.tag, "") for item in items]

    def _row(self, fragments: Fragments, tag: str, note: str) -> ChoiceRow:
        session = self.desk.session
        assert session is not None
        colour = session.tagset.span_tag(tag).colour
        text = session.document.text
        return choice_row(text, fragments, self._name(tag), colour, note, not note)

    def _name(self, tag: str) -> str:
        session = self.desk.session
        assert session is not None
        return in_language(session.tagset.span_tag(tag).name)
