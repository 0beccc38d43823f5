"""Characters that act where they should be read: what comes from files is shown, not obeyed."""

import re

# What moves a terminal or ends a line (C0, C1, the separators of Unicode), and what turns the
# letters behind it until it is taken back: "Unicode Bidirectional Algorithm" (UAX 9).
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]")
_ISOLATES = re.compile("[\u2066-\u2069]")
_END_OF_ISOLATE = "\u2069"


def visible(text: str) -> str:
    """The text on one line, with escapes such as \\x1b for what would act on a terminal."""
    return _ACTING.sub(_escape, held(text))


def held(text: str) -> str:
    """The text with isolates that end where they should: others would reach beyond it."""
    begun: list[int] = []
    strays: set[int] = set()
    for found in _ISOLATES.finditer(text):
        if found[0] != _END_OF_ISOLATE:
            begun.append(found.start())
        elif begun:
            begun.pop()
        else:
            strays.add(found.start())
    strays.update(begun)
    if not strays:
        return text
    return _ISOLATES.sub(lambda m: _escape(m) if m.start() in strays else m[0], text)


def _escape(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")
