import pytest

from annotation.arabic.folding import fold
from annotation.suggesting.lemmas import Lemmas
from annotation.suggesting.lexicon import Lexicon
from annotation.suggesting.word_kinds import WordKinds

LEMMAS = Lemmas({"باريس": "name", "سلام": "either", "كتاب": "word"}, frozenset(["استحال"]))


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("باريس", "name"),
        ("وباريس", "and name"),
        ("سلام", "either"),
        ("السلام", "the either"),
        ("كتاب", "word"),
        ("والكتاب", "and word"),
        ("كتابها", "inflected"),
        ("سيستحيل", "verb"),
        ("ليتمانن", "unknown"),
    ],
)
def test_a_written_word_is_what_the_dictionary_makes_of_it(word: str, kind: str) -> None:
    assert LEMMAS.kind(word) == kind


def test_the_dictionary_that_is_shipped_knows_names_and_words(lexicon: Lexicon) -> None:
    assert lexicon.lemmas.kind("دارفور") == "name"
    assert lexicon.lemmas.kind("مكتبات") in ("word", "inflected")


def test_words_of_one_kind_are_told_apart_from_others(lexicon: Lexicon) -> None:
    kinds = WordKinds(lexicon)
    written = ("في", "الوزير", "رئيس", "القرغيزي", "١٢", "،")
    found = [kinds.kind(fold(word)) for word in written]
    assert found == ["function", "title", "title", "nationality", "9", "،"]
