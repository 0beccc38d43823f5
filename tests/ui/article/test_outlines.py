"""A suggestion's outline as it is painted: dashed, in two colours by turns."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor

from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, SuggestedSpan, Suggestions
from annotation.values.state import State
from ui.article import ArticleView
from ui.look.theme import DARK, LIGHT, Theme, contrast, tag_outline

NEAR = 40  # of 441, in RGB: smoothing mixes a colour with the page


def distance(one: QColor, other: QColor) -> float:
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("tag", ["PER", "ORG", "OCC"])
def test_an_outline_shows_the_page_and_both_colours(
    make_view: Callable[..., ArticleView], tagset: Tagset, theme: Theme, tag: str
) -> None:
    text = "ـــــــــ وصل الوفد إلى مسقط"
    suggestion = SuggestedSpan("g", tag, ((14, 27),), 0.9, "rules", "x")
    view = make_view(State(Document.of("d", "x", text)), Suggestions((suggestion,)))
    view.set_theme(theme)
    view.set_caret(0)
    picture = view.viewport().grab().toImage()
    (box,) = view.rects_of(14, 27)
    y = round(box.bottom()) - 1
    row = [picture.pixelColor(x, y) for x in range(round(box.left()), round(box.right()))]
    dark, own = tag_outline(tagset.spans[tag].colour, theme)
    for colour in (dark, own, QColor(theme.base)):
        assert min(distance(colour, pixel) for pixel in row) < NEAR
    assert max(contrast(pixel, QColor(theme.base)) for pixel in row) >= 3.0
