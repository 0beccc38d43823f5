from hypothesis import given
from hypothesis import strategies as st

from annotation.arabic.sentences import paragraphs, sentences

texts = st.text(st.sampled_from('ادمق وه.!?؟…«»"3٥ \n\u2028A')) | st.text()


def pieces(text: str) -> list[str]:
    return [text[begin:end] for begin, end in sentences(text)]


@given(texts)
def test_sentences_and_paragraphs_tile_all_text_but_spaces(text: str) -> None:
    for ranges in (sentences(text), paragraphs(text)):
        end = 0
        for begin, stop in ranges:
            assert text[begin:stop] == text[begin:stop].strip() != ""
            assert not text[end:begin].strip()
            end = stop
        assert not text[end:].strip()


def test_signs_and_newlines_end_sentences() -> None:
    assert pieces("عاد! متى؟ أمس... نعم\nثم سكت") == ["عاد!", "متى؟", "أمس...", "نعم", "ثم سكت"]


def test_closing_quotes_belong_to_the_sentence() -> None:
    assert pieces('قال: "نعم." ثم خرج.') == ['قال: "نعم."', "ثم خرج."]
    assert pieces("قال: «نعم.» ثم خرج.") == ["قال: «نعم.»", "ثم خرج."]


def test_numbers_and_dates_are_not_cut() -> None:
    assert len(pieces("ارتفع 3.5 في المئة و٣.٥ يوم 04.03.2025 و04/03/2025.")) == 1


def test_titles_and_initials_are_not_cut() -> None:
    assert len(pieces("حضر د. أحمد ود. منى وأ.د. سامي")) == 1
    assert pieces("كان ذلك سنة 2025 م. وقال ذلك") == ["كان ذلك سنة 2025 م.", "وقال ذلك"]


def test_addresses_are_not_cut_but_a_missing_space_is_forgiven() -> None:
    assert len(pieces("راجع example.com اليوم")) == 1
    assert pieces("ختام الاجتماع.وقال الوزير") == ["ختام الاجتماع.", "وقال الوزير"]


def test_paragraphs_are_the_lines_that_hold_text() -> None:
    text = " أول \n\n\u00a0\nثان\r\nثالث"
    assert [text[b:e] for b, e in paragraphs(text)] == ["أول", "ثان", "ثالث"]
