"""The view: what it shows, where it says things are, and that little moves when items change."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Relation, Span, Suggestions
from annotation.values.state import Change, State
from ui.article import ArticleView, ItemKind
from ui.look.theme import DARK

NOTHING = Suggestions()


@pytest.fixture
def long_state(article: SimpleNamespace) -> State:
    text = "\n".join(f"{number}: {article.text.splitlines()[1]}" for number in range(60))
    return State(Document.of("long", "طويل", text))


def middle(view: ArticleView, begin: int, end: int) -> QPoint:
    return view.rects_of(begin, end)[0].center().toPoint()


def grown(state: State, *items: Span | Relation) -> State:
    return state.apply(Change(None, item) for item in items)


# -- geometry


def test_every_letter_is_found_where_it_is_drawn(
    view: ArticleView, article: SimpleNamespace
) -> None:
    for offset, letter in enumerate(article.text):
        boxes = view.rects_of(offset, offset + 1)
        if letter == "\n":
            assert boxes == []
        for box in boxes:
            assert view.offset_at(box.center().toPoint()) in range(offset - 6, offset + 8)


def test_a_range_has_one_box_for_each_visual_run(
    view: ArticleView, article: SimpleNamespace
) -> None:
    begin, end = article.place("ATLAS-2000")
    assert len(view.rects_of(begin, end)) == 1
    assert len(view.rects_of(begin - 8, begin + 5)) == 2


def test_an_empty_range_has_a_hair_of_a_box(view: ArticleView, article: SimpleNamespace) -> None:
    begin, _ = article.place("سلمى")
    (box,) = view.rects_of(begin, begin)
    assert box.width() <= 2


def test_a_pill_stands_on_its_span_and_is_what_is_there(view: ArticleView) -> None:
    for kind, id in (
        (ItemKind.SPAN, "minister"),
        (ItemKind.SPAN, "ministry"),
        (ItemKind.SUGGESTED_SPAN, "g1"),
    ):
        pill = view.pill_rect(kind, id)
        assert pill is not None
        assert view.item_at(pill.center().toPoint()) == (kind, id)


def test_pills_overlap_neither_words_nor_each_other(
    view: ArticleView, article: SimpleNamespace
) -> None:
    ids = [(ItemKind.SPAN, s.id) for s in article.spans] + [
        (ItemKind.SUGGESTED_SPAN, s.id) for s in article.suggested.spans
    ]
    pills = [box for item in ids if (box := view.pill_rect(*item))]
    assert len(pills) == len(ids)
    words = view.rects_of(0, len(article.text))
    for number, pill in enumerate(pills):
        assert not any(pill.adjusted(0, 0, 0, -1).intersects(box) for box in words)
        assert not any(pill.intersects(other) for other in pills[:number])


def test_the_innermost_span_is_found_under_its_words(
    view: ArticleView, article: SimpleNamespace
) -> None:
    assert view.item_at(middle(view, *article.place("الوزارة"))) == (ItemKind.SPAN, "ministry")
    assert view.item_at(middle(view, *article.place("مقر"))) == (ItemKind.SPAN, "house")
    assert view.item_at(middle(view, *article.place("واتفق"))) is None


def test_an_arc_is_found_on_the_way_between_its_pills(view: ArticleView) -> None:
    one, other = view.pill_rect(ItemKind.SPAN, "salma"), view.pill_rect(ItemKind.SPAN, "ahmad")
    assert one is not None
    assert other is not None
    x = int((one.center().x() + other.center().x()) / 2)
    found = {view.item_at(QPoint(x, y)) for y in range(0, int(one.top()))}
    assert (ItemKind.RELATION, "met") in found


# -- showing


def test_showing_the_same_items_changes_nothing(
    view: ArticleView, state: State, article: SimpleNamespace
) -> None:
    before = view.grab().toImage()
    view.show_items(State(state.document, state.items()), article.suggested)
    assert view.grab().toImage() == before


def test_items_that_come_and_go_leave_no_trace(
    view: ArticleView, state: State, article: SimpleNamespace
) -> None:
    before = view.grab().toImage()
    begin, end = article.place("للربط الكهربائي")
    more = Span("more", "entities", "ORG", ((begin, end),))
    tie = Relation("tie", "relations", "MET", "more", "again")
    view.show_items(grown(state, more, tie), NOTHING)
    assert view.pill_rect(ItemKind.SPAN, "more") is not None
    assert view.grab().toImage() != before
    view.show_items(state, article.suggested)
    assert view.pill_rect(ItemKind.SPAN, "more") is None
    assert view.grab().toImage() == before


def test_step_by_step_looks_like_all_at_once(
    make_view: Callable[..., ArticleView], state: State, article: SimpleNamespace
) -> None:
    at_once = make_view(state)
    in_steps = make_view(State(state.document), NOTHING)
    growing = State(state.document)
    for item in (*article.spans, *article.relations):
        growing = grown(growing, item)
        in_steps.show_items(growing, NOTHING)
    in_steps.show_items(growing, article.suggested)
    in_steps.verticalScrollBar().setValue(0)
    assert in_steps.grab().toImage() == at_once.grab().toImage()


def test_a_first_span_on_a_line_moves_no_text(
    make_view: Callable[..., ArticleView], document: Document, article: SimpleNamespace
) -> None:
    view = make_view(State(document), NOTHING)
    words = article.place("البلدين")
    before = view.rects_of(0, len(article.text))
    view.show_items(State(document, [Span("s", "entities", "ORG", (words,))]), NOTHING)
    assert view.rects_of(0, len(article.text)) == before


def test_the_line_of_the_caret_stays_where_it_is(
    make_view: Callable[..., ArticleView], article: SimpleNamespace, long_state: State
) -> None:
    state = long_state
    view = make_view(state, NOTHING)
    view.verticalScrollBar().setValue(2000)
    offset = view.offset_at(QPoint(400, 500))
    view.set_caret(offset)
    before = view.rects_of(offset, offset)[0]
    text = state.document.text
    begin = text.rindex("\n", 0, offset) + 1
    wide = [article.place("وزيرة الطاقة", text[begin:]), article.place("الطاقة", text[begin:])]
    spans = [
        Span(f"s{number}", "entities", "OCC", ((begin + low, begin + high),))
        for number, (low, high) in enumerate(wide)
    ]
    view.show_items(State(state.document, spans), NOTHING)
    assert view.rects_of(offset, offset)[0].top() == before.top()


def test_a_zoom_keeps_the_line_of_the_caret_in_place(
    make_view: Callable[..., ArticleView], long_state: State
) -> None:
    view = make_view(long_state, NOTHING)
    view.verticalScrollBar().setValue(3000)
    offset = view.offset_at(QPoint(400, 300))
    view.set_caret(offset)
    before = view.rects_of(offset, offset)[0]
    view.set_zoom(1.3)
    assert abs(view.rects_of(offset, offset)[0].top() - before.top()) <= 2


def test_zoom_is_kept_within_bounds_and_told(view: ArticleView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.zoom_changed) as told:
        view.set_zoom(99)
    assert told.args == [view.zoom]
    assert view.zoom == 3.0


def test_reveal_scrolls_just_enough(
    make_view: Callable[..., ArticleView], article: SimpleNamespace, long_state: State
) -> None:
    state = long_state
    view = make_view(state, NOTHING)
    shown = view.offset_at(QPoint(400, 300))
    view.reveal(shown, shown + 5)
    assert view.verticalScrollBar().value() == 0
    far = article.place("50: ", state.document.text)
    view.reveal(*far)
    assert view.rects_of(*far)
    value = view.verticalScrollBar().value()
    view.reveal(*far)
    assert view.verticalScrollBar().value() == value


def test_scrolling_to_the_end_and_back_shows_the_beginning(
    make_view: Callable[..., ArticleView], long_state: State
) -> None:
    view = make_view(long_state, NOTHING)
    before = view.grab().toImage()
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    length = len(view.text)
    assert view.rects_of(length - 1, length)
    bar.setValue(0)
    assert view.grab().toImage() == before


# -- odd documents and items


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n", "\u200f", " ", "ا", "\ud800", "a\r\nب\tج"])
def test_any_text_can_be_shown_and_walked(
    make_view: Callable[..., ArticleView], text: str, tagset: Tagset
) -> None:
    safe = Document("d", "x", text, "0")
    view = make_view(State(safe), NOTHING)
    view.reveal(0, len(text))
    view.offset_at(QPoint(5, 5))
    view.rects_of(0, len(text))
    view.viewport().repaint()


def test_an_empty_span_a_split_one_and_one_over_two_paragraphs_are_shown(
    make_view: Callable[..., ArticleView], document: Document, article: SimpleNamespace
) -> None:
    first_end = article.text.index("\n")
    spans = [
        Span("empty", "entities", "ORG", ((20, 20),)),
        Span("split", "entities", "ORG", (article.place("استقبلت"), article.place("بنجلون"))),
        Span("over", "entities", "PER", ((first_end - 5, first_end + 9),)),
        Span("odd", "entities", "NO-SUCH-TAG", (article.place("البلدين"),)),
    ]
    view = make_view(State(document, spans), NOTHING)
    for span in spans:
        assert view.pill_rect(ItemKind.SPAN, span.id) is not None
    assert view.item_at(middle(view, *article.place("بنجلون"))) == (ItemKind.SPAN, "split")


def test_more_spans_on_the_same_words_than_there_are_lanes_are_counted(
    make_view: Callable[..., ArticleView], document: Document, article: SimpleNamespace
) -> None:
    words = article.place("البلدين")
    spans = [Span(f"s{n}", "entities", "ORG", (words,)) for n in range(10)]
    ties = [Relation(f"r{n}", "relations", "SAME", f"s{n}", f"s{n + 1}") for n in range(9)]
    view = make_view(State(document, [*spans, *ties]), NOTHING)
    assert sum(view.pill_rect(ItemKind.SPAN, span.id) is not None for span in spans) == 6


def test_a_document_without_arabic_letters_runs_from_left_to_right(
    make_view: Callable[..., ArticleView],
) -> None:
    view = make_view(State(Document.of("d", "x", "only Latin words here")), NOTHING)
    assert not view.is_right_to_left
    assert view.rects_of(0, 4)[0].left() < view.rects_of(5, 10)[0].left()


def test_without_an_article_every_question_has_an_answer(qtbot: QtBot) -> None:
    view = ArticleView()
    qtbot.addWidget(view)
    view.show()
    assert view.offset_at(QPoint(3, 3)) == 0
    assert view.item_at(QPoint(3, 3)) is None
    assert view.rects_of(0, 3) == []
    assert view.selection is None
    view.set_current(ItemKind.SPAN, "none")
    view.clear()
    view.viewport().repaint()


# -- emphasis


def test_the_current_item_is_told_once_and_ends_with_its_item(
    view: ArticleView, state: State, qtbot: QtBot
) -> None:
    told: list[object] = []
    view.current_changed.connect(lambda: told.append(view.current))
    view.set_current(ItemKind.SPAN, "salma")
    view.set_current(ItemKind.SPAN, "salma")
    view.set_current(ItemKind.RELATION, "no such relation")
    assert told == [(ItemKind.SPAN, "salma")]
    view.show_items(State(state.document), NOTHING)
    assert told == [(ItemKind.SPAN, "salma"), None]


def test_emphasis_is_painted_and_ends(view: ArticleView, article: SimpleNamespace) -> None:
    plain = view.grab().toImage()
    view.set_current(ItemKind.RELATION, "met", reveal=False)
    assert view.grab().toImage() != plain
    view.clear_current()
    view.set_candidates({"ahmad": "1", "g1": "2"})
    assert view.candidates == ("ahmad", "g1")
    assert view.grab().toImage() != plain
    view.set_candidates({})
    view.set_hits([article.place("الوزارة")], 0)
    assert view.grab().toImage() != plain
    view.set_hits([])
    view.set_relating("salma")
    assert view.grab().toImage() != plain
    view.set_relating(None)
    assert view.grab().toImage() == plain


def test_the_theme_changes_the_ground(view: ArticleView) -> None:
    view.set_theme(DARK)
    corner = view.viewport().grab().toImage().pixelColor(2, 2)
    assert corner.name().upper() == DARK.base


def test_the_scroll_bar_shows_where_things_wait(
    view: ArticleView, article: SimpleNamespace
) -> None:
    view.show_ticks()
    waiting = view.verticalScrollBar().ticks
    assert len(waiting) == len(article.suggested.spans)
    assert [share for share, _ in waiting] == sorted(share for share, _ in waiting)
    view.set_hits([article.place("الوزارة")], 0)
    view.set_current(ItemKind.SPAN, "salma")
    view.show_ticks()
    assert len(view.verticalScrollBar().ticks) == len(waiting) + 2
    view.clear()
    assert view.verticalScrollBar().ticks == ()


def test_an_arc_between_lines_is_found_in_the_gutter(view: ArticleView) -> None:
    one, other = view.pill_rect(ItemKind.SPAN, "salma"), view.pill_rect(ItemKind.SPAN, "again")
    assert one is not None
    assert other is not None
    y = int((one.top() + other.top()) / 2)
    words_begin = min(box.left() for box in view.rects_of(0, len(view.text)))
    found = {view.item_at(QPoint(x, y)) for x in range(int(words_begin))}
    assert (ItemKind.RELATION, "same") in found


def test_a_blank_line_takes_less_room_than_one_of_words_and_just_what_was_reckoned(
    make_view: Callable[..., ArticleView],
) -> None:
    view = make_view(State(Document.of("d", "x", "قال عمر.\n\n  \nثم عاد.")), Suggestions())
    sheet = view._sheet
    assert sheet is not None
    before = [sheet.heights[number] for number in range(4)]
    heights = [sheet.paragraph(number).height for number in range(4)]
    assert heights[1] == heights[2] == before[1] == before[2]
    assert heights[1] < heights[0] * 0.6
    caret = view.rects_of(9, 9)[0]
    assert view.rects_of(0, 1)[0].bottom() < caret.top() < caret.bottom()
    assert caret.height() >= view.rects_of(0, 1)[0].height() * 0.9
    assert view.offset_at(caret.center().toPoint()) == 9


def test_a_span_on_a_blank_line_has_room_for_its_pill(
    make_view: Callable[..., ArticleView],
) -> None:
    span = Span("s", "entities", "PER", ((10, 11),))
    view = make_view(State(Document.of("d", "x", "قال عمر.\n\u00a0\u00a0\u00a0\nثم."), [span]))
    pill, words = view.pill_rect(ItemKind.SPAN, "s"), view.rects_of(0, 8)
    assert pill is not None
    assert pill.top() > words[0].bottom()
