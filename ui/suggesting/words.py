"""Sentences about suggestions that more than one part says."""

from ui.keys.keymap import key_for
from ui.look.language import tr


def blind_words() -> str:
    """Why nothing is suggested in a document that is done without suggestions."""
    return tr(
        "This document is done without suggestions. {key} finishes it and opens the next.",
        key=key_for("finish"),
    )
