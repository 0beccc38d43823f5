"""The values: a document and what one annotator adds to it."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

AttributeValue: TypeAlias = str | int | float | bool
Attributes: TypeAlias = tuple[tuple[str, AttributeValue], ...]
Fragment: TypeAlias = tuple[int, int]  # code points of the text, half-open
Fragments: TypeAlias = tuple[Fragment, ...]

SPAN_LAYER = "entities"
RELATION_LAYER = "relations"
LABEL_LAYER = "labels"


class Origin(StrEnum):
    """How an item came to be."""

    BY_HAND = "by-hand"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    PROPAGATED = "propagated"
    IMPORTED = "imported"
    CURATED = "curated"


class Verdict(StrEnum):
    """What an annotator decided about a suggestion."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    SKIPPED = "skipped"


class SettlementChoice(StrEnum):
    """How a curator settled a position."""

    TAKEN = "taken"
    BOTH = "both"
    NEITHER = "neither"
    EDITED = "edited"


class RemarkKind(StrEnum):
    """What a remark does: say something, close a comment, wave a finding through, or judge."""

    COMMENT = "comment"
    RESOLVED = "resolved"
    WAVED = "waved"
    RIGHT = "right"
    WRONG = "wrong"


class Stage(StrEnum):
    """How far the work on an annotation set is."""

    NEW = "new"
    IN_PROGRESS = "in-progress"
    FINISHED = "finished"
    SET_ASIDE = "set-aside"


@dataclass(frozen=True, slots=True)
class Document:
    """One immutable article; every offset counts code points of `text`, half-open."""

    id: str
    name: str
    text: str
    sha256: str
    attributes: Attributes = ()

    @classmethod
    def of(cls, id: str, name: str, text: str, attributes: Attributes = ()) -> "Document":
        """Make a document and compute the SHA-256 of its UTF-8 text."""
        return cls(id, name, text, text_hash(text), attributes)


@dataclass(frozen=True, slots=True)
class Span:
    """A tagged stretch of text: one fragment, or several when the mention is discontinuous.

    Fragments are ordered, disjoint, half-open `(begin, end)` code points.
    """

    id: str
    layer: str
    tag: str
    fragments: Fragments
    attributes: Attributes = ()
    origin: Origin = Origin.BY_HAND

    @property
    def begin(self) -> int:
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        return self.fragments[-1][1]

    @property
    def sort_key(self) -> tuple[int, int, str, str]:
        """Reading order: by begin, the longer (outer) first."""
        fragments = self.fragments  # not by `begin` and `end`: many thousand spans are sorted
        return (fragments[0][0], -fragments[-1][1], self.tag, self.id)


@dataclass(frozen=True, slots=True)
class Relation:
    """A tagged link from one span to another; `head` and `tail` are span ids."""

    id: str
    layer: str
    tag: str
    head: str
    tail: str
    attributes: Attributes = ()
    origin: Origin = Origin.BY_HAND


@dataclass(frozen=True, slots=True)
class DocumentLabel:
    """A tag on a whole document."""

    id: str
    layer: str
    tag: str
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on a suggestion, and the item that came of it."""

    suggestion: str
    verdict: Verdict
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a curator settled one position, where the sets that are curated were compared.

    `items` are the ids of the curator's items that came of it; `sources` name everything it was
    made from, as annotator and item id. `reason` is a slug, or empty.
    """

    position: str
    choice: SettlementChoice
    reason: str = ""
    items: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody says in their own set of somebody's work on the same document.

    `annotator` is whose work it is about; `about` an item's id, a finding's where it is waved
    through, or empty for the document. `answers` is the id of the remark that it answers or
    resolves. `at` is an ISO time.
    """

    id: str
    kind: RemarkKind
    annotator: str
    about: str = ""
    text: str = ""
    answers: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class StageMark:
    """How far an annotation set is; no mark means it is new."""

    stage: Stage


Item: TypeAlias = Span | Relation | DocumentLabel | Decision | Settlement | Remark | StageMark


def item_key(item: Item) -> tuple[str, str]:
    """What identifies an item within its annotation set: its kind and its id."""
    match item:
        case Span():
            return ("span", item.id)
        case Relation():
            return ("relation", item.id)
        case DocumentLabel():
            return ("label", item.id)
        case Decision():
            return ("decision", item.suggestion)
        case Settlement():
            return ("settlement", item.position)
        case Remark():
            return ("remark", item.id)
        case StageMark():
            return ("stage", "")


def text_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def surface(text: str, fragments: Fragments) -> str:
    """The words of a span; fragments of a discontinuous one are joined by a space."""
    return " ".join(text[begin:end] for begin, end in fragments)


@dataclass(frozen=True, slots=True)
class SuggestedSpan:
    """A span that a suggester proposes; never an annotation. `score` is between 0 and 1."""

    id: str
    tag: str
    fragments: Fragments
    score: float
    suggester: str
    reason: str
    layer: str = SPAN_LAYER

    @property
    def begin(self) -> int:
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        return self.fragments[-1][1]


@dataclass(frozen=True, slots=True)
class SuggestedRelation:
    """A relation that a suggester proposes between two stretches of text, spans or not yet."""

    id: str
    tag: str
    head: Fragment
    tail: Fragment
    head_tag: str
    tail_tag: str
    score: float
    suggester: str
    reason: str
    layer: str = RELATION_LAYER


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Everything suggested for one document, spans in reading order."""

    spans: tuple[SuggestedSpan, ...] = ()
    relations: tuple[SuggestedRelation, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.spans or self.relations)


def suggestion_id(document_sha256: str, *parts: object) -> str:
    """An id that the same proposal gets in every run, so that a verdict on it lasts."""
    text = "\x1f".join((document_sha256, *map(str, parts)))
    return "g" + hashlib.sha256(text.encode("utf-8")).hexdigest()[:23]
