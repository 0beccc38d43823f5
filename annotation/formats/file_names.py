"""File names made of what people call things: safe on every system, and never twice in a folder."""

import re
import unicodedata

# Signs of paths and of Windows, controls, what turns or hides the letters around it, half pairs.
_FORBIDDEN = re.compile(
    '[<>:"/\\\\|?*\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f'
    "\ufeff\ufff9-\uffff\ud800-\udfff]"
)
# Windows reads these as devices, with any ending: "Naming Files, Paths, and Namespaces".
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\..*)?", re.IGNORECASE
)
_HIDING = re.compile(r"^[\s.~$]+|[\s.]+$")  # hidden, temporary, or cut off by Windows
_LONGEST = 180  # bytes; file systems allow 255 with the suffix and a number
_FALLBACK = "document"


def safe_name(name: str, fallback: str = _FALLBACK) -> str:
    """The name as it may stand before a suffix; a safe name stays as it is.

    It is one name and no path, never empty, at most 180 bytes of UTF-8, and no device of Windows.
    """
    safe = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name.strip()))
    safe = _shortened(safe) or fallback
    return _shortened(f"_{safe}") if _RESERVED.fullmatch(safe) else safe


def _shortened(name: str) -> str:
    """The name without what hides it, of bytes that every file system takes."""
    visible = _HIDING.sub("", name)
    kept = visible.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore")
    return _HIDING.sub("", kept)


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
