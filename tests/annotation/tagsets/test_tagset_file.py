"""A tagset file is read whole, or refused with the line and the reason."""

import pytest

from annotation.errors import KnownError
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset


def test_a_tagset_is_read_with_everything_in_it(tagset: Tagset) -> None:
    assert list(tagset.spans) == ["PER", "ORG", "OCC"]
    assert tagset.spans["PER"].name == {"ar": "شخص", "en": "Person"}
    assert tagset.relations["SAME"].is_equivalence
    assert tagset.attributes["mention"].values == ("name", "pronoun")
    assert read_tagset(tagset.source, "again.toml") == tagset


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('colour = "#4C78A8"', 'colour = "blue"', "“blue” is not a colour"),
        ('heads = ["PER"]', 'heads = ["CITY"]', "there is no span tag “CITY”"),
        ('key = "2"', 'key = "1"', "already taken by PER"),
        ('key = "2"', 'key = "12"', "one letter or digit"),
        ('key = "2"', 'key = "؟"', "one letter or digit"),
        ('key = "m"', 'key = "H"', "already taken by HOLDS"),
        ("symmetric = true", "symmetric = 1", "must be true or false"),
        ('kind = "choice"', 'kind = "list"', "“list” is not one of"),
        ('values = ["name", "pronoun"]', "", "a choice needs its values"),
        ('on = ["PER"]', 'on = ["WHO"]', "there is no tag “WHO”"),
        ("version = 1", 'version = "one"', "whole number"),
        ("examples = []", "exemples = []", "“exemples” is not known here"),
        (', en = "Person" }', "}", "no text for “en”"),
        ('slug = "small"', "slug = 3", "“slug” is missing"),
    ],
)
def test_a_broken_tagset_is_refused_with_line_and_reason(
    tagset: Tagset, old: str, new: str, reason: str
) -> None:
    place = tagset.source.index(old if new else "[attribute.mention]")
    line = tagset.source[:place].count("\n") + 1
    broken = tagset.source.replace(old, new, 1)
    with pytest.raises(KnownError) as caught:
        read_tagset(broken, "mine.toml")
    assert str(caught.value).startswith(f"mine.toml, line {line}: ")
    assert reason in str(caught.value)


def test_broken_toml_is_refused_with_its_line() -> None:
    with pytest.raises(KnownError, match=r"mine.toml is not a readable tagset: .*line 2"):
        read_tagset('slug = "a"\nversion = = 1', "mine.toml")


@pytest.mark.parametrize("deep", ["a = " + "[" * 5_000, "a = " + "{a=" * 5_000])
def test_what_is_nested_too_deeply_is_refused_with_its_line(deep: str) -> None:
    with pytest.raises(KnownError) as caught:
        read_tagset(f'slug = "a"\nb = [1]\n{deep}\n', "mine.toml")
    assert str(caught.value) == "mine.toml, line 3: it is nested too deeply."


@pytest.mark.parametrize("key", ["overlap", "anchoring", "slug", "version", "title"])
def test_a_table_within_thousands_where_a_word_should_be_is_refused(
    tagset: Tagset, key: str
) -> None:
    others = [line for line in tagset.source.splitlines() if not line.startswith(f"{key} =")]
    with pytest.raises(KnownError, match=r"mine\.toml, line 1: "):
        read_tagset("\n".join([f"{key}{'.a' * 5_000} = 1", *others]), "mine.toml")


def test_a_number_without_end_is_refused() -> None:
    with pytest.raises(KnownError, match=r"mine\.toml is not a readable tagset"):
        read_tagset(f"version = {'9' * 5_000}", "mine.toml")


def test_a_tagset_needs_a_span_tag() -> None:
    with pytest.raises(KnownError, match="at least one"):
        read_tagset('slug = "a"', "mine.toml")


def test_the_mark_that_some_editors_write_first_is_no_fault(tagset: Tagset) -> None:
    assert read_tagset("\ufeff" + tagset.source, "mine.toml") == tagset


def test_a_comment_behind_a_heading_does_not_hide_the_line(tagset: Tagset) -> None:
    source = tagset.source.replace("[span.ORG]", "[span.ORG]  # منظمات", 1)
    line = source[: source.index('key = "2"')].count("\n") + 1
    with pytest.raises(KnownError) as caught:
        read_tagset(source.replace('key = "2"', 'key = "12"'), "mine.toml")
    assert str(caught.value).startswith(f"mine.toml, line {line}: ")
