"""What does not fit: «+n» opens its paragraph, a chevron leads to the far end."""

from collections.abc import Callable
from itertools import combinations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotation.values.items import Document, Relation, Span, Suggestions
from annotation.values.state import State
from ui.article import ArticleView, ItemKind
from ui.article.far_ends import FarEnd, far_ends
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
    return [f"s{n}" for n in range(count) if view.pill_rect(ItemKind.SPAN, f"s{n}") is not None]


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
    assert view.pill_rect(ItemKind.SPAN, "far") is None
    assert view._sheet is not None
    trunk = trunks(view._sheet, view._placed(), view.viewport().height())[0]
    tip = next(trunk.chevrons())[1]
    spot = QPoint(round(tip.x()) + view._sheet.frame.left, round(tip.y()) - 2)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert view.current == (ItemKind.RELATION, "met")
    assert view.pill_rect(ItemKind.SPAN, "far") is not None
    assert view.pill_rect(ItemKind.SPAN, "near") is None


def test_pointing_at_a_span_lifts_its_relations(make_view: Callable[..., ArticleView]) -> None:
    spans = [Span("a", "entities", "PER", ((5, 10),)), Span("b", "entities", "ORG", ((33, 39),))]
    link = Relation("met", "relations", "MET", "a", "b")
    view = make_view(State(Document.of("d", "x", WORDS), [*spans, link]), Suggestions())
    assert view._sheet is not None
    view.point_at((ItemKind.SPAN, "a"))
    assert view._emphasis.hovered_relations(view._sheet.shown) == {"met"}


# -- the words of far ends


def ends_in_view(view: ArticleView) -> list[FarEnd]:
    sheet, placed, height = view._sheet, view._placed(), view._camera.height
    assert sheet is not None
    lifted = view._emphasis.lifted(sheet.shown)
    return far_ends(sheet, placed, trunks(sheet, placed, height), height, view._labels, lifted)


def tied(*links: tuple[tuple[int, int], tuple[int, int]]) -> State:
    """Relations from a range of the far-reaching text to another."""
    items: list[Span | Relation] = []
    for n, (one, other) in enumerate(links):
        items += [
            Span(f"a{n}", "entities", "PER", (one,)),
            Span(f"b{n}", "entities", "PER", (other,)),
        ]
        items.append(Relation(f"r{n}", "relations", "MET", f"a{n}", f"b{n}"))
    return State(Document.of("d", "x", FAR), items)


LAST = FAR.rindex("سلمى")
NEAR = WORDS.index("سلمى")


def test_beside_the_chevron_stand_the_words_of_the_far_end(
    make_view: Callable[..., ArticleView],
) -> None:
    state = tied(((NEAR, NEAR + 4), (LAST, LAST + 11)))
    view = make_view(state, Suggestions(), 1300)
    assert [end.text for end in ends_in_view(view)] == ["\u2068سلمى بنجلون\u2069"]
    view.reveal(LAST, LAST)
    assert [end.text for end in ends_in_view(view)] == ["\u2068سلمى\u2069"]


def test_a_click_on_those_words_goes_there(make_view: Callable[..., ArticleView]) -> None:
    view = make_view(tied(((NEAR, NEAR + 4), (LAST, LAST + 11))), Suggestions())
    assert view._sheet is not None
    spot = ends_in_view(view)[0].box.center().toPoint() + QPoint(view._sheet.frame.left, 0)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert view.current == (ItemKind.RELATION, "r0")
    assert view.pill_rect(ItemKind.SPAN, "b0") is not None


def test_long_words_are_cut_and_many_ends_are_counted(
    make_view: Callable[..., ArticleView],
) -> None:
    hub = Span("a", "entities", "PER", ((NEAR, NEAR + 4),))
    ends = [Span(f"b{n}", "entities", "ORG", ((LAST + n, LAST + 40),)) for n in (0, 5, 12)]
    ties = [Relation(f"r{n}", "relations", "MET", "a", end.id) for n, end in enumerate(ends)]
    view = make_view(State(Document.of("d", "x", FAR), [hub, *ends, *ties]), Suggestions())
    (end,) = ends_in_view(view)
    assert end.text.startswith("\u2068سل")
    assert end.text.endswith("…\u2069 \u2066+2\u2069")
    assert end.relations == {"r0", "r1", "r2"}


def test_words_of_far_ends_never_cover_each_other(make_view: Callable[..., ArticleView]) -> None:
    begins = [at for at in range(len(WORDS)) if at == 0 or WORDS[at - 1] == " "]
    links = [((at, at + 3), (LAST + n, LAST + n + 3)) for n, at in enumerate(begins)]
    view = make_view(tied(*links), Suggestions(), 700)
    assert view._sheet is not None
    found = ends_in_view(view)
    assert len(found) > 2
    for one, other in combinations(found, 2):
        assert not one.box.intersects(other.box)
    gutter = view._gutter().translated(-view._sheet.frame.left, 0)
    assert all(gutter.contains(end.box.toRect()) for end in found)


def test_the_end_further_down_in_the_same_paragraph_is_meant(
    make_view: Callable[..., ArticleView],
) -> None:
    text = " ".join([WORDS] * 30)
    spans = [
        Span(id, "entities", "PER", ((at, at + 4),)) for id, at in (("low", 1500), ("top", 10))
    ]
    link = Relation("met", "relations", "MET", "low", "top")
    view = make_view(State(Document.of("d", "x", text), [*spans, link]), Suggestions())
    (end,) = ends_in_view(view)
    assert view._sheet is not None
    spot = end.box.center().toPoint() + QPoint(view._sheet.frame.left, 0)
    assert view.far_end_at(spot) == ("met", "low")
