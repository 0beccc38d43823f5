"""The same words elsewhere: tag, relabel, delete or reject them as one act, after a list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from annotation.commands.occurrences import Phrase, phrase_of
from annotation.commands.same_words import BatchWish, Deed, OccurrencePlace, places
from annotation.errors import AnnotationError
from annotation.values.items import Span, SuggestedSpan
from ui.annotating.places_search import PlacesSearch
from ui.desk.desk import Desk
from ui.dialogs.places_dialog import PlaceRow, PlacesDialog, Scope
from ui.keys.keymap import key_for
from ui.look.language import in_language, isolated, tr

NOTHING = Phrase((), ())  # what an interrupted span is alike to


@dataclass(frozen=True, slots=True)
class Offer:
    """What a list asks: for what, about which item, and in which words."""

    wish: BatchWish
    title: str
    question: str
    button: str


class Everywhere:
    """Acts on all places that have the words of the current item, here or in other documents."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {
            "same-everywhere": lambda: self._tag(Scope.DOCUMENT),
            "same-in-project": lambda: self._tag(Scope.PROJECT),
            "delete-everywhere": self._delete,
            "reject-everywhere": self._reject,
        }

    # -- what is asked -----------------------------------------------------------------------------

    def _tag(self, scope: Scope) -> None:
        """Tag the other places of the current span's words, or relabel what is there."""
        session, span = self.desk.session, self.desk.current_span()
        if session is None or span is None:
            self.desk.refuse(AnnotationError("Choose a span first."))
            return
        wish = self._wish(Deed.TAG, span)
        if scope is Scope.DOCUMENT and not self._found_here(wish):
            self.desk.say(
                tr(
                    "These words stand nowhere else untagged in this document. {key} looks for "
                    "them in the whole project.",
                    key=key_for("same-in-project"),
                )
            )
            return
        question = tr(
            "Tag these places as {tag}, like “{words}”?",
            tag=self._name(span.tag),
            words=isolated(session.state.text_of(span)),
        )
        self._offer(Offer(wish, tr("The same everywhere"), question, tr("Tag")), scope)

    def _delete(self) -> None:
        """Delete the spans with the words and the tag of the current one."""
        span = self.desk.current_span()
        if span is None:
            self.desk.refuse(AnnotationError("Choose a span first."))
            return
        title, question = tr("Delete everywhere"), tr("Delete these spans, with their relations?")
        self._offer(Offer(self._wish(Deed.DELETE, span), title, question, tr("Delete")))

    def _reject(self) -> None:
        """Reject the suggestions with the words and the tag of the current one."""
        suggestion = self.desk.current_suggestion()
        if not isinstance(suggestion, SuggestedSpan):
            self.desk.refuse(AnnotationError("Choose a suggested span first."))
            return
        title, question = tr("Reject everywhere"), tr("Reject these suggestions?")
        self._offer(Offer(self._wish(Deed.REJECT, suggestion), title, question, tr("Reject")))

    def _wish(self, deed: Deed, item: Span | SuggestedSpan) -> BatchWish:
        assert self.desk.session is not None
        text = self.desk.session.document.text
        return BatchWish(deed, item.tag, phrase_of(text, item.fragments) or NOTHING)

    def _found_here(self, wish: BatchWish) -> tuple[OccurrencePlace, ...]:
        """The places of the open document."""
        session = self.desk.session
        assert session is not None
        return places(wish, session.state, session.tagset, session.suggestions)

    # -- the list ----------------------------------------------------------------------------------

    def _offer(self, offer: Offer, scope: Scope = Scope.DOCUMENT) -> None:
        """Show the list; what stays ticked is one step."""
        wish = offer.wish
        found = self._found_here(wish)
        own = self.desk.current_span() or self.desk.current_suggestion()
        is_interrupted = wish.phrase is NOTHING and wish.deed is not Deed.TAG
        if is_interrupted and isinstance(own, Span | SuggestedSpan):
            found = (OccurrencePlace(own.fragments, own),)  # it is like no other
        dialog = PlacesDialog(offer.title, offer.question, offer.button, self.desk.window)
        looking = PlacesSearch(self.desk, wish, found, dialog)
        dialog.scope_chosen.connect(lambda chosen: looking.look(chosen))  # Qt alone would drop it
        dialog.accepted_places.connect(lambda rows: self._act(wish, rows))
        dialog.finished.connect(lambda _: looking.stop())
        dialog.open()
        looking.look(scope)

    def _act(self, wish: BatchWish, rows: Sequence[PlaceRow]) -> None:
        from ui.annotating.batching import Batching

        chosen: dict[str, list[OccurrencePlace]] = {}
        for row in rows:
            if row.place is not None:
                chosen.setdefault(row.document_id, []).append(row.place)
        Batching(self.desk).carry_out(wish, chosen)

    def _name(self, tag: str) -> str:
        session = self.desk.session
        assert session is not None
        return in_language(session.tagset.span_tag(tag).name)
