import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.arabic.clitics import (
    letters_to_offset,
    likely_core,
    proclitic_cuts,
    readings,
)
from annotation.arabic.folding import fold
from annotation.arabic.letters import MARKS

WHOLE_WORDS = """
واشنطن والد فرنسا بيشكيك لندن كازاخستان وزير وزراؤها برلمان وكالة كلمة بين لجنة ليبيا فريق بنك
فلسطين بغداد كابول ولايات وفد لقاء كهرباء بالون فالنسيا وَزير
"""
words = st.text(st.sampled_from("وفبلكساتردنيمهأةىﻻـَُّْ"), min_size=1, max_size=9)


@given(words)
def test_every_cut_is_inside_the_word_and_never_before_a_mark(word: str) -> None:
    starts = proclitic_cuts(word)
    assert starts[0] == 0
    assert list(starts) == sorted(set(starts))
    for cut in (*starts[1:], likely_core(word)):
        assert 0 <= cut < len(word)
        assert cut == 0 or word[cut] not in MARKS


@given(words)
def test_readings_say_how_many_folded_letters_to_cut(word: str) -> None:
    folded = fold(word)
    for letters, stem in readings(folded):
        offset = letters_to_offset(word, letters)
        assert stem.endswith(fold(word[offset:])[1:])


def test_cuts_go_from_the_conjunction_to_the_article() -> None:
    assert proclitic_cuts("وللرئيس") == (0, 1, 2, 3)
    assert proclitic_cuts("وبالرياض") == (0, 1, 2, 4)
    assert proclitic_cuts("فسيكتب") == (0, 1, 2)
    assert proclitic_cuts("وَلِلرَّئيس") == (0, 2, 4, 5)
    assert proclitic_cuts("رئيس") == (0,)


def test_readings_restore_the_article_after_lam() -> None:
    assert (1, "الاردن") in readings("للاردن")
    assert (2, "الاردن") in readings("وللاردن")
    assert (1, "لبنان") in readings("للبنان")
    assert (1, "اللجنه") in readings("للجنه")
    assert readings("casa") == ((0, "casa"),)


@pytest.mark.parametrize(
    ("word", "core"),
    [
        ("وللرئيس", "لرئيس"),
        ("للأردن", "لأردن"),
        ("والرئيس", "الرئيس"),
        ("وطاجيكستان", "طاجيكستان"),
        ("لرؤساء", "رؤساء"),
        ("وبالرياض", "الرياض"),
        ("وَأَفادَ", "أَفادَ"),
        ("فقال", "قال"),
        ("بجمهورية", "جمهورية"),
        ("CASA-1000", "CASA-1000"),
        ("٢٠٢٥", "٢٠٢٥"),
    ],
)
def test_the_likely_core_is_the_word_less_its_proclitics(word: str, core: str) -> None:
    assert word[likely_core(word) :] == core


@pytest.mark.parametrize(
    "word",
    WHOLE_WORDS.split(),
)
def test_a_root_letter_is_not_cut(word: str) -> None:
    assert likely_core(word) == 0


def test_known_words_decide() -> None:
    assert likely_core("بموسكو") == 0
    assert likely_core("بموسكو", {"موسكو"}.__contains__) == 1
    assert likely_core("وبموسكو", {"موسكو"}.__contains__) == 2
    assert likely_core("وادنغتون") == 1
    assert likely_core("وادنغتون", {"وادنغتون"}.__contains__) == 0
