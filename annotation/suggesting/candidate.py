"""A span that one source proposes, before sources are weighed against each other."""

from dataclasses import dataclass

DOCUMENT_SOURCE = "rule:same-words-in-document"  # the same words as a span that is there


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tagged range of the document; `source` names the rule, gazetteer or memory behind it."""

    begin: int
    end: int
    tag: str
    score: float
    source: str

    def scored(self, score: float) -> "Candidate":
        """The same with another score."""
        return Candidate(self.begin, self.end, self.tag, score, self.source)

    def covers(self, other: "Candidate") -> bool:
        """Whether the other lies wholly inside, and is not the same range."""
        inside = self.begin <= other.begin and other.end <= self.end
        return inside and (self.begin, self.end) != (other.begin, other.end)
