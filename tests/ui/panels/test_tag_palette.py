import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from ui.look.language import ARABIC
from ui.look.theme import DARK
from ui.panels.tag_palette import MARGIN, TagPalette


@pytest.fixture
def palette(qtbot: QtBot, tagset: Tagset) -> TagPalette:
    made = TagPalette()
    qtbot.addWidget(made)
    made.set_tagset(tagset)
    made.resize(500, 80)
    made.show()
    return made


def names(palette: TagPalette) -> list[str]:
    return [chip.text() for chip in palette.chips]


def test_chips_are_named_in_the_language_of_the_screen(
    qtbot: QtBot, language: str, tagset: Tagset
) -> None:
    palette = TagPalette()
    qtbot.addWidget(palette)
    palette.set_tagset(tagset)
    is_arabic = language == ARABIC
    assert names(palette)[0] == ("شخص" if is_arabic else "Person")
    assert "1" in palette.chips[0].accessibleName()
    assert ("اسم إنسان" if is_arabic else "A person&#x27;s name") in palette.chips[0].toolTip()
    assert "<b>سلمى</b>" in palette.chips[0].toolTip()


def test_the_first_chip_stands_at_the_leading_side(
    qtbot: QtBot, language: str, tagset: Tagset
) -> None:
    palette = TagPalette()
    qtbot.addWidget(palette)
    palette.set_tagset(tagset)
    palette.resize(500, 80)
    palette.show()
    first, second = palette.chips[:2]
    assert (first.x() > second.x()) == (language == ARABIC)


def test_a_click_tells_the_tag_and_leaves_the_focus_in_the_article(
    qtbot: QtBot, tagset: Tagset
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    article, palette = QTextEdit(window), TagPalette(window)
    column.addWidget(article)
    column.addWidget(palette)
    palette.set_tagset(tagset)
    window.show()
    article.setFocus()
    qtbot.waitUntil(article.hasFocus)
    chosen = QSignalSpy(palette.tag_chosen)
    qtbot.mouseClick(palette.chips[1], Qt.MouseButton.LeftButton)
    assert chosen.at(0) == ["ORG"]
    assert article.hasFocus()


def test_relation_tags_take_the_place_of_span_tags_while_relating(
    palette: TagPalette, tagset: Tagset, qtbot: QtBot
) -> None:
    chosen = QSignalSpy(palette.tag_chosen)
    palette.show_relation_tags([tagset.relations["MET"]], "«عُمَر»: press a key")
    assert names(palette) == ["met"]
    assert palette.prompt.isVisible()
    qtbot.mouseClick(palette.chips[0], Qt.MouseButton.LeftButton)
    assert chosen.at(0) == ["MET"]
    palette.show_span_tags()
    assert names(palette) == ["Person", "Organisation", "Post"]
    assert not palette.prompt.isVisible()


def test_showing_the_same_tags_again_keeps_the_chips(palette: TagPalette) -> None:
    before = list(palette.chips)
    palette.show_span_tags()
    assert palette.chips == before


def test_only_enabled_tags_can_be_chosen(palette: TagPalette, qtbot: QtBot) -> None:
    chosen = QSignalSpy(palette.tag_chosen)
    palette.set_enabled_tags({"OCC"})
    for chip in palette.chips:
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert [chosen.at(i) for i in range(chosen.count())] == [["OCC"]]
    palette.set_enabled_tags(None)
    assert all(chip.isEnabled() for chip in palette.chips)


def test_one_tag_is_highlighted_at_a_time(palette: TagPalette) -> None:
    palette.highlight("ORG")
    palette.highlight("PER")
    assert [chip.is_highlighted for chip in palette.chips] == [True, False, False]
    palette.highlight(None)
    assert not any(chip.is_highlighted for chip in palette.chips)


def test_a_narrow_palette_is_higher_and_a_large_tagset_scrolls(
    palette: TagPalette, tagset: Tagset, qtbot: QtBot
) -> None:
    assert palette.heightForWidth(160) > palette.heightForWidth(600)
    many = "".join(
        f'[span.T{i}]\nname = {{ ar = "وسم {i}", en = "Tag {i}" }}\ncolour = "#4C78A8"\n'
        f'definition = {{ ar = "و", en = "t" }}\nexamples = []\n'
        for i in range(80)
    )
    head = 'slug = "many"\nversion = 1\ntitle = { ar = "كثيرة", en = "Many" }\n'
    palette.set_tagset(read_tagset(head + many, "many.toml"))
    assert len(palette.chips) == 80
    assert palette.heightForWidth(400) < 140 + 2 * MARGIN


def test_a_chip_is_drawn_differently_in_the_dark(palette: TagPalette) -> None:
    light = palette.chips[0].grab().toImage()
    palette.set_theme(DARK)
    assert palette.chips[0].grab().toImage() != light
