import pytest
from PySide6.QtCore import Qt, QUrl

from ui.dialogs.help import HelpWindow, mirrored_tables


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "start.md").write_text("# البداية\n\nانظر [التوسيم](annotate.md).\n", "utf-8")
    (tmp_path / "annotate.md").write_text("# التوسيم\n\n- Tawseem أولًا\n", "utf-8")
    return tmp_path


@pytest.fixture
def help_window(window, qtbot, folder):
    dialog = HelpWindow(window, folder)
    with qtbot.waitActive(dialog):
        dialog.show()
    return dialog


def titles(dialog):
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_pages_that_are_there_are_listed_by_their_headings(help_window):
    assert titles(help_window) == ["البداية", "التوسيم"]
    assert "انظر" in help_window.page.toPlainText()


def test_arrows_turn_the_pages(help_window, qtbot):
    qtbot.keyClick(help_window.list, Qt.Key.Key_Down)
    assert "Tawseem" in help_window.page.toPlainText()


def test_links_between_pages_work_and_nothing_outside_is_opened(help_window):
    help_window.page.anchorClicked.emit(QUrl("annotate.md"))
    assert help_window.list.currentRow() == 1
    for outside in ("https://example.com/start.md", "file:///etc/start.md", "unknown.md"):
        help_window.page.anchorClicked.emit(QUrl(outside))
        assert help_window.list.currentRow() == 1


def test_a_page_that_is_missing_changes_nothing(help_window):
    help_window.show_page("annotate")
    help_window.show_page("safety")
    assert help_window.list.currentRow() == 1


def test_a_line_that_begins_in_latin_follows_the_language(help_window, language):
    help_window.show_page("annotate")
    line = help_window.page.document().lastBlock()
    is_right_to_left = line.textDirection() == Qt.LayoutDirection.RightToLeft
    assert is_right_to_left == (language == "ar")


def test_it_can_be_shown_again_after_escape(help_window, qtbot):
    with qtbot.waitSignal(help_window.finished):
        qtbot.keyClick(help_window, Qt.Key.Key_Escape)
    help_window.show()
    assert help_window.isVisible()


def test_tables_are_mirrored_cell_by_cell():
    assert mirrored_tables("نص\n| أ | ب |\n|---|---|") == "نص\n| ب | أ |\n|---|---|"


def test_no_pages_at_all_make_an_empty_window(window, tmp_path):
    assert titles(HelpWindow(window, tmp_path)) == []
