"""Other bounds that an annotator may give a span, by the cause for which it happens."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from annotation.agreement.causes import ENCLITICS, CauseWords
from annotation.agreement.figures import Cause
from annotation.arabic.clitics import likely_core, proclitic_cuts, readings
from annotation.arabic.folding import fold
from annotation.arabic.letters import ARTICLE, MARKS
from annotation.arabic.tokens import token_bounds
from annotation.suggesting.triggers import Triggers
from annotation.values.items import Fragment, Fragments

TRIGGERS = Path(__file__).parents[2] / "resources" / "gazetteers" / "triggers.toml"
OPENING = "،,-–—(«:["
Slip = tuple[Cause, int]  # a cause, and the other begin or end


@cache
def cause_words() -> CauseWords:
    """The words by which causes are known."""
    return CauseWords.of(Triggers.read(TRIGGERS))


class Slips:
    """The slips that a text allows."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = token_bounds(text)
        self._begins = [begin for begin, _ in self._tokens]
        self._ends = [end for _, end in self._tokens]

    def of(self, fragments: Fragments) -> dict[Cause, list[Fragments]]:
        """Other fragments for a span, each a little longer or shorter at one side."""
        found: dict[Cause, list[Fragments]] = {}
        (begin, _), (_, end) = fragments[0], fragments[-1]
        for cause, other in dict.fromkeys(self._begins_beside(begin, fragments[0][1])):
            self._note(found, cause, ((other, fragments[0][1]), *fragments[1:]))
        for cause, other in dict.fromkeys(self._ends_beside(fragments[-1][0], end)):
            self._note(found, cause, (*fragments[:-1], (fragments[-1][0], other)))
        return found

    def _note(self, found: dict[Cause, list[Fragments]], cause: Cause, slip: Fragments) -> None:
        if all(begin < end and self._is_worded(begin, end) for begin, end in slip):
            found.setdefault(cause, []).append(slip)

    def _is_worded(self, begin: int, end: int) -> bool:
        """Whether there is a word in it and no space or new line at its sides or within."""
        piece = self._text[begin:end]
        return "\n" not in piece and piece == piece.strip() and any(map(str.isalnum, piece))

    # -- the begin ---------------------------------------------------------------------------------

    def _begins_beside(self, begin: int, end: int) -> Iterator[Slip]:
        """Where else the span may begin."""
        at = bisect_right(self._begins, begin) - 1
        word = self._tokens[at]
        yield from self._within_word(begin, end, word)
        if at and word[0] == begin:
            before = self._tokens[at - 1]
            yield self._cause_before(before), before[0]
        if word[1] < end and self._is_word(self._tokens[at + 1]) and self._is_word(word):
            yield self._cause_before((begin, word[1])), self._tokens[at + 1][0]

    def _within_word(self, begin: int, end: int, word: Fragment) -> Iterator[Slip]:
        """Clitics and the article taken in or left out."""
        written = self._text[word[0] : word[1]]
        if word[0] < begin:
            is_article = fold(self._text[word[0] : begin]) == ARTICLE
            if is_article or begin - word[0] in proclitic_cuts(written):
                yield (Cause.ARTICLE if is_article else Cause.CLITIC), word[0]
        elif likely_core(written):
            yield Cause.CLITIC, begin + likely_core(written)
        after = begin + len(ARTICLE)
        is_bare = (
            self._text.startswith(ARTICLE, begin) and self._text[after : after + 1] not in MARKS
        )
        if is_bare and after + 1 < min(word[1], end):
            yield Cause.ARTICLE, after

    def _cause_before(self, piece: Fragment) -> Cause:
        """Why the word that leads to a name is taken in or left out."""
        words = cause_words()
        if not self._is_word(piece):
            return Cause.PUNCTUATION
        if self._is_known(piece, words.titles):
            return Cause.TITLE
        is_described = self._is_known(piece, words.descriptions)
        return Cause.APPOSITION if is_described else Cause.OTHER

    # -- the end -----------------------------------------------------------------------------------

    def _ends_beside(self, begin: int, end: int) -> Iterator[Slip]:
        """Where else the span may end."""
        at = bisect_left(self._ends, end)
        word = self._tokens[at]
        if end < word[1] and fold(self._text[end : word[1]]) in ENCLITICS:
            yield Cause.CLITIC, word[1]
        if self._text[end - 1] in MARKS:
            yield Cause.HARAKAT, end - 1
        if end == word[1]:
            yield from self._longer(at)
        if begin < word[0] and self._is_word(word) and self._is_word(self._tokens[at - 1]):
            yield self._cause_after((word[0], end)), self._ends[at - 1]

    def _longer(self, at: int) -> Iterator[Slip]:
        """What follows taken in: a sign, a word, or what a sign opens."""
        following = self._tokens[at + 1 : at + 3]
        if following and self._is_word(following[0]):
            yield self._cause_after(following[0]), following[0][1]
        elif following:
            yield Cause.PUNCTUATION, following[0][1]
            opens = self._text[following[0][0]] in OPENING
            if opens and len(following) > 1 and self._is_word(following[1]):
                yield Cause.APPOSITION, following[1][1]

    def _cause_after(self, piece: Fragment) -> Cause:
        """Why the word that follows a name is taken in or left out."""
        words = cause_words()
        is_known = self._is_known(piece, words.titles | words.descriptions)
        return Cause.APPOSITION if is_known else Cause.OTHER

    def _is_word(self, piece: Fragment) -> bool:
        return any(map(str.isalnum, self._text[slice(*piece)]))

    def _is_known(self, piece: Fragment, known: frozenset[str]) -> bool:
        folded = fold(self._text[slice(*piece)])
        return any(stem in known for _, stem in readings(folded))
