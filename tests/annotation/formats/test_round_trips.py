"""Whatever is written comes back equal, or different by exactly what the loss says."""

import itertools
import string
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.formats.checking import faults
from annotation.formats.exporting import ExportChoices, export
from annotation.formats.jsonl_writing import in_order
from annotation.formats.loss import ContentKind
from annotation.formats.registry import FORMATS, READ, WRITTEN, read
from annotation.formats.staging import content
from annotation.tagsets.tagset import Tagset
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
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
    suggestion_id,
)
from annotation.values.record import Record
from tests.examples import examples

WORDS = st.sampled_from(
    ["مُحَمَّد", "والأردن،", "ﻻ", "للأمم", "الـــعربية", "٢٠٢٥", "12/05", "CASA-1000", "😀", "👨‍👩‍👧",
     "«قال»", "#", "O", "\ufeff", "é", "\u2067نص\u2069", "a=b", "-DOCSTART-"]
)  # fmt: skip
GAPS = st.sampled_from(
    [" ", "  ", "\n", "\r\n", "\t", "\u00a0", "\u2028", "\x85", "\n\n", ". ", ""]
)
NAMES = st.text('ابجد /.:\u202e aB"\\', min_size=1, max_size=8) | st.sampled_from(
    ["CON", "a/b", ".."]
)
TAGS = ["PER", "ORG", "OCC"]
RELATION_TAGS = ["HOLDS", "MET", "SAME"]
LIMITS = examples(25)


@st.composite
def texts(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=14))
    return "".join(itertools.chain.from_iterable(parts)) + draw(st.sampled_from(["", "تم", "\n"]))


@st.composite
def fragment_lists(draw: st.DrawFn, text: str) -> tuple[tuple[int, int], ...]:
    count = draw(st.sampled_from([1, 1, 1, 2]))
    borders = sorted(
        draw(st.sets(st.integers(0, len(text)), min_size=2 * count, max_size=2 * count))
    )
    return tuple(zip(borders[::2], borders[1::2], strict=True))


@st.composite
def attributes(draw: st.DrawFn, tag: str) -> tuple[tuple[str, object], ...]:
    values = {
        "unsure": st.booleans(),
        "note": st.text(string.ascii_letters + "ابت \n\t'\"", max_size=6),
        "age": st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False),
        "mention": st.sampled_from(["name", "pronoun"]),
    }
    allowed = {"PER": list(values), "ORG": ["unsure", "note"], "OCC": ["unsure", "note"],
               "MET": ["unsure"], "HOLDS": ["note"], "SAME": []}[tag]  # fmt: skip
    return tuple((n, draw(values[n])) for n in sorted(allowed) if draw(st.booleans()))


@st.composite
def records(draw: st.DrawFn, tagset: Tagset, number: int) -> Record:
    """A record that obeys the rules: whatever does not is taken out again."""
    text = draw(texts())
    words = st.lists(fragment_lists(text), max_size=8) if len(text) >= 4 else st.just([])
    spans = []
    for n, fragments in enumerate(draw(words)):
        tag = draw(st.sampled_from(TAGS))
        origin = draw(st.sampled_from(list(Origin)))
        spans.append(Span(f"s{n}", SPAN_LAYER, tag, fragments, draw(attributes(tag)), origin))
    ends = st.sampled_from([span.id for span in spans] or [""])
    relations = []
    for n in range(draw(st.integers(0, 4)) if spans else 0):
        tag = draw(st.sampled_from(RELATION_TAGS))
        relations.append(
            Relation(f"r{n}", RELATION_LAYER, tag, draw(ends), draw(ends), draw(attributes(tag)))
        )
    labels = [DocumentLabel("l", LABEL_LAYER, "politics")] if draw(st.booleans()) else []
    extra = (("source", draw(st.text("ابت", max_size=3))),) if draw(st.booleans()) else ()
    document = Document.of(f"d{number}", draw(NAMES), text, extra)
    stage = draw(st.sampled_from(list(Stage)))
    record = Record(document, "ليلى", stage, tuple(spans), tuple(relations), tuple(labels))
    return in_order(without_faults(record, tagset))


def without_faults(record: Record, tagset: Tagset) -> Record:
    while bad := {item.id for item, _ in faults(record, tagset)}:
        spans = tuple(span for span in record.spans if span.id not in bad)
        record = replace(
            record,
            spans=spans,
            relations=tuple(r for r in record.relations if r.id not in bad),
        )
    return record


def suggested(record: Record) -> Suggestions:
    """The record's own items as suggestions."""
    sha, text = record.document.sha256, record.document.text
    by_id = {s.id: s for s in record.spans}
    spans = tuple(
        SuggestedSpan(
            suggestion_id(sha, "span", s.tag, s.fragments),
            s.tag,
            s.fragments,
            0.75,
            "قائمة",
            text[:3],
        )
        for s in record.spans
    )
    relations = tuple(
        SuggestedRelation(
            suggestion_id(sha, "relation", r.tag, head.fragments[0], tail.fragments[0]),
            r.tag, head.fragments[0], tail.fragments[0], head.tag, tail.tag, 1.0, "نمط", "بجانبه",
        )
        for r in record.relations
        if len((head := by_id[r.head]).fragments) == len((tail := by_id[r.tail]).fragments) == 1
    )  # fmt: skip
    return Suggestions(spans, relations)


def several(tagset: Tagset) -> st.SearchStrategy[list[Record]]:
    numbers = st.integers(1, 3)
    return numbers.flatmap(lambda n: st.tuples(*(records(tagset, i) for i in range(n)))).map(list)


BOTH_WAYS = sorted(READ.keys() & WRITTEN.keys())
CHOICES = [(name, {}) for name in BOTH_WAYS] + [
    (name, {option.name: choice})
    for name in BOTH_WAYS
    for option in FORMATS[name].options
    for choice in option.choices[1:]
]


@pytest.mark.parametrize(("name", "options"), CHOICES)
def test_a_record_comes_back_less_only_what_the_loss_says(
    name: str, options: dict[str, str], tagset: Tagset, new_id: object
) -> None:
    format = FORMATS[name]
    assert format.output
    output = format.output
    wish = ExportChoices(format, tagset, new_id, options=options)  # type: ignore[arg-type]
    writing = wish.writing

    @LIMITS
    @given(several(tagset).filter(lambda r: all(x.document.text.strip() for x in r)))
    def holds(given_records: list[Record]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder, "out")
            exported = export(given_records, out, wish)
            back = list(read([out], name, tagset, new_id, lambda _: None))  # type: ignore[arg-type]
        assert len(back) == len(given_records) == exported.parts[0].documents
        lost = {item.kind: item.count for item in exported.loss.items}
        if ContentKind.BOOKKEEPING in format.holds:
            assert back == given_records
        if format.is_folder:
            back.sort(key=lambda r: r.document.text)
            given_records = sorted(given_records, key=lambda r: r.document.text)
        named = ContentKind.DOCUMENT_NAMES not in lost
        want = [content(output.held(r, writing), named * r.document.name) for r in given_records]
        have = [content(r, named * r.document.name) for r in back]
        assert sorted(have) == sorted(want)
        assert ContentKind.DOCUMENT_NAMES in lost or {r.document.name for r in back} == {
            r.document.name for r in given_records
        }
        assert missing(given_records) - missing(back) == sum(
            count for kind, count in lost.items() if kind is not ContentKind.DOCUMENT_NAMES
        )

    holds()


@pytest.mark.parametrize("name", sorted(WRITTEN.keys() - READ.keys()))
def test_a_record_that_is_only_written_is_proven(name: str, tagset: Tagset, new_id: object) -> None:
    @LIMITS
    @given(several(tagset).filter(lambda r: all(x.document.text.strip() for x in r)))
    def holds(given_records: list[Record]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder, "out")
            exported = export(given_records, out, ExportChoices(FORMATS[name], tagset, new_id))  # type: ignore[arg-type]
        assert exported.parts[0].documents == len(given_records)
        assert all(item.count > 0 for item in exported.loss.items)

    holds()


def missing(some: list[Record]) -> int:
    """How many things of every kind there are."""
    return sum(
        len(r.spans)
        + sum(len(item.attributes) for item in (*r.spans, *r.relations, r.document))
        + len(r.relations)
        + len(r.labels)
        for r in some
    )


def test_suggestions_come_back_with_the_same_ids(tagset: Tagset, new_id: object) -> None:
    @LIMITS
    @given(records(tagset, 0))
    def holds(record: Record) -> None:
        whole = in_order(replace(record, suggestions=suggested(record)))
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder, "out.jsonl")
            wish = ExportChoices(FORMATS["jsonl"], tagset, new_id, with_suggestions=True)  # type: ignore[arg-type]
            export([whole], out, wish)
            first = out.read_bytes()
            back = list(read([out], None, tagset, new_id, lambda _: None))  # type: ignore[arg-type]
            export(back, out, replace(wish, overwrite=True))
            assert back == [whole]
            assert out.read_bytes() == first

    holds()
