"""One act of a curator in the making: changes one after the other, which can be taken back."""

from dataclasses import replace

from annotation.commands.pending import span_at_end
from annotation.commands.rules import is_same_link
from annotation.commands.suggestion_commands import NewId
from annotation.curation.alignment import Alignment
from annotation.curation.position import Content, Position, PositionKind, sources_of
from annotation.tagsets.tagset import Tagset
from annotation.values.items import DocumentLabel, Item, Relation, Settlement, Span
from annotation.values.state import Change, State
from annotation.values.transaction import Op, Transaction


class CurationAct:
    """A curator's changes so far, and the state after them.

    It knows which settlements an item came of: what two of them hold goes with neither alone.
    """

    def __init__(self, state: State, tagset: Tagset, alignment: Alignment, new_id: NewId) -> None:
        self.now = state
        self.tagset = tagset
        self.alignment = alignment
        self.new_id = new_id
        self._changes: list[Change] = []
        self._holders: dict[str, set[str]] = {}  # item id to the positions it came of
        self._made_from: dict[tuple[str, str], set[str]] = {}  # a source to what came of it
        for settlement in state.settlements:
            self._note(None, settlement)

    def transaction(self) -> Transaction | None:
        """All of it as one step; None when nothing has changed."""
        return Transaction(Op.CURATE, tuple(self._changes)) if self._changes else None

    # -- changing ----------------------------------------------------------------------------------

    def change(self, before: Item | None, after: Item | None) -> None:
        """Make one change, unless it is none."""
        if before == after:
            return
        change = Change(before, after)
        self.now = self.now.apply((change,))
        self._changes.append(change)
        self._note(before, after)

    def mark(self) -> tuple[State, int]:
        """Where to return to when what follows is refused."""
        return self.now, len(self._changes)

    def return_to(self, mark: tuple[State, int]) -> None:
        """Take back everything since a mark."""
        for change in reversed(self._changes[mark[1] :]):
            self._note(change.after, change.before)
        self.now = mark[0]
        del self._changes[mark[1] :]

    def _note(self, before: Item | None, after: Item | None) -> None:
        if isinstance(before, Settlement):
            for item in before.items:
                self._holders[item].discard(before.position)
            for source in before.sources:
                self._made_from[source].discard(before.position)
        if isinstance(after, Settlement):
            for item in after.items:
                self._holders.setdefault(item, set()).add(after.position)
            for source in after.sources:
                self._made_from.setdefault(source, set()).add(after.position)

    # -- what came of a position -------------------------------------------------------------------

    def stale(self, position: Position) -> list[Settlement]:
        """Settlements of a question that is asked differently now: other ids, the same sources."""
        ids = {
            id for source in sources_of(position.versions) for id in self._made_from.get(source, ())
        }
        found = (self.now.settlement(id) for id in ids if id not in self.alignment.by_id)
        return sorted((s for s in found if s is not None), key=lambda s: s.position)

    def came_of(self, position: Position) -> list[Content]:
        """Items that a position has brought, and those that say the same as a version of it."""
        settlements = [self.now.settlement(position.id), *self.stale(position)]
        ids = [id for settlement in settlements if settlement for id in settlement.items]
        ids += [item.id for v in position.versions for item in self._same_as(v.annotator, v.items)]
        found = (self._find(position, id) for id in dict.fromkeys(ids))
        return [item for item in found if item is not None and self.is_free(item.id, position)]

    def is_free(self, id: str, position: Position) -> bool:
        """Whether an item came of no other position."""
        own = {position.id, *(settlement.position for settlement in self.stale(position))}
        return self._holders.get(id, set()) <= own

    def _find(self, position: Position, id: str) -> Content | None:
        """An item that came of a position, if it is still there."""
        if position.kind is PositionKind.LABEL:
            return next((label for label in self.now.labels if label.id == id), None)
        return self.now.span(id) or self.now.relation(id)

    def _same_as(self, annotator: str, items: tuple[Content, ...]) -> list[Content]:
        return [found for item in items if (found := self.same_as(annotator, item)) is not None]

    def same_as(self, annotator: str, item: Content) -> Content | None:
        """The curator's item that says what an annotator's says, attributes apart."""
        match item:
            case Span():
                return span_at_end(self.now, (item.fragments, item.tag))
            case Relation():
                head, tail = self.ends_of(annotator, item)
                return self._same_link(replace(item, id="", head=head, tail=tail))
            case DocumentLabel():
                return next((label for label in self.now.labels if label.tag == item.tag), None)

    def _same_link(self, relation: Relation) -> Relation | None:
        """The curator's relation that links the same spans in the same way."""
        tag = self.tagset.relation_tag(relation.tag)
        others = self.now.relations_of(relation.head)
        return next((other for other in others if is_same_link(tag, relation, other)), None)

    def ends_of(self, annotator: str, relation: Relation) -> tuple[str, str]:
        """Ids of the curator's spans at the ends of a relation; empty where one is not there."""
        head, tail = (self.end_of(annotator, id) for id in (relation.head, relation.tail))
        return (head.id if head else "", tail.id if tail else "")

    def end_of(self, annotator: str, span_id: str) -> Span | None:
        """The curator's span that stands for an annotator's span: it came of its position.

        Of several the one that says the same.
        """
        position = self.alignment.end(annotator, span_id)
        settlement = self.now.settlement(position.id)
        items = settlement.items if settlement else ()
        spans = [span for id in items if (span := self.now.span(id)) is not None]
        version = position.version_of(annotator)
        wanted = version.items[0] if version else None
        same = [s for s in spans if isinstance(wanted, Span) and _key(s) == _key(wanted)]
        return next(iter((*same, *spans)), None)

    # -- taking away -------------------------------------------------------------------------------

    def drop(self, item: Content) -> None:
        """Take an item away, with the relations that hang on it; what they settled is open."""
        if isinstance(item, Span):
            for relation in self.now.relations_of(item.id):
                self.drop(relation)
        for id in sorted(self._holders.get(item.id, ())):
            settlement = self.now.settlement(id)
            self.change(settlement, None)
        self.change(item, None)

    def drop_forbidden(self, span: Span) -> None:
        """Take away relations that the tag of a changed span does not allow any more."""
        for relation in self.now.relations_of(span.id):
            head, tail = self.now.span(relation.head), self.now.span(relation.tail)
            tag = self.tagset.relation_tag(relation.tag)
            if head is not None and tail is not None and not tag.allows(head.tag, tail.tag):
                self.drop(relation)


def _key(span: Span) -> tuple[object, str]:
    return (span.fragments, span.tag)
