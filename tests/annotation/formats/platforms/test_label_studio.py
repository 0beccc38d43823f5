"""Label Studio: units of offsets, several annotators, suggestions, and its own converter."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import KnownError
from annotation.formats.reading import ReaderNotice
from annotation.values.items import (
    Stage,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
    suggestion_id,
)
from annotation.values.record import Record

Load = Callable[..., list[Record]]
TEXT = "قال 😀👍🏽 أحمد علي لسَلمى\r\nاليوم"


def region(id: str, begin: int, end: int, tag: str, **value: Any) -> dict[str, Any]:
    place = {"start": begin, "end": end, "labels": [tag], **value}
    return {"id": id, "from_name": "ner", "to_name": "text", "type": "labels", "value": place}


def annotation(*results: dict[str, Any], **others: Any) -> dict[str, Any]:
    return {"result": list(results), **others}


def task(*annotations: dict[str, Any], text: str = TEXT, **others: Any) -> dict[str, Any]:
    return {"id": 7, "data": {"text": text}, "annotations": list(annotations), **others}


@pytest.fixture
def load_tasks(tmp_path: Path, load: Load) -> Callable[..., list[Record]]:
    """Read tasks, written as one array or as lines."""

    def _load(*tasks: dict[str, Any], are_lines: bool = False) -> list[Record]:
        path = tmp_path / "مهام.json"
        lines = "\n".join(json.dumps(task, ensure_ascii=False) for task in tasks)
        path.write_text(lines if are_lines else json.dumps(tasks), "utf-8")
        return load(path)

    return _load


def places(record: Record) -> list[tuple[str, str]]:
    return [(s.tag, record.document.text[s.begin : s.end]) for s in record.spans]


@pytest.mark.parametrize("unit", ["code points", "utf-16"])
@pytest.mark.parametrize("are_lines", [False, True])
def test_offsets_are_of_the_unit_in_which_the_words_are_right(
    unit: str, are_lines: bool, load_tasks: Load
) -> None:
    found = []
    for words, tag in (("أحمد علي", "PER"), ("سَلمى", "PER")):
        begin = TEXT.index(words)
        more = 3 if unit == "utf-16" else 0  # characters beyond the first 65,536 before it
        span = begin + more, begin + more + len(words)
        found.append(region(f"r{begin}", *span, tag, text=words))
    [record] = load_tasks(task(annotation(*found)), are_lines=are_lines)
    assert places(record) == [("PER", "أحمد علي"), ("PER", "سَلمى")]


def test_words_that_are_not_there_in_any_unit_are_refused(load_tasks: Load) -> None:
    wrong = region("r1", 3, 8, "PER", text="أحمد علي")
    with pytest.raises(KnownError, match=r"line 1, document 1: The span 3–8 says “أحمد علي”"):
        load_tasks(task(annotation(wrong)))


def test_every_annotator_of_a_task_has_a_record_of_the_same_document(load_tasks: Load) -> None:
    begin = TEXT.index("أحمد")
    first = annotation(region("r", begin, begin + 4, "PER"), completed_by={"email": "a@b.org"})
    second = annotation(completed_by=4, was_cancelled=True)
    third = annotation(region("r", begin, begin + 8, "PER"), completed_by=4)
    records = load_tasks(task(first, second, third))
    assert [r.annotator for r in records] == ["a@b.org", "user-4", "user-4-3"]
    assert [r.stage for r in records] == [Stage.IN_PROGRESS, Stage.SET_ASIDE, Stage.IN_PROGRESS]
    assert len({r.document.id for r in records}) == 1


def test_arrows_to_the_left_are_turned_round(load_tasks: Load, tagset: object) -> None:
    text = "سلمى مديرة"
    spans = [region("a", 0, 4, "PER"), region("b", 5, 10, "OCC")]
    arrow = {"type": "relation", "from_id": "b", "to_id": "a", "direction": "left"}
    [record] = load_tasks(task(annotation(*spans, {**arrow, "labels": ["HOLDS"]}), text=text))
    [relation] = record.relations
    assert [relation.head, relation.tail] == [s.id for s in record.spans]


def test_spaces_at_the_borders_are_cut_off_and_said(
    load_tasks: Load, remarks: list[ReaderNotice]
) -> None:
    [record] = load_tasks(task(annotation(region("r", 3, 8, "PER")), text="قال سلمى اليوم"))
    assert places(record) == [("PER", "سلمى")]
    assert "1 spans lost the spaces" in remarks[0].template.format(**remarks[0].values)


def test_a_border_within_a_letter_is_kept_and_said(
    load_tasks: Load, remarks: list[ReaderNotice]
) -> None:
    [record] = load_tasks(task(annotation(region("r", 0, 3, "PER")), text="سَلمى"))
    [record] = load_tasks(task(annotation(region("r", 0, 1, "PER")), text="سَلمى"))
    assert places(record) == [("PER", "س")]
    assert [r.template.count("between a letter and its mark") for r in remarks] == [1]


def suggested(record: Record) -> Suggestions:
    sha = record.document.sha256
    spans = tuple(
        SuggestedSpan(
            suggestion_id(sha, "span", s.tag, s.fragments), s.tag, s.fragments, 0.75, "قائمة", "سبب"
        )
        for s in record.spans
    )
    by_id = {s.id: s for s in record.spans}
    relations = []
    for r in record.relations:
        head, tail = by_id[r.head], by_id[r.tail]
        ends = head.fragments[0], tail.fragments[0]
        id = suggestion_id(sha, "relation", r.tag, *ends)
        relations.append(
            SuggestedRelation(id, r.tag, *ends, head.tag, tail.tag, 0.5, "قائمة", "بجانبه")
        )
    return Suggestions(spans, tuple(relations))


def test_suggestions_are_predictions_and_come_back(
    record: Record, tmp_path: Path, write: Callable[..., Any], load: Load
) -> None:
    whole = replace(record, spans=record.spans[:6])
    whole = replace(whole, suggestions=suggested(whole))
    exported = write([whole], tmp_path / "out", "label-studio", with_suggestions=True)
    [back] = load(tmp_path / "out", format="label-studio")
    assert set(back.suggestions.spans) == set(whole.suggestions.spans)
    assert set(back.suggestions.relations) == set(whole.suggestions.relations)
    assert "suggestions" not in {item.kind for item in exported.loss.items}


@pytest.mark.filterwarnings("ignore::pydantic.warnings.PydanticDeprecatedSince20")
def test_the_converter_of_label_studio_accepts_tasks_and_configuration(
    record: Record, tmp_path: Path, write: Callable[..., Any]
) -> None:
    from label_studio_sdk.converter import Converter
    from label_studio_sdk.label_interface import LabelInterface

    out = tmp_path / "out"
    write([record, replace(record, spans=(), relations=(), labels=())], out, "label-studio")
    config = (out / "labeling-config.xml").read_text("utf-8")
    LabelInterface(config).validate()
    [first, second] = json.loads((out / "tasks.json").read_text("utf-8"))
    assert [first["data"]["text"], second["annotations"][0]["result"]] == [
        record.document.text,
        [],
    ]
    converter = Converter(config=config, project_dir=str(tmp_path), output_tags=["label"])
    converter.convert_to_json_min(str(out / "tasks.json"), str(tmp_path / "min"), is_dir=False)
    rows = json.loads((tmp_path / "min" / "result.json").read_text("utf-8"))
    found = {(row["start"], row["end"], row["labels"][0]) for row in rows[0]["label"]}
    text = record.document.text
    assert found == {(s.begin, s.end, s.tag) for s in record.spans if len(s.fragments) == 1}
    assert all(row["text"] == text[row["start"] : row["end"]] for row in rows[0]["label"])
    assert [row["text"] for row in rows] == [text, text]
