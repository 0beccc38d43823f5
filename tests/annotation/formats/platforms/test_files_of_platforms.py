"""Files as Label Studio and doccano write them: read as they were meant, or refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import KnownError
from annotation.tagsets.tagset import Tagset
from annotation.values.record import Record
from tests.tools.peers import (
    Meant,
    everything_meant,
    in_doccano,
    in_flat_doccano,
    in_label_studio,
    in_small_label_studio,
)

ReadWith = Callable[..., list[Record]]
TagsetOf = Callable[..., Tagset]
MEANT = everything_meant()


@pytest.fixture
def tagset(tagset_of: TagsetOf) -> Tagset:
    spans = {tag for meant in MEANT for tag, _, _ in meant.spans}
    return tagset_of(spans, {tag for meant in MEANT for tag, _, _ in meant.relations})


def said(record: Record) -> tuple[str, set[Any], set[Any]]:
    places = {s.id: (s.tag, s.begin, s.end) for s in record.spans}
    relations = {(r.tag, places[r.head], places[r.tail]) for r in record.relations}
    return record.document.text, set(places.values()), relations


def written(path: Path, values: list[dict[str, Any]]) -> Path:
    """The values as one list, or as lines."""
    if path.suffix == ".json":
        path.write_text(json.dumps(values, ensure_ascii=False), "utf-8")
    else:
        lines = (json.dumps(value, ensure_ascii=False) for value in values)
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


@pytest.mark.parametrize(
    ("file", "form", "has_relations", "dropped"),  # by the platform itself: a span in another
    [
        ("label-studio.json", in_label_studio, True, 0),
        ("label-studio-min.json", in_small_label_studio, False, 0),
        ("doccano.jsonl", in_doccano, True, 0),
        ("doccano-flat.jsonl", in_flat_doccano, False, 1),
    ],
)
def test_what_the_platforms_write_of_arabic_is_read_as_it_was_meant(
    file: str,
    form: Callable[[int, Meant], dict[str, Any]],
    has_relations: bool,
    dropped: int,
    tagset: Tagset,
    read_with: ReadWith,
    tmp_path: Path,
) -> None:
    path = written(tmp_path / file, [form(n, meant) for n, meant in enumerate(MEANT, 1)])
    records = read_with(tagset, path)
    assert len(records) == len(MEANT)
    missing = 0
    for meant, record in zip(MEANT, records, strict=True):
        text, spans, relations = said(record)
        assert text == meant.text
        assert spans <= set(meant.spans)
        missing += len(meant.spans) - len(spans)
        assert relations == (meant.related if has_relations else set())
    assert missing == dropped


WITHOUT_TEXT = {"label": [[0, 4, "PER"]], "meta": {"page": 3}}
DOCCANO: dict[str, tuple[list[dict[str, Any]], str]] = {
    "spans.jsonl": (
        [{"text": "سلمى", "label": [[0, 4, "PER"]], "meta": {"page": 1}},
         {"text": "قالت", "label": [], "meta": {"page": 2}}, WITHOUT_TEXT],
        "line 3, document 3: “text” is missing",
    ),
    "twice.jsonl": (
        [{"text": "الرباط", "label": [[0, 6, "LOC"], [0, 6, "LOC"]], "meta": {"page": 1}}],
        "already has the tag LOC",
    ),
    "classes.json": (
        [{"text": "سرّني", "label": ["positive"]},
         {"text": "كذا", "label": ["positive", "negative"]},
         {"text": "قالت", "label": []}, {"label": ["neutral"]}],
        "document 4: “text” is missing",
    ),
    "classes.jsonl": (
        [{"text": "سرّني", "labels": ["positive"], "meta": {"page": 1}},
         {"text": "قالت", "labels": [], "meta": {"page": 2}}],
        "",
    ),
    "both.jsonl": (
        [{"text": "الرباط", "entities": [[0, 6, "LOC"]], "cats": ["positive"]},
         {"text": "سرّني", "cats": ["positive"]}, {"text": "قالت"},
         {"entities": [[0, 1, "LOC"]], "cats": ["positive"]}],
        "line 4, document 4: “text” is missing",
    ),
}  # fmt: skip


@pytest.mark.parametrize("file", DOCCANO)
def test_what_doccano_writes_is_read_or_refused_with_the_reason(
    file: str, tagset_of: TagsetOf, read_with: ReadWith, tmp_path: Path
) -> None:
    tagset = tagset_of(["LOC", "PER"], labels=["positive", "negative", "neutral"])
    values, reason = DOCCANO[file]
    path = written(tmp_path / file, values)
    if reason:
        with pytest.raises(KnownError, match=reason):
            read_with(tagset, path)
    else:
        [first, *_] = read_with(tagset, path)
        assert [label.tag for label in first.labels] == ["positive"]


def answered(type: str, **value: Any) -> dict[str, Any]:
    """A task as Label Studio writes it when a person has given an answer of this type."""
    result = {"id": "c1", "type": type, "value": value, "origin": "manual", "to_name": "text",
              "from_name": "answer"}  # fmt: skip
    who = {"id": 1, "email": "a@b.org", "first_name": "", "last_name": ""}
    annotation = {"id": 1, "completed_by": who, "result": [result], "was_cancelled": False,
                  "reviews": [], "history": [{"id": 5, "result": [result]}]}  # fmt: skip
    return {"id": 1, "annotations": [annotation], "data": {"text": "سرّني الخبر"}}


LABEL_STUDIO: dict[str, tuple[list[dict[str, Any]], str]] = {
    "chosen": ([answered("choices", choices=["positive"])], ""),
    "one without an answer": (
        [answered("choices", choices=["positive"]),
         {"id": 2, "annotations": [], "data": {"text": "لم يقرأ"}}],
        "",
    ),
    "a choice that is no label": (
        [answered("choices", choices=['نعم " ""\n\t'])],
        "no document label",
    ),
    "no text": (
        [answered("choices", choices=["positive"]) | {"data": {"uri": "a:b", "title": "سرّني"}}],
        "“text” is missing",
    ),
    "boxes": ([answered("rectanglelabels", x=1, rectanglelabels=["Car"])], "rectanglelabels"),
    "outlines": ([answered("polygonlabels", points=[[1, 2], [3, 4]])], "polygonlabels"),
    "a talk": ([answered("chatmessage", chatmessage={"role": "user"})], "chatmessage"),
}  # fmt: skip


@pytest.mark.parametrize("case", LABEL_STUDIO)
def test_what_label_studio_writes_is_read_or_refused_with_the_reason(
    case: str, tagset_of: TagsetOf, read_with: ReadWith, tmp_path: Path
) -> None:
    tagset = tagset_of(["PER"], labels=["positive"])
    tasks, reason = LABEL_STUDIO[case]
    path = written(tmp_path / "tasks.json", tasks)
    if reason:
        with pytest.raises(KnownError, match=reason):
            read_with(tagset, path)
    else:
        assert [label.tag for label in read_with(tagset, path)[0].labels] == ["positive"]
