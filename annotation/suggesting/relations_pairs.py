"""Pairs of mentions that a tag may relate, each described for the learner of relations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from math import log

from annotation.arabic.clitics import readings
from annotation.suggesting.sentence_mentions import Mention, RelationCandidate, SentenceMentions
from annotation.suggesting.triggers import Triggers
from annotation.tagsets.tagset import RelationTag

SOURCE = "relation-learner"
MentionPair = tuple[Mention, Mention]
KnownRelations = Mapping[
    tuple[str, str], AbstractSet[str]
]  # by tags of head and tail, the relation tags

_MOST_MENTIONS = 10
_FARTHEST_WORDS = 20
_DISTANCES = (0, 1, 2, 3, 6, 10, 20)
_SHORT = 3
_MOST_WORDS = 12
_MOST_OTHERS = 3
_UNTAUGHT = 0.02  # how likely a pair is that no pattern proposes
_LEAST, _MOST = 0.02, 0.97


@dataclass(frozen=True, slots=True)
class PossibleRelation:
    """A relation that may be there: what speaks for it, and its odds before anything is learnt."""

    tag: str
    head: Mention
    tail: Mention
    features: tuple[str, ...]
    prior: float
    pattern: str = ""

    @property
    def key(self) -> tuple[str, int, int, int, int]:
        """What makes it this relation and no other."""
        return self.tag, self.head.begin, self.head.end, self.tail.begin, self.tail.end

    def link(self, score: float) -> RelationCandidate:
        """The pair as a link, explained by its pattern when it has one."""
        return RelationCandidate(self.tag, self.head, self.tail, score, self.pattern or SOURCE)


def pairs_of(
    scene: SentenceMentions,
    found: Iterable[RelationCandidate],
    tags: Mapping[str, RelationTag],
    known: KnownRelations,
) -> Iterator[PossibleRelation]:
    """The pairs that a pattern has found, or whose tags were related before; each once."""
    patterns: dict[MentionPair, dict[str, RelationCandidate]] = {}
    for link in found:
        patterns.setdefault((link.head, link.tail), {})[link.tag] = link
    near = list(_near(scene.mentions, scene, known))
    far = patterns.keys() - set(near) - {(second, first) for first, second in near}
    for one, other in (*near, *sorted(far, key=lambda ends: (ends[0].begin, ends[1].begin))):
        seen = _Seen(scene, one, other)
        for head, tail in ((one, other), (other, one)):
            own = patterns.get((head, tail), {})
            learnt = [
                slug
                for slug in known.get((head.tag, tail.tag), ())
                if slug in tags and not (tags[slug].is_symmetric and head is other)
            ]
            for slug in dict.fromkeys((*own, *learnt)):
                yield _pair(slug, seen, head, tail, own)


def pair_elsewhere(link: RelationCandidate) -> PossibleRelation:
    """The pair of a link between mentions of two sentences: nothing lies between them."""
    ends = f"{link.head.tag} {link.tail.tag} elsewhere"
    features = (ends, f"{ends} {link.source}")
    return PossibleRelation(
        link.tag, link.head, link.tail, features, log_odds(link.score), link.source
    )


def log_odds(score: float) -> float:
    """The logarithm of the odds, never endless."""
    score = min(max(score, _LEAST), _MOST)
    return log(score / (1 - score))


def _near(
    mentions: Sequence[Mention], scene: SentenceMentions, known: KnownRelations
) -> Iterator[MentionPair]:
    """Mentions not far from each other whose tags were related before."""
    for place, first in enumerate(mentions):
        for second in mentions[place + 1 : place + 1 + _MOST_MENTIONS]:
            if (first.tag, second.tag) in known or (second.tag, first.tag) in known:
                if len(scene.between(first, second)) > _FARTHEST_WORDS:
                    break
                yield first, second


def _pair(
    tag: str, seen: "_Seen", head: Mention, tail: Mention, own: dict[str, RelationCandidate]
) -> PossibleRelation:
    pattern = own.get(tag)
    source = pattern.source if pattern is not None else "none"
    features = (
        f"{head.tag} {tail.tag} {seen.order(head)} {source}",
        f"pattern {source}",
        f"{source} {seen.near}",
        *(f"rival {rival}" for rival in own if rival != tag),
        *seen.features(head, tail),
    )
    if pattern is None:
        return PossibleRelation(tag, head, tail, features, log_odds(_UNTAUGHT))
    return PossibleRelation(tag, head, tail, features, log_odds(pattern.score), pattern.source)


class _Seen:
    """What is written around two mentions, described once for all tags and both directions."""

    def __init__(self, scene: SentenceMentions, one: Mention, other: Mention) -> None:
        first, second = sorted((one, other), key=lambda m: (m.begin, -m.end))
        self._first, self._second = first, second
        self._scene = scene
        self._is_nested = first.holds(second)
        between = () if self._is_nested else scene.between(first, second)
        others = 0 if self._is_nested else len(scene.mentions_between(first, second))
        self.near = f"{_bucket(len(between))} {min(others, _MOST_OTHERS)}"
        self._signs = tuple(self._found_signs(between))
        self._words = tuple(self._found_words())
        self._features: dict[Mention, tuple[str, ...]] = {}

    def features(self, head: Mention, tail: Mention) -> tuple[str, ...]:
        """What is true whatever the tag of the relation, told with the tags of its ends."""
        if head not in self._features:
            order = self.order(head)
            ends = f"{head.tag} {tail.tag} {order}"
            self._features[head] = (
                ends,
                f"{ends} {self.near}",
                *(f"{ends} {sign}" for sign in self._signs),
                *(f"{order} {word}" for word in self._words),
                f"forms {self._form(head)} {self._form(tail)}",
            )
        return self._features[head]

    def order(self, head: Mention) -> str:
        """Where the head stands as seen from the tail."""
        if self._is_nested:
            return "around" if head == self._first else "inside"
        return "before" if head == self._first else "after"

    def _form(self, mention: Mention) -> str:
        """The folded words of a mention."""
        return " ".join(self._scene.covered(mention))

    def _found_signs(self, between: tuple[str, ...]) -> Iterator[str]:
        """What is so telling that it is told together with the tags of both."""
        scene, first, second = self._scene, self._first, self._second
        yield f"clitic {scene.proclitic(second)}"
        if len(between) <= _SHORT:
            yield f"between {' '.join(between)}"
        if between:
            yield f"last {between[-1]}"
            yield f"first {between[0]}"
        triggers = scene.sentence.triggers
        lists = {name for word in between for name in _lists(triggers, word)}
        yield from (f"list {name}" for name in sorted(lists))
        before = {name for word in scene.before(first, 3) for name in _lists(triggers, word)}
        yield from (f"list before {name}" for name in sorted(before))

    def _found_words(self) -> Iterator[str]:
        scene, first, second = self._scene, self._first, self._second
        if not self._is_nested:
            for word in scene.uncovered(first, second)[:_MOST_WORDS]:
                yield f"word {_stem(word)}"
        for word in scene.before(first, 2):
            yield f"word before {_stem(word)}"
        for word in scene.after(second, 1):
            yield f"word after {word}"
        for mention, name in ((first, "first"), (second, "second")):
            covered = scene.covered(mention)
            if covered:
                yield f"{name} begins {covered[0]}"
        if self._is_nested:
            yield f"ends together {first.end == second.end}"


@lru_cache(maxsize=50_000)
def _lists(triggers: Triggers, word: str) -> frozenset[str]:
    """The trigger lists that hold the word in some reading."""
    return frozenset(name for _, stem in readings(word) for name in triggers.lists_of(stem))


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return min((stem for _, stem in readings(word)), key=len)


def _bucket(words: int) -> str:
    return next((str(limit) for limit in _DISTANCES if words <= limit), "far")
