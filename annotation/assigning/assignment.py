"""Who is to annotate which document: rules that give the same answer to whoever asks.

A rule looks at a document alone and at how much everybody has already, so that it can be run again
after an import. By hash it looks at the text alone: people who work apart, each with the same
articles, come to the same answer without talking.
"""

import hashlib
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

from annotation.errors import AnnotationError
from annotation.values.items import Attributes, AttributeValue

RANGE = ".."
_DIGEST = 8  # bytes of a hash that decide


class Manner(StrEnum):
    """How a document came to its annotator."""

    HAND = "hand"
    RULE = "rule"
    HASH = "hash"
    HANDED_OUT = "handed-out"  # in a project file that was split off for this annotator


@dataclass(frozen=True, slots=True)
class AssignableDocument:
    """As much of a document as a rule looks at."""

    id: str
    name: str
    sha256: str
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """What an attribute of the document must be: a pattern with * and ?, or a range `from..to`.

    Either end of a range may be left out; dates are compared as they are written, so that
    `2025-03..2025-06` takes in the whole of June.
    """

    attribute: str
    wanted: str

    def holds(self, attributes: Attributes) -> bool:
        """Whether the attributes of a document meet the condition."""
        value = dict(attributes).get(self.attribute)
        if value is None:
            return False
        least, is_range, most = self.wanted.partition(RANGE)
        if not is_range:
            return fnmatchcase(_written(value), self.wanted)
        return _reaches(value, least) and _stays_within(value, most)


@dataclass(frozen=True, slots=True)
class AssignmentRule:
    """Documents of a kind, shared out among annotators; `shares` are names with their weight.

    `each` is the number of annotators a document gets. An empty `name` takes every name, else it
    is a pattern with * and ?.
    """

    shares: tuple[tuple[str, int], ...]
    each: int = 1
    manner: Manner = Manner.RULE
    name: str = ""
    where: tuple[Condition, ...] = ()

    def takes(self, document: AssignableDocument) -> bool:
        """Whether the rule is for this document."""
        is_named = not self.name or fnmatchcase(document.name, self.name)
        return is_named and all(condition.holds(document.attributes) for condition in self.where)


def check_rule(rule: AssignmentRule) -> None:
    """AnnotationError when a rule cannot be followed."""
    names = [name for name, _ in rule.shares]
    if not names or not all(name.strip() for name in names):
        raise AnnotationError("Say who is to annotate.")
    if len(set(names)) < len(names):
        raise AnnotationError("Name every annotator once.")
    if any(share < 1 for _, share in rule.shares):
        raise AnnotationError("A share is a whole number from 1 upwards.")
    if not 1 <= rule.each <= len(names):
        raise AnnotationError(
            "A document can have from 1 to {count} of these annotators.", count=len(names)
        )


def share_out(
    rule: AssignmentRule, documents: Iterable[AssignableDocument], loads: Mapping[str, int]
) -> Iterator[tuple[AssignableDocument, tuple[str, ...]]]:
    """Each document that the rule takes, with its annotators; nobody has `documents` yet.

    `loads` is how many documents each annotator has already. The one who has least for their share
    comes first; among equals the text decides, so that every pair of people meets.

    AnnotationError when the rule cannot be followed.
    """
    check_rule(rule)
    counts = {name: loads.get(name, 0) for name, _ in rule.shares}
    for document in documents:
        if rule.takes(document):
            chosen = (
                _by_hash(rule, document) if _is_by_hash(rule) else _next(rule, document, counts)
            )
            for name in chosen:
                counts[name] += 1
            yield document, chosen


def read_share(text: str) -> tuple[str, int]:
    """An annotator with a share from `name` or `name=2`; AnnotationError when it is none."""
    name, separator, share = text.strip().rpartition("=")
    if not separator:
        return text.strip(), 1
    if not share.strip().isdecimal():
        raise AnnotationError("A share is a whole number from 1 upwards.")
    return name.strip(), int(share)


def read_condition(text: str) -> Condition:
    """A condition from `attribute=pattern` or `attribute=from..to`.

    AnnotationError when it is none.
    """
    attribute, separator, wanted = text.partition("=")
    if not separator or not attribute.strip() or not wanted.strip():
        raise AnnotationError(
            "“{text}” is no condition: write attribute=value or attribute=from..to.", text=text
        )
    return Condition(attribute.strip(), wanted.strip())


def _is_by_hash(rule: AssignmentRule) -> bool:
    return rule.manner is Manner.HASH


def _next(
    rule: AssignmentRule, document: AssignableDocument, counts: Mapping[str, int]
) -> tuple[str, ...]:
    """Those who would have least for their share."""

    def want(person: tuple[str, int]) -> tuple[float, int]:
        name, share = person
        return (counts[name] + 1) / share, _digest(document.sha256, name)

    return _first(rule, want)


def _by_hash(rule: AssignmentRule, document: AssignableDocument) -> tuple[str, ...]:
    """Rendezvous hashing (Thaler and Ravishankar 1998), weighted by -share / ln(hash).

    Whoever joins or leaves changes only the documents that are theirs.
    """

    def want(person: tuple[str, int]) -> tuple[float, int]:
        name, share = person
        digest = _digest(document.sha256, name)
        return -math.log((digest + 0.5) / 2 ** (8 * _DIGEST)) / share, digest

    return _first(rule, want)


def _first(
    rule: AssignmentRule, want: Callable[[tuple[str, int]], tuple[float, int]]
) -> tuple[str, ...]:
    return tuple(name for name, _ in sorted(rule.shares, key=want)[: rule.each])


def _digest(sha256: str, name: str) -> int:
    found = hashlib.sha256(f"{sha256}\x1f{name}".encode()).digest()
    return int.from_bytes(found[:_DIGEST], "big")


def _written(value: AttributeValue) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _reaches(value: AttributeValue, least: str) -> bool:
    if not least:
        return True
    number = _number(least)
    if isinstance(value, int | float) and number is not None:
        return value >= number
    return _written(value) >= least


def _stays_within(value: AttributeValue, most: str) -> bool:
    if not most:
        return True
    number = _number(most)
    if isinstance(value, int | float) and number is not None:
        return value <= number
    return _written(value)[: len(most)] <= most


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
