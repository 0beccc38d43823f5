"""Offsets as Java counts them, in UTF-16 units, and as we do, in code points."""

import re
from bisect import bisect_left
from itertools import accumulate

from annotation.errors import AnnotationError

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16Units:
    """The UTF-16 units of one text; most Arabic texts have as many as they have code points."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._starts: list[int] | None = None  # of each code point, in units
        if _ASTRAL.search(text):
            sizes = (1 + (character > "\uffff") for character in text)
            self._starts = list(accumulate(sizes, initial=0))

    @property
    def length(self) -> int:
        """How many units the text has."""
        return self._starts[-1] if self._starts else self._length

    def unit(self, offset: int) -> int:
        """The offset in units of an offset in code points."""
        return self._starts[offset] if self._starts else offset

    def offset(self, unit: int) -> int:
        """The offset in code points; AnnotationError outside the text and inside a character."""
        if not 0 <= unit <= self.length:
            raise AnnotationError(
                "The offset {offset} is outside the text, which has {length} UTF-16 units.",
                offset=unit,
                length=self.length,
            )
        if self._starts is None:
            return unit
        found = bisect_left(self._starts, unit)
        if self._starts[found] != unit:
            raise AnnotationError(
                "The offset {offset} falls inside a character that has two UTF-16 units.",
                offset=unit,
            )
        return found
