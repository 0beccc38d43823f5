from hypothesis import example, given
from hypothesis import strategies as st

from annotation.arabic.folding import fold, fold_with_map
from annotation.arabic.letters import MARKS

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىةٱـًٌٍَُِّْٰٓ٠٣۴ﻻﷺﹰ \n،.«»aÉ5😀\u200c\u200f\ufeff"
texts = st.text(st.sampled_from(ARABIC)) | st.text()


@given(texts)
@example("ﹰ")
def test_folding_with_a_map_gives_the_same_text(text: str) -> None:
    assert fold_with_map(text).text == fold(text)


@given(texts)
def test_every_folded_character_comes_from_a_place_in_the_source(text: str) -> None:
    folded = fold_with_map(text)
    assert len(folded.starts) == len(folded.text) + 1
    assert len(folded.ends) == len(folded.text)
    assert list(folded.starts) == sorted(folded.starts)
    for i in range(len(folded.text)):
        begin, end = folded.source_range(i, i + 1)
        assert 0 <= begin < end <= len(text)
        assert folded.text[i] in fold(text[begin:end])
        assert end == len(text) or text[end] not in MARKS


@given(texts)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_spelling_variants_fold_to_one_form() -> None:
    assert fold("مُحَمَّد") == fold("محـــمد") == "محمد"
    assert fold("الإمارات أُوروبا آسيا ٱلله") == "الامارات اوروبا اسيا الله"
    assert fold("مصطفى مدرسة مسؤول رئيس") == "مصطفي مدرسه مسوول رييس"
    assert fold("گوگل پاریس چاد ڤيينا ژنو") == "كوكل باريس جاد فيينا زنو"
    assert fold("٢٠٢٥ و۱۴۰۳") == "2025 و1403"
    assert fold("CASA-1000 Élysée") == "casa-1000 élysée"
    assert fold("هذا\u200cه‌و \u202bنص\u202c\ufeff") == "هذاهو نص"


def test_presentation_forms_become_their_letters() -> None:
    assert fold("ﻻ ﷲ") == "لا الله"
    assert fold("ﷺ") == "صلي الله عليه وسلم"
    assert fold("ﻣﺤﻤﺪ") == "محمد"


def test_a_source_range_covers_the_marks_of_its_last_letter() -> None:
    text = "قال مُحَمَّدٌ، نعم"
    folded = fold_with_map(text)
    begin = folded.text.index("محمد")
    source = folded.source_range(begin, begin + 4)
    assert text[slice(*source)] == "مُحَمَّدٌ"


def test_a_source_range_leaves_a_bidi_control_outside() -> None:
    text = "قال\u200f 😀"
    assert fold_with_map(text).source_range(0, 3) == (0, 3)


def test_an_empty_range_is_a_place_in_the_source() -> None:
    folded = fold_with_map("مَن")
    assert folded.source_range(1, 1) == (2, 2)
    assert folded.source_range(2, 2) == (3, 3)
