"""One act on the same words in many documents: what is found in one of them, and what changes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from annotation.commands import everywhere
from annotation.commands.occurrences import Phrase, places_of
from annotation.commands.pending import pending
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Fragment, Fragments, Span, SuggestedSpan, Suggestions
from annotation.values.state import State
from annotation.values.transaction import Transaction


class Deed(StrEnum):
    """What is done to the places."""

    TAG = "tag"
    DELETE = "delete"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class BatchWish:
    """The same for these words wherever they stand: give the tag, or take what has it away."""

    deed: Deed
    tag: str
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class OccurrencePlace:
    """Where something may be done in a document, and what was there when it was shown."""

    fragments: Fragments
    there: Span | SuggestedSpan | None = None


def places(
    wish: BatchWish, state: State, tagset: Tagset, suggestions: Suggestions
) -> tuple[OccurrencePlace, ...]:
    """What the wish finds in a document, in reading order."""
    found = tuple(places_of(state.document.text, wish.phrase))
    match wish.deed:
        case Deed.TAG:
            return tuple(_untagged(state, found, wish.tag))
        case Deed.DELETE:
            return tuple(_alike(state.spans, found, wish.tag))
        case Deed.REJECT:
            waiting = pending(state, tagset, suggestions).spans if found else ()
            return tuple(_alike(waiting, found, wish.tag))


def carry_out(
    wish: BatchWish,
    state: State,
    tagset: Tagset,
    chosen: Iterable[OccurrencePlace],
    *,
    new_id: Callable[[], str],
) -> Transaction | None:
    """Do it at the chosen places; what has changed since they were shown is left as it is."""
    held = [place for place in chosen if _holds(state, place)]
    match wish.deed:
        case Deed.TAG:
            at = [place.fragments[0] for place in held]
            return everywhere.tag_everywhere(state, tagset, wish.tag, at, new_id=new_id)
        case Deed.DELETE:
            ids = [place.there.id for place in held if place.there is not None]
            return everywhere.delete_everywhere(state, ids)
        case Deed.REJECT:
            waiting = [place.there for place in held if isinstance(place.there, SuggestedSpan)]
            return everywhere.reject_everywhere(state, waiting)


def count_done(deed: Deed, act: Transaction | None) -> int:
    """At how many places an act has done something."""
    items = (change.before or change.after for change in act.changes) if act else ()
    if deed is Deed.REJECT:
        return sum(1 for _ in items)
    return sum(isinstance(item, Span) for item in items)


def _untagged(state: State, found: Iterable[Fragment], tag: str) -> Iterable[OccurrencePlace]:
    for place in found:
        here = _spans_in(state, (place,))
        if all(span.tag != tag for span in here):
            yield OccurrencePlace((place,), here[0] if here else None)


def _alike(
    items: Iterable[Span] | Iterable[SuggestedSpan], found: Iterable[Fragment], tag: str
) -> Iterable[OccurrencePlace]:
    wanted = {(place,) for place in found}
    for item in items if wanted else ():
        if item.tag == tag and item.fragments in wanted:
            yield OccurrencePlace(item.fragments, item)


def _spans_in(state: State, fragments: Fragments) -> list[Span]:
    near = state.spans_near(fragments[0][0], fragments[-1][1])
    return sorted((s for s in near if s.fragments == fragments), key=lambda s: s.sort_key)


def _holds(state: State, place: OccurrencePlace) -> bool:
    """Whether the place is still as it was shown."""
    match place.there:
        case None:
            return not _spans_in(state, place.fragments)
        case Span():
            return state.span(place.there.id) == place.there
        case SuggestedSpan():
            return state.decision(place.there.id) is None
