"""From which score on a suggestion counts as confident here; the person sets it."""

from annotation.suggesting.tiers import CONFIDENT

_threshold = CONFIDENT


def set_confident(threshold: float) -> None:
    """Count suggestions of this score and above as confident."""
    global _threshold
    _threshold = threshold


def is_confident(score: float) -> bool:
    """Whether a suggestion of this score may be accepted together with others."""
    return score >= _threshold
