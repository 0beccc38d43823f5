"""A position: a place where finished sets are compared, what each says there, what came of it."""

import hashlib
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from annotation.values.items import DocumentLabel, Fragment, Relation, Settlement, Span

Content: TypeAlias = Span | Relation | DocumentLabel


class PositionKind(StrEnum):
    """What is compared at a position."""

    SPAN = "span"
    RELATION = "relation"
    CLUSTER = "cluster"
    LABEL = "label"


class PositionStanding(StrEnum):
    """How the sets stand to each other at a position; incomplete is where somebody has nothing."""

    AGREED = "agreed"
    DIFFERING = "differing"
    INCOMPLETE = "incomplete"


class Difference(StrEnum):
    """In what the versions of a position differ."""

    TAG = "tag"
    BOUNDS = "bounds"
    ATTRIBUTES = "attributes"
    DIRECTION = "direction"
    MEMBERS = "members"


class SettlementReason(StrEnum):
    """Why a position was settled as it was."""

    GUIDELINE = "guideline"
    SLIP = "slip"
    BOUNDARY = "boundary"
    TAG = "tag"
    KNOWLEDGE = "knowledge"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Version:
    """What one annotator has at a position: one item, of a cluster all its relations.

    `says` is equal for versions that say the same, whatever the ids.
    """

    annotator: str
    items: tuple[Content, ...]
    says: Hashable


@dataclass(frozen=True, slots=True)
class Position:
    """A place compared; `places` are the stretches of text that it is about, in their order: of a
    relation those of its ends, of a label none.

    `missing` are the annotators who have nothing here; `settlement` is None while it is open.
    """

    id: str
    kind: PositionKind
    places: tuple[Fragment, ...]
    versions: tuple[Version, ...]
    missing: tuple[str, ...]
    differences: frozenset[Difference] = frozenset()
    settlement: Settlement | None = None

    @property
    def begin(self) -> int:
        """Where it begins; 0 for a label."""
        return self.places[0][0] if self.places else 0

    @property
    def end(self) -> int:
        """Where it ends; 0 for a label."""
        return max((end for _, end in self.places), default=0)

    @property
    def standing(self) -> PositionStanding:
        """How the sets stand to each other here."""
        if self.missing:
            return PositionStanding.INCOMPLETE
        return PositionStanding.DIFFERING if self.differences else PositionStanding.AGREED

    @property
    def is_open(self) -> bool:
        """Whether it is still to be settled."""
        return self.settlement is None

    @property
    def annotators(self) -> tuple[str, ...]:
        """Everybody whose set is compared."""
        return (*(version.annotator for version in self.versions), *self.missing)

    def version_of(self, annotator: str) -> Version | None:
        """What an annotator has here, if they have something."""
        return next((v for v in self.versions if v.annotator == annotator), None)

    def distinct(self) -> tuple[Version, ...]:
        """The first of each version that says something of its own."""
        first: dict[Hashable, Version] = {}
        for version in self.versions:
            first.setdefault(version.says, version)
        return tuple(first.values())

    def alike(self, version: Version) -> tuple[Version, ...]:
        """All versions that say the same as this one."""
        return tuple(other for other in self.versions if other.says == version.says)


def position_id(sha256: str, kind: PositionKind, contents: Iterable[object]) -> str:
    """An id made of the versions there are, in no order and whosesoever they are.

    One more annotator who says nothing new leaves it as it is; something new asks a new question.
    """
    text = "\x1f".join((sha256, kind.value, *sorted({repr(content) for content in contents})))
    return "p" + hashlib.sha256(text.encode("utf-8")).hexdigest()[:23]


def sources_of(versions: Sequence[Version]) -> tuple[tuple[str, str], ...]:
    """Annotator and id of every item of these versions."""
    return tuple((v.annotator, item.id) for v in versions for item in v.items)
