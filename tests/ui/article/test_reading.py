"""Reading aids: what is hidden or shown, while offsets stay what they were."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage

from annotation.values.items import Document, Suggestions
from annotation.values.state import State
from ui.article import ArticleView
from ui.article.look import look_at
from ui.article.paragraph import Paragraph
from ui.article.reading_aids import ReadingAids, without_marks
from ui.article.text_map import TextMap

VOCALISED = "وَخَتَمَ المُتَحَدِّثُ كَلامَهُ في عامِ ٢٠٢٥ لَا غَيْرُ، قائِلًا: إِنَّ العَمَلَ مُسْتَمِرٌّ."
PLAIN_TEXT = "وختم المتحدث كلامه في عام ٢٠٢٥ لا غير، قائلا: إن العمل مستمر."


def lay_out(text: str, reading: ReadingAids) -> Paragraph:
    paragraph = Paragraph(TextMap(text), 0, look_at(1.0, reading), 4000)
    paragraph.stack([20])
    return paragraph


def picture(view: ArticleView) -> QImage:
    return view.viewport().grab().toImage()


def test_hidden_harakat_leave_every_position_as_it_was(qtbot: object) -> None:
    assert len(without_marks(VOCALISED)) == len(VOCALISED)
    shown = lay_out(VOCALISED, ReadingAids())
    hidden = lay_out(VOCALISED, ReadingAids(hides_marks=True))
    word = VOCALISED.index("العَمَلَ")
    one = next(shown.intervals(word, word + 8))[1]
    other = next(hidden.intervals(word, word + 8))[1]
    assert other[0] == pytest.approx(one[0], abs=1.5)


def test_a_text_without_its_harakat_is_shaped_as_if_it_never_had_any(qtbot: object) -> None:
    hidden = lay_out(VOCALISED, ReadingAids(hides_marks=True))
    plain = lay_out(PLAIN_TEXT, ReadingAids())
    widths = [p.lines[0].text_line.naturalTextWidth() for p in (hidden, plain)]
    assert widths[0] == pytest.approx(widths[1], abs=0.5)


@pytest.mark.parametrize("text", ["لَا", "قالَ: لَّاَ غَيْرُ", "😀 بَلَاغٌ", "إسْلَآمٌ لَأَنَّ"])
def test_every_letter_is_where_it_would_be_without_its_harakat(qtbot: object, text: str) -> None:
    plain = "".join(c for c in text if not "\u064b" <= c <= "\u0652")
    hidden, bare = lay_out(text, ReadingAids(hides_marks=True)), lay_out(plain, ReadingAids())
    boxes, wanted = (
        [(c.left, c.right) for c in p.clusters(p.lines[0]).clusters] for p in (hidden, bare)
    )
    assert len(boxes) == len(wanted)
    for box, place in zip(boxes, wanted, strict=True):
        assert box == pytest.approx(place, abs=0.6)


def test_a_border_within_a_vocalised_lam_alef_halves_the_ligature(qtbot: object) -> None:
    hidden, bare = lay_out("لَا", ReadingAids(hides_marks=True)), lay_out("لا", ReadingAids())
    for begin, end, other in ((0, 2, (0, 1)), (2, 3, (1, 2)), (1, 2, (0, 1)), (0, 3, (0, 2))):
        found = next(hidden.intervals(begin, end))[1]
        wanted = next(bare.intervals(*other))[1]
        assert found == [pytest.approx(wanted[0], abs=0.6)]
        assert hidden.caret_x(begin) == pytest.approx(bare.caret_x(other[0]), abs=0.6)


def test_hidden_harakat_give_the_caret_no_further_stops(qtbot: object) -> None:
    shown, hidden = (lay_out(VOCALISED, ReadingAids(hides_marks=hides)) for hides in (False, True))
    positions = range(len(VOCALISED))
    assert [hidden.next_stop(at) for at in positions] == [shown.next_stop(at) for at in positions]


def test_hiding_harakat_shows_and_brings_back_the_same_picture(
    make_view: Callable[..., ArticleView],
) -> None:
    view = make_view(State(Document.of("d", "x", VOCALISED)), Suggestions())
    before = picture(view)
    view.set_reading(ReadingAids(hides_marks=True))
    assert picture(view) != before
    view.set_reading(ReadingAids())
    assert picture(view) == before


@pytest.mark.parametrize("sign", ["\u200f", "\u200c", "\u00a0", "ـ", "ﷲ"])
def test_what_is_not_seen_gets_a_sign(make_view: Callable[..., ArticleView], sign: str) -> None:
    view = make_view(State(Document.of("d", "x", f"قال عمر{sign}سلمى")), Suggestions())
    before = picture(view)
    view.set_reading(ReadingAids(shows_invisible=True))
    assert picture(view) != before


def test_a_plain_text_looks_the_same_with_signs_on(make_view: Callable[..., ArticleView]) -> None:
    view = make_view(State(Document.of("d", "x", "قال عمر نعم.")), Suggestions())
    before = picture(view)
    view.set_reading(ReadingAids(shows_invisible=True))
    assert picture(view) == before


def test_focus_leaves_the_paragraph_of_the_caret_as_it_is(
    make_view: Callable[..., ArticleView],
) -> None:
    view = make_view(State(Document.of("d", "x", "قال عمر.\nقالت سلمى.\nثم عادا.")), Suggestions())
    view.set_caret(12)
    before = picture(view)
    box = view.rects_of(9, 18)[0].toRect()
    view.set_reading(ReadingAids(focuses=True))
    after = picture(view)
    assert after != before
    assert after.copy(box) == before.copy(box)


def test_lines_stand_further_apart_when_wished(make_view: Callable[..., ArticleView]) -> None:
    view = make_view(State(Document.of("d", "x", VOCALISED * 3)), Suggestions(), 500)
    first, second = (view.rects_of(at, at + 1)[0].top() for at in (0, 150))
    view.set_reading(ReadingAids(spacing=1.5))
    wide_first, wide_second = (view.rects_of(at, at + 1)[0].top() for at in (0, 150))
    assert wide_second - wide_first > (second - first) * 1.2


def test_paragraph_numbers_can_be_left_out(make_view: Callable[..., ArticleView]) -> None:
    view = make_view(State(Document.of("d", "x", "قال عمر.\nقالت سلمى.")), Suggestions())
    before = picture(view)
    view.set_reading(ReadingAids(shows_numbers=False))
    assert picture(view) != before
