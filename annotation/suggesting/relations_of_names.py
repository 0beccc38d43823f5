"""The relation rule for names: who is written in full once is written short later on."""

from collections.abc import Iterable, Iterator

from annotation.arabic.folding import fold
from annotation.suggesting.sentence_mentions import Mention, RelationCandidate

_SCORES = {"PER": 0.75, "ORG": 0.5}


def short_names(text: str, mentions: Iterable[Mention]) -> Iterator[RelationCandidate]:
    """«تيمور أكماتوف ... أكماتوف»: each full name with its first short form after it."""
    full: list[tuple[Mention, tuple[str, ...]]] = []
    told: set[tuple[str, ...]] = set()
    for mention in sorted(mentions, key=lambda m: (m.begin, -m.end)):
        if mention.tag not in _SCORES:
            continue
        words = tuple(fold(text[mention.begin : mention.end]).split())
        holder = next((m for m, long in full if m.tag == mention.tag and _ends(long, words)), None)
        if holder is not None and words not in told:
            told.add(words)
            yield RelationCandidate(
                "SAME_AS", holder, mention, _SCORES[mention.tag], "rule:short-name"
            )
        if len(words) > 1:
            full.append((mention, words))


def _ends(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether a name ends with another, shorter one."""
    return 0 < len(short) < len(long) and long[-len(short) :] == short
