"""Parting a corpus for training and testing: the same document always falls into the same part."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from annotation.errors import AnnotationError
from annotation.formats.file_names import safe_name
from annotation.values.items import Document


@dataclass(frozen=True, slots=True)
class Split:
    """Named parts with their weights, in order; `copies` says whose text decides for a copy."""

    parts: tuple[tuple[str, int], ...]
    copies: Mapping[str, str] = field(default_factory=dict)

    def keeping_together(self, copies: Mapping[str, str]) -> "Split":
        """The same split with copies on one side: SHA-256 of a text to the one that decides."""
        return replace(self, copies=copies)

    def part_of(self, document: Document) -> str:
        """The part this document falls into; only its text, or that of its copies, decides."""
        decisive = self.copies.get(document.sha256, document.sha256)
        ticket = int(decisive[:15], 16) % sum(weight for _, weight in self.parts)
        for name, weight in self.parts:
            if ticket < weight:
                return name
            ticket -= weight
        raise AssertionError("the weights add up to the total")


def read_split(text: str) -> Split:
    """Read `train=80,dev=10,test=10`; AnnotationError says how it is written."""
    parts = []
    for part in text.split(","):
        name, equals, weight = part.strip().partition("=")
        if not (
            name and equals and weight.isascii() and weight.isdigit() and 0 < int(weight) < 1e6
        ):
            raise AnnotationError(
                "“{split}” is not a split like train=80,dev=10,test=10.", split=text
            )
        parts.append((safe_name(name), int(weight)))
    if len({name for name, _ in parts}) < len(parts):
        raise AnnotationError("“{split}” is not a split like train=80,dev=10,test=10.", split=text)
    return Split(tuple(parts))
