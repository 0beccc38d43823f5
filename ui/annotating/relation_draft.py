"""Relating by keyboard as a value: which span, which tag, which of its partners. No Qt."""

from dataclasses import dataclass, replace

from annotation.commands.relation_commands import oriented, partners, relation_tags_from
from annotation.tagsets.tagset import RelationTag, Tagset
from annotation.values.items import Span
from annotation.values.state import State


@dataclass(frozen=True, slots=True)
class Relating:
    """A relation in the making: from a span, then a tag, then one of the spans it may join."""

    span: Span
    tags: tuple[RelationTag, ...]
    tag: RelationTag | None = None
    candidates: tuple[Span, ...] = ()
    number: int = 0

    @property
    def partner(self) -> Span | None:
        """The span that the relation would join now."""
        return self.candidates[self.number] if self.candidates else None

    def ends(self) -> tuple[str, str] | None:
        """Ids of head and tail as the tag allows them; None until tag and partner are chosen."""
        if self.tag is None or self.partner is None:
            return None
        head_and_tail = oriented(self.tag, self.span, self.partner)
        return (head_and_tail[0].id, head_and_tail[1].id) if head_and_tail else None

    def with_tag(self, state: State, tagset: Tagset, slug: str) -> "Relating":
        """The same with a tag chosen and its partners found, nearest first."""
        tag = tagset.relation_tag(slug)
        found = partners(state, tagset, tag, self.span)
        return replace(self, tag=tag, candidates=found, number=0)

    def moved(self, step: int) -> "Relating":
        """The same with the next or previous partner, round and round."""
        if not self.candidates:
            return self
        return replace(self, number=(self.number + step) % len(self.candidates))

    def picked(self, number: int) -> "Relating":
        """The same with a partner chosen by its number, or unchanged where there is none."""
        return replace(self, number=number) if 0 <= number < len(self.candidates) else self


def begin_relating(state: State, tagset: Tagset, span: Span) -> Relating:
    """Start a relation at this span, with the tags for which a partner exists."""
    return Relating(span, relation_tags_from(state, tagset, span))
