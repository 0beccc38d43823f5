"""Whether work under one tagset can stand under another."""

from pathlib import Path

import pytest

from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.tagsets.tagset_fit import fits

SOURCE = (Path(__file__).parents[2] / "data" / "small.toml").read_text("utf-8")


def changed(*pairs: tuple[str, str]) -> Tagset:
    source = SOURCE
    for old, new in pairs:
        assert old in source, old
        source = source.replace(old, new)
    return read_tagset(source, "small.toml")


def test_another_version_with_other_words_fits_both_ways() -> None:
    newer = changed(("version = 1", "version = 2"), ("شخص", "إنسان"), ("#4C78A8", "#4C78A9"))
    assert fits(changed(), newer)
    assert fits(newer, changed())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('values = ["name", "pronoun"]', 'values = ["name", "pronoun", "title"]'),
        ('heads = ["PER"]', 'heads = ["PER", "ORG"]'),
        ("[label.politics]", '[label.sport]\nname = { ar = "رياضة", en = "s" }\n[label.politics]'),
        ('on = ["PER"]', 'on = ["PER", "ORG"]'),
        (
            "[attribute.unsure]",
            '[attribute.new]\nkind = "flag"\nname = { ar = "ج", en = "n" }\n'
            'on = ["PER"]\n[attribute.unsure]',
        ),
        ('slug = "small"', 'slug = "small"\noverlap = "none"'),
    ],
)
def test_a_wider_tagset_takes_in_the_narrower_and_not_the_other_way(old: str, new: str) -> None:
    wide, narrow = changed((old, new)), changed()
    if "overlap" in new:
        wide, narrow = narrow, wide
    assert fits(narrow, wide)
    assert not fits(wide, narrow)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('slug = "small"', 'slug = "other"'),
        ("equivalence = true", "equivalence = false"),
        ('kind = "flag"', 'kind = "text"'),
    ],
)
def test_another_meaning_does_not_fit(old: str, new: str) -> None:
    assert not fits(changed(), changed((old, new)))
    assert not fits(changed((old, new)), changed())
