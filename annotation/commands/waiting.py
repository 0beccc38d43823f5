"""What waits for a decision, kept up to date act by act: an act concerns a few suggestions.

`pending` says what it means; this says the same sooner, for documents with many suggestions.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from annotation.commands.pending import End, head_of, is_open_relation, is_open_span, tail_of
from annotation.tagsets.tagset import Tagset
from annotation.values.items import (
    Decision,
    Relation,
    Span,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
)
from annotation.values.span_index import SpanIndex
from annotation.values.state import Change, State

MANY = 64  # changes from which everything is looked at anew

Proposed = TypeVar("Proposed", bound=SuggestedSpan | SuggestedRelation)


class Waiting:
    """The suggestions of one document that wait, followed from state to state."""

    def __init__(self, state: State, tagset: Tagset, suggestions: Suggestions) -> None:
        self._state = state
        self._tagset = tagset
        self._spans = _Open(suggestions.spans)
        self._relations = _Open(suggestions.relations)
        self._index = SpanIndex(suggestions.spans)
        self._by_end: dict[End, list[SuggestedRelation]] = defaultdict(list)
        for relation in suggestions.relations:
            for end in {head_of(relation), tail_of(relation)}:
                self._by_end[end].append(relation)
        self._offered: Counter[End] = Counter()
        self._look_at_all(state)

    @property
    def suggestions(self) -> Suggestions:
        """What waits now: the same as `pending` of the state."""
        return Suggestions(self._spans.open, self._relations.open)

    def follow(self, state: State) -> Suggestions:
        """What waits after the work has changed."""
        changes = state.changes_since(self._state)
        if len(changes) > MANY:
            self._look_at_all(state)
        elif changes:
            self._state = state
            self._look_at(changes)
        self._state = state
        return self.suggestions

    def _look_at_all(self, state: State) -> None:
        self._state = state
        self._spans.set_open(s for s in self._spans.all if is_open_span(state, self._tagset, s))
        self._offered = Counter((s.fragments, s.tag) for s in self._spans.open)
        self._relations.set_open(r for r in self._relations.all if self._is_open(r))

    def _look_at(self, changes: Sequence[Change]) -> None:
        """Look at the suggestions that some changes concern."""
        spans: dict[str, SuggestedSpan] = {}
        relations: dict[str, SuggestedRelation] = {}
        ends: set[End] = set()
        for item in (item for change in changes for item in (change.before, change.after)):
            match item:
                case Span():
                    ends.add((item.fragments, item.tag))
                    near = self._index.near(item.begin, item.end)
                    spans.update((s.id, s) for s in near)
                case Relation():  # an end that is gone is among the spans
                    there = (self._state.span(id) for id in (item.head, item.tail))
                    ends.update((span.fragments, span.tag) for span in there if span)
                case Decision(suggestion=id):
                    if (alone := self._spans.with_id(id)) is not None:
                        spans[id] = alone
                    if (joined := self._relations.with_id(id)) is not None:
                        relations[id] = joined
        ends.update(self._mend_spans(spans.values()))
        for end in ends:
            relations.update((r.id, r) for r in self._by_end.get(end, ()))
        for link in relations.values():
            self._relations.set_one(link, is_open=self._is_open(link))

    def _mend_spans(self, spans: Iterable[SuggestedSpan]) -> Iterator[End]:
        """Look at these spans; the ends that are offered now, or no more."""
        for span in spans:
            is_open = is_open_span(self._state, self._tagset, span)
            if self._spans.set_one(span, is_open=is_open):
                end = (span.fragments, span.tag)
                self._offered[end] += 1 if is_open else -1
                if not self._offered[end]:
                    del self._offered[end]
                yield end

    def _is_open(self, relation: SuggestedRelation) -> bool:
        return is_open_relation(self._state, self._tagset, relation, self._offered)


class _Open(Generic[Proposed]):
    """Which of some suggestions are open, in their order."""

    def __init__(self, proposed: tuple[Proposed, ...]) -> None:
        self.all: tuple[Proposed, ...] = proposed
        self.open: tuple[Proposed, ...] = ()
        self._places = {one.id: place for place, one in enumerate(proposed)}
        self._open_places: list[int] = []

    def with_id(self, id: str) -> Proposed | None:
        """The suggestion with this id, if there is one."""
        place = self._places.get(id)
        return None if place is None else self.all[place]

    def set_open(self, opened: Iterable[Proposed]) -> None:
        """Let just these be open; they come in their order."""
        self.open = tuple(opened)
        ids = {one.id for one in self.open}
        self._open_places = [place for place, one in enumerate(self.all) if one.id in ids]

    def set_one(self, one: Proposed, *, is_open: bool) -> bool:
        """Open or close one; False when it is as it was."""
        place = self._places[one.id]
        at = bisect_left(self._open_places, place)
        was_open = at < len(self._open_places) and self._open_places[at] == place
        if was_open and not is_open:
            del self._open_places[at]
            self.open = self.open[:at] + self.open[at + 1 :]
        elif is_open and not was_open:
            self._open_places.insert(at, place)
            self.open = (*self.open[:at], one, *self.open[at:])
        return was_open is not is_open
