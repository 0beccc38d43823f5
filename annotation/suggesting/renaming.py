"""Rules speak of the tags of the news tagset; other tagsets have other words for the same."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from annotation.suggesting.candidate import Candidate

# Where to look first for a tag that the tagset lacks.
_SIMILAR = {
    "PER": ("PERS", "PERSON"),
    "GPE": ("LOC", "LOCATION"),
    "LOC": ("LOCATION",),
    "FAC": ("LOC", "LOCATION"),
    "ORG": ("ORGANIZATION", "ORGANISATION"),
    "PROD": ("PRODUCT", "WORK"),
    "NUM": ("CARDINAL", "QUANTITY"),
}
_NUMBERS = {"rule:percentage": "PERCENT", "rule:quantity": "QUANTITY"}
_ENOUGH = 3
RenamedTag = tuple[str, str]


class Renaming:
    """Which tag of the project a rule's tag means, when the tagset has none of that name.

    At first one that is called similarly; then the one that people gave to what the rule found.
    """

    def __init__(self, tags: Iterable[str]) -> None:
        self._tags = frozenset(tags)
        self.given: dict[RenamedTag, Counter[str]] = {}

    def learn(self, proposed: Iterable[Candidate], marked: Mapping[tuple[int, int], str]) -> None:
        """See which tags were given to what rules with unknown tags proposed."""
        for candidate in proposed:
            tag = marked.get((candidate.begin, candidate.end))
            if tag is not None and candidate.tag not in self._tags:
                key = (candidate.source, candidate.tag)
                self.given.setdefault(key, Counter())[tag] += 1

    def renamed(self, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
        """The candidates with tags of the tagset; those that mean none of them are left out."""
        for candidate in candidates:
            if candidate.tag in self._tags:
                yield candidate
            elif (tag := self._tag(candidate)) in self._tags:
                yield replace(candidate, tag=tag)

    def data(self) -> list[list[object]]:
        """The counts, for saving."""
        return [[*key, tags] for key, tags in self.given.items()]

    def restore(self, data: Iterable[tuple[str, str, Mapping[str, int]]]) -> None:
        """Take over saved counts."""
        self.given = {
            (str(source), str(tag)): Counter({str(t): int(n) for t, n in tags.items()})
            for source, tag, tags in data
        }

    def _tag(self, candidate: Candidate) -> str:
        given = self.given.get((candidate.source, candidate.tag), Counter())
        if given.total() >= _ENOUGH:
            return min(given, key=lambda tag: (-given[tag], tag))
        if _NUMBERS.get(candidate.source) in self._tags:
            return _NUMBERS[candidate.source]
        similar = _SIMILAR.get(candidate.tag, ())
        return next((tag for tag in similar if tag in self._tags), candidate.tag)
