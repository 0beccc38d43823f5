"""How a person wants to read: what of the text is hidden or shown, the face, the spacing."""

import re
from dataclasses import dataclass

_MARK = (
    "\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
)
_MARKS = re.compile(f"[{_MARK}]")
_MARKED_LAM_ALEF = re.compile(f"(ل)([{_MARK}]+)([اأإآٱ])")
_MARKS_OF_A_WORD_END = re.compile(f"[{_MARK}]+(?=\\s|$)")
# Neither is seen and neither keeps letters from joining. The first would forbid a number after it
# to order itself as after a letter, the second allows a line to break, so each has its place.
_WITHIN, _AT_END = "\u200f", "\u200b"


@dataclass(frozen=True, slots=True)
class ReadingAids:
    """Aids to reading. None of them changes the text or an offset."""

    hides_marks: bool = False  # harakat
    shows_invisible: bool = False
    shows_numbers: bool = True  # of paragraphs
    focuses: bool = False  # on the caret's paragraph; the others fade
    face: str = ""  # "" for ours
    spacing: float = 1.0  # of lines


PLAIN = ReadingAids()


def without_marks(text: str) -> str:
    """The text with its harakat made invisible, one for one, so that positions stay.

    A lam and its alef are brought together before the mark, for else they would not join: `moved`
    says where they have gone.
    """
    text = _MARKED_LAM_ALEF.sub(lambda m: m[1] + m[3] + _WITHIN * len(m[2]), text)
    text = _MARKS_OF_A_WORD_END.sub(lambda m: _AT_END * len(m[0]), text)
    return _MARKS.sub(_WITHIN, text)


def moved(text: str) -> dict[int, tuple[int, int]]:
    """Where `without_marks` has put the letters of a marked lam-alef: where each begins in the
    text, and its range there.
    """
    found: dict[int, tuple[int, int]] = {}
    for match in _MARKED_LAM_ALEF.finditer(text):
        lam, alef = match.start(1), match.start(3)
        found |= {lam: (lam, lam + 1), alef: (lam + 1, lam + 2)}
    return found
