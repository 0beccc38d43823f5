import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

from ui.dialogs.concordance import LineDelegate
from ui.dialogs.passage_lines import ContextLine, PassageLine
from ui.look.text_scale import scaled
from ui.searching.hit_list import HitList, HitRow


def boxes(line):
    passage = PassageLine(line, QFont())
    return passage.boxes, passage.extent


def test_words_at_the_end_of_a_word_reach_its_left_edge():
    covered, row = boxes(ContextLine("لل", "إسلام", ""))
    assert len(covered) == 1
    assert covered[0][0] == pytest.approx(row.left(), abs=1)
    assert covered[0][1] < row.right()


def test_a_clitic_keeps_its_place_at_the_right():
    covered, row = boxes(ContextLine("", "لل", "إسلام"))
    assert covered[0][1] == pytest.approx(row.right(), abs=1)


def test_words_of_two_directions_have_a_box_for_each_run():
    assert len(boxes(ContextLine("", 'مشروع "CASA', '-1000" الاستراتيجي'))[0]) == 2


def test_an_emoji_before_the_words_does_not_shift_them():
    with_emoji, _ = boxes(ContextLine("😀 في ", "الأردن", ""))
    without, _ = boxes(ContextLine("في ", "الأردن", ""))
    assert with_emoji[0] == pytest.approx(without[0])


def test_a_line_with_arabic_is_read_from_the_right_whatever_it_begins_with():
    assert ContextLine("Google ", "أعلنت", " أن").is_right_to_left
    assert not ContextLine("The ", "Jordan", " River").is_right_to_left


def test_a_line_break_in_the_context_does_not_break_the_row(window):
    hit_list = HitList(window)
    hit_list.show_hits([HitRow("خبر-12.txt", "عنوان\n\n", "الأردن", "\u2028سطر\tآخر")])
    hit_list.resize(600, 100)
    hit_list.show()
    assert not hit_list.grab().isNull()
    assert "الأردن" in hit_list.model().index(0, 0).data()


@pytest.mark.parametrize("note", ["article", "أخبار مارس", "خبر-12.txt"])
def test_the_widest_note_is_shown_whole(window, note):
    font = window.font()
    delegate = LineDelegate(window)
    delegate.measure(
        [ContextLine("", "الأردن", "", note=note), ContextLine("", "الأردن", "", note="a")], font
    )
    metrics = QFontMetrics(scaled(font, 0.9))
    assert metrics.elidedText(note, Qt.TextElideMode.ElideRight, delegate.note_width) == note
