"""In which unit a program counted: code points, as it should, or UTF-16, as browsers do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from annotation.errors import AnnotationError
from annotation.values.items import Fragment

Convert = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class GivenOffsets:
    """Two offsets as a file gives them, and the words it says are there, if it says so."""

    begin: int
    end: int
    words: str | None = None


def fragments_of(text: str, places: Sequence[GivenOffsets]) -> list[Fragment]:
    """The places in code points: the one unit in which every place holds the words it names.

    AnnotationError when there is none, for then the offsets do not belong to this text.
    """
    for convert in _units(text):
        if all(_fits(text, place, convert) for place in places):
            return [(convert(place.begin), convert(place.end)) for place in places]
    wrong = next(place for place in places if not _fits(text, place, int))
    raise AnnotationError(
        "The span {begin}–{end} says “{text}”, but the document says “{words}” there.",
        begin=wrong.begin,
        end=wrong.end,
        text=wrong.words,
        words=text[max(0, wrong.begin) : max(0, wrong.end)],
    )


def _units(text: str) -> list[Convert]:
    """Code points, and UTF-16 where that is something else."""
    if text.isascii() or max(text) <= "\uffff":
        return [int]
    starts = accumulate((2 if letter > "\uffff" else 1 for letter in text), initial=0)
    offsets = {position: offset for offset, position in enumerate(starts)}
    return [int, lambda position: offsets.get(position, -1)]


def _fits(text: str, place: GivenOffsets, convert: Convert) -> bool:
    if place.words is None:
        return True
    begin, end = convert(place.begin), convert(place.end)
    return 0 <= begin <= end and _plain(text[begin:end]) == _plain(place.words)


def _plain(words: str) -> str:
    """Words without spaces; browsers write a line break as a space or as a backslash and n."""
    return "".join(words.replace("\\n", "").replace("\\r", "").split())
