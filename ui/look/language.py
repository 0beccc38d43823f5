"""The language of the interface: English templates in the code, Arabic ones in the catalogue."""

import json
import locale
import os
from functools import cache

from annotation.errors import Refusal
from annotation.tagsets.tagset import Words
from ui.look.resources import resource
from ui.look.visible import held

ARABIC = "ar"
ENGLISH = "en"
LANGUAGES = (ARABIC, ENGLISH)

_current = ENGLISH


def system_language() -> str:
    """Arabic when the system is Arabic, else English; TAWSEEM_LANGUAGE decides over both."""
    wish = os.environ.get("TAWSEEM_LANGUAGE", "")
    if wish in LANGUAGES:
        return wish
    names = (os.environ.get("LC_ALL"), os.environ.get("LC_MESSAGES"), os.environ.get("LANG"))
    name = next((name for name in names if name), None) or locale.getlocale()[0] or ""
    return ARABIC if name.lower().startswith(("ar", "arabic")) else ENGLISH


def set_language(language: str) -> None:
    """Speak this language from now on."""
    global _current
    _current = language if language in LANGUAGES else ENGLISH


def current_language() -> str:
    """The language spoken now: "ar" or "en"."""
    return _current


def is_right_to_left() -> bool:
    """Whether the interface runs from right to left."""
    return _current == ARABIC


@cache
def catalogue(language: str) -> dict[str, str]:
    """Translations of one language, by English template; empty for English."""
    if language == ENGLISH:
        return {}
    text = resource("translations", f"{language}.json").read_text("utf-8")
    return {str(key): str(value) for key, value in json.loads(text).items()}


def tr(template: str, **values: object) -> str:
    """The template in the current language, filled with the values."""
    return catalogue(_current).get(template, template).format(**values)


def say(refusal: Refusal) -> str:
    """A refusal's sentence in the current language, with the refusals that it quotes."""
    spoken = {k: say(v) if isinstance(v, Refusal) else v for k, v in refusal.told.items()}
    return tr(refusal.template, **spoken)


def in_language(words: Words) -> str:
    """The one of a tag's names or definitions that the current language asks for."""
    return words[_current]


def isolated(text: object) -> str:
    """Text kept from mixing with the direction around it (U+2068 … U+2069)."""
    return f"\u2068{held(str(text))}\u2069"


def left_to_right(text: object) -> str:
    """An id, path, key or range of numbers, kept left to right anywhere (U+2066 … U+2069)."""
    return f"\u2066{held(str(text))}\u2069"
