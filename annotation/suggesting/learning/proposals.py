"""The candidates of all sources put together: one proposal for each range and tag."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log

from annotation.suggesting.article import Article
from annotation.suggesting.candidate import Candidate
from annotation.suggesting.learning.echoes import SOURCES as ECHOES
from annotation.suggesting.learning.learner import SOURCE as LEARNER
from annotation.suggesting.learning.surroundings import Surroundings
from annotation.suggesting.word_kinds import WordKinds

Feature = tuple[str, float]
TaggedRange = tuple[int, int, str]

_STEPS = (0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98)
_AGES = (1, 3, 8, 20, 60, 200)
_LEARNT = ECHOES | {LEARNER}
_HALF_TRUSTED = 3.0  # after so many articles the learner and its echoes are believed half
_LEAST, _MOST = 0.03, 0.97
_WITH_SOURCE = 2  # how many features of the surroundings are crossed with each source
_HOPELESS = 0.04  # what the learner alone believes less is only a rival to others


@dataclass(frozen=True, slots=True)
class Proposal:
    """A range and tag with all candidates for it, what speaks for it, and its odds beforehand.

    `names` are features that it has; `numbers` are features with a value.
    """

    candidates: tuple[Candidate, ...]
    names: tuple[str, ...]
    numbers: tuple[Feature, ...]
    prior: float

    @property
    def candidate(self) -> Candidate:
        """The candidate that explains the proposal best: the learner after others, echoes last."""
        return min(self.candidates, key=_as_explanation)


def _as_explanation(candidate: Candidate) -> tuple[bool, bool, float, str]:
    source = candidate.source
    return source in ECHOES, source == LEARNER, -candidate.score, source


class Proposals:
    """The proposals for one article; those that later candidates do not change are kept."""

    def __init__(self, article: Article, kinds: WordKinds, articles: int) -> None:
        self._surroundings = Surroundings(article, kinds)
        self._age = next((str(a) for a in _AGES if articles < a), "old")
        self._trust = articles / (articles + _HALF_TRUSTED)
        self._groups: dict[TaggedRange, dict[str, Candidate]] = {}
        self._known: dict[TaggedRange, Proposal] = {}

    def add(self, candidates: Iterable[Candidate]) -> None:
        """Take more candidates into account."""
        for candidate in candidates:
            place = (candidate.begin, candidate.end, candidate.tag)
            group = self._groups.setdefault(place, {})
            known = group.get(candidate.source)
            if known is None or known.score < candidate.score:
                group[candidate.source] = candidate
                self._known.pop(place, None)

    def all(self) -> list[Proposal]:
        """One proposal for each range and tag, described by its sources and its rivals."""
        order = sorted(self._groups, key=lambda place: (place[0], -place[1], place[2]))
        groups = self._groups
        sure = {place: groups[place][LEARNER].score for place in order if LEARNER in groups[place]}
        rivals = _rivals(order, sure)
        for place in order:
            group = groups[place]
            is_hopeless = group.keys() == {LEARNER} and sure[place] <= _HOPELESS
            if place not in self._known and not is_hopeless:
                candidates, score = tuple(group.values()), sure.get(place, 0.0)
                self._known[place] = self._proposal(place, candidates, score, rivals[place])
        return [self._known[place] for place in order if place in self._known]

    def _proposal(
        self, place: TaggedRange, candidates: tuple[Candidate, ...], sure: float, rival: str
    ) -> Proposal:
        begin, end, tag = place
        around = self._surroundings.of(begin, end)
        names = (
            *_names(candidates, sure, rival, self._age),
            *(f"{name} {tag}" for name in around),
            *(f"{name} {c.source}" for c in candidates for name in around[:_WITH_SOURCE]),
            *(f"{around[0]} {tag} {c.source}" for c in candidates),
        )
        odds = log_odds(sure) / 4
        score = max(c.score * (self._trust if c.source in _LEARNT else 1) for c in candidates)
        numbers = (("odds", odds), (f"odds {self._age}", odds))
        return Proposal(candidates, names, numbers, log_odds(score))


def log_odds(score: float) -> float:
    """The logarithm of the odds, never endless; natural, within fixed bounds."""
    score = min(max(score, _LEAST), _MOST)
    return log(score / (1 - score))


def _names(candidates: Sequence[Candidate], sure: float, rival: str, age: str) -> Iterator[str]:
    tag = candidates[0].tag
    kinds = "+".join(sorted({c.source.partition(":")[0] for c in candidates}))
    level = _level(sure)
    yield f"kinds {kinds} {age}"
    yield f"kinds {kinds} {tag}"
    yield f"kinds {kinds} {level}"
    yield f"learner {level} {age}"
    yield f"learner {level} {tag}"
    yield f"rival {rival}"
    yield f"rival {rival} {kinds}"
    yield f"rival {rival} {age}"
    for candidate in candidates:
        if candidate.source != LEARNER:
            yield candidate.source
            yield f"{candidate.source} {tag} {int(candidate.score * 8)}"
            yield f"{candidate.source} {age}"
            yield f"{candidate.source} {level}"


def _level(score: float) -> int:
    return sum(score > step for step in _STEPS)


def _rivals(order: list[TaggedRange], sure: dict[TaggedRange, float]) -> dict[TaggedRange, str]:
    """For each proposal, the kind and level of the learner's surest other one on the same text."""
    found: dict[TaggedRange, str] = {}
    held = sorted(sure)
    low = 0
    for key in order:
        while low < len(held) and held[low][1] <= key[0]:
            low += 1
        best, kind = 0.0, "none"
        for other in islice(held, low, None):
            if other[0] >= key[1]:
                break
            if other[1] > key[0] and other != key and sure[other] > best:
                best, kind = sure[other], _stance(key, other)
        found[key] = f"{kind} {_level(best)}"
    return found


def _stance(one: TaggedRange, other: TaggedRange) -> str:
    same = "same" if one[2] == other[2] else "other"
    if one[:2] == other[:2]:
        return "tag"
    if other[0] <= one[0] and one[1] <= other[1]:
        return f"inside {same}"
    if one[0] <= other[0] and other[1] <= one[1]:
        return f"around {same}"
    return f"across {same}"
