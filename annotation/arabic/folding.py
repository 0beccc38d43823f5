"""Folding: one spelling for words that differ in harakat, hamza, letter forms or digits.

Folded text is for search and matching only; what is stored is never changed.
"""

import re
import unicodedata
from array import array
from dataclasses import dataclass

from annotation.arabic.letters import (
    ALEF_FORMS,
    EASTERN_DIGITS,
    INVISIBLE,
    JOINERS,
    MARKS,
    PERSIAN_DIGITS,
    PRESENTATION_FORMS,
    TATWEEL,
    character_class,
)

_LETTERS = {
    **dict.fromkeys(ALEF_FORMS, "ا"),
    **dict(zip("ىةؤئ", "يهوي", strict=True)),
    **dict(zip("کڪگیېۍےپچڤژ", "كككيييي" + "بجفز", strict=True)),
    **dict(zip("ہھەۀۃۆۇ", "هههههوو", strict=True)),
}
_TRAILING = MARKS | JOINERS


def _folded_letters() -> dict[str, str]:
    table = {chr(code): chr(code) for code in (*range(0x700), *range(0x2000, 0x2070))}
    table |= {letter: letter.lower() for letter in map(chr, range(0x41, 0x530))}
    table |= _LETTERS
    for digits in (EASTERN_DIGITS, PERSIAN_DIGITS):
        table |= {digit: str(value) for value, digit in enumerate(digits)}
    table |= dict.fromkeys(MARKS | INVISIBLE | {TATWEEL}, "")
    for form in PRESENTATION_FORMS:
        plain = unicodedata.normalize("NFKC", form)
        # A free-standing mark decomposes to a space and the mark: only the mark was written.
        letters = plain if any(map(str.isalpha, plain)) else plain.strip()
        table[form] = "".join(table.get(letter, letter) for letter in letters)
    return table


_FOLDED = _folded_letters()
# An int is the fastest value for str.translate; None drops the character.
_TABLE: dict[int, int | str | None] = {
    ord(source): (ord(folded) if len(folded) == 1 else folded or None)
    for source, folded in _FOLDED.items()
}
_IRREGULAR = re.compile(
    f"[{character_class(frozenset(s for s, folded in _FOLDED.items() if len(folded) != 1))}]+"
)


def fold(text: str) -> str:
    """The text in folded spelling; longer only where a ligature stands for several letters."""
    return text.translate(_TABLE)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back to its source.

    `starts[i]` is the code-point offset in the source of the letter that gave folded character i;
    `ends[i]` is where that letter ends, its marks included. `starts` has one more entry, the
    length of the source.
    """

    text: str
    starts: "array[int]"
    ends: "array[int]"

    def source_range(self, begin: int, end: int) -> tuple[int, int]:
        """The half-open source range of `text[begin:end]`, with the marks of its last letter."""
        if begin >= end:
            return self.starts[begin], self.starts[begin]
        return self.starts[begin], self.ends[end - 1]


def fold_with_map(text: str) -> Folded:
    """Fold and remember where every folded character came from."""
    starts, ends = array("L"), array("L")
    plain = 0
    for match in _IRREGULAR.finditer(text):
        begin, end = match.span()
        starts.extend(range(plain, begin))
        ends.extend(range(plain + 1, begin + 1))
        _extend_irregular(text, begin, end, starts, ends)
        plain = end
    starts.extend(range(plain, len(text) + 1))
    ends.extend(range(plain + 1, len(text) + 1))
    return Folded(fold(text), starts, ends)


def _extend_irregular(
    text: str, begin: int, end: int, starts: "array[int]", ends: "array[int]"
) -> None:
    """Add a run of characters that fold to nothing or to several letters."""
    is_attached = bool(ends) and ends[-1] == begin
    for offset in range(begin, end):
        letters = len(_FOLDED[text[offset]])
        starts.extend([offset] * letters)
        ends.extend([offset + 1] * letters)
        if letters:
            is_attached = True
        elif text[offset] not in _TRAILING:
            is_attached = False
        elif is_attached:
            _extend_last_letter(starts, ends, offset + 1)


def _extend_last_letter(starts: "array[int]", ends: "array[int]", end: int) -> None:
    letter = len(ends) - 1
    last = starts[letter]
    while letter >= 0 and starts[letter] == last:
        ends[letter] = end
        letter -= 1
