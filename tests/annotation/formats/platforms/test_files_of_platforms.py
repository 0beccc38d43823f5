"""Files that Label Studio, doccano and others wrote, where they are on this machine."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import KnownError
from annotation.record import Record
from annotation.tagset import Tagset

FIXTURES = Path(__file__).parents[5] / "shared" / "data" / "fixtures"
PEERS = FIXTURES / "peer-exports"
pytestmark = pytest.mark.skipif(not FIXTURES.exists(), reason="no files of others here")
ReadWith = Callable[..., list[Record]]
TagsetOf = Callable[..., Tagset]


def gold() -> list[dict[str, Any]]:
    """The truth in code points: the long article, then the short texts with a trap each."""
    parts = [
        json.loads((PEERS / f"_gold_{name}.codepoints.json").read_text("utf-8"))
        for name in ("seed", "tricky")
    ]
    return [parts[0], *parts[1]]


@pytest.fixture
def tagset(tagset_of: TagsetOf) -> Tagset:
    spans = {tag for text in gold() for _, tag, _, _ in text["ents"]}
    return tagset_of(spans, {tag for text in gold() for tag, _, _ in named_relations(text)})


def named_relations(text: dict[str, Any]) -> set[tuple[str, Any, Any]]:
    """Relations of the truth by the places of their ends."""
    places = {id: (tag, begin, end) for id, tag, begin, end in text["ents"]}
    return {(tag, places[head], places[tail]) for tag, head, tail in map(_relation, text["rels"])}


def _relation(values: list[Any]) -> tuple[str, Any, Any]:
    tag = next(value for value in values if isinstance(value, str))
    head, tail = [value for value in values if not isinstance(value, str)][-2:]
    return tag, head, tail


def said(record: Record) -> tuple[str, set[Any], set[Any]]:
    places = {s.id: (s.tag, s.begin, s.end) for s in record.spans}
    relations = {(r.tag, places[r.head], places[r.tail]) for r in record.relations}
    return record.document.text, set(places.values()), relations


@pytest.mark.parametrize(
    ("file", "has_relations", "dropped"),  # by the platform itself: a span within another
    [
        ("label-studio/JSON.json", True, 0),
        ("label-studio/JSON_MIN.json", False, 0),
        ("doccano/JSONL_all.jsonl", True, 0),
        ("doccano/seq_JSONL_all.jsonl", False, 1),
    ],
)
def test_what_the_platforms_wrote_of_arabic_is_read_as_it_was_meant(
    file: str, has_relations: bool, dropped: int, tagset: Tagset, read_with: ReadWith
) -> None:
    records = read_with(tagset, PEERS / file)
    assert len(records) == len(gold())
    missing = 0
    by_text = {text["text"]: text for text in gold()}
    for text, spans, relations in map(said, records):
        wanted = by_text[text]
        meant = {(tag, begin, end) for _, tag, begin, end in wanted["ents"]}
        assert spans <= meant
        missing += len(meant - spans)
        assert relations == (named_relations(wanted) if has_relations else set())
    assert missing == dropped


DOCCANO = {
    "sequence_labeling/example.jsonl": "line 3, document 3: “text” is missing",
    "sequence_labeling/example_overlapping.jsonl": "already has the tag LOC",
    "relation_extraction/example.jsonl": "",
    "text_classification/example.json": "document 4: “text” is missing",
    "text_classification/example.jsonl": "",
    "intent/example.jsonl": "line 5, document 5: “text” is missing",
}


@pytest.mark.parametrize("file", DOCCANO)
def test_the_files_of_doccano_are_read_or_refused_with_the_reason(
    file: str, tagset_of: TagsetOf, read_with: ReadWith
) -> None:
    tagset = tagset_of(
        ["LOC", "PER", "ORG", "DATE", "PERSON"],
        ["foundedAt", "foundedBy"],
        ["positive", "negative", "neutral"],
    )
    path = FIXTURES / "doccano" / file
    if reason := DOCCANO[file]:
        with pytest.raises(KnownError, match=reason):
            read_with(tagset, path)
    else:
        [first, *_] = read_with(tagset, path)
        assert first.spans or first.labels


def test_the_relations_of_doccano_lead_from_span_to_span(
    tagset_of: TagsetOf, read_with: ReadWith
) -> None:
    tagset = tagset_of(["ORG", "DATE", "PERSON"], ["foundedAt", "foundedBy"])
    [record] = read_with(tagset, FIXTURES / "doccano" / "relation_extraction" / "example.jsonl")
    words = {span.id: record.document.text[span.begin : span.end] for span in record.spans}
    assert [(r.tag, words[r.head], words[r.tail]) for r in record.relations] == [
        ("foundedAt", "Google", "September 4, 1998"),
        ("foundedBy", "Google", "Larry Page"),
        ("foundedBy", "Google", "Sergey Brin"),
    ]


LABEL_STUDIO = {
    "test_export_csv/csv_test.json": "rectanglelabels",
    "test_export_csv/csv_test2.json": "is missing|no document label",
    "test_export_csv/csv_test_colliding_keys.json": "",
    "test_export_csv/csv_test_colliding_keys_mixed.json": "",
    "test_export_csv/csv_test_history.json": "no document label|is missing",
    "test_export_json_min/chat_data.json": "chatmessage",
    "test_export_json_min/data.json": "polygonlabels|is missing",
    "test_export_json_min/data_repeater.json": "rectanglelabels|is missing",
}


@pytest.mark.parametrize("file", LABEL_STUDIO)
def test_the_files_of_label_studio_are_read_or_refused_with_the_reason(
    file: str, tagset_of: TagsetOf, read_with: ReadWith
) -> None:
    tagset = tagset_of(["PER"], labels=["positive"])
    path = FIXTURES / "label-studio-sdk" / file
    if reason := LABEL_STUDIO[file]:
        with pytest.raises(KnownError, match=reason):
            read_with(tagset, path)
    else:
        assert [label.tag for label in read_with(tagset, path)[0].labels] == ["positive"]
