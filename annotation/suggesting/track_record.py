"""How often each rule was right in this project: a rule with a bad record goes quiet."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from annotation.suggesting.candidate import Candidate
from annotation.suggesting.memory import Form, form_of
from annotation.values.items import Document, Span

RecordKey = tuple[str, str, float]

# A rule's own score counts as much as this many decisions.
_PRIOR_WEIGHT = 12
_BARE_FACTOR = 0.6
_ENOUGH_RECORDS = 300


class TrackRecord:
    """Right and wrong proposals per source, tag and score, and forms that were proposed in vain.

    It counts what the rules would have proposed in finished documents, silenced or not, so a rule
    comes back when it does better.
    """

    def __init__(self) -> None:
        self._right: Counter[RecordKey] = Counter()
        self._wrong: Counter[RecordKey] = Counter()
        self._vain: Counter[Form] = Counter()
        self._records = 0

    @property
    def is_full(self) -> bool:
        """Whether enough finished documents were seen that more would change little."""
        return self._records >= _ENOUGH_RECORDS

    def learn(
        self, document: Document, proposed: Iterable[Candidate], spans: Iterable[Span]
    ) -> None:
        """Compare what the rules propose for a finished document with what was marked."""
        self._records += 1
        marked = {(span.begin, span.end, span.tag) for span in spans}
        for candidate in proposed:
            key = _key(candidate)
            if (candidate.begin, candidate.end, candidate.tag) in marked:
                self._right[key] += 1
            else:
                self._wrong[key] += 1
                if not any(b < candidate.end and candidate.begin < e for b, e, _ in marked):
                    self._vain[form_of(document.text, candidate.begin, candidate.end)] += 1

    def counts(self, candidate: Candidate) -> tuple[int, int]:
        """How often candidates like this one were right and wrong."""
        key = _key(candidate)
        return self._right[key], self._wrong[key]

    def totals(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Right and wrong proposals for each source and tag, whatever their scores."""
        found: dict[tuple[str, str], tuple[int, int]] = {}
        for counter, place in ((self._right, 0), (self._wrong, 1)):
            for (source, tag, _), times in counter.items():
                pair = list(found.get((source, tag), (0, 0)))
                pair[place] += times
                found[source, tag] = (pair[0], pair[1])
        return found

    def data(self) -> dict[str, object]:
        """The counts, for saving."""
        return {
            "right": [[*key, times] for key, times in self._right.items()],
            "wrong": [[*key, times] for key, times in self._wrong.items()],
            "vain": [[" ".join(form), times] for form, times in self._vain.items()],
            "records": self._records,
        }

    def restore(self, data: Mapping[str, Any]) -> None:
        """Take over saved counts."""
        self._right, self._wrong = _counts(data["right"]), _counts(data["wrong"])
        self._vain = Counter({tuple(words.split()): int(times) for words, times in data["vain"]})
        self._records = int(data["records"])

    def adjusted(self, document: Document, candidate: Candidate) -> Candidate:
        """The candidate with a score that takes the record into account."""
        if not self._records:
            return candidate
        key = _key(candidate)
        right, wrong = self._right[key], self._wrong[key]
        score = (candidate.score * _PRIOR_WEIGHT + right) / (_PRIOR_WEIGHT + right + wrong)
        vain = self._vain[form_of(document.text, candidate.begin, candidate.end)]
        return candidate.scored(score * _BARE_FACTOR**vain)


def _counts(saved: Iterable[tuple[str, str, float, int]]) -> Counter[RecordKey]:
    return Counter(
        {(str(source), str(tag), float(score)): int(n) for source, tag, score, n in saved}
    )


def _key(candidate: Candidate) -> RecordKey:
    """Source, tag and level of score: doubtful and sure names of one gazetteer stay apart."""
    return candidate.source, candidate.tag, round(candidate.score, 1)
