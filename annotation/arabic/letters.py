"""Characters of Arabic writing: the one module that knows pyarabic."""

import unicodedata

from pyarabic import araby

TATWEEL: str = araby.TATWEEL
ARTICLE: str = araby.ALEF + araby.LAM
ALEF_FORMS: frozenset[str] = frozenset(letter for letter in araby.ALEFAT if letter.isalpha()) - {
    araby.ALEF_MAKSURA
}


def _between(*ranges: tuple[int, int]) -> frozenset[str]:
    return frozenset(chr(code) for low, high in ranges for code in range(low, high + 1))


# Signs that sit on a letter: harakat, superscript alef, Quranic signs, Latin combining ones.
MARKS = _between(
    (0x0300, 0x036F), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED)
) | _between((0x08D3, 0x08E1), (0x08E3, 0x08FF))
BIDI_CONTROLS = _between((0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069), (0x061C, 0x061C))
ZWNJ = "\u200c"
ZWJ = "\u200d"
JOINERS = frozenset((ZWNJ, ZWJ, TATWEEL))
INVISIBLE = BIDI_CONTROLS | {ZWNJ, ZWJ, "\u200b", "\u2060", araby.BYTE_ORDER_MARK}

EASTERN_DIGITS = "".join(araby.NUMBERS_EAST)
PERSIAN_DIGITS = "".join(araby.NUMBERS_PERS)
DIGITS = frozenset("0123456789" + EASTERN_DIGITS + PERSIAN_DIGITS)

PRESENTATION_FORMS = _between((0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
# What is an Arabic letter, presentation forms included.
LETTERS = frozenset(
    letter
    for letter in _between((0x0620, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08C9))
    | PRESENTATION_FORMS
    if unicodedata.category(letter) == "Lo"
)


def is_arabic(word: str) -> bool:
    """Whether the word begins with an Arabic letter."""
    return word[:1] in LETTERS


def character_class(characters: frozenset[str]) -> str:
    """The inside of a regular expression's `[...]` for these characters, as ranges."""
    codes = sorted(map(ord, characters))
    starts = [code for code in codes if chr(code - 1) not in characters]
    ends = [code for code in codes if chr(code + 1) not in characters]
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in zip(starts, ends, strict=True))
