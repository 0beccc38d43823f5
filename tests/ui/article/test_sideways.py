"""Arrow keys that follow the eye: the caret goes on to one side, and comes by every letter."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.values.items import Document, Suggestions
from annotation.values.state import State
from tests.examples import examples
from ui.article import ArticleView, MovementUnit

MIXED = 'أطلقت "CASA-1000 Ltd" مشروعًا في 2025/03/04 لا غَيْرُ.'
PIECES = ("سلام", "لَا", "CASA", "2025/03", "٢٠", "(x)", "😀", "\n", "\n\n", " ", "، ", "\u200f")
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join)


@pytest.fixture
def shown(make_view: Callable[..., ArticleView]) -> Callable[[str], ArticleView]:
    def show(text: str) -> ArticleView:
        view = make_view(State(Document.of("d", "x", text)), Suggestions())
        view.set_visual_movement(is_on=True)
        return view

    return show


def path(view: ArticleView, unit: MovementUnit, *, is_left: bool) -> list[int]:
    """Where the caret rests until it goes no further."""
    found = [view.caret]
    while len(found) < 300:
        view.move_aside(unit, is_left=is_left)
        if view.caret == found[-1]:
            return found
        found.append(view.caret)
    raise AssertionError("the caret goes round in circles")


def x_of(view: ArticleView, offset: int) -> float:
    return view.rects_of(offset, offset)[0].center().x()


def test_left_goes_left_within_latin_words_too(shown: Callable[[str], ArticleView]) -> None:
    view = shown(MIXED)
    xs = [x_of(view, offset) for offset in path(view, MovementUnit.LETTER, is_left=True)]
    assert len(xs) > 5
    assert all(other <= one + 0.6 for one, other in pairwise(xs))


def test_there_and_back_every_letter_is_passed(shown: Callable[[str], ArticleView]) -> None:
    view = shown(MIXED)
    there = path(view, MovementUnit.LETTER, is_left=True)
    back = path(view, MovementUnit.LETTER, is_left=False)
    assert back[::-1] == there
    marks = {at for at, letter in enumerate(MIXED) if "\u064b" <= letter <= "\u0652"}
    assert set(there) == set(range(len(MIXED) + 1)) - marks


def test_by_word_the_caret_rests_where_words_begin(shown: Callable[[str], ArticleView]) -> None:
    view = shown(MIXED)
    words = [
        MIXED[offset:].split(" ")[0] for offset in path(view, MovementUnit.WORD, is_left=True)[1:-1]
    ]
    assert words == ['Ltd"', "CASA-1000", "مشروعًا", "في", "2025/03/04", "لا", "غَيْرُ."]


def test_the_text_is_followed_unless_the_eye_is_wished_for(
    shown: Callable[[str], ArticleView],
) -> None:
    view = shown(MIXED)
    view.set_visual_movement(is_on=False)
    offsets = path(view, MovementUnit.WORD, is_left=True)
    assert offsets == sorted(offsets)


@examples(40)
@given(texts)
def test_the_way_to_a_side_ends_in_any_text(shown: Callable[[str], ArticleView], text: str) -> None:
    view = shown(text)
    to_end = view.is_right_to_left
    for unit in (MovementUnit.LETTER, MovementUnit.WORD):
        view.set_caret(0)
        path(view, unit, is_left=to_end)
        path(view, unit, is_left=not to_end)
