import re
import tomllib
from pathlib import Path

import pytest

from annotation.suggesting.gazetteer import skeleton
from annotation.suggesting.lexicon import Lexicon
from annotation.suggesting.reasons import REASONS
from annotation.suggesting.tiers import CONFIDENT, HIDDEN, is_confident, is_shown
from annotation.suggesting.vocabulary import Vocabulary, common_words

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "resources" / "gazetteers").iterdir())


def test_the_gazetteers_are_small() -> None:
    assert sum(path.stat().st_size for path in FILES) < 1_200_000


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_gazetteer_says_where_it_comes_from(path: Path) -> None:
    head = path.read_text(encoding="utf-8").splitlines()[:3]
    assert head[0].startswith("#")
    assert re.search(r"GPL-3\.0|MIT|Unicode-3\.0", "\n".join(head))


@pytest.mark.parametrize("name", ["lemmas.tsv", "places.tsv", "persons.tsv", "words.tsv"])
def test_generated_gazetteers_are_sorted_and_without_doubles(name: str) -> None:
    text = (ROOT / "resources" / "gazetteers" / name).read_text(encoding="utf-8")
    rows = [tuple(line.split("\t")) for line in text.splitlines() if not line.startswith("#")]
    assert rows == sorted(set(rows))
    assert all(len(row) == 2 and row[1].strip() == row[1] != "" for row in rows)


def test_every_source_in_the_code_has_a_reason_and_no_reason_is_left_over() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "annotation" / "suggesting").rglob("*.py")
        if path.name != "reasons.py"
    )
    for source in re.findall(r'"(rule:[a-z-]+)"', code):
        assert source in REASONS
    for source in REASONS:
        assert re.search(rf'"{source.partition(":")[2] or source}"|"{source}"', code) or (
            source.startswith("gazetteer:")
        )


def test_the_code_and_the_trigger_lists_know_each_other() -> None:
    path = ROOT / "resources" / "gazetteers" / "triggers.toml"
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    written = {f"{section}.{name}" for section, names in lists.items() for name in names}
    folder = ROOT / "annotation" / "suggesting"
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    sections = "|".join(lists)
    assert set(re.findall(rf'"((?:{sections})\.[a-z_]+)"', code)) - {"places.tsv"} == written


def test_names_are_known_and_ordinary_words_are_not(lexicon: Lexicon) -> None:
    likeness = lexicon.names.likeness
    assert likeness("عادلبيك") == 1
    assert likeness("قادربايف") == 1
    assert likeness("كرزمانغ") > 0.8
    assert likeness("وطاجيكستان") == 0
    assert likeness("التعاون") < 0.5
    assert likeness("رييس") == 0


def test_an_inflected_word_of_the_articles_is_ordinary() -> None:
    text = "الفلزة تسبق فلزات وفلزات أخرى فلزات. فلزتها جديدة. كوهير يقول: كوهير وكوهير."
    vocabulary = Vocabulary(frozenset(), common_words([text]))
    assert vocabulary.is_common("فلزه")
    assert vocabulary.is_common("الفلزات")
    assert not vocabulary.is_common("كوهير")


def test_a_verb_seen_in_two_tenses_is_ordinary() -> None:
    vocabulary = Vocabulary(frozenset(), common_words(["يستطرد ثم تستطرد", "ويتعثر"]))
    assert vocabulary.is_common("يستطرد")
    assert not vocabulary.is_common("يتعثر")


def test_words_are_counted_folded() -> None:
    assert common_words(["مُحَمَّد محمد", "أحمد"]) == {"محمد": 2, "احمد": 1}


def test_a_skeleton_forgets_long_vowels_but_not_the_first_letter() -> None:
    assert skeleton("خوجند") == skeleton("خوجاند")
    assert skeleton("اوش")[0] == "ا"


def test_a_place_of_another_spelling_is_recognised(lexicon: Lexicon) -> None:
    assert lexicon.gazetteer.place_spelt_like("بيشكاك")
    assert not lexicon.gazetteer.place_spelt_like("اجتماع")


def test_tiers() -> None:
    assert is_confident(CONFIDENT)
    assert not is_confident(0.89)
    assert is_shown(HIDDEN)
    assert not is_shown(0.3)
