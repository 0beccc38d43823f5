"""PubAnnotation JSON: denotations, relations, attributes and tracks."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import KnownError
from annotation.formats.reading import ReaderNotice
from annotation.formats.registry import read
from annotation.tagsets.tagset import Tagset
from annotation.values.record import Record

Load = Callable[..., list[Record]]
TEXT = "😀 قال عُمَر لسلمى"
UMAR = {"id": "T1", "span": {"begin": 6, "end": 11}, "obj": "PER"}
SALMA = {"id": "T2", "span": {"begin": 13, "end": 17}, "obj": "PER"}
MET = {"id": "R1", "subj": "T1", "pred": "MET", "obj": "T2"}


def written(path: Path, *documents: dict[str, Any]) -> Path:
    values = documents[0] if len(documents) == 1 else list(documents)
    path.write_text(json.dumps(values, ensure_ascii=False), "utf-8")
    return path


def words(record: Record) -> list[str]:
    text = record.document.text
    return ["…".join(text[b:e] for b, e in span.fragments) for span in record.spans]


def test_spans_relations_and_attributes_are_read(
    tmp_path: Path, load: Load, remarks: list[ReaderNotice]
) -> None:
    attributes = [
        {"subj": "T1", "pred": "unsure", "obj": True},
        {"subj": "T1", "pred": "uniprot", "obj": "Q1"},
    ]
    values = {"text": TEXT, "denotations": [UMAR, SALMA], "relations": [MET]}
    [record] = load(written(tmp_path / "خبر.json", values | {"attributes": attributes}))
    assert record.document.name == "خبر"
    assert words(record) == ["عُمَر", "سلمى"]
    assert record.spans[0].attributes == (("unsure", True),)
    assert [relation.tag for relation in record.relations] == ["MET"]
    assert [remark.values["things"] for remark in remarks] == ["uniprot (1)"]


def test_tracks_are_read_together_or_as_annotators(
    tmp_path: Path, tagset: Tagset, new_id: Callable[[], str]
) -> None:
    tracks = [
        {"project": "أ", "denotations": [UMAR]},
        {"project": "ب", "denotations": [UMAR, SALMA], "relations": [MET]},
    ]
    source = {"sourcedb": "خبر", "sourceid": "7"}
    path = written(tmp_path / "x.json", {"text": TEXT, "tracks": tracks, **source})
    [record] = read([path], None, tagset, new_id, lambda _: None)
    assert (record.document.name, words(record)) == ("خبر-7", ["عُمَر", "سلمى"])
    assert record.relations[0].head == record.spans[0].id
    options = {"tracks": "apart"}
    apart = list(read([path], "pubannotation", tagset, new_id, lambda _: None, options=options))
    assert [(r.annotator, len(r.spans)) for r in apart] == [("أ", 1), ("ب", 2)]
    assert apart[0].document == apart[1].document


def test_a_list_holds_documents_and_a_span_may_have_pieces(tmp_path: Path, load: Load) -> None:
    pieces = {"span": [{"begin": 13, "end": 17}, {"begin": 6, "end": 11}], "obj": "PER"}
    path = written(tmp_path / "x.json", {"text": TEXT, "denotations": [pieces]},
                   {"text": "قال", "denotations": []})  # fmt: skip
    assert [words(record) for record in load(path)] == [["عُمَر…سلمى"], []]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"denotations": [UMAR, UMAR]}, "The id “T1” stands twice"),
        ({"denotations": [UMAR], "relations": [MET]}, "leads to a span “T2” that is not there"),
        ({"denotations": [UMAR | {"span": {"begin": 9, "end": 900}}]}, "is not a stretch"),
        ({"denotations": [UMAR | {"span": {"begin": -9, "end": 9}}]}, "a whole number from 0 up"),
        ({"denotations": [UMAR | {"span": {"begin": 11, "end": 6}}]}, "is not a stretch"),
        ({"denotations": [UMAR | {"obj": "XYZ"}]}, "has no tag “XYZ”"),
        ({"attributes": [{"subj": "T9", "pred": "a", "obj": 1}]}, "“T9”, which is not there"),
        ({"text": " "}, "is empty"),
        ({"text": ["قال"]}, "“text” must be a text"),
    ],
)
def test_what_is_wrong_is_refused(
    change: dict[str, Any], reason: str, tmp_path: Path, load: Load
) -> None:
    path = written(tmp_path / "x.json", {"text": TEXT, "denotations": [], **change})
    with pytest.raises(KnownError) as caught:
        load(path, format="pubannotation")
    assert reason in str(caught.value)
    assert "line 1, document 1" in str(caught.value)
