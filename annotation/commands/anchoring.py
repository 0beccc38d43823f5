"""Where a selection snaps, and where the border of a span moves to next."""

from collections.abc import Sequence
from enum import StrEnum

from annotation.arabic.clitics import likely_core, proclitic_cuts
from annotation.arabic.letters import MARKS
from annotation.arabic.sentences import sentences
from annotation.arabic.tokens import tokenize
from annotation.tagsets.tagset import Anchoring
from annotation.values.items import Fragment, Fragments

WINDOW = 400  # code points looked at around a border; longer than any word that is a word


class SpanBorder(StrEnum):
    """Which border of a span moves."""

    START = "start"
    END = "end"


class Reach(StrEnum):
    """By how much a border moves."""

    WORD = "word"
    LETTER = "letter"


def snap(text: str, begin: int, end: int, anchoring: Anchoring) -> Fragment | None:
    """The stretch that a selection of `[begin, end)` means; None when it holds no letter.

    With the anchoring `clitics` a selection takes whole words, the first one without its
    proclitics; one that begins where a clitic ends and ends with a word is taken as it stands.
    """
    trimmed = trim(text, begin, end)
    if trimmed is None or anchoring is Anchoring.CHARACTERS:
        return trimmed
    begin, end = trimmed
    if anchoring is Anchoring.SENTENCES:
        return _widened(begin, end, sentences(text))
    words = _words(text, begin, end)
    touched = [word for word in words if word[0] < end and begin < word[1]]
    if not touched:
        return trimmed
    start = min(touched[0][0], begin)
    stop = max(touched[-1][1], end)
    if anchoring is Anchoring.CLITICS and start == touched[0][0]:
        word = text[start : touched[0][1]]
        cut = begin - start
        is_deliberate = cut > 0 and end == stop and cut in proclitic_cuts(word)
        start += cut if is_deliberate else likely_core(word)
    return (start, stop)


def word_without_clitics(text: str, offset: int, anchoring: Anchoring) -> Fragment | None:
    """The word at or just before the offset, snapped; None between signs and spaces."""
    for begin, end in _words(text, offset, offset):
        if begin <= offset <= end:
            return snap(text, begin, end, anchoring)
    return None


def trim(text: str, begin: int, end: int) -> Fragment | None:
    """The stretch without the spaces at its ends; None when nothing is left."""
    while begin < end and text[begin].isspace():
        begin += 1
    while begin < end and text[end - 1].isspace():
        end -= 1
    return (begin, end) if begin < end else None


def next_clitic_cut(text: str, begin: int, end: int) -> int:
    """Where the stretch begins after splitting off one more proclitic; round to the whole word."""
    word = next((w for w in _words(text, begin, begin) if w[0] <= begin < w[1]), None)
    if word is None:
        return begin
    cuts = [word[0] + cut for cut in proclitic_cuts(text[word[0] : word[1]])]
    later = [cut for cut in cuts if begin < cut < end]
    return later[0] if later else cuts[0]


def moved_border(
    text: str, fragments: Fragments, edge: SpanBorder, reach: Reach, *, forward: bool
) -> Fragments | None:
    """Fragments with one border moved by a word or a letter; None where it cannot move."""
    if edge is SpanBorder.START:
        (begin, end), rest = fragments[0], fragments[1:]
        moved = _moved_start(text, begin, reach, forward=forward)
        if moved is None or not moved < end:
            return None
        return ((moved, end), *rest)
    (begin, end), rest = fragments[-1], fragments[:-1]
    moved = _moved_end(text, end, reach, forward=forward)
    if moved is None or not begin < moved:
        return None
    return (*rest, (begin, moved))


def word_border(text: str, offset: int, *, forward: bool) -> int:
    """Where a selection ends that is extended by a word: the next word's end, or a word's begin."""
    words = _words(text, offset, offset)
    stops = [word[1] for word in words] if forward else [word[0] for word in words]
    moved = _neighbour(stops, offset, forward=forward)
    return (len(text) if forward else 0) if moved is None else moved


def _moved_start(text: str, begin: int, reach: Reach, *, forward: bool) -> int | None:
    if reach is Reach.LETTER:
        stops = [i for i in _letters(text, begin) if not text[i].isspace()]
    else:
        stops = [word[0] for word in _words(text, begin, begin)]
    return _neighbour(stops, begin, forward=forward)


def _moved_end(text: str, end: int, reach: Reach, *, forward: bool) -> int | None:
    if reach is Reach.LETTER:
        letters = [*_letters(text, end), min(len(text), end + WINDOW)]
        stops = [i for i in letters if i and not text[i - 1].isspace()]
    else:
        stops = [word[1] for word in _words(text, end, end)]
    return _neighbour(stops, end, forward=forward)


def _neighbour(stops: Sequence[int], offset: int, *, forward: bool) -> int | None:
    if forward:
        return next((stop for stop in stops if stop > offset), None)
    return next((stop for stop in reversed(stops) if stop < offset), None)


def _letters(text: str, offset: int) -> list[int]:
    """Offsets near `offset` at which a letter begins: never before a mark that belongs to one."""
    around = range(max(0, offset - WINDOW), min(len(text), offset + WINDOW))
    return [i for i in around if text[i] not in MARKS]


def _words(text: str, begin: int, end: int) -> list[Fragment]:
    """Words, numbers and signs that matter to a border, in a window around `[begin, end)`.

    The window opens at a space, so that no word is cut by it.
    """
    low = text.rfind(" ", 0, max(0, begin - WINDOW)) + 1
    high = text.find(" ", min(len(text), end + WINDOW))
    tokens = tokenize(text, low, len(text) if high < 0 else high)
    return [(t.begin, t.end) for t in tokens if any(map(str.isalnum, t.text))]


def _widened(begin: int, end: int, units: Sequence[Fragment]) -> Fragment:
    touched = [unit for unit in units if unit[0] < end and begin < unit[1]]
    if not touched:
        return (begin, end)
    return (touched[0][0], touched[-1][1])
