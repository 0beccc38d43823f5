"""The tagset that ships: complete in both languages, and usable by keyboard and in both themes."""

import re
from pathlib import Path

import pytest

from annotation.tagsets.tagset import (
    Anchoring,
    AttributeKind,
    Overlap,
    RelationTag,
    SpanTag,
    Tagset,
)
from annotation.tagsets.tagset_file import read_tagset

TAGSET_FILE = Path(__file__).parents[3] / "resources" / "tagsets" / "arabic-news.toml"

SPAN_TAGS = [
    "PER",
    "ORG",
    "GPE",
    "LOC",
    "FAC",
    "DATE",
    "OCC",
    "NORP",
    "EVENT",
    "PROD",
    "LAW",
    "MONEY",
    "NUM",
]
RELATION_TAGS = [
    "HOLDS_POSITION",
    "POSITION_IN",
    "AFFILIATED",
    "NATIONALITY",
    "RESIDENT",
    "MET_WITH",
    "FAMILY",
    "RELATIONS_WITH",
    "PART_OF",
    "LOCATED_IN",
    "VISITED",
    "PARTICIPATES_IN",
    "DATE_OF",
    "SAME_AS",
]
ARABIC = re.compile("[\u0621-\u064a]")


@pytest.fixture(scope="module")
def tagset() -> Tagset:
    return read_tagset(TAGSET_FILE.read_text("utf-8"), TAGSET_FILE.name)


@pytest.fixture(scope="module")
def tags(tagset: Tagset) -> tuple[SpanTag | RelationTag, ...]:
    return (*tagset.spans.values(), *tagset.relations.values())


def test_it_has_its_tags_in_the_order_of_their_keys(tagset: Tagset) -> None:
    assert list(tagset.spans) == SPAN_TAGS
    assert [tag.key for tag in tagset.spans.values()] == list("1234567890qwe")
    assert list(tagset.relations) == RELATION_TAGS


def test_spans_are_anchored_to_clitics_and_may_nest(tagset: Tagset) -> None:
    assert tagset.anchoring is Anchoring.CLITICS
    assert tagset.overlap is Overlap.NESTED


def test_every_relation_tag_has_a_letter_of_its_own(tagset: Tagset) -> None:
    keys = [tag.key for tag in tagset.relations.values()]
    assert len(set(keys)) == len(RELATION_TAGS)
    assert all(key.isascii() and key.islower() for key in keys)


def test_every_tag_is_defined_for_annotators_in_both_languages(
    tags: tuple[SpanTag | RelationTag, ...],
) -> None:
    for tag in tags:
        assert ARABIC.search(tag.name["ar"])
        assert ARABIC.search(tag.definition["ar"])
        assert not ARABIC.search(tag.name["en"])
        for definition in tag.definition.values():
            assert len(re.findall(r"[.:](?:\s|$)|\]\.", definition)) >= 2
            assert "\n" not in definition


def test_every_tag_has_two_examples_with_its_spans_in_brackets(tagset: Tagset) -> None:
    for tag in tagset.spans.values():
        assert [example.count("[") for example in tag.examples] == [1, 1]
    for relation in tagset.relations.values():
        assert len(relation.examples) == 2
        assert all(example.count("[") >= 2 for example in relation.examples)
        assert all(example.count("[") == example.count("]") for example in relation.examples)


def test_a_span_tag_of_another_schema_means_one_tag_except_the_wide_ones(tagset: Tagset) -> None:
    wide = {"MISC", "LOC"}
    for schema in ("conll", "ontonotes", "ace", "wojood"):
        names = [n for tag in tagset.spans.values() for n in tag.interchange.get(schema, ())]
        assert {name for name in names if names.count(name) > 1} <= wide


def test_colours_differ_and_show_on_white_and_on_black(tagset: Tagset) -> None:
    colours = [tag.colour for tag in tagset.spans.values()]
    assert len(set(colours)) == len(colours)
    for colour in colours:
        assert contrast(colour, "#FFFFFF") > 1.5
        assert contrast(colour, "#1B1B1B") > 2  # the window lightens it before dark


def test_same_as_joins_two_spans_of_one_tag_into_clusters(tagset: Tagset) -> None:
    same_as = tagset.relation_tag("SAME_AS")
    assert same_as.is_symmetric
    assert same_as.is_equivalence
    assert all(same_as.allows(tag, tag) for tag in SPAN_TAGS)
    assert not same_as.allows("PER", "ORG")


def test_relations_go_only_where_the_guideline_says(tagset: Tagset) -> None:
    assert tagset.relation_tag("HOLDS_POSITION").allows("PER", "OCC")
    assert not tagset.relation_tag("HOLDS_POSITION").allows("OCC", "PER")
    assert tagset.relation_tag("MET_WITH").allows("ORG", "PER")
    assert tagset.relation_tag("LOCATED_IN").allows("EVENT", "FAC")
    assert not tagset.relation_tag("DATE_OF").allows("PER", "DATE")
    symmetric = {tag.slug for tag in tagset.relations.values() if tag.is_symmetric}
    assert symmetric == {"MET_WITH", "RELATIONS_WITH", "SAME_AS"}


def test_mention_is_a_choice_on_names_and_uncertain_a_flag_on_everything(tagset: Tagset) -> None:
    mention, uncertain = tagset.attributes["mention"], tagset.attributes["uncertain"]
    assert mention.kind is AttributeKind.CHOICE
    assert mention.values == ("name", "nominal", "pronoun")
    assert mention.on == {"PER", "ORG", "GPE", "LOC", "FAC"}
    assert uncertain.kind is AttributeKind.FLAG
    assert uncertain.on == {*SPAN_TAGS, *RELATION_TAGS}


def test_documents_may_be_labelled_by_subject(tagset: Tagset) -> None:
    assert list(tagset.labels) == ["politics", "economy", "security", "culture", "sport"]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.1)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
