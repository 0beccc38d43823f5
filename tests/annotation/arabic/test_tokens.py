from hypothesis import example, given
from hypothesis import strategies as st

from annotation.arabic.tokens import next_word, previous_word, tokenize, word_at

ARABIC = "ابلمنهوي ءأةىـَُّ٠٣۴٫ \n،.:/-«»aZ5😀\u200c\u200f"
texts = st.text(st.sampled_from(ARABIC)) | st.text()


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


@given(texts)
def test_tokens_tile_all_text_but_spaces(text: str) -> None:
    end = 0
    for token in tokenize(text):
        assert text[token.begin : token.end] == token.text != ""
        assert not text[end : token.begin].strip()
        end = token.end
    assert not text[end:].strip()


@given(texts, st.integers(0, 40))
@example("َء", 1)
def test_the_caret_moves_between_the_starts_of_words(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    starts = [t.begin for t in tokenize(text) if any(map(str.isalnum, t.text))]
    assert next_word(text, offset) == next((s for s in starts if s > offset), None)
    assert previous_word(text, offset) == next((s for s in starts[::-1] if s < offset), None)


@given(texts, st.integers(0, 40))
def test_the_word_at_an_offset_touches_it(text: str, offset: int) -> None:
    found = word_at(text, min(offset, len(text)))
    spans = [(t.begin, t.end) for t in tokenize(text) if any(map(str.isalnum, t.text))]
    touching = [s for s in spans if s[0] <= min(offset, len(text)) <= s[1]]
    assert found == (touching[-1] if touching else None)


def test_words_keep_their_marks_and_tatweel() -> None:
    assert words("قالَ مُحَمَّدٌ، ســلام") == ["قالَ", "مُحَمَّدٌ", "،", "ســلام"]


def test_numbers_keep_their_separators() -> None:
    text = "٣٫٥ 3.5 1,200,000 04/03/2025 10:30 2024-2025 ٢٠٢٥."
    assert words(text) == [*text[:-1].split(), "."]


def test_latin_words_keep_their_joiners() -> None:
    text = "CASA-1000 AT&T O'Neil me@example.com"
    assert words(text) == text.split()


def test_other_characters_stand_alone() -> None:
    assert words("«نعم»!😀") == ["«", "نعم", "»", "!", "😀"]


def test_a_part_of_the_text_keeps_the_offsets_of_the_whole() -> None:
    assert [(t.begin, t.end) for t in tokenize("في مدينة أوش", 3, 8)] == [(3, 8)]


def test_punctuation_is_no_word() -> None:
    assert word_at("قال، نعم", 3) == (0, 3)
    assert word_at("قال ، نعم", 5) is None


def test_the_caret_crosses_a_long_stretch_without_words() -> None:
    text = "بداية" + " ،" * 3000 + " نهاية"
    assert previous_word(text, text.index("نهاية")) == 0
    assert next_word(text, 0) == text.index("نهاية")
    assert next_word(text, len(text)) is None
    assert previous_word(text, 0) is None
