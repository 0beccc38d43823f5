"""Records written down in a few characters, and their agreement."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from annotation.agreement.figures import Agreement
from annotation.agreement.measuring import agreement_of
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import (
    RELATION_LAYER,
    SPAN_LAYER,
    Document,
    Fragments,
    Relation,
    Span,
    Stage,
)
from annotation.values.record import Record

SMALL = Path(__file__).parents[2] / "data" / "small.toml"
TAGSET = read_tagset(SMALL.read_text("utf-8"), SMALL.name)

Spans = Sequence[tuple[str, int, int]]
Links = Sequence[tuple[str, tuple[int, int], tuple[int, int]]]


def document(text: str, name: str = "d1") -> Document:
    return Document.of(name, name, text)


def mention(id: str, tag: str, *fragments: tuple[int, int]) -> Span:
    return Span(id, SPAN_LAYER, tag, fragments)


def record(
    of: Document,
    annotator: str,
    spans: Spans = (),
    links: Links = (),
    stage: Stage = Stage.FINISHED,
) -> Record:
    """A finished set; relations are given by their tag and the bounds of their ends."""
    made = [mention(f"{annotator}{n}", tag, (b, e)) for n, (tag, b, e) in enumerate(spans)]
    return with_links(Record(of, annotator, stage, tuple(made)), links)


def with_links(work: Record, links: Links) -> Record:
    ids = {(span.begin, span.end): span.id for span in work.spans}
    relations = tuple(
        Relation(f"{work.annotator}r{n}", RELATION_LAYER, tag, ids[head], ids[tail])
        for n, (tag, head, tail) in enumerate(links)
    )
    return Record(work.document, work.annotator, work.stage, work.spans, relations)


def discontinuous(of: Document, annotator: str, spans: Mapping[Fragments, str]) -> Record:
    made = [Span(f"{annotator}{n}", SPAN_LAYER, t, f) for n, (f, t) in enumerate(spans.items())]
    return Record(of, annotator, Stage.FINISHED, tuple(made))


def measured(documents: Iterable[Sequence[Record]], samples: int = 0) -> Agreement:
    return agreement_of(documents, TAGSET, np.random.default_rng(7), samples=samples)


@pytest.fixture
def tagset() -> Tagset:
    return TAGSET
