"""What is written is what dkpro-cassis, the real reader of CAS files, finds in it."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cassis
import pytest

from annotation.formats.exporting import Exported
from annotation.formats.inception.composing import ANNOTATION
from annotation.values.items import RELATION_LAYER, SPAN_LAYER, Document, Relation, Span
from annotation.values.record import Record

NAMED = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
SEGMENTS = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
TEXTS = {
    "emoji before it": ("قال 😀👍🏽 أحمد علي اليوم", "أحمد علي"),
    "harakat inside it": ("زارَ مُحَمَّدٌ المَغرِبَ أمسِ", "مُحَمَّدٌ"),
    "lines that end in CRLF": ("أعلن الخبر\r\nثم قال عُمَر\r\n", "عُمَر"),
    "letters taken apart": ("قال أحمد في لآلئ اليوم", "أحمد"),
    "lam-alef": ("وصل إلى الأردن الآن", "الأردن"),
    "a span inside a word": ("وللأردن كلمته", "أردن"),
    "tabs, quotes and signs of XML": ('قال\t"<سلمى>" & قال \u2028 أحمد', "سلمى"),
    "signs between the letters": ("إلى \u2067الرباط\u2069 والـــقاهرة 👨‍👩‍👧 ﷺ", "القاهرة"[:2]),
}
Write = Callable[..., Exported]


def spans_over(text: str, *surfaces: str) -> tuple[Span, ...]:
    tags = ("PER", "ORG", "OCC")
    return tuple(
        Span(f"s{n}", SPAN_LAYER, tags[n % 3], ((begin, begin + len(word)),))
        for n, word in enumerate(surfaces)
        for begin in [text.index(word)]
    )


def loaded(out: Path, name: str, document: str) -> cassis.Cas:
    if name == "cas-json":
        return cassis.load_cas_from_json(out.joinpath(f"{document}.json").read_text("utf-8"))
    types = cassis.load_typesystem(io.BytesIO(out.joinpath("TypeSystem.xml").read_bytes()))
    data = io.BytesIO(out.joinpath(f"{document}.xmi").read_bytes())
    return cassis.load_cas_from_xmi(data, typesystem=types)


def found(cas: cassis.Cas, layer: str = NAMED) -> set[tuple[str, int, int, str]]:
    return {(a.value, a.begin, a.end, a.get_covered_text()) for a in cas.select(layer)}


def said(record: Record) -> set[tuple[str, int, int, str]]:
    text = record.document.text
    return {(s.tag, b, e, text[b:e]) for s in record.spans for b, e in s.fragments}


@pytest.mark.parametrize("name", ["xmi", "cas-json"])
@pytest.mark.parametrize("case", list(TEXTS))
def test_spans_cover_the_same_words_there(
    case: str, name: str, tmp_path: Path, write: Write
) -> None:
    text, word = TEXTS[case]
    record = Record(Document.of("d", "نص", text), "", spans=spans_over(text, word, text[:3]))
    write([record], tmp_path / "out", name)
    cas = loaded(tmp_path / "out", name, "نص")
    assert cas.sofa_string == text
    assert found(cas) == said(record)


@pytest.mark.parametrize("name", ["xmi", "cas-json"])
@pytest.mark.parametrize(
    ("layer", "type"), [("named-entity", NAMED), ("custom", "webanno.custom.Span")]
)
def test_relations_attributes_and_fragments_are_there(
    name: str, layer: str, type: str, record: Record, tmp_path: Path, write: Write
) -> None:
    write([record], tmp_path / "out", name, options={"layer": layer})
    cas = loaded(tmp_path / "out", name, "لقاء")
    assert found(cas, type) == said(record)
    relations = [
        (r.value, r.Governor.get_covered_text(), r.Dependent.get_covered_text(), r.unsure)
        for r in cas.select("webanno.custom.Relation")
    ]
    assert sorted(relations, key=str) == [
        ("HOLDS", "سلمى", "مديرة البنك الدولي", None),
        ("MET", "عُمَر", "سلمى", True),
    ]
    apart = [a for a in cas.select(type) if a.fragmentOf]
    assert [a.get_covered_text() for a in apart] == ["وزيرُ", "سلمى"]
    assert {a.fragmentOf for a in apart} == {"1"}
    assert [(a.note, a.age, a.unsure) for a in apart] == [(None, "2.5", None), (None, None, None)]
    assert next(a.note for a in cas.select(type) if a.note) == "وظيفة جديدة"


@pytest.mark.parametrize("name", ["xmi", "cas-json"])
def test_inception_finds_sentences_tokens_and_the_name(
    name: str, record: Record, tmp_path: Path, write: Write
) -> None:
    write([record], tmp_path / "out", name)
    cas = loaded(tmp_path / "out", name, "لقاء")
    sentences = [s.get_covered_text() for s in cas.select(f"{SEGMENTS}Sentence")]
    assert sentences == record.document.text.split("\r\n")
    for sentence in cas.select(f"{SEGMENTS}Sentence"):
        assert list(cas.select_covered(f"{SEGMENTS}Token", sentence))
    [data] = cas.select("de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData")
    assert (data.documentTitle, data.language) == ("لقاء", "ar")
    assert (data.begin, data.end) == (0, len(record.document.text))


@pytest.mark.parametrize("name", ["xmi", "cas-json"])
@pytest.mark.parametrize("text", ["", " \n"])
def test_a_document_without_words_is_written(
    name: str, text: str, tmp_path: Path, write: Write
) -> None:
    write([Record(Document.of("d", "فارغ", text))], tmp_path / "out", name)
    cas = loaded(tmp_path / "out", name, "فارغ")
    assert (cas.sofa_string or "") == text
    assert [a.type.name.rpartition(".")[2] for a in cas.select(ANNOTATION)] == ["DocumentMetaData"]


def test_what_cassis_writes_comes_back(
    record: Record, tmp_path: Path, write: Write, load: Callable[..., list[Record]]
) -> None:
    write([record], tmp_path / "out", "xmi")
    cas = loaded(tmp_path / "out", "xmi", "لقاء")
    cas.to_json(tmp_path / "again.json")
    cas.to_xmi(tmp_path / "again.xmi")
    for path in ("again.json", "again.xmi"):
        [back] = load(tmp_path / path)
        assert back.document.text == record.document.text
        assert said(back) == said(record)
        assert sorted(r.tag for r in back.relations) == ["HOLDS", "MET"]
        assert sorted(s.attributes for s in back.spans) == sorted(
            s.attributes for s in record.spans
        )


def test_characters_that_xml_forbids_are_replaced_and_counted(
    tmp_path: Path, write: Write, load: Callable[..., list[Record]]
) -> None:
    text = "قال\x07 عُمَر\x0bهنا \uffff."
    note = (("note", "سطر\x01آخر"),)
    [span] = spans_over(text, "عُمَر")
    record = Record(
        Document.of("d", "نص", text),
        spans=(Span("s", SPAN_LAYER, "PER", span.fragments, note),),
    )
    exported = write([record], tmp_path / "out", "xmi")
    assert [(lost.kind, lost.count) for lost in exported.loss.items] == [("characters", 4)]
    cas = loaded(tmp_path / "out", "xmi", "نص")
    assert cas.sofa_string == "قال\ufffd عُمَر\ufffdهنا \ufffd."
    assert found(cas) == {("PER", *span.fragments[0], "عُمَر")}
    [back] = load(tmp_path / "out")
    assert back.spans[0].attributes == (("note", "سطر\ufffdآخر"),)
    assert not write([record], tmp_path / "json", "cas-json").loss


def test_an_attribute_called_like_a_feature_of_uima_finds_its_way_back(
    tagset: Any, tmp_path: Path, write: Write, load: Callable[..., list[Record]]
) -> None:
    note = tagset.attributes["note"]
    for slug in ("value", "begin", "attribute_value", "read-only", "Governor"):
        tagset.attributes[slug] = replace(note, slug=slug)
    text = "قال عُمَر"
    values = tuple((slug, f"قيمة {slug}") for slug in sorted(tagset.attributes) if slug in (
        "value", "begin", "attribute_value", "read-only", "Governor"))  # fmt: skip
    record = Record(
        Document.of("d", "نص", text), spans=(Span("s", SPAN_LAYER, "PER", ((4, 9),), values),)
    )
    for name in ("xmi", "cas-json", "webanno-tsv"):
        assert not write([record], tmp_path / name, name).loss
        [back] = load(tmp_path / name, format=name)
        assert back.spans[0].attributes == values
        assert name == "webanno-tsv" or loaded(tmp_path / name, name, "نص")


def test_relations_stand_where_their_tail_is(tmp_path: Path, write: Write) -> None:
    text = "سلمى والتقت عُمَر 😀 هنا"
    spans = tuple(
        Span(f"s{n}", SPAN_LAYER, "PER", ((text.index(w), text.index(w) + len(w)),))
        for n, w in enumerate(("سلمى", "عُمَر"))
    )
    relation = Relation("r", RELATION_LAYER, "MET", "s0", "s1")
    record = Record(Document.of("d", "نص", text), spans=spans, relations=(relation,))
    write([record], tmp_path / "out", "xmi")
    [found] = loaded(tmp_path / "out", "xmi", "نص").select("webanno.custom.Relation")
    assert found.get_covered_text() == "عُمَر"
    assert found.Governor.get_covered_text() == "سلمى"
