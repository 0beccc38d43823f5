"""What the view shows of a state and its pending suggestions, and what an act changed of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from annotation.items import (
    Fragments,
    Relation,
    Span,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
)
from annotation.state import State
from annotation.tagset import Tagset
from ui.article.text_map import TextMap
from ui.items import Kind

Mark: TypeAlias = Span | SuggestedSpan
Source: TypeAlias = Relation | SuggestedRelation
Place: TypeAlias = tuple[Fragments, str]  # fragments and tag

SUGGESTED = frozenset({Kind.SUGGESTED_SPAN, Kind.SUGGESTED_RELATION})
SPANS = frozenset({Kind.SPAN, Kind.SUGGESTED_SPAN})


@dataclass(frozen=True, slots=True, order=True)
class Bundle:
    """Relations drawn as one comb: the same tag at the same end of the same span.

    `role` is "head" or "tail", the end that they share; "" when the relation is symmetric.
    """

    hub: str
    role: str
    tag: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class DrawnRelation:
    """A relation, suggested or not, between two marks on the screen, by their ids."""

    id: str
    kind: Kind
    tag: str
    head: str
    tail: str
    is_symmetric: bool

    @property
    def ends(self) -> tuple[str, str]:
        return (self.head, self.tail)

    def bundle_at(self, mark_id: str) -> Bundle:
        """The bundle it would belong to with this end as the hub."""
        role = "" if self.is_symmetric else "head" if mark_id == self.head else "tail"
        return Bundle(mark_id, role, self.tag, self.kind)


def kind_of(mark: Mark) -> Kind:
    """Whether a mark is a span or a suggested one."""
    return Kind.SPAN if isinstance(mark, Span) else Kind.SUGGESTED_SPAN


class Shown:
    """Marks by paragraph and relations by mark, kept up to date act by act."""

    def __init__(self, text_map: TextMap, tagset: Tagset) -> None:
        self.text_map = text_map
        self.tagset = tagset
        self.marks: dict[str, Mark] = {}
        self.relations: dict[str, DrawnRelation] = {}
        self._by_paragraph: dict[int, dict[str, Mark]] = {}
        self._by_mark: dict[str, dict[str, DrawnRelation]] = {}
        self._bundles: dict[Bundle, set[str]] = {}
        self._places: dict[Place, dict[str, None]] = {}
        self._sources: dict[str, Source] = {}

    # -- looking up

    def marks_in(self, paragraph: int) -> Iterable[Mark]:
        """Marks with words in a paragraph."""
        return self._by_paragraph.get(paragraph, {}).values()

    def relations_of(self, mark_id: str) -> Iterable[DrawnRelation]:
        """Relations that begin or end at a mark."""
        return self._by_mark.get(mark_id, {}).values()

    def home(self, mark_id: str) -> int:
        """The paragraph where a mark begins, and where its pill stands."""
        return self.text_map.paragraph_at(self.marks[mark_id].begin)

    def bundle_of(self, relation: DrawnRelation) -> Bundle:
        """The larger of the two bundles the relation could be part of."""
        at_head, at_tail = relation.bundle_at(relation.head), relation.bundle_at(relation.tail)
        if len(self._bundles[at_tail]) > len(self._bundles[at_head]):
            return at_tail
        return at_head

    def bundled(self, bundle: Bundle) -> list[DrawnRelation]:
        """The relations drawn in a bundle."""
        relations = (self.relations[id] for id in self._bundles.get(bundle, ()))
        return [relation for relation in relations if self.bundle_of(relation) == bundle]

    # -- keeping up to date

    def update(self, state: State, pending: Suggestions) -> set[int]:
        """Show these items; return the paragraphs whose drawing changed."""
        marks: dict[str, Mark] = {s.id: s for s in pending.spans}
        sources: dict[str, Source] = {r.id: r for r in pending.relations}
        for item in state.items():
            if isinstance(item, Span):
                marks[item.id] = item
            elif isinstance(item, Relation):
                sources[item.id] = item
        stale = self._update_marks(marks)
        drawn = {r.id: r for r in self._drawn(sources)}
        self._sources = sources
        return stale | self._update_relations(drawn)

    def _update_marks(self, marks: dict[str, Mark]) -> set[int]:
        old, self.marks = self.marks, marks
        # Most marks are the very objects of last time: compare values only where they are not.
        candidates = [mark for id, mark in marks.items() if old.get(id) is not mark]
        changed = [mark for mark in candidates if old.get(mark.id) != mark]
        stale: set[int] = set()
        for id in (old.keys() - marks.keys()) | {m.id for m in changed if m.id in old}:
            stale |= self._remove_mark(old[id])
        for mark in changed:
            self._places.setdefault((mark.fragments, mark.tag), {})[mark.id] = None
            for paragraph in self._paragraphs(mark):
                self._by_paragraph.setdefault(paragraph, {})[mark.id] = mark
                stale.add(paragraph)
            stale |= self._around(mark.id)
        return stale

    def _remove_mark(self, mark: Mark) -> set[int]:
        paragraphs = set(self._paragraphs(mark))
        for paragraph in paragraphs:
            self._by_paragraph[paragraph].pop(mark.id, None)
        self._places[(mark.fragments, mark.tag)].pop(mark.id, None)
        return paragraphs

    def _around(self, mark_id: str) -> set[int]:
        """Paragraphs at the other ends of a mark's relations."""
        ends = (end for r in self.relations_of(mark_id) for end in r.ends if end in self.marks)
        return {self.home(end) for end in ends}

    def _paragraphs(self, mark: Mark) -> Iterable[int]:
        for begin, end in mark.fragments:
            first = self.text_map.paragraph_at(begin)
            yield from range(first, self.text_map.paragraph_at(max(begin, end - 1)) + 1)

    def _drawn(self, sources: dict[str, Source]) -> Iterable[DrawnRelation]:
        marks, old, drawings = self.marks, self._sources, self.relations
        for id, source in sources.items():
            before = drawings.get(id)
            if isinstance(source, SuggestedRelation):
                head = self._mark_at(((source.head,), source.head_tag))
                tail = self._mark_at(((source.tail,), source.tail_tag))
                kind = Kind.SUGGESTED_RELATION
            else:
                head, tail, kind = source.head, source.tail, Kind.RELATION
                if before is not None and old.get(id) is source:
                    if head in marks and tail in marks:
                        yield before
                    continue
            if head in marks and tail in marks:
                drawing = self._drawing(source, kind, head, tail)
                yield before if before == drawing else drawing

    def _mark_at(self, place: Place) -> str:
        """The mark with these fragments and this tag; empty when there is none."""
        return next(iter(self._places.get(place, ())), "")

    def _drawing(self, source: Source, kind: Kind, head: str, tail: str) -> DrawnRelation:
        tag = self.tagset.relations.get(source.tag)
        is_symmetric = tag is not None and tag.is_symmetric
        return DrawnRelation(source.id, kind, source.tag, head, tail, is_symmetric)

    def _update_relations(self, relations: dict[str, DrawnRelation]) -> set[int]:
        old = self.relations
        gone = [r for r in old.values() if relations.get(r.id) is not r]
        come = [r for r in relations.values() if old.get(r.id) is not r]
        touched = {end for relation in (*gone, *come) for end in relation.ends}
        stale = self._reach(touched)
        self.relations = relations
        for relation in gone:
            for end in relation.ends:
                self._by_mark.get(end, {}).pop(relation.id, None)
                self._bundles.get(relation.bundle_at(end), set()).discard(relation.id)
        for relation in come:
            for end in relation.ends:
                self._by_mark.setdefault(end, {})[relation.id] = relation
                self._bundles.setdefault(relation.bundle_at(end), set()).add(relation.id)
        return stale | self._reach(touched)

    def _reach(self, mark_ids: set[str]) -> set[int]:
        """Paragraphs of these marks and of all that they are related to: bundles may regroup."""
        near = {end for id in mark_ids for r in self.relations_of(id) for end in r.ends}
        return {self.home(id) for id in near | mark_ids if id in self.marks}
