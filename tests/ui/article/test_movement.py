"""Where the caret goes, and what a selection takes with it."""

from collections.abc import Callable
from itertools import pairwise
from types import SimpleNamespace

import pytest

from annotation.values.items import Document, Suggestions
from annotation.values.state import State
from ui.article import ArticleView, Direction, MovementUnit

FORWARD, BACK = Direction.END_WARD, Direction.START_WARD


@pytest.fixture
def shown(make_view: Callable[..., ArticleView]) -> Callable[[str], ArticleView]:
    def show(text: str) -> ArticleView:
        return make_view(State(Document.of("d", "x", text)), Suggestions())

    return show


def stops(view: ArticleView, unit: MovementUnit, direction: Direction) -> list[int]:
    """Where the caret rests on its way to the end."""
    found = [view.caret]
    while True:
        view.move_caret(unit, direction)
        if view.caret == found[-1]:
            return found
        found.append(view.caret)


def test_left_is_forward_in_arabic_and_back_in_latin(shown: Callable[[str], ArticleView]) -> None:
    assert shown("سلام").leftward() is FORWARD
    assert shown("سلام").rightward() is BACK
    assert shown("Latin").leftward() is BACK


def test_by_letter_marks_and_emoji_stay_whole(shown: Callable[[str], ArticleView]) -> None:
    text = "مُحَمَّد\n👨\u200d👩\u200d👧 لا"
    there = stops(shown(text), MovementUnit.LETTER, FORWARD)
    assert there == [0, 2, 4, 7, 8, 9, 14, 15, 16, 17]
    view = shown(text)
    view.set_caret(len(text))
    assert stops(view, MovementUnit.LETTER, BACK) == there[::-1]


def test_by_word_the_caret_rests_at_beginnings(shown: Callable[[str], ArticleView]) -> None:
    text = 'قال: "CASA-1000"، 04-03 مُهِمٌّ.'
    there = stops(shown(text), MovementUnit.WORD, FORWARD)
    assert [text[a:b].strip() for a, b in pairwise(there)] == [
        'قال: "',
        'CASA-1000"،',
        "04-03",
        "مُهِمٌّ.",
    ]


def test_extending_by_word_ends_with_the_word(shown: Callable[[str], ArticleView]) -> None:
    text = "زارت سلمى حداد، مسقط"
    view = shown(text)
    view.set_caret(text.index("سلمى"))
    grown = []
    for _ in range(3):
        view.move_caret(MovementUnit.WORD, FORWARD, extend=True)
        begin, end = view.selection or (0, 0)
        grown.append(text[begin:end])
    assert grown == ["سلمى", "سلمى حداد", "سلمى حداد، مسقط"]
    view.move_caret(MovementUnit.WORD, BACK, extend=True)
    begin, end = view.selection or (0, 0)
    assert text[begin:end] == "سلمى حداد"


def test_extending_back_begins_with_the_word(shown: Callable[[str], ArticleView]) -> None:
    text = "زارت سلمى حداد"
    view = shown(text)
    view.set_caret(len(text))
    view.move_caret(MovementUnit.WORD, BACK, extend=True)
    assert view.selection == (text.index("حداد"), len(text))
    view.move_caret(MovementUnit.WORD, FORWARD, extend=True)
    assert view.selection is None


def test_by_sentence_over_paragraphs(shown: Callable[[str], ArticleView]) -> None:
    text = "جاء د. سالم. ثم ذهب؟\nعاد 3.5 مرة."
    there = stops(shown(text), MovementUnit.SENTENCE, FORWARD)
    assert there == [0, text.index("ثم"), text.index("عاد"), len(text)]


def test_home_and_end_of_a_line(view: ArticleView, article: SimpleNamespace) -> None:
    middle = article.place("واتفق")[0]
    view.set_caret(middle)
    view.move_caret(MovementUnit.LINE, BACK)
    begin = view.caret
    view.move_caret(MovementUnit.LINE, FORWARD)
    end = view.caret
    assert begin <= middle < end
    tops = {view.rects_of(offset, offset)[0].top() for offset in (begin, middle, end)}
    assert len(tops) == 1


def test_up_and_down_keep_the_column(view: ArticleView, article: SimpleNamespace) -> None:
    view.set_caret(article.place("نظيرها")[0])
    x = view.rects_of(view.caret, view.caret)[0].center().x()
    tops = []
    for _ in range(4):
        view.move_caret(MovementUnit.LINE, Direction.DOWN)
        tops.append(view.rects_of(view.caret, view.caret)[0].top())
    assert tops == sorted(set(tops))
    for _ in range(4):
        view.move_caret(MovementUnit.LINE, Direction.UP)
    assert abs(view.rects_of(view.caret, view.caret)[0].center().x() - x) < 12


def test_past_the_first_and_last_line_lie_the_ends(
    view: ArticleView, article: SimpleNamespace
) -> None:
    view.set_caret(5)
    view.move_caret(MovementUnit.LINE, Direction.UP)
    assert view.caret == 0
    view.move_caret(MovementUnit.DOCUMENT, FORWARD)
    assert view.caret == len(article.text)
    view.set_caret(len(article.text) - 3)
    view.move_caret(MovementUnit.LINE, Direction.DOWN, extend=True)
    assert view.selection == (len(article.text) - 3, len(article.text))


def test_a_page_down_and_up_comes_back_near(make_view: Callable[..., ArticleView]) -> None:
    text = "\n".join(f"الفقرة {number} من نص طويل نقرؤه سطرا سطرا." for number in range(300))
    view = make_view(State(Document.of("d", "x", text)), Suggestions())
    view.move_caret(MovementUnit.PAGE, Direction.DOWN)
    down = view.caret
    assert view.rects_of(down, down)
    assert text[:down].count("\n") in range(4, 30)
    view.move_caret(MovementUnit.PAGE, Direction.UP)
    assert text[: view.caret].count("\n") <= 1


def test_moves_are_told_only_when_something_moved(view: ArticleView) -> None:
    told: list[str] = []
    view.caret_moved.connect(lambda: told.append("caret"))
    view.selection_changed.connect(lambda: told.append("selection"))
    view.set_caret(0)
    view.move_caret(MovementUnit.LETTER, BACK)
    assert told == []
    view.move_caret(MovementUnit.LETTER, FORWARD)
    view.move_caret(MovementUnit.LETTER, FORWARD, extend=True)
    assert told == ["caret", "caret", "selection"]


def test_offsets_outside_the_text_are_brought_in(
    view: ArticleView, article: SimpleNamespace
) -> None:
    view.set_caret(10**9)
    assert view.caret == len(article.text)
    view.select(-5, 3)
    assert view.selection == (0, 3)
