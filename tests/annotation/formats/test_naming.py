"""Tags under the names of other corpora, and the manifest that says so."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotation.errors import AnnotationError
from annotation.formats.exporting import ExportChoices, Exported, export
from annotation.formats.loss import ContentKind
from annotation.formats.naming import naming, renamed
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import RELATION_LAYER, SPAN_LAYER, Document, Relation, Span
from annotation.values.record import Record

NEWS = Path(__file__).parents[3] / "resources" / "tagsets" / "arabic-news.toml"
TEXT = "زار وزير المال سامي بلدةَ بنت جبيل في ٣ أيار 😀"


@pytest.fixture
def tagset() -> Tagset:
    return read_tagset(NEWS.read_text("utf-8"), NEWS.name)


@pytest.fixture
def record() -> Record:
    def span(id: str, tag: str, words: str) -> Span:
        begin = TEXT.index(words)
        return Span(id, SPAN_LAYER, tag, ((begin, begin + len(words)),))

    spans = (
        span("s1", "OCC", "وزير المال"),
        span("s2", "PER", "سامي"),
        span("s3", "GPE", "بنت جبيل"),
        span("s4", "LOC", "بنت جبيل"),
        span("s5", "DATE", "٣ أيار"),
    )
    relations = (
        Relation("r1", RELATION_LAYER, "HOLDS_POSITION", "s2", "s1"),
        Relation("r2", RELATION_LAYER, "VISITED", "s2", "s3"),
        Relation("r3", RELATION_LAYER, "VISITED", "s2", "s4"),
    )
    return Record(Document.of("d", "زيارة", TEXT), "ليلى", spans=spans, relations=relations)


def test_tags_take_the_names_of_the_scheme(record: Record, tagset: Tagset) -> None:
    named, lost = renamed(record, naming(tagset, "ontonotes"))
    assert [span.tag for span in named.spans] == ["PERSON", "GPE", "LOC", "DATE"]
    assert lost == {ContentKind.SPANS: 1, ContentKind.RELATIONS: 1}  # OCC has no name there


def test_spans_that_become_the_same_are_one_and_keep_their_relations(
    record: Record, tagset: Tagset
) -> None:
    named, lost = renamed(record, naming(tagset, "conll"))
    assert [(span.id, span.tag) for span in named.spans] == [("s2", "PER"), ("s3", "LOC")]
    assert [(r.tag, r.head, r.tail) for r in named.relations] == [("VISITED", "s2", "s3")]
    assert lost == {ContentKind.SPANS: 3, ContentKind.RELATIONS: 2}


def test_the_tagset_of_an_export_has_the_new_names(tagset: Tagset) -> None:
    new = naming(tagset, "wojood").tagset
    assert "PERS" in new.spans
    assert "PER" not in new.spans
    relation = new.relations["has_occupation"]
    assert (relation.heads, relation.tails) == ({"PERS"}, {"OCC"})
    assert all(a.on <= new.spans.keys() | new.relations.keys() for a in new.attributes.values())


@pytest.mark.parametrize("scheme", ["conll", "ontonotes", "ace", "wojood"])
@pytest.mark.parametrize("format", ["jsonl", "brat", "conll"])
def test_an_export_under_other_names_is_proven_and_tells_its_loss(
    scheme: str,
    format: str,
    record: Record,
    tmp_path: Path,
    wish_for: Callable[..., ExportChoices],
    tagset: Tagset,
) -> None:
    wish = replace(wish_for(format), tagset=tagset, names=scheme, work="ليلى")
    exported = export([record], tmp_path / "out", wish)
    manifest = json.loads((tmp_path / "out.manifest.json").read_text("utf-8"))
    assert manifest["tag_names"] == scheme
    assert manifest["work"] == "ليلى"
    assert manifest["documents"] == [{"name": "زيارة", "sha256": record.document.sha256}]
    assert {lost["kind"]: lost["count"] for lost in manifest["loss"]} == {
        lost.kind.value: lost.count for lost in exported.loss.items
    }
    counts = manifest["counts"]
    lost_spans = sum(
        lost.count
        for lost in exported.loss.items
        if lost.kind in (ContentKind.SPANS, ContentKind.OVERLAPPING_SPANS)
    )
    assert counts["spans"] + lost_spans == len(record.spans)


def test_every_part_has_its_own_manifest(
    record: Record, tmp_path: Path, write: Callable[..., Exported]
) -> None:
    from annotation.formats.splitting import read_split

    write([record], tmp_path / "out.jsonl", "jsonl", split=read_split("train=1,test=1"))
    parts = [tmp_path / f"out-{part}.jsonl.manifest.json" for part in ("train", "test")]
    counts = [json.loads(path.read_text("utf-8"))["counts"]["documents"] for path in parts]
    assert sorted(counts) == [0, 1]


def test_options_are_checked(
    record: Record, tmp_path: Path, write: Callable[..., Exported]
) -> None:
    with pytest.raises(AnnotationError, match="no option “depth”"):
        write([record], tmp_path / "out", "jsonl", options={"depth": "2"})
    assert list(tmp_path.iterdir()) == []
