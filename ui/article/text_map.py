"""The border with Qt: code point offsets here, UTF-16 positions there, and what is displayed."""

import re
from bisect import bisect_left, bisect_right

LONGEST = 3000  # a longer paragraph is laid out in parts, so that one layout stays quick
_PIECE = 1 << 16
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_UNPRINTABLE = re.compile("[\x00\t\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029\ud800-\udfff]")
_SENTENCE_ENDS = (". ", "؟ ", "! ")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_WORD = re.compile(r"\S")
_LETTER = re.compile(r"[^\W\d_]")


class TextMap:
    """A document's text cut into paragraphs, each of which becomes one QTextLayout.

    A position counts UTF-16 units from the beginning of its paragraph.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.begins: list[int] = []
        self.ends: list[int] = []
        # 1-based, of paragraphs with words; 0 for a blank one, None where a long one goes on.
        self.numbers: list[int | None] = []
        self._astral = _astral_in(text)
        self._cut()
        self.is_right_to_left = bool(_RIGHT_TO_LEFT.search(text)) or not _LETTER.search(text)

    def __len__(self) -> int:
        return len(self.begins)

    def _cut(self) -> None:
        begin = count = 0
        while begin <= len(self.text):
            end = self.text.find("\n", begin)  # splitting it would take as much memory again
            end = len(self.text) if end < 0 else end
            is_blank = not _WORD.search(self.text, begin, end)
            count += not is_blank
            shown: int | None = 0 if is_blank else count
            while end - begin > LONGEST:
                self.begins.append(begin)
                self.numbers.append(shown)
                begin, shown = self._cut_near(begin + LONGEST), None
                self.ends.append(begin)
            self.begins.append(begin)
            self.ends.append(end)
            self.numbers.append(shown)
            begin = end + 1

    def _cut_near(self, limit: int) -> int:
        """A cut before `limit`: after a sentence, else after a space, else in mid-word."""
        low = limit - LONGEST // 2
        sentence = max(self.text.rfind(sign, low, limit) for sign in _SENTENCE_ENDS)
        if sentence >= 0:
            return sentence + 2
        space = self.text.rfind(" ", low, limit)
        return space + 1 if space >= 0 else limit

    def is_blank(self, paragraph: int) -> bool:
        """Whether a paragraph has no words, and serves to part others."""
        return self.numbers[paragraph] == 0

    def paragraph_at(self, offset: int) -> int:
        """The paragraph that holds the offset or ends there."""
        return max(0, bisect_right(self.begins, offset) - 1)

    def first_part(self, paragraph: int) -> int:
        """The part with which a paragraph that was cut begins; itself if it was not."""
        while self.numbers[paragraph] is None:
            paragraph -= 1
        return paragraph

    def position(self, paragraph: int, offset: int) -> int:
        """The position of an offset, clamped into the paragraph."""
        begin = self.begins[paragraph]
        offset = min(max(offset, begin), self.ends[paragraph])
        if not self._astral:
            return offset - begin
        extra = bisect_left(self._astral, offset) - bisect_left(self._astral, begin)
        return offset - begin + extra

    def offset(self, paragraph: int, position: int) -> int:
        """The offset of a position; within a surrogate pair, the offset of its character."""
        begin, end = self.begins[paragraph], self.ends[paragraph]
        first = bisect_left(self._astral, begin)
        last = bisect_left(self._astral, end)
        if first == last:
            return min(begin + position, end)
        units = [at - begin + i for i, at in enumerate(self._astral[first:last])]
        return min(begin + position - bisect_left(units, position), end)

    def displayed(self, paragraph: int) -> str:
        """The paragraph with characters that have no glyph replaced one for one."""
        text = self.text[self.begins[paragraph] : self.ends[paragraph]]
        return _UNPRINTABLE.sub(_stand_in, text)


def _astral_in(text: str) -> list[int]:
    """Where characters of two units stand; counting bytes first is ten times quicker."""
    pieces = (text[begin : begin + _PIECE] for begin in range(0, len(text), _PIECE))
    if sum(len(piece.encode("utf-16-le", "surrogatepass")) for piece in pieces) == 2 * len(text):
        return []
    return [match.start() for match in _ASTRAL.finditer(text)]


def _stand_in(match: re.Match[str]) -> str:
    character = match.group()
    return "\ufffd" if character == "\x00" or "\ud800" <= character <= "\udfff" else " "


def units_of(text: str) -> list[str]:
    """The text's UTF-16 units as characters; halves of a pair stand as U+FFFD."""
    if not _ASTRAL.search(text):
        return list(text)
    units: list[str] = []
    for character in text:
        units += ["\ufffd", "\ufffd"] if character > "\uffff" else [character]
    return units
