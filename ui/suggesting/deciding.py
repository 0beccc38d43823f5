"""Walking through the suggestions: next, accept, correct, reject, skip, accept many."""

from collections.abc import Callable, Mapping, Sequence

from annotation.arabic.sentences import paragraphs
from annotation.commands import suggestion_commands as commands
from annotation.commands.suggestion_commands import Suggestion
from annotation.errors import AnnotationError
from annotation.values.items import SuggestedSpan
from storage.system.ids import new_id
from ui.annotating.annotating import choice_row, words_of
from ui.desk.desk import Desk
from ui.dialogs.choice import ChoiceDialog, ChoiceRow
from ui.keys.keymap import key_for
from ui.look.certainty import is_confident
from ui.look.item_kinds import ItemKind
from ui.look.language import in_language, tr
from ui.suggesting.words import blind_words

QueuePlace = tuple[int, int, int, str]  # where a suggestion stands in the walk


class Deciding:
    """Decisions on suggestions, each followed by the next suggestion."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._left: Callable[[], list[Suggestion]] = list  # of a walk in an order of its own

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {
            "next-suggestion": lambda: self.go(1),
            "previous-suggestion": lambda: self.go(-1),
            "accept": self.accept,
            "reject": self.reject,
            "skip": self.skip,
            "accept-paragraph": self._accept_paragraph,
            "accept-document": self._accept_document,
        }

    # -- walking -----------------------------------------------------------------------------------

    def queue(self) -> list[Suggestion]:
        """Pending suggestions in the order in which they are walked: a relation after its ends."""
        if self.desk.session is None:
            return []
        pending = self.desk.session.pending
        return sorted((*pending.spans, *pending.relations), key=place_of)

    def walk(self, queue: list[Suggestion], left: Callable[[], list[Suggestion]]) -> None:
        """Go on in a queue of its own order; deciding goes on in what is `left` of it."""
        current = self.desk.current_suggestion()
        place = queue.index(current) + 1 if current in queue else 0
        self._show(queue[place % len(queue)])
        self._left = left

    def go(self, step: int) -> None:
        """Make the next or previous pending suggestion current; past the end, start again."""
        self._left = list
        queue = self.queue()
        if not queue:
            self._say_done()
            return
        current = self.desk.current_suggestion()
        if current in queue:
            target = queue[(queue.index(current) + step) % len(queue)]
        else:
            target = self._nearest(queue, _at(self.desk.view.caret), step)
        self._show(target)

    def _show(self, suggestion: Suggestion) -> None:
        is_span = isinstance(suggestion, SuggestedSpan)
        kind = ItemKind.SUGGESTED_SPAN if is_span else ItemKind.SUGGESTED_RELATION
        self.desk.make_current(kind, suggestion.id)

    def _nearest(self, queue: list[Suggestion], place: QueuePlace, step: int) -> Suggestion:
        after = [s for s in queue if place_of(s) >= place]
        if step > 0:
            return after[0] if after else queue[0]
        before = queue[: len(queue) - len(after)]
        return before[-1] if before else queue[-1]

    def _go_on(self, place: QueuePlace) -> None:
        """Show the first suggestion at or after a place that has just been decided."""
        if left := self._left():
            self._show(left[0])
            return
        queue = self.queue()
        if queue:
            self._show(self._nearest(queue, place, 1))
        else:
            self.desk.view.clear_current()
            self.desk.view.set_caret(place[0])
            self._say_done()

    def is_blind(self) -> bool:
        """Whether the open document is done without suggestions."""
        session = self.desk.session
        return session is not None and self.desk.is_blind(session.document, session.annotator)

    def _say_done(self) -> None:
        if self.is_blind():
            self.desk.say(blind_words())
            return
        self.desk.say(
            tr(
                "No suggestion is waiting. {key} finishes the document and opens the next.",
                key=key_for("finish"),
            )
        )

    # -- deciding ----------------------------------------------------------------------------------

    def accept(self) -> None:
        """Accept the current suggestion and go on; without one, go to the next."""
        session, suggestion = self.desk.session, self.desk.current_suggestion()
        if session is None or suggestion is None:
            self.go(1)
            return
        every = session.suggestions
        place = place_of(suggestion)
        if self.desk.acting.here(
            lambda s, t: commands.accept(s, t, suggestion, every, new_id=new_id)
        ):
            self._go_on(place)

    def accept_as(self, slug: str) -> None:
        """Accept the current suggestion under another tag and go on."""
        session, suggestion = self.desk.session, self.desk.current_suggestion()
        if session is None or suggestion is None:
            return
        if slug == suggestion.tag:
            self.accept()
            return
        every, place = session.suggestions, place_of(suggestion)
        if isinstance(suggestion, SuggestedSpan):
            id = new_id()
            done = self.desk.acting.here(
                lambda s, t: commands.correct_span(s, t, suggestion, id=id, tag=slug)
            )
        else:
            done = self.desk.acting.here(
                lambda s, t: commands.correct_relation(s, t, suggestion, every, slug, new_id=new_id)
            )
        if done:
            self._go_on(place)

    def reject(self) -> None:
        """Reject the current suggestion and go on."""
        self._settle(commands.reject)

    def skip(self) -> None:
        """Leave the current suggestion undecided and go on."""
        self._settle(commands.skip)

    def _settle(self, verdict: Callable[..., object]) -> None:
        suggestion = self.desk.current_suggestion()
        if suggestion is None:
            self.desk.refuse(
                AnnotationError(
                    "Choose a suggestion first: {key} goes to the next.",
                    key=key_for("next-suggestion"),
                )
            )
            return
        place = place_of(suggestion)
        if self.desk.acting.here(lambda s, t: verdict(s, suggestion)):  # type: ignore[arg-type,return-value]
            self._go_on(place)

    # -- many at once ------------------------------------------------------------------------------

    def _accept_paragraph(self) -> None:
        session = self.desk.session
        if session is None:
            return
        current = self.desk.current_suggestion()
        at = place_of(current)[0] if current else self.desk.view.caret
        ranges = paragraphs(session.document.text)
        begin, end = next((r for r in ranges if r[0] <= at <= r[1]), (at, at))
        inside = [s for s in self._confident() if begin <= _begin(s) and _end(s) <= end]
        self._offer(inside, tr("Accept the confident suggestions of this paragraph"))

    def _accept_document(self) -> None:
        self._offer(self._confident(), tr("Accept the confident suggestions of this document"))

    def _confident(self) -> list[Suggestion]:
        return [s for s in self.queue() if is_confident(s.score)]

    def _offer(self, chosen: Sequence[Suggestion], title: str) -> None:
        """Show what would be accepted; only then accept it, as one step."""
        if not chosen:
            self.desk.say(tr("There are no confident suggestions here."))
            return
        dialog = ChoiceDialog(
            title,
            tr("These {count} are accepted as one step; untick what is wrong.", count=len(chosen)),
            tr("Accept"),
            [self._row(suggestion) for suggestion in chosen],
            self.desk.window,
        )
        dialog.accepted_rows.connect(lambda rows: self._accept_all([chosen[r] for r in rows]))
        dialog.open()

    def _row(self, suggestion: Suggestion) -> ChoiceRow:
        session = self.desk.session
        assert session is not None
        text, tagset = session.document.text, session.tagset
        if isinstance(suggestion, SuggestedSpan):
            tag = tagset.spans[suggestion.tag]
            name = in_language(tag.name)
            return choice_row(text, suggestion.fragments, name, tag.colour, "", True)
        name = in_language(tagset.relations[suggestion.tag].name)
        return ChoiceRow("", words_of(text, suggestion), "", name, "#808080", "", True)

    def _accept_all(self, chosen: Sequence[Suggestion]) -> None:
        session = self.desk.session
        if session is None:
            return
        every = session.suggestions
        done = self.desk.acting.here(
            lambda s, t: commands.accept_many(s, t, chosen, every, new_id=new_id)
        )
        if done is not None:
            self.desk.say(tr("Accepted {count} suggestions in one step.", count=len(chosen)))
            self._go_on(_at(0))


def place_of(suggestion: Suggestion) -> QueuePlace:
    """Where a suggestion stands in the walk: spans in reading order, relations after their ends."""
    if isinstance(suggestion, SuggestedSpan):
        return (suggestion.begin, 0, -suggestion.end, suggestion.id)
    return (max(suggestion.head[0], suggestion.tail[0]), 1, 0, suggestion.id)


def _at(offset: int) -> QueuePlace:
    """The place before everything that stands at an offset."""
    return (offset, -1, 0, "")


def _begin(suggestion: Suggestion) -> int:
    if isinstance(suggestion, SuggestedSpan):
        return suggestion.begin
    return min(suggestion.head[0], suggestion.tail[0])


def _end(suggestion: Suggestion) -> int:
    if isinstance(suggestion, SuggestedSpan):
        return suggestion.end
    return max(suggestion.head[1], suggestion.tail[1])
