"""A sheet for what is shown, at a width and a look: the same for the screen and for a picture."""

from ui.article.arrangement import Widths
from ui.article.frame import frame_for
from ui.article.labels import NAME_PADDING, Labels
from ui.article.look import Look
from ui.article.sheet import ArticleSheet
from ui.article.shown import ShownItems
from ui.article.tag_names import mark_name, relation_name

_PILL_PADDING = 7.0


def lay_out(shown: ShownItems, look: Look, labels: Labels, viewport_width: int) -> ArticleSheet:
    """The sheet of a viewport so wide; its labels have the tags' names in the current language."""
    tagset, text_map = shown.tagset, shown.text_map
    frame = frame_for(look, viewport_width, is_right_to_left=text_map.is_right_to_left)
    widths = Widths(
        pill=lambda m: labels.width(look, mark_name(tagset, m), padding=_PILL_PADDING),
        bundle=lambda b: labels.width(look, relation_name(tagset, b), padding=NAME_PADDING),
    )
    return ArticleSheet(text_map, shown, look, frame, widths)
