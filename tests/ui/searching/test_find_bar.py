import pytest
from PySide6.QtCore import Qt

from ui.searching.find_bar import FindBar
from ui.searching.hit_list import HitList, HitRow

HITS = [
    HitRow("خبر-12.txt", "قال ملك ", "الأردن", " في كلمته"),
    HitRow("news 2025.txt", "في لل", "أردن", " مشروع CASA-1000 😀"),
]


@pytest.fixture
def bar(window, qtbot):
    bar = FindBar(window)
    bar.open_with("")
    return bar


def test_typing_asks(bar, qtbot):
    with qtbot.waitSignal(bar.asked) as signal:
        bar.line.setText("الأردن")
    assert signal.args == ["الأردن", False]
    with qtbot.waitSignal(bar.asked) as signal:
        bar.set_everywhere(True)
    assert signal.args == ["الأردن", True]


def test_enter_goes_on_and_shift_enter_goes_back(bar, qtbot):
    with qtbot.waitSignal(bar.moved) as signal:
        qtbot.keyClick(bar.line, Qt.Key.Key_Return)
    assert signal.args == [1]
    with qtbot.waitSignal(bar.moved) as signal:
        qtbot.keyClick(bar.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert signal.args == [-1]


def test_escape_closes(bar, qtbot):
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(bar.line, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_it_opens_with_the_words_selected(bar):
    bar.open_with("إسلام")
    assert bar.line.selectedText() == "إسلام"


def test_the_count_says_where_one_is(bar):
    bar.open_with("الأردن")
    bar.show_count(3, 1200)
    assert "1,200" in bar.count.text()
    assert bar.next.isEnabled()
    bar.show_count(0, 0)
    assert not bar.next.isEnabled()
    assert bar.count.text()
    bar.line.clear()
    assert not bar.count.text()


def test_enter_and_a_click_choose_a_hit(window, qtbot):
    hits = HitList(window)
    hits.resize(600, 200)
    hits.show_hits(HITS)
    hits.show()
    qtbot.keyClick(hits, Qt.Key.Key_Down)
    with qtbot.waitSignal(hits.chosen) as signal:
        qtbot.keyClick(hits, Qt.Key.Key_Return)
    assert signal.args == [1]
    place = hits.visualRect(hits.model().index(0, 0)).center()
    with qtbot.waitSignal(hits.chosen) as signal:
        qtbot.mouseClick(hits.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert signal.args == [0]


def test_an_empty_list_says_so_and_chooses_nothing(window, qtbot):
    hits = HitList(window)
    hits.show_hits([])
    hits.show()
    assert not hits.grab().isNull()
    with qtbot.assertNotEmitted(hits.chosen):
        qtbot.keyClick(hits, Qt.Key.Key_Return)
