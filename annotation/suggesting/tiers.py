"""How sure a suggestion must be: to be shown, and to be accepted with others in one act."""

CONFIDENT = 0.9
HIDDEN = 0.34


def is_confident(score: float) -> bool:
    """Whether the suggestion is right at least nine times in ten, as far as is known."""
    return score >= CONFIDENT


def is_shown(score: float) -> bool:
    """Whether the suggestion is worth an annotator's look."""
    return score >= HIDDEN
