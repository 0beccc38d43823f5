"""Files that INCEpTION, dkpro-cassis and PubAnnotation wrote, where they are on this machine."""

import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from annotation.errors import KnownError
from annotation.formats.reading import Remark
from annotation.formats.registry import read
from annotation.record import Record
from annotation.tagset import Tagset

FIXTURES = Path(__file__).parents[5] / "shared" / "data" / "fixtures"
pytestmark = pytest.mark.skipif(not FIXTURES.exists(), reason="no files of others here")
SPANS = [
    "Span", "SimpleSpan", "NamedEntity", "SimpleLink", "Annotation", "OTH", "PER", "ORG", "LOC",
    "PERSON", "LOCATION", "GPE", "val1", "val2", "Sentence", "HP_0006775", "HP_0002664", "Protein",
    "DATE", "OCC", "PROJ", "EVENT",
]  # fmt: skip
RELATIONS = ["Relation", "ComplexRelation", "nsubj", "obj", "associatedWith", "interactWith"]
# What is wrong with the files that are refused: no text, an id twice, another JSON, no article.
REASONS = "has no text|stands twice|older JSON|“text” must be a text"
Make = Callable[..., Tagset]


@pytest.fixture
def tagset(tagset_with: Make) -> Tagset:
    return tagset_with(SPANS, RELATIONS)


def loaded(path: Path, tagset: Tagset, remarks: list[Remark] | None = None) -> list[Record]:
    counter = itertools.count()
    remark = (lambda _: None) if remarks is None else remarks.append
    return list(read([path], None, tagset, lambda: f"n{next(counter)}", remark))


def pairs() -> list[Path]:
    found = FIXTURES.joinpath("inception-webanno-tsv", "tsv3-suite").glob("*/reference.xmi")
    return sorted(path.parent for path in found)


def said(record: Record) -> tuple[object, ...]:
    """Text, spans and relations; the layer's name may stand for a missing tag."""
    ends = {span.id: span.fragments for span in record.spans}
    spans = sorted((s.fragments, s.tag.replace("NamedEntity", "Span")) for s in record.spans)
    relations = sorted((r.tag, ends[r.head], ends[r.tail]) for r in record.relations)
    return spans, relations


@pytest.mark.parametrize("folder", pairs(), ids=lambda path: path.name)
def test_the_tsv_and_the_xmi_of_a_document_say_the_same(folder: Path, tagset: Tagset) -> None:
    [tsv] = loaded(folder / "reference.tsv", tagset)
    [xmi] = loaded(folder / "reference.xmi", tagset)
    assert said(tsv) == said(xmi)
    is_moved = "ZeroWidthAnnotationBe" in folder.name  # spaces at the ends have no row
    assert tsv.document.text == xmi.document.text or is_moved


def test_every_cas_is_read_or_refused_for_what_it_lacks(tagset: Tagset) -> None:
    found, others = [], []
    folders = ("dkpro-cassis", "inception-uima-json", "inception-webanno-tsv/tsv3")
    for folder, kind in itertools.product(folders, ("xmi", "json", "tsv")):
        for path in sorted(FIXTURES.joinpath(folder).rglob(f"*.{kind}")):
            try:
                found += loaded(path, tagset)
            except KnownError as error:
                others += [] if re.search(REASONS, str(error)) else [str(error)]
    assert others == []
    assert len(found) >= 30
    assert sum(len(record.spans) for record in found) > 60
    assert sum(len(record.relations) for record in found) > 50


def test_emoji_are_counted_as_code_points(tagset: Tagset) -> None:
    case = "casWithEmojiUnicodeTextAndAnnotations"
    folder = FIXTURES / "dkpro-cassis/json/fs_as_array/ser-ref" / case
    for name in ("data.json", "debug.xmi"):
        [record] = loaded(folder / name, tagset)
        words = [record.document.text[s.begin : s.end] for s in record.spans]
        assert words == record.document.text.split()


def test_layers_that_have_no_place_are_named_and_counted(tagset: Tagset) -> None:
    remarks: list[Remark] = []
    loaded(FIXTURES / "inception-webanno-tsv/tsv3/example2.tsv", tagset, remarks)
    assert [remark.values["things"] for remark in remarks] == ["Dependency (86), POS (86)"]


def test_pubannotation_of_tricky_texts_is_read_as_it_was_meant(tagset: Tagset) -> None:
    folder = FIXTURES / "peer-exports"
    gold = json.loads((folder / "_gold_tricky.codepoints.json").read_text("utf-8"))
    truths = {f"tr_{expected['id']}": expected for expected in gold}
    compared = 0
    for path in sorted(folder.joinpath("textae-pubannotation").glob("tr_*.json")):
        [record] = loaded(path, tagset)
        expected = truths[path.stem]
        assert record.document.text == expected["text"]
        wanted = {(tag, begin, end) for _, tag, begin, end in expected["ents"]}
        assert {(s.tag, s.begin, s.end) for s in record.spans} == wanted
        compared += 1
    assert compared >= 15


def test_every_pubannotation_file_is_read_or_refused_for_what_it_lacks(tagset: Tagset) -> None:
    found, others = [], []
    for path in sorted(FIXTURES.joinpath("inception-pubannotation").iterdir()):
        try:
            found += loaded(path, tagset)
        except KnownError as error:
            others += [] if re.search(REASONS, str(error)) else [str(error)]
    assert others == []
    assert any(len(span.fragments) == 2 for record in found for span in record.spans)
