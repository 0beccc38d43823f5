"""Why the bounds of two spans differ, so that the guidelines can be mended."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotation.agreement.compared_set import SpanKey
from annotation.agreement.figures import Cause
from annotation.agreement.matching import Matches, SpanPair, shared_characters
from annotation.arabic.clitics import proclitic_cuts, readings
from annotation.arabic.folding import fold
from annotation.arabic.letters import ARTICLE
from annotation.arabic.tokens import word_at
from annotation.suggesting.triggers import Triggers
from annotation.values.items import Fragment

ENCLITICS = frozenset(("ه", "ها", "هم", "هن", "هما", "ك", "كم", "كن", "كما", "ي", "نا", "ني"))
_OPENS_APPOSITION = re.compile(r"^\s*[،,\-–—(«:\[]")
_SPACE = re.compile(r"\s")
_TITLES = ("titles.person", "posts.head")
_DESCRIPTIONS = (
    "places.area",
    "places.republic",
    "places.water",
    "places.facility",
    "organisations.head",
    "organisations.media",
)


@dataclass(frozen=True, slots=True)
class CauseWords:
    """Folded words by which a cause is known.

    `titles` stand before a name (الرئيس); `descriptions` say what is named (مدينة, عاصمة).
    """

    titles: frozenset[str] = frozenset()
    descriptions: frozenset[str] = frozenset()

    @classmethod
    def of(cls, triggers: Triggers) -> "CauseWords":
        """The words that announce persons, places and organisations."""
        return cls(triggers.union(*_TITLES), triggers.union(*_DESCRIPTIONS))


@dataclass(frozen=True, slots=True)
class BoundsDifference:
    """Why two spans begin and end elsewhere; None where they do not."""

    first: SpanKey
    second: SpanKey
    begin: Cause | None
    end: Cause | None

    @property
    def causes(self) -> Iterator[Cause]:
        """One cause for each bound that differs."""
        return (cause for cause in (self.begin, self.end) if cause is not None)


def differences(matches: Matches, text: str, words: CauseWords) -> Iterator[BoundsDifference]:
    """Every pair that overlaps with other bounds, with its causes."""
    for pair in matches.overlapping:
        yield difference(pair, text, words)


def difference(pair: SpanPair, text: str, words: CauseWords) -> BoundsDifference:
    """Why the bounds of two spans that overlap differ."""
    first, second = pair
    begins, ends = _bounds(pair)
    begin = end = None
    if begins[0] != begins[1]:
        begin = _cause_of_begin(text, begins, words)
    if ends[0] != ends[1]:
        end = _cause_of_end(text, ends, words)
    if begin is None and end is None:
        return BoundsDifference(first, second, None, Cause.OTHER)  # the same hull with other gaps
    if _is_deeper(pair, text):
        return BoundsDifference(first, second, begin and Cause.NESTING, end and Cause.NESTING)
    return BoundsDifference(first, second, begin, end)


def _bounds(pair: SpanPair) -> tuple[Fragment, Fragment]:
    """The two begins and the two ends, the smaller first."""
    begins = sorted(key[0][0][0] for key in pair)
    ends = sorted(key[0][-1][1] for key in pair)
    return (begins[0], begins[1]), (ends[0], ends[1])


def deeper_spans(matches: Matches) -> list[tuple[SpanKey, bool]]:
    """Spans of one annotator that have no partner, yet share text with a span of the other that
    has one: one of the two marked another level. True where it is the first annotator's.
    """
    lonely = [(key, True) for key in matches.first_only]
    lonely += [(key, False) for key in matches.second_only]
    if not lonely:
        return []
    paired = [(key, key) for key in matches.exact] + list(matches.differing)
    return [
        (key, is_first)
        for key, is_first in lonely
        if any(shared_characters(key[0], pair[1 if is_first else 0][0]) for pair in paired)
    ]


def _is_deeper(pair: SpanPair, text: str) -> bool:
    """Whether one lies in the other under another tag, less by whole words."""
    if pair[0][1] == pair[1][1]:
        return False
    begins, ends = _bounds(pair)
    hulls = {(key[0][0][0], key[0][-1][1]) for key in pair}
    if hulls != {(begins[0], ends[1]), (begins[1], ends[0])}:
        return False
    missing = text[slice(*begins)], text[slice(*ends)]
    return any(_has_word(piece) and _SPACE.search(piece) for piece in missing)


def _has_word(piece: str) -> bool:
    return any(map(str.isalnum, piece))


def _small_cause(piece: str, folded: str) -> Cause | None:
    """The cause when no letter is at stake: marks, or signs and spaces."""
    if _has_word(folded):
        return None
    return Cause.PUNCTUATION if folded or _SPACE.search(piece) else Cause.HARAKAT


def _cause_of_begin(text: str, begins: Fragment, words: CauseWords) -> Cause:
    """Why one span begins earlier than the other."""
    low, high = begins
    folded = fold(text[low:high])
    small = _small_cause(text[low:high], folded)
    if small is not None:
        return small
    word = word_at(text, low)
    if word is not None and low < high < word[1]:
        return _within_word(text[low : word[1]], high - low)
    written = folded.split()
    if any(_bare(word, words.titles) for word in written):
        return Cause.TITLE
    is_described = any(_bare(word, words.descriptions) for word in written)
    return Cause.APPOSITION if is_described or _joins(text[low:high]) else Cause.OTHER


def _within_word(word: str, cut: int) -> Cause:
    """Why a cut within the word, at its beginning."""
    if fold(word[:cut]) == ARTICLE:
        return Cause.ARTICLE
    return Cause.CLITIC if cut in proclitic_cuts(word) else Cause.OTHER


def _cause_of_end(text: str, ends: Fragment, words: CauseWords) -> Cause:
    """Why one span ends later than the other."""
    low, high = ends
    piece = text[low:high]
    folded = fold(piece)
    small = _small_cause(piece, folded)
    if small is not None:
        return small
    word = word_at(text, low)
    if word is not None and word[0] < low and high == word[1]:
        return Cause.CLITIC if folded in ENCLITICS else Cause.OTHER
    following = folded.split()[:1]
    is_known = any(_bare(w, words.titles) or _bare(w, words.descriptions) for w in following)
    if is_known or _OPENS_APPOSITION.match(piece):
        return Cause.APPOSITION
    return Cause.OTHER


def _joins(piece: str) -> bool:
    """Whether a sign sets apart what comes before a name: «العاصمة، القاهرة»."""
    return bool(_OPENS_APPOSITION.match(piece.rstrip()[-1:]))


def _bare(word: str, known: frozenset[str]) -> bool:
    """Whether the folded word is known, signs and proclitics left aside."""
    bare = word.strip(".،,:-–—()«»[]\"'")
    return bool(bare) and any(stem in known for _, stem in readings(bare))
