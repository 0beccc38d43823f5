"""The tagset: which tags a project has, what they mean, and which relations they allow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from annotation.values.breach import Breach, RuleBroken
from annotation.values.items import RELATION_LAYER, SPAN_LAYER


class Anchoring(StrEnum):
    """To what a selection snaps."""

    CHARACTERS = "characters"
    CLITICS = "clitics"
    TOKENS = "tokens"
    SENTENCES = "sentences"


class Overlap(StrEnum):
    """How two spans of a layer may share text."""

    NONE = "none"  # they may not
    NESTED = "nested"  # one may lie wholly within the other
    ANY = "any"  # they may also cross


class AttributeKind(StrEnum):
    """What values an attribute takes."""

    FLAG = "flag"
    CHOICE = "choice"
    TEXT = "text"
    NUMBER = "number"


Words = Mapping[str, str]  # language code ("ar", "en") to words


@dataclass(frozen=True, slots=True)
class SpanTag:
    """A tag of spans. `slug` is stable; names, colour and key may change freely."""

    slug: str
    name: Words
    definition: Words
    examples: tuple[str, ...]
    colour: str
    key: str
    interchange: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    layer: str = SPAN_LAYER


@dataclass(frozen=True, slots=True)
class RelationTag:
    """A tag of relations, with the span tags it allows at its head and at its tail."""

    slug: str
    name: Words
    definition: Words
    examples: tuple[str, ...]
    key: str
    heads: frozenset[str]
    tails: frozenset[str]
    is_symmetric: bool = False
    is_equivalence: bool = False
    needs_same_tag: bool = False
    interchange: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    layer: str = RELATION_LAYER

    def allows(self, head: str, tail: str) -> bool:
        """Whether a relation may go from a span tagged `head` to a span tagged `tail`."""
        forward = head in self.heads and tail in self.tails
        backward = self.is_symmetric and head in self.tails and tail in self.heads
        return (forward or backward) and (head == tail or not self.needs_same_tag)


@dataclass(frozen=True, slots=True)
class Attribute:
    """A typed value that items with one of the tags in `on` may carry."""

    slug: str
    kind: AttributeKind
    name: Words
    on: frozenset[str]
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tagset:
    """All tags of a project. `source` is the file's text, kept as it was written."""

    slug: str
    version: int
    title: Words
    anchoring: Anchoring
    overlap: Overlap
    spans: Mapping[str, SpanTag]
    relations: Mapping[str, RelationTag]
    attributes: Mapping[str, Attribute]
    labels: Mapping[str, Words]
    source: str

    def span_tag(self, slug: str) -> SpanTag:
        """The span tag with this slug; AnnotationError when the tagset has none."""
        tag = self.spans.get(slug)
        if tag is None:
            raise RuleBroken(Breach.UNKNOWN_SPAN_TAG, tag=slug, tags=", ".join(self.spans))
        return tag

    def relation_tag(self, slug: str) -> RelationTag:
        """The relation tag with this slug; AnnotationError when the tagset has none."""
        tag = self.relations.get(slug)
        if tag is None:
            raise RuleBroken(Breach.UNKNOWN_RELATION_TAG, tag=slug, tags=", ".join(self.relations))
        return tag

    def relations_between(self, head: str, tail: str) -> tuple[RelationTag, ...]:
        """Relation tags allowed from a span tagged `head` to one tagged `tail`, in tagset order."""
        return tuple(tag for tag in self.relations.values() if tag.allows(head, tail))
