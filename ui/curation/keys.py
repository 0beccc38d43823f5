"""What the keys of a position are in short, beside the positions and above the articles."""

from ui.keys.keymap import keymap
from ui.look.language import isolated, left_to_right, tr

NUMBERED = 9  # annotators whose version has a key


def take_id(number: int) -> str:
    """The action that takes the version of an annotator, counted from 1."""
    return f"position-take-{number}"


def hint(annotators: int) -> str:
    """The keys in short; a key and its word stay on one line."""
    first, last = (keymap().cap(take_id(n)) for n in (1, min(annotators, NUMBERED)))
    acts = (
        (left_to_right(f"{first}–{last}") if first and last else "", tr("take")),
        (keymap().shown("position-both"), tr("both")),
        (keymap().shown("position-neither"), tr("neither")),
        (keymap().shown("position-edit"), tr("edit")),
        (keymap().shown("position-reason"), tr("reason")),
        (keymap().shown("position-next-open"), tr("next")),
    )
    return " · ".join(f"{isolated(key)}\u00a0{act}" for key, act in acts if key)
