"""Looking for the same words in other documents, in the background, into a list to untick."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from shiboken6 import isValid

from annotation.commands.same_words import BatchWish, Deed, OccurrencePlace, places
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Span, Stage, Suggestions
from annotation.values.state import State
from storage.project import Project
from ui.annotating.annotating import choice_row
from ui.desk.desk import Desk
from ui.dialogs.places_dialog import PlaceRow, PlacesDialog, Scope
from ui.look.language import in_language, tr

PORTION = 20  # documents looked through at once; what people do meanwhile goes between portions


@dataclass(frozen=True, slots=True)
class PlacesFound:
    """The places in one document."""

    state: State
    places: tuple[OccurrencePlace, ...]


class PlacesSearch:
    """Fills a list with the places that a wish finds; `here` are those of the open document.

    A curator's act reaches only documents whose curation has begun.
    """

    def __init__(
        self, desk: Desk, wish: BatchWish, here: tuple[OccurrencePlace, ...], dialog: PlacesDialog
    ) -> None:
        self.desk = desk
        self.wish = wish
        self.dialog = dialog
        self._here = here
        self._rounds = count(1)
        self._round = 0  # an answer of an earlier one comes too late

    def stop(self) -> None:
        """Look no further."""
        self._round = next(self._rounds)

    def look(self, scope: Scope) -> None:
        """Show what stands here at once, and look through the others in the background."""
        self.stop()
        session, link = self.desk.session, self.desk.link
        if session is None or link is None:
            return
        self.dialog.show_scope(scope)
        if self._here:
            self._show(PlacesFound(session.state, self._here), is_alone=scope is Scope.DOCUMENT)
        if scope is Scope.DOCUMENT:
            self.dialog.show_search(0, 0)
            return
        self.dialog.show_reading()
        now, certain, own = self._round, self.wish.phrase.certain, session.document.id

        def begin(ids: list[str]) -> None:
            if now == self._round:
                wanted = self.desk.documents.queue.in_question(is_open=scope is Scope.UNFINISHED)
                self._look_through([id for id in ids if id in wanted and id != own], 0, now)

        link.read(lambda project: project.documents_with(certain), begin)

    def _look_through(self, ids: Sequence[str], done: int, now: int) -> None:
        """Ask for one portion after the other."""
        link, session = self.desk.link, self.desk.session
        if link is None or session is None or now != self._round or not isValid(self.dialog):
            return
        self.dialog.show_search(min(done, len(ids)), len(ids))
        if done >= len(ids):
            return
        portion = ids[done : done + PORTION]
        wish, tagset, annotator = self.wish, link.tagset, session.annotator
        is_curator = annotator != self.desk.annotator

        def work(project: Project) -> list[PlacesFound]:
            found = (_found(project, id, annotator, wish, tagset) for id in portion)
            return [one for one in found if one and (one.state.items() or not is_curator)]

        def show(found: list[PlacesFound]) -> None:
            if now == self._round and isValid(self.dialog):
                for one in found:
                    self._show(one)
                self._look_through(ids, done + PORTION, now)

        link.read(work, show)

    # -- lines -------------------------------------------------------------------------------------

    def _show(self, found: PlacesFound, *, is_alone: bool = False) -> None:
        """Add a document's places; in one that is finished nothing is ticked by itself."""
        is_finished = found.state.stage is Stage.FINISHED and not is_alone
        name = "" if is_alone else found.state.document.name
        note = tr("finished: tick what is to be changed") if is_finished else ""
        rows = [self._row(found.state, place, is_finished) for place in found.places]
        self.dialog.add_group(name, note, rows)

    def _row(self, state: State, place: OccurrencePlace, is_finished: bool) -> PlaceRow:
        assert self.desk.link is not None
        tags = self.desk.link.tagset.spans
        tag, there = tags[self.wish.tag], place.there
        note = ""
        if isinstance(there, Span) and there.tag != tag.slug:
            known = tags.get(there.tag)
            note = tr("already {tag}", tag=in_language(known.name) if known else there.tag)
        text, name = state.document.text, in_language(tag.name)
        is_chosen = not note and not is_finished
        line = choice_row(text, place.fragments, name, tag.colour, note, is_chosen)
        return PlaceRow(
            line.before,
            line.words,
            line.after,
            line.tag,
            line.colour,
            line.note,
            line.is_chosen,
            document_id=state.document.id,
            place=place,
        )


def _found(
    project: Project, document_id: str, annotator: str, wish: BatchWish, tagset: Tagset
) -> PlacesFound | None:
    """What a wish finds in a document; None when it is nothing."""
    state = project.state(document_id, annotator)
    suggestions = Suggestions()
    if wish.deed is Deed.REJECT:
        suggestions = project.suggestions_for(document_id, annotator)
    found = places(wish, state, tagset, suggestions)
    return PlacesFound(state, found) if found else None
