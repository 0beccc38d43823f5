"""Where selections snap and borders move."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.arabic.letters import MARKS
from annotation.commands.anchoring import (
    Reach,
    SpanBorder,
    moved_border,
    next_clitic_cut,
    snap,
    trim,
    word_border,
    word_without_clitics,
)
from annotation.tagsets.tagset import Anchoring

TEXT = "وقال مُحَمَّدٌ: زرتُ «القاهرة» وبغداد، ثم وصلتُ للأردن بالقطار CASA-1000 😀 في ٢٠٢٥."
MIXED = st.text(alphabet="وبلكمُّ الأردن«»،.A1 😀\n", max_size=40)


def around(words: str) -> tuple[int, int]:
    begin = TEXT.index(words)
    return begin, begin + len(words)


@pytest.mark.parametrize(
    ("selected", "expected"),
    [
        ("قاه", "القاهرة"),  # half a word takes the word, its article stays
        ("وبغداد", "بغداد"),  # the conjunction stays outside
        ("غدا", "بغداد"),
        ("للأردن", "لأردن"),  # ل of «لل» is the preposition
        ("مُحَمّ"[:3], "مُحَمَّدٌ"),
        (" مُحَمَّدٌ", "مُحَمَّدٌ"),
        ("SA-1", "CASA-1000"),
        ("وصلتُ للأردن", "وصلتُ للأردن"),
        ("٢٠٢", "٢٠٢٥"),
    ],
)
def test_a_selection_snaps_to_words_without_proclitics(selected: str, expected: str) -> None:
    stretch = snap(TEXT, *around(selected), Anchoring.CLITICS)
    assert stretch is not None
    assert TEXT[slice(*stretch)] == expected


def test_a_selection_that_begins_at_a_clitic_border_is_kept() -> None:
    begin, end = around("أردن")
    assert snap(TEXT, begin, end, Anchoring.CLITICS) == (begin, end)


def test_other_anchorings() -> None:
    begin, end = around("بغد")
    assert snap(TEXT, begin, end, Anchoring.CHARACTERS) == (begin, end)
    assert TEXT[slice(*snap(TEXT, begin, end, Anchoring.TOKENS))] == "وبغداد"  # type: ignore[misc]
    whole = snap(TEXT, begin, end, Anchoring.SENTENCES)
    assert whole is not None
    assert whole[0] < begin
    assert whole[1] > end


def test_a_selection_of_spaces_or_signs_holds_no_word() -> None:
    assert snap("a  b", 1, 3, Anchoring.CLITICS) is None
    assert snap("« »", 0, 1, Anchoring.CLITICS) == (0, 1)
    assert word_without_clitics("، ،", 1, Anchoring.CLITICS) is None


def test_the_word_at_the_caret_is_taken_without_its_clitics() -> None:
    begin, _ = around("وبغداد")
    assert word_without_clitics(TEXT, begin, Anchoring.CLITICS) == around("بغداد")
    assert word_without_clitics(TEXT, begin + 6, Anchoring.CLITICS) == around("بغداد")


def test_cycling_splits_off_one_clitic_after_the_other_and_starts_again() -> None:
    begin, end = around("بالقطار")
    seen = [begin]
    for _ in range(3):
        seen.append(next_clitic_cut(TEXT, seen[-1], end))
    assert seen == [begin, begin + 1, begin + 3, begin]


def test_borders_move_by_word_and_by_letter() -> None:
    fragments = (around("القاهرة"),)
    grown = moved_border(TEXT, fragments, SpanBorder.END, Reach.WORD, forward=True)
    assert grown is not None
    assert TEXT[slice(*grown[0])] == "القاهرة» وبغداد"
    assert moved_border(TEXT, grown, SpanBorder.END, Reach.WORD, forward=False) == fragments
    less = moved_border(TEXT, fragments, SpanBorder.START, Reach.LETTER, forward=True)
    assert less == ((fragments[0][0] + 1, fragments[0][1]),)


def test_a_letter_keeps_its_marks() -> None:
    begin, _ = around("مُحَمَّدٌ")
    moved = moved_border(TEXT, ((begin, begin + 2),), SpanBorder.END, Reach.LETTER, forward=True)
    assert moved == ((begin, begin + 4),)


def test_a_border_does_not_pass_the_other_or_the_text() -> None:
    assert moved_border("سلمى", ((0, 4),), SpanBorder.END, Reach.WORD, forward=True) is None
    assert moved_border("سلمى", ((0, 4),), SpanBorder.START, Reach.WORD, forward=False) is None
    assert moved_border("س ل", ((0, 1),), SpanBorder.END, Reach.LETTER, forward=False) is None


@given(MIXED, st.data())
def test_what_a_selection_snaps_to_is_a_stretch_without_spaces_around(
    text: str, data: st.DataObject
) -> None:
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    for anchoring in Anchoring:
        stretch = snap(text, begin, end, anchoring)
        if stretch is None:
            assert trim(text, begin, end) is None
        else:
            assert 0 <= stretch[0] < stretch[1] <= len(text)
            assert trim(text, *stretch) == stretch


@given(MIXED, st.data())
def test_a_moved_border_keeps_the_span_legal(text: str, data: st.DataObject) -> None:
    stretch = trim(text, 0, len(text))
    if stretch is None:
        return
    begin = data.draw(st.integers(stretch[0], stretch[1] - 1))
    fragments = (trim(text, begin, stretch[1]) or stretch,)
    edge, reach = data.draw(st.sampled_from(SpanBorder)), data.draw(st.sampled_from(Reach))
    forward = data.draw(st.booleans())
    moved = moved_border(text, fragments, edge, reach, forward=forward)
    if moved is not None:
        (low, high) = moved[0]
        assert 0 <= low < high <= len(text)
        assert not text[low].isspace()
        assert not text[high - 1].isspace()
        grew = (high > fragments[0][1]) if edge is SpanBorder.END else (low > fragments[0][0])
        assert grew is forward
        at = high if edge is SpanBorder.END else low
        assert at == len(text) or text[at] not in MARKS or reach is Reach.WORD


def test_extending_by_a_word_leaves_the_sign_after_it_outside() -> None:
    begin, end = around("القاهرة")
    assert word_border(TEXT, begin, forward=True) == end
    assert TEXT[begin : word_border(TEXT, end, forward=True)] == "القاهرة» وبغداد"
    assert word_border(TEXT, end, forward=False) == begin
    assert word_border(TEXT, len(TEXT), forward=True) == len(TEXT)
