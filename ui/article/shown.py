"""What the view shows of a state and its pending suggestions, and what an act changed of it.

Nothing here is made for all items at once: what a paragraph needs is looked up when it comes into
view, so a document opens and an act is shown in the same time however many items there are.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from annotation.tagsets.tagset import Tagset
from annotation.values.items import (
    Document,
    Fragments,
    Relation,
    Span,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
)
from annotation.values.state import State
from ui.article.proposed import PendingSuggestions
from ui.article.text_map import TextMap
from ui.look.item_kinds import ItemKind

DrawnSpan: TypeAlias = Span | SuggestedSpan
_Source: TypeAlias = DrawnSpan | Relation | SuggestedRelation

SUGGESTED = frozenset({ItemKind.SUGGESTED_SPAN, ItemKind.SUGGESTED_RELATION})
SPANS = frozenset({ItemKind.SPAN, ItemKind.SUGGESTED_SPAN})
_EMPTY = Document("", "", "", "")
_MANY = 2_000  # changed items from which it is quicker to arrange what is in view anew
_REMEMBERED = 20_000  # drawings and bundles that are kept; more are made again when needed


class Bundle(NamedTuple):
    """Relations drawn as one comb: the same tag at the same end of the same span.

    A tuple, for it is the key of most that is looked up while arcs are laid out. `role` is "head"
    or "tail", the end that they share; "" when the relation is symmetric.
    """

    hub: str
    role: str
    tag: str
    kind: ItemKind


@dataclass(frozen=True, slots=True)
class DrawnRelation:
    """A relation, suggested or not, between two marks on the screen, by their ids."""

    id: str
    kind: ItemKind
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


def kind_of(mark: DrawnSpan) -> ItemKind:
    """Whether a mark is a span or a suggested one."""
    return ItemKind.SPAN if isinstance(mark, Span) else ItemKind.SUGGESTED_SPAN


class ShownItems:
    """Marks by paragraph and relations by mark, looked up in the state that is on the screen.

    `marks` holds spans and suggested spans by id; `relations` those, suggested or not, of which
    both ends are shown.
    """

    def __init__(self, text_map: TextMap, tagset: Tagset) -> None:
        self.text_map = text_map
        self.tagset = tagset
        self._state = State(_EMPTY)
        self._proposed = PendingSuggestions()
        self.marks: Mapping[str, DrawnSpan] = _Marks(self._state, self._proposed)
        self.relations: Mapping[str, DrawnRelation] = _Relations(self)
        self._drawn: dict[str, DrawnRelation | None] = {}
        self._homes: dict[str, int] = {}  # paragraphs, by mark
        self._bundle_of: dict[str, Bundle] = {}  # by relation
        self._drawings: dict[str, tuple[DrawnRelation, ...]] = {}  # by the mark at an end
        self._bundles: dict[str, dict[Bundle, list[DrawnRelation]]] = {}  # by the hub
        self._sizes: dict[str, dict[tuple[str, str], int]] = {}  # of bundles, by the hub

    # -- looking up

    @property
    def suggested_spans(self) -> Iterable[SuggestedSpan]:
        """Suggested spans that wait for a decision."""
        return self._proposed.spans.values()

    def marks_in(self, paragraph: int) -> list[DrawnSpan]:
        """Marks with words in a paragraph."""
        begin, end = self.text_map.begins[paragraph], self.text_map.ends[paragraph]
        near: list[DrawnSpan] = [
            *self._state.spans_near(begin, end),
            *self._proposed.near(begin, end),
        ]
        return [mark for mark in near if paragraph in self._paragraphs(mark.fragments)]

    def relations_of(self, mark_id: str) -> tuple[DrawnRelation, ...]:
        """Relations that begin or end at a mark."""
        drawn = self._drawings.get(mark_id)
        if drawn is None:
            if len(self._drawings) > _REMEMBERED:
                self._forget()
            drawn = self._drawings[mark_id] = tuple(self._drawn_at(mark_id))
        return drawn

    def home(self, mark_id: str) -> int:
        """The paragraph where a mark begins, and where its pill stands."""
        home = self._homes.get(mark_id)
        if home is None:
            home = self.text_map.paragraph_at(self.marks[mark_id].begin)
            self._homes[mark_id] = home
        return home

    def relation(self, id: str) -> Relation | SuggestedRelation | None:
        """A relation or a suggested one, whether its ends are shown or not."""
        return self._state.relation(id) or self._proposed.relations.get(id)

    def relation_ids(self) -> Iterator[str]:
        """The ids of all relations and suggested ones."""
        yield from (relation.id for relation in self._state.relations)
        yield from self._proposed.relations

    def bundle_of(self, relation: DrawnRelation) -> Bundle:
        """The larger of the two bundles the relation could be part of."""
        bundle = self._bundle_of.get(relation.id)
        if bundle is None:
            at_head, at_tail = relation.bundle_at(relation.head), relation.bundle_at(relation.tail)
            is_larger = self._size(at_tail) > self._size(at_head)
            bundle = self._bundle_of[relation.id] = at_tail if is_larger else at_head
        return bundle

    def bundled(self, bundle: Bundle) -> list[DrawnRelation]:
        """The relations drawn in a bundle."""
        return [r for r in self._at_hub(bundle) if self.bundle_of(r) == bundle]

    def _size(self, bundle: Bundle) -> int:
        """How many relations a bundle could have, without drawing any if it can be helped."""
        if self._proposed.relations:
            return len(self._at_hub(bundle))
        sizes = self._sizes.get(bundle.hub)
        if sizes is None:
            sizes = self._sizes[bundle.hub] = self._sizes_at(bundle.hub)
        return sizes.get((bundle.role, bundle.tag), 0)

    def _sizes_at(self, hub: str) -> dict[tuple[str, str], int]:
        """How many relations meet a span, by its role in them and their tag."""
        sizes: dict[tuple[str, str], int] = {}
        for relation in self._state.relations_of(hub):
            tag = self.tagset.relations.get(relation.tag)
            is_symmetric = tag is not None and tag.is_symmetric
            role = "" if is_symmetric else "head" if hub == relation.head else "tail"
            sizes[role, relation.tag] = sizes.get((role, relation.tag), 0) + 1
        return sizes

    def _at_hub(self, bundle: Bundle) -> list[DrawnRelation]:
        bundles = self._bundles.get(bundle.hub)
        if bundles is None:
            bundles = self._bundles[bundle.hub] = {}
            for relation in self.relations_of(bundle.hub):
                bundles.setdefault(relation.bundle_at(bundle.hub), []).append(relation)
        return bundles.get(bundle, [])

    # -- drawings

    def _drawn_at(self, mark_id: str) -> Iterator[DrawnRelation]:
        mark = self.marks.get(mark_id)
        if mark is None:
            return
        for relation in self._state.relations_of(mark_id):
            drawing = self.drawing(relation)
            if drawing is not None:
                yield drawing
        for proposed in self._proposed.relations_at(mark.fragments, mark.tag):
            drawing = self.drawing(proposed)
            if drawing is not None and mark_id in drawing.ends:
                yield drawing

    def drawing(self, source: Relation | SuggestedRelation) -> DrawnRelation | None:
        """How a relation is drawn; None while one of its ends is not there."""
        if source.id not in self._drawn:
            self._drawn[source.id] = self._draw(source)
        return self._drawn[source.id]

    def _draw(self, source: Relation | SuggestedRelation) -> DrawnRelation | None:
        if isinstance(source, SuggestedRelation):
            head = self._mark_at((source.head,), source.head_tag)
            tail = self._mark_at((source.tail,), source.tail_tag)
            kind = ItemKind.SUGGESTED_RELATION
        else:
            head, tail, kind = source.head, source.tail, ItemKind.RELATION
        if head not in self.marks or tail not in self.marks:
            return None
        tag = self.tagset.relations.get(source.tag)
        is_symmetric = tag is not None and tag.is_symmetric
        return DrawnRelation(source.id, kind, source.tag, head, tail, is_symmetric)

    def _mark_at(self, fragments: Fragments, tag: str) -> str:
        """The mark with these fragments and this tag; empty when there is none."""
        begin, end = fragments[0][0], fragments[-1][1]
        near: list[DrawnSpan] = [
            *self._state.spans_near(begin, end),
            *self._proposed.near(begin, end),
        ]
        there = [m.id for m in near if m.fragments == fragments and m.tag == tag]
        return there[0] if there else ""

    def _paragraphs(self, fragments: Fragments) -> set[int]:
        found: set[int] = set()
        for begin, end in fragments:
            first = self.text_map.paragraph_at(begin)
            found.update(range(first, self.text_map.paragraph_at(max(begin, end - 1)) + 1))
        return found

    # -- keeping up to date

    def update(self, state: State, pending: Suggestions) -> set[int]:
        """Show these items; return the paragraphs whose drawing changed."""
        gone, come = self._proposed.changes_to(pending)
        sources: list[_Source] = [*gone, *come]
        is_first = state.document.id != self._state.document.id
        for change in () if is_first else state.changes_since(self._state):
            sources += (i for i in (change.before, change.after) if isinstance(i, Span | Relation))
        is_all = is_first or len(sources) > _MANY
        # Suggested relations find their ends by the words: whatever changes may be one of them.
        is_simple = not (is_all or self._proposed.relations or pending.relations)
        stale = set() if is_all else self._around(sources)
        if is_simple:
            self._forget_around(sources)
        self._proposed.take(pending, gone, come)
        self._state = state
        self.marks = _Marks(state, self._proposed)
        if is_simple:
            self._forget_around(sources)
        else:
            self._forget()
        return set(range(len(self.text_map))) if is_all else stale | self._around(sources)

    def _forget_around(self, sources: Iterable[_Source]) -> None:
        """Forget what may have become different with these: a bundle may win or lose at each end
        of what meets there.
        """
        ends: set[str] = set()
        for source in sources:
            if isinstance(source, Relation):
                ends |= {source.head, source.tail}
                self._drawn.pop(source.id, None)
                self._bundle_of.pop(source.id, None)
            else:
                ends.add(source.id)
        for id in ends:
            for relation in self._state.relations_of(id):
                self._drawn.pop(relation.id, None)
                self._bundle_of.pop(relation.id, None)
                for end in (relation.head, relation.tail):
                    self._drawings.pop(end, None)
                    self._bundles.pop(end, None)
                    self._sizes.pop(end, None)
            for lookup in (self._homes, self._drawings, self._bundles, self._sizes):
                lookup.pop(id, None)

    def _forget(self) -> None:
        self._drawn.clear()
        for lookup in (self._homes, self._bundle_of, self._drawings, self._bundles, self._sizes):
            lookup.clear()

    def _around(self, sources: Iterable[_Source]) -> set[int]:
        """Paragraphs of marks, and of all that they are related to: bundles may regroup."""
        paragraphs: set[int] = set()
        ends: set[str] = set()
        for source in sources:
            if isinstance(source, Span | SuggestedSpan):
                paragraphs |= self._paragraphs(source.fragments)
                ends.add(source.id)
            else:
                drawing = self._draw(source)  # not remembered: it may be what the act took away
                ends.update(drawing.ends if drawing else ())
        near = {end for id in ends for r in self.relations_of(id) for end in r.ends}
        return paragraphs | {self.home(id) for id in near | ends if id in self.marks}


class _Marks(Mapping[str, DrawnSpan]):
    """Spans and suggested spans by id, without a copy of either."""

    def __init__(self, state: State, proposed: PendingSuggestions) -> None:
        self._state = state
        self._spans = proposed.spans

    def __getitem__(self, id: str) -> DrawnSpan:
        return self._state.span(id) or self._spans[id]

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and (self._state.span(id) is not None or id in self._spans)

    def __iter__(self) -> Iterator[str]:
        yield from (span.id for span in self._state.spans)
        yield from self._spans

    def __len__(self) -> int:
        return len(self._state.spans) + len(self._spans)


class _Relations(Mapping[str, DrawnRelation]):
    """Relations with both ends shown, by id, drawn when they are asked for."""

    def __init__(self, shown: ShownItems) -> None:
        self._shown = shown

    def __getitem__(self, id: str) -> DrawnRelation:
        source = self._shown.relation(id)
        drawing = self._shown.drawing(source) if source is not None else None
        if drawing is None:
            raise KeyError(id)
        return drawing

    def __iter__(self) -> Iterator[str]:
        return (id for id in self._shown.relation_ids() if id in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
