"""The candidates of all sources put together: one proposal for each range and tag."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from math import log

from annotation.suggesting.article import Article
from annotation.suggesting.candidate import Candidate
from annotation.suggesting.learning.echoes import SOURCES as ECHOES
from annotation.suggesting.learning.learner import SOURCE as LEARNER

Feature = tuple[str, float]

_STEPS = (0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98)
_AGES = (1, 3, 8, 20, 60, 200)
_LEARNT = ECHOES | {LEARNER}
_HALF_TRUSTED = 3.0  # after so many articles the learner and its echoes are believed half
_LEAST, _MOST = 0.03, 0.97
_MOST_WORDS = 5
_HOPELESS = 0.1  # what the learner alone believes less is only a rival to others


@dataclass(frozen=True, slots=True)
class Proposal:
    """A range and tag with all candidates for it, what speaks for it, and its odds beforehand."""

    candidates: tuple[Candidate, ...]
    features: tuple[Feature, ...]
    prior: float

    @property
    def candidate(self) -> Candidate:
        """The candidate that explains the proposal best: the learner after others, echoes last."""
        return min(self.candidates, key=_as_explanation)


def _as_explanation(candidate: Candidate) -> tuple[bool, bool, float, str]:
    source = candidate.source
    return source in ECHOES, source == LEARNER, -candidate.score, source


def proposals(article: Article, candidates: Iterable[Candidate], articles: int) -> list[Proposal]:
    """One proposal for each range and tag, described by its sources and its rivals."""
    groups: dict[tuple[int, int, str], dict[str, Candidate]] = {}
    for candidate in candidates:
        group = groups.setdefault((candidate.begin, candidate.end, candidate.tag), {})
        known = group.get(candidate.source)
        if known is None or known.score < candidate.score:
            group[candidate.source] = candidate
    order = sorted(groups, key=lambda key: (key[0], -key[1], key[2]))
    sure = {key: groups[key][LEARNER].score for key in order if LEARNER in groups[key]}
    rivals = _rivals(order, sure)
    age = next((str(a) for a in _AGES if articles < a), "old")
    trust = articles / (articles + _HALF_TRUSTED)
    return [
        Proposal(
            tuple(groups[key].values()),
            (
                *_features(groups[key].values(), sure.get(key, 0.0), rivals[key], age),
                *_surroundings(article, key, groups[key]),
            ),
            _prior(groups[key].values(), trust),
        )
        for key in order
        if groups[key].keys() != {LEARNER} or sure[key] > _HOPELESS
    ]


def _prior(candidates: Iterable[Candidate], trust: float) -> float:
    """The log odds that the surest source gives."""
    score = max(c.score * (trust if c.source in _LEARNT else 1) for c in candidates)
    return log_odds(score)


def log_odds(score: float) -> float:
    """The logarithm of the odds, never endless."""
    score = min(max(score, _LEAST), _MOST)
    return log(score / (1 - score))


def _surroundings(
    article: Article, place: tuple[int, int, str], sources: Iterable[str]
) -> Iterator[Feature]:
    begin, end, tag = place
    words = min(len(article.text[begin:end].split()), _MOST_WORDS)
    subject = article.subject_of(article.sentence_of(begin))
    yield f"words {words} {tag}", 1.0
    yield f"{subject} {tag}", 1.0
    for source in sources:
        yield f"words {words} {source}", 1.0
        yield f"{subject} {tag} {source}", 1.0


def _features(
    candidates: Iterable[Candidate], sure: float, rival: str, age: str
) -> Iterator[Feature]:
    found = list(candidates)
    first = found[0]
    kinds = "+".join(sorted({c.source.partition(":")[0] for c in found}))
    level = _level(sure)
    yield f"kinds {kinds} {age}", 1.0
    yield f"kinds {kinds} {first.tag}", 1.0
    yield f"kinds {kinds} {level}", 1.0
    yield f"learner {level} {age}", 1.0
    yield f"learner {level} {first.tag}", 1.0
    yield f"rival {rival}", 1.0
    yield f"rival {rival} {kinds}", 1.0
    yield f"rival {rival} {age}", 1.0
    yield "odds", log_odds(sure) / 4
    yield f"odds {age}", log_odds(sure) / 4
    for candidate in found:
        if candidate.source != LEARNER:
            yield candidate.source, 1.0
            yield f"{candidate.source} {first.tag} {int(candidate.score * 8)}", 1.0
            yield f"{candidate.source} {age}", 1.0
            yield f"{candidate.source} {level}", 1.0


def _level(score: float) -> int:
    return sum(score > step for step in _STEPS)


def _rivals(
    order: list[tuple[int, int, str]], sure: dict[tuple[int, int, str], float]
) -> dict[tuple[int, int, str], str]:
    """For each proposal, the kind and level of the learner's surest other one on the same text."""
    found: dict[tuple[int, int, str], str] = {}
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


def _stance(one: tuple[int, int, str], other: tuple[int, int, str]) -> str:
    same = "same" if one[2] == other[2] else "other"
    if one[:2] == other[:2]:
        return "tag"
    if other[0] <= one[0] and one[1] <= other[1]:
        return f"inside {same}"
    if one[0] <= other[0] and other[1] <= one[1]:
        return f"around {same}"
    return f"across {same}"
