"""What lists and details say about the items of one document: words, names, places, order."""

from annotation.commands.suggestion_commands import Suggestion
from annotation.tagsets.tagset import Tagset
from annotation.values.items import (
    Document,
    Fragments,
    Relation,
    Span,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
    surface,
)
from annotation.values.reading_order import place_of
from annotation.values.state import State
from ui.look.item_kinds import ItemKind
from ui.look.language import in_language, is_right_to_left, isolated

ListedItem = Span | Relation | SuggestedSpan | SuggestedRelation
NO_COLOUR = "#8A8F98"  # of a tag that the tagset no longer has


def kind_of(item: ListedItem) -> ItemKind:
    """Which of the four kinds an item is."""
    match item:
        case Span():
            return ItemKind.SPAN
        case Relation():
            return ItemKind.RELATION
        case SuggestedSpan():
            return ItemKind.SUGGESTED_SPAN
        case SuggestedRelation():
            return ItemKind.SUGGESTED_RELATION


class ItemWords:
    """Reads the items of one document in the current language."""

    def __init__(self, document: Document, tagset: Tagset, state: State) -> None:
        self.document = document
        self.tagset = tagset
        self.state = state

    def words(self, fragments: Fragments) -> str:
        """The words on one line, not yet isolated; parts of an interrupted span joined by …"""
        text = self.document.text
        parts = (" ".join(surface(text, (fragment,)).split()) for fragment in fragments)
        return " … ".join(parts)

    def ends(self, relation: Relation | SuggestedRelation) -> tuple[str, str]:
        """The words of head and tail."""
        head, tail = self.end_fragments(relation)
        return self.words(head), self.words(tail)

    def end_fragments(self, relation: Relation | SuggestedRelation) -> tuple[Fragments, Fragments]:
        """Where head and tail are."""
        if isinstance(relation, SuggestedRelation):
            return (relation.head,), (relation.tail,)
        head, tail = self.state.span(relation.head), self.state.span(relation.tail)
        return head.fragments if head else (), tail.fragments if tail else ()

    def line(self, item: ListedItem) -> str:
        """The item's words for one line of a list; a relation with its arrow."""
        if isinstance(item, Span | SuggestedSpan):
            return isolated(self.words(item.fragments))
        arrow = "←" if is_right_to_left() else "→"
        if self.is_symmetric(item.tag):
            arrow = "↔"
        return f" {arrow} ".join(map(isolated, self.ends(item)))

    def tag_name(self, item: ListedItem) -> str:
        """The name of an item's tag."""
        return self.name_of(item.tag, is_relation=isinstance(item, Relation | SuggestedRelation))

    def name_of(self, slug: str, *, is_relation: bool = False) -> str:
        """A tag's name; its slug where the tagset no longer has it."""
        tag = (self.tagset.relations if is_relation else self.tagset.spans).get(slug)
        return in_language(tag.name) if tag else slug

    def colour(self, slug: str) -> str:
        """The colour of a span tag."""
        tag = self.tagset.spans.get(slug)
        return tag.colour if tag else NO_COLOUR

    def is_symmetric(self, slug: str) -> bool:
        """Whether a relation tag has no direction."""
        tag = self.tagset.relations.get(slug)
        return tag is not None and tag.is_symmetric

    def place(self, item: ListedItem) -> tuple[int, int]:
        """What reading order goes by: where the item begins, then the longer first."""
        if isinstance(item, Span | SuggestedSpan):
            return item.begin, -item.end
        begins = [fragments[0][0] for fragments in self.end_fragments(item) if fragments]
        return min(begins, default=0), max(begins, default=0)

    def reading_place(self, relation: Relation) -> tuple[int, int, str]:
        """Where a relation stands among all."""
        return place_of(relation, self.state.span)

    def suggestions(self, pending: Suggestions) -> list[Suggestion]:
        """Spans and relations together in reading order."""
        return sorted((*pending.spans, *pending.relations), key=self.place)

    def find(self, kind: ItemKind, id: str, pending: Suggestions) -> ListedItem | None:
        """The item with this id, if it is still there."""
        match kind:
            case ItemKind.SPAN:
                return self.state.span(id)
            case ItemKind.RELATION:
                return self.state.relation(id)
            case ItemKind.SUGGESTED_SPAN:
                return next((s for s in pending.spans if s.id == id), None)
            case ItemKind.SUGGESTED_RELATION:
                return next((r for r in pending.relations if r.id == id), None)
