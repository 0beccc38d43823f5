"""Offsets are code points, positions UTF-16 units of a paragraph; what is shown keeps both."""

from hypothesis import given
from hypothesis import strategies as st

from ui.article.text_map import LONGEST, TextMap, units_of

LETTERS = "اأبتلم مُلآلا\u064b\u0640٣7aZ-\n\t\r\u2028\u200f😀👨\u200d👩𞸀\x00\ud800"
texts = st.text(alphabet=LETTERS, max_size=60)


@given(texts)
def test_every_offset_survives_the_way_to_a_position_and_back(text: str) -> None:
    text_map = TextMap(text)
    for offset in range(len(text) + 1):
        paragraph = text_map.paragraph_at(offset)
        position = text_map.position(paragraph, offset)
        assert text_map.offset(paragraph, position) == offset


@given(texts)
def test_paragraphs_and_the_newlines_between_are_the_text(text: str) -> None:
    text_map = TextMap(text)
    parts = [text[b:e] for b, e in zip(text_map.begins, text_map.ends, strict=True)]
    assert "\n".join(parts) == text


@given(texts)
def test_what_is_displayed_is_as_long_as_the_text_in_both_counts(text: str) -> None:
    text_map = TextMap(text)
    for paragraph in range(len(text_map)):
        begin, end = text_map.begins[paragraph], text_map.ends[paragraph]
        displayed = text_map.displayed(paragraph)
        assert len(displayed) == end - begin
        assert len(units_of(displayed)) == text_map.position(paragraph, end)


def test_characters_without_a_glyph_are_displayed_as_stand_ins() -> None:
    assert TextMap("ا\tب\r\x00\u2028\udc00").displayed(0) == "ا ب \ufffd \ufffd"


def test_a_very_long_paragraph_is_cut_after_a_sentence_and_numbered_once() -> None:
    text = "قال الوزير إن العمل مستمر. " * 600
    text_map = TextMap(text)
    assert len(text_map) > 2
    assert max(e - b for b, e in zip(text_map.begins, text_map.ends, strict=True)) <= LONGEST
    assert text_map.numbers == [1] + [None] * (len(text_map) - 1)
    assert "".join(text_map.displayed(i) for i in range(len(text_map))) == text
    assert text_map.displayed(1).startswith("قال")


def test_an_unbroken_run_is_cut_too() -> None:
    text_map = TextMap("ا" * (2 * LONGEST + 1))
    assert [e - b for b, e in zip(text_map.begins, text_map.ends, strict=True)] == [
        LONGEST,
        LONGEST,
        1,
    ]


def test_a_text_is_right_to_left_unless_it_has_only_other_letters() -> None:
    assert TextMap('"CASA-1000" مشروع').is_right_to_left
    assert TextMap("2025 - 04").is_right_to_left
    assert not TextMap("only Latin, 1000").is_right_to_left


def test_only_paragraphs_with_words_are_numbered() -> None:
    text_map = TextMap("قال عمر.\n\n \u00a0\t\nوقالت سلمى.\n")
    assert text_map.numbers == [1, 0, 0, 2, 0]
    assert [text_map.is_blank(number) for number in range(5)] == [False, True, True, False, True]
