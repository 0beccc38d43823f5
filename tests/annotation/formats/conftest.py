"""A tagset with every kind of attribute, an annotated document, and ways to write and read it."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotation.formats.exporting import ExportChoices, Exported, export
from annotation.formats.reading import ReaderNotice
from annotation.formats.registry import FORMATS, read
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import (
    LABEL_LAYER,
    RELATION_LAYER,
    SPAN_LAYER,
    Document,
    DocumentLabel,
    Origin,
    Relation,
    Span,
    Stage,
)
from annotation.values.record import Record

SMALL = Path(__file__).parents[2] / "data" / "small.toml"
ATTRIBUTES = """
[attribute.note]
kind = "text"
name = { ar = "ملاحظة", en = "note" }
on = ["PER", "ORG", "OCC", "HOLDS"]

[attribute.age]
kind = "number"
name = { ar = "العمر", en = "age" }
on = ["PER"]
"""
TEXT = "التقى وزيرُ المالِ عُمَر 😀 بمديرة البنك الدولي سلمى.\r\nثم سافر إلى الرباط في ١٢/٠٥/2025."


@pytest.fixture
def tagset() -> Tagset:
    return read_tagset(SMALL.read_text("utf-8") + ATTRIBUTES, SMALL.name)


def span(id: str, tag: str, *words: str, text: str = TEXT, **attributes: object) -> Span:
    """A span over these words of the text, one fragment for each."""
    fragments = tuple((text.index(word), text.index(word) + len(word)) for word in words)
    values = tuple(sorted(attributes.items()))
    return Span(id, SPAN_LAYER, tag, fragments, values, Origin.IMPORTED)  # type: ignore[arg-type]


@pytest.fixture
def record() -> Record:
    spans = (
        span("s1", "OCC", "وزيرُ المالِ", unsure=True),
        span("s2", "ORG", "المالِ"),
        span("s3", "PER", "عُمَر", mention="name", age=51),
        span("s4", "OCC", "مديرة البنك الدولي", note="وظيفة جديدة"),
        span("s5", "ORG", "البنك الدولي", unsure=False),
        span("s6", "PER", "سلمى"),
        span("s7", "PER", "وزيرُ", "سلمى", age=2.5),
    )
    relations = (
        Relation("r1", RELATION_LAYER, "HOLDS", "s6", "s4", (), Origin.CORRECTED),
        Relation("r2", RELATION_LAYER, "MET", "s3", "s6", (("unsure", True),)),
    )
    labels = (DocumentLabel("l1", LABEL_LAYER, "politics"),)
    document = Document.of("d1", "لقاء", TEXT, (("date", "2025-05-12"),))
    return Record(document, "ليلى", Stage.FINISHED, spans, relations, labels)


@pytest.fixture
def new_id() -> Callable[[], str]:
    counter = itertools.count(1)
    return lambda: f"n{next(counter)}"


@pytest.fixture
def wish_for(tagset: Tagset, new_id: Callable[[], str]) -> Callable[..., ExportChoices]:
    """How to export in a format: `wish_for("brat", overwrite=True)`."""
    return lambda name, **others: replace(ExportChoices(FORMATS[name], tagset, new_id), **others)


@pytest.fixture
def write(wish_for: Callable[..., ExportChoices]) -> Callable[..., Exported]:
    """Export records: `write(records, out, "brat", overwrite=True)`."""
    return lambda records, out, name, **others: export(records, out, wish_for(name, **others))


@pytest.fixture
def remarks() -> list[ReaderNotice]:
    return []


@pytest.fixture
def load(
    tagset: Tagset, new_id: Callable[[], str], remarks: list[ReaderNotice]
) -> Callable[..., list[Record]]:
    """Read paths: `load(path, format="jsonl")`; remarks go to the fixture `remarks`."""

    def _load(*paths: Path, format: str | None = None) -> list[Record]:
        return list(read(paths, format, tagset, new_id, remarks.append))

    return _load
