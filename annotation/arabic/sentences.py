"""Where sentences and paragraphs begin and end."""

import re

from annotation.arabic.letters import DIGITS

_NEWLINES = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_END = re.compile(rf"[{_NEWLINES}]+|[.!?؟…]+[»”\"’')\]}}]*")
_LINE = re.compile(f"[^{_NEWLINES}]+")
_BEFORE = re.compile(r"(?:(\S+)\s+)?(\S+)\Z")
_LATIN_ABBREVIATIONS = frozenset({"mr", "mrs", "ms", "dr", "prof", "st", "no", "vs", "etc", "inc"})
_LOOK_BACK = 60


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of the sentences, without the spaces around them."""
    found, begin = [], 0
    for match in _END.finditer(text):
        if _ends_sentence(text, match):
            found.append((begin, match.end()))
            begin = match.end()
    found.append((begin, len(text)))
    return _trimmed(text, found)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of the lines that hold text, without the spaces around them."""
    return _trimmed(text, [match.span() for match in _LINE.finditer(text)])


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    sign = match.group()
    if sign != ".":
        return True
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    if before in DIGITS and after in DIGITS:
        return False
    if _is_latin(before) and _is_latin(after):
        return False
    return not _is_abbreviation(text, match.start())


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _is_abbreviation(text: str, dot: int) -> bool:
    """Whether the dot follows a title's letter («د.», «أ.د.», “Mr.”) and not a unit («2025 م.»)."""
    match = _BEFORE.search(text, max(0, dot - _LOOK_BACK), dot)
    if match is None or not text[dot + 1 : dot + 40].strip():
        return False
    previous, word = match.group(1) or "", match.group(2).lstrip("«“\"'([")
    if word.casefold() in _LATIN_ABBREVIATIONS:
        return True
    parts = word.split(".")
    if len(parts[0]) == 2 and parts[0][0] == "و":
        parts[0] = parts[0][1]
    initials = all(len(part) == 1 and part.isalpha() for part in parts)
    return initials and previous[-1:] not in DIGITS | {"%"}


def _trimmed(text: str, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    trimmed = []
    for begin, end in ranges:
        part = text[begin:end]
        low = begin + len(part) - len(part.lstrip())
        high = begin + len(part.rstrip())
        if low < high:
            trimmed.append((low, high))
    return trimmed
