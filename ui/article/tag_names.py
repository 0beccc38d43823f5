"""Names and colours of tags as they are drawn; a tag that the tagset lacks is shown by its slug."""

from annotation.tagsets.tagset import Tagset
from ui.article.shown import SUGGESTED, Bundle, DrawnSpan, kind_of
from ui.look.language import in_language, is_right_to_left

UNKNOWN_COLOUR = "#8A929C"
_LONGEST_NAME = 22


def mark_name(tagset: Tagset, mark: DrawnSpan) -> str:
    """The tag's name on a pill; a suggestion asks."""
    tag = tagset.spans.get(mark.tag)
    name = shortened(in_language(tag.name) if tag else mark.tag)
    return asked(name) if kind_of(mark) in SUGGESTED else name


def mark_colour(tagset: Tagset, mark: DrawnSpan) -> str:
    """The tag's colour, #RRGGBB."""
    tag = tagset.spans.get(mark.tag)
    return tag.colour if tag else UNKNOWN_COLOUR


def relation_name(tagset: Tagset, bundle: Bundle) -> str:
    """The relation tag's name on an arc; a suggestion asks."""
    tag = tagset.relations.get(bundle.tag)
    name = shortened(in_language(tag.name) if tag else bundle.tag)
    return asked(name) if bundle.kind in SUGGESTED else name


def asked(name: str) -> str:
    """The name as a question, in the sign of the interface's language."""
    return name + ("؟" if is_right_to_left() else "?")


def shortened(name: str) -> str:
    """The name, cut with an ellipsis where it would make a pill wider than most spans."""
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"
