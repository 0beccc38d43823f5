"""File names made of document names: safe on every system, and never twice in a folder."""

import re
import unicodedata

_FORBIDDEN = re.compile(
    '[<>:"/\\\\|?*\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]'
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_LONGEST = 180  # bytes; file systems allow 255 with the suffix and a number
_FALLBACK = "document"


def safe_name(name: str) -> str:
    """The name as it may stand before a suffix; a safe name stays as it is."""
    safe = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name))
    safe = safe.encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore")
    safe = safe.strip(" .").lstrip("~$") or _FALLBACK
    return f"_{safe}" if _RESERVED.fullmatch(safe) else safe


class UniqueNames:
    """Hands out safe file names; a name that is taken, in any case, gets a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name_for(self, document_name: str) -> str:
        """The file name, without suffix, for the next document of this name."""
        wish = safe_name(document_name)
        name, number = wish, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{wish}-{number}"
        self._taken.add(name.casefold())
        return name
