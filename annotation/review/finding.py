"""A finding: one place in somebody's work that is probably wrong, why, and what would mend it."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from annotation.review.reasons import FindingReason
from annotation.values.items import Fragments


class FindingKind(StrEnum):
    """By what it was found."""

    RULE = "rule"  # against the tagset, or half a letter, half a word, a sign at the edge
    TAG = "tag"  # the same words have another tag elsewhere
    MISSED = "missed"  # the same words have a tag elsewhere, and here none
    LONELY = "lonely"  # the same words have a tag here, and elsewhere none
    BOUNDS = "bounds"  # the same words begin or end elsewhere
    RELATION = "relation"  # the same two are related elsewhere, or the other way round
    SUGGESTER = "suggester"  # a confident suggestion was refused or contradicted
    PACE = "pace"  # decided faster than one can read


class Doubt(StrEnum):
    """What is doubted. What doubts the same is one finding, whatever it was found by."""

    TAG = "tag"
    BARE = "bare"
    PRESENCE = "presence"
    BOUNDS = "bounds"
    RULE = "rule"
    LINK = "link"
    NO_LINK = "no-link"
    PACE = "pace"


class Mend(StrEnum):
    """What a fix does."""

    RELABEL = "relabel"
    RESIZE = "resize"
    DELETE = "delete"
    TAG = "tag"
    RELATE = "relate"
    REVERSE = "reverse"
    RELABEL_RELATION = "relabel-relation"
    DELETE_RELATION = "delete-relation"


@dataclass(frozen=True, slots=True)
class Fix:
    """What would mend it: which item, and the tag, the place or the ends that it needs."""

    mend: Mend
    item: str = ""
    tag: str = ""
    fragments: Fragments = ()
    ends: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Finding:
    """A place that is probably wrong.

    `document` is its id, `items` are those that it is about, `begin` and `end` the place. `score`
    is the expected error, 0 to 1. `before`, `words` and `after` show the place in its context.
    `earlier_id` is what an earlier version called it, where that was something else.
    """

    id: str
    kind: FindingKind
    document: str
    annotator: str
    items: tuple[str, ...]
    begin: int
    end: int
    score: float
    reason: FindingReason
    fix: Fix | None = None
    document_name: str = ""
    before: str = ""
    words: str = ""
    after: str = ""
    doubt: Doubt = Doubt.RULE
    earlier_id: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """All that it is called by in files, today's id first."""
        return (self.id, self.earlier_id) if self.earlier_id else (self.id,)

    @property
    def sort_key(self) -> tuple[float, str]:
        """The most probable error first."""
        return (-self.score, self.id)


def finding_id(sha256: str, annotator: str, doubt: Doubt, *parts: object) -> str:
    """An id that the same doubt about the same work gets each time, whatever the items' ids.

    `parts` are the work's own words, places and slugs, never a sentence: it may be worded anew.
    """
    text = "\x1f".join((sha256, annotator, doubt, *map(str, parts)))
    return "f" + hashlib.sha256(text.encode("utf-8")).hexdigest()[:23]
