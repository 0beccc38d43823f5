"""What does not fit: «+n» opens its paragraph, a chevron leads to the far end."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotation.items import Document, Relation, Span, Suggestions
from annotation.state import State
from ui.article import ArticleView, Kind
from ui.article.geometry import chip_box
from ui.article.trunks import trunks

WORDS = "قالت وزيرة الطاقة سلمى بنجلون إن المجلس ناقش خطة التعليم أمس."
FAR = "\n".join([WORDS, *("ثم عاد الوفد إلى العاصمة." for _ in range(80)), WORDS])


def nested(count: int) -> State:
    """So many spans, each within the one before."""
    spans = [Span(f"s{n}", "entities", "PER", ((5, 40 - n),)) for n in range(count)]
    return State(Document.of("d", "x", WORDS), spans)


def chip(view: ArticleView) -> QPoint:
    sheet, place = view._sheet, view._placed()[0]
    assert sheet is not None
    box = chip_box(place.paragraph.lines[0], sheet.look, sheet.frame.number_x)
    return box.translated(sheet.frame.left, place.top).center().toPoint()


def pills(view: ArticleView, count: int) -> list[str]:
    return [f"s{n}" for n in range(count) if view.pill_rect(Kind.SPAN, f"s{n}") is not None]


def test_a_click_on_the_count_shows_what_was_hidden_and_another_hides_it(
    make_view: Callable[..., ArticleView],
) -> None:
    view = make_view(nested(11), Suggestions())
    assert len(pills(view, 11)) == 6
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=chip(view))
    assert len(pills(view, 11)) == 11
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=chip(view))
    assert len(pills(view, 11)) == 6


def test_a_click_on_a_chevron_goes_to_the_far_end(make_view: Callable[..., ArticleView]) -> None:
    end = FAR.rindex("سلمى")
    spans = [
        Span("near", "entities", "PER", ((18, 22),)),
        Span("far", "entities", "PER", ((end, end + 4),)),
    ]
    link = Relation("met", "relations", "MET", "near", "far")
    view = make_view(State(Document.of("d", "x", FAR), [*spans, link]), Suggestions())
    assert view.pill_rect(Kind.SPAN, "far") is None
    assert view._sheet is not None
    trunk = trunks(view._sheet, view._placed(), view.viewport().height())[0]
    tip = next(trunk.chevrons())[1]
    spot = QPoint(round(tip.x()) + view._sheet.frame.left, round(tip.y()) - 2)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert view.current == (Kind.RELATION, "met")
    assert view.pill_rect(Kind.SPAN, "far") is not None
    assert view.pill_rect(Kind.SPAN, "near") is None


def test_pointing_at_a_span_lifts_its_relations(make_view: Callable[..., ArticleView]) -> None:
    spans = [Span("a", "entities", "PER", ((5, 10),)), Span("b", "entities", "ORG", ((33, 39),))]
    link = Relation("met", "relations", "MET", "a", "b")
    view = make_view(State(Document.of("d", "x", WORDS), [*spans, link]), Suggestions())
    assert view._sheet is not None
    view.point_at((Kind.SPAN, "a"))
    assert view._emphasis.hovered_relations(view._sheet.shown) == {"met"}
