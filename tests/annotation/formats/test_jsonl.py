import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import KnownError
from annotation.values.items import Origin, Stage
from annotation.values.record import Record

Load = Callable[..., list[Record]]
Write = Callable[..., Any]


@pytest.fixture
def values(record: Record, tmp_path: Path, write: Write) -> dict[str, Any]:
    """The JSON object of the record."""
    out = tmp_path / "values.jsonl"
    write([record], out, "jsonl")
    loaded: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return loaded


def test_keys_stand_in_the_order_of_the_design(values: dict[str, Any]) -> None:
    assert list(values) == [
        "id", "name", "text", "sha256", "attributes", "annotator", "state",
        "spans", "relations", "labels",
    ]  # fmt: skip
    assert list(values["spans"][0]) == [
        "id", "layer", "tag", "begin", "end", "fragments", "text", "attributes", "origin",
    ]  # fmt: skip
    assert list(values["relations"][0]) == [
        "id", "layer", "tag", "head", "tail", "attributes", "origin",
    ]  # fmt: skip
    assert [span["begin"] for span in values["spans"]] == sorted(
        span["begin"] for span in values["spans"]
    )


def test_a_second_export_is_the_same_bytes(
    record: Record, tmp_path: Path, write: Write, load: Load
) -> None:
    other = replace(record, annotator="منى", stage=Stage.NEW)
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    write([record, other], one, "jsonl")
    write(load(one), two, "jsonl")
    assert one.read_bytes() == two.read_bytes()


def test_a_line_written_by_hand_needs_only_text_tags_and_offsets(
    tmp_path: Path, load: Load
) -> None:
    path = tmp_path / "يدوي.jsonl"
    line = {"text": "قالت سلمى", "spans": [{"tag": "PER", "begin": 5, "end": 9}]}
    path.write_text("\n" + json.dumps(line), "utf-8")
    [record] = load(path)
    assert record.document.name == "يدوي-2"
    [span] = record.spans
    assert (span.fragments, span.origin) == (((5, 9),), Origin.IMPORTED)


def damage(values: dict[str, Any], *path: Any, to: Any) -> str:
    """The line with one value changed; `...` deletes it."""
    inner: Any = values
    for key in path[:-1]:
        inner = inner[key]
    if to is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = to
    return json.dumps(values, ensure_ascii=True)


@pytest.mark.parametrize(
    ("path", "to", "reason"),
    [
        (("text",), ..., "“text” is missing"),
        (("text",), "", "empty"),
        (("text",), 5, "must be a text"),
        (("text",), "نص آخر", "sha256"),
        (("text",), "\ud83d", "cannot be stored"),
        (("name",), "a\x00b", "cannot be stored"),
        (("sha256",), "0" * 64, "sha256"),
        (("class",), "x", "“class” is not a known field"),
        (("state",), "done", "“done” is not one of new"),
        (("id",), " ", "is not an id"),
        (("attributes",), [], "must be a JSON object"),
        (("attributes",), {"a": [1]}, "attribute “a”"),
        (("attributes",), {"a": None}, "attribute “a”"),
        (("attributes",), {"a": 2**63}, "not a number that can be kept"),
        (("spans",), {}, "must be a list"),
        (("spans", 0), [], "must be a JSON object"),
        (("spans", 0, "text"), "وزير", "but the document says"),
        (("spans", 0, "begin"), -1, "whole number"),
        (("spans", 0, "begin"), 1.0, "whole number"),
        (("spans", 0, "begin"), True, "whole number"),
        (("spans", 0, "end"), 9999, "do not reach"),
        (("spans", 0, "fragments"), [[6, 9999]], "do not reach"),
        (("spans", 0, "fragments"), [[6]], "two offsets"),
        (("spans", 0, "tag"), "PLACE", "no span tag “PLACE”"),
        (("spans", 0, "layer"), "events", "The layer here is “entities”"),
        (("spans", 0, "origin"), "magic", "“magic” is not one of"),
        (("spans", 0, "attributes"), {"colour": 3}, "no attribute “colour”"),
        (("spans", 0, "id"), "s2", "“s2” stands twice"),
        (("relations", 0, "head"), "s99", "“s99” that is not there"),
        (("relations", 0, "tag"), "EATS", "no relation tag “EATS”"),
        (("relations", 1, "head"), "s2", "HOLDS goes from PER to OCC, not from ORG to OCC"),
        (("relations", 1, "head"), "s4", "two different spans"),
        (("labels", 0, "tag"), "sport", "no document label “sport”"),
        (("labels", 0, "attributes"), {"colour": "أحمر"}, "no attribute “colour”"),
        (("suggestions",), {"spans": [{"tag": "PER"}]}, "whole number"),
        (("suggestions",), {"spans": [{"tag": "X", "begin": 0, "end": 1}]}, "no span tag “X”"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(
    path: tuple[Any, ...], to: Any, reason: str, values: dict[str, Any], tmp_path: Path, load: Load
) -> None:
    file = tmp_path / "bad.jsonl"
    good = json.dumps({"text": "سليم"})
    file.write_text(good + "\n" + damage(values, *path, to=to) + "\n", "utf-8")
    with pytest.raises(KnownError) as caught:
        load(file)
    assert f"{file}, line 2: " in str(caught.value)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "نص"', "not valid JSON"),
        ("[]", "one JSON object"),
        ("نص", "not valid JSON"),
        ('{"text": "نص", "text": "نص"}', "“text” stands twice"),
        ('{"text": "نص", "attributes": {"a": NaN}}', "“NaN” is not a number"),
        ('{"text": "نص", "attributes": {"a": 1e999}}', "“1e999” is not a number"),
        ('{"text": "نص", "attributes": {"a": ' + "9" * 5000 + "}}", "is not a number"),
        ('{"text": ' + "[" * 200_000, "nested too deeply"),
    ],
)
def test_broken_json_is_refused_with_its_line(
    line: str, reason: str, tmp_path: Path, load: Load
) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text('{"text": "سليم"}\n' + line, "utf-8")
    with pytest.raises(KnownError, match="line 2: ") as caught:
        load(file, format="jsonl")
    assert reason in str(caught.value)


def test_the_same_document_may_return_for_another_annotator_only(
    values: dict[str, Any], tmp_path: Path, load: Load
) -> None:
    file = tmp_path / "two.jsonl"
    line = json.dumps(values)
    file.write_text(line + "\n" + json.dumps(values | {"annotator": "منى"}), "utf-8")
    assert [record.annotator for record in load(file)] == ["ليلى", "منى"]
    file.write_text(line + "\n" + line, "utf-8")
    with pytest.raises(KnownError, match=r"line 2: The document “d1” stands twice"):
        load(file)


def test_crossing_spans_are_refused(tmp_path: Path, load: Load) -> None:
    file = tmp_path / "cross.jsonl"
    spans = [{"tag": "PER", "begin": 0, "end": 9}, {"tag": "ORG", "begin": 5, "end": 13}]
    file.write_text(json.dumps({"text": "قالت سلمى أمس", "spans": spans}), "utf-8")
    with pytest.raises(KnownError, match="would cross"):
        load(file)
