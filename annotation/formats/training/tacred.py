"""TACRED: every pair of spans of a sentence that could be related, with the relation or with none.

The form: https://nlp.stanford.edu/projects/tacred (ends inclusive). A model needs pairs without a
relation as well; there are many, so some are chosen, always the same ones of the same text, and
`sampling.json` says how many there were. A span that stands in no pair is not there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import permutations
from pathlib import Path
from typing import Any

from annotation.formats.format import Format, Layout, Option, Output, Sink, WriterInput
from annotation.formats.holding import bare, with_whole_spans
from annotation.formats.jsonl_writing import sorted_relations, sorted_spans
from annotation.formats.loss import ContentKind, LossCounts, left_out
from annotation.formats.reading import ReaderInput
from annotation.formats.sinks import text_file
from annotation.formats.training.sentenced import (
    BETWEEN,
    HEAD,
    TAIL,
    Sentenced,
    SentencePlace,
    as_rows,
    rows_of,
    sentenced,
)
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Relation, Span
from annotation.values.record import Record

NO_RELATION = "no_relation"
_ROWS, _SAMPLING = "relations.json", "sampling.json"
_NEGATIVES, _ALL = "negatives", "all"


@dataclass(frozen=True, slots=True)
class _Pairs:
    """What is written of a document, and how many pairs without a relation there were."""

    cut: Sentenced
    places: dict[str, SentencePlace]
    related: tuple[Relation, ...]
    unrelated: tuple[tuple[Span, Span], ...]
    possible: int


def _pairs(record: Record, writing: WriterInput) -> _Pairs:
    whole = with_whole_spans(record)
    spans = sorted_spans(whole)
    cut = sentenced(whole.document.text, spans)
    places = {span.id: cut.place(span) for span in spans}
    related = tuple(
        relation
        for relation in sorted_relations(whole)
        if places[relation.head].sentence == places[relation.tail].sentence
    )
    possible = _unrelated(spans, places, related, writing.tagset)
    possible.sort(key=lambda pair: _lot(whole.document.sha256, *pair))
    wanted = writing.option(_NEGATIVES)
    count = len(possible) if wanted == _ALL else int(wanted) * max(1, len(related))
    return _Pairs(cut, places, related, tuple(possible[:count]), len(possible))


def _unrelated(
    spans: Sequence[Span],
    places: dict[str, SentencePlace],
    related: Sequence[Relation],
    tagset: Tagset,
) -> list[tuple[Span, Span]]:
    """Pairs of a sentence that the tagset would let be related and that are not."""
    taken = {(r.head, r.tail) for r in related}
    for relation in related:
        tag = tagset.relations.get(relation.tag)
        if tag and tag.is_symmetric:
            taken.add((relation.tail, relation.head))
    sentences: dict[int, list[Span]] = {}
    for span in spans:
        sentences.setdefault(places[span.id].sentence, []).append(span)
    return [
        (head, tail)
        for some in sentences.values()
        for head, tail in permutations(some, 2)
        if (head.id, tail.id) not in taken and tagset.relations_between(head.tag, tail.tag)
    ]


def _lot(document: str, head: Span, tail: Span) -> str:
    """By which pairs are drawn: without order among them, and the same in every export."""
    drawn = repr((document, head.fragments, head.tag, tail.fragments, tail.tag))
    return sha256(drawn.encode("utf-8")).hexdigest()


def _held(record: Record, writing: WriterInput) -> Record:
    pairs = _pairs(record, writing)
    used = {id for relation in pairs.related for id in (relation.head, relation.tail)}
    used |= {span.id for pair in pairs.unrelated for span in pair}
    document = Document.of(record.document.id, record.document.name, record.document.text)
    held = bare(replace(record, document=document, labels=(), relations=pairs.related))
    return replace(held, spans=tuple(span for span in held.spans if span.id in used))


def _lost(record: Record, held: Record, writing: WriterInput) -> LossCounts:
    del writing
    lost = left_out(record, held)
    discontinuous = sum(len(span.fragments) > 1 for span in record.spans)
    return lost | {
        ContentKind.SPANS: lost[ContentKind.SPANS] - discontinuous,
        ContentKind.DISCONTINUOUS_SPANS: discontinuous,
    }


def _rows(record: Record, pairs: _Pairs) -> list[dict[str, Any]]:
    spans = {span.id: span for span in record.spans}
    chosen = [(spans[r.head], spans[r.tail], r.tag) for r in pairs.related]
    chosen += [(head, tail, NO_RELATION) for head, tail in pairs.unrelated]
    return [
        _row(f"{record.document.id}-{number}", record.document.name, pairs, *row)
        for number, row in enumerate(chosen, 1)
    ]


def _row(
    id: str, name: str, pairs: _Pairs, head: Span, tail: Span, relation: str
) -> dict[str, Any]:
    head_at, tail_at = pairs.places[head.id], pairs.places[tail.id]
    words = pairs.cut.words(head_at.sentence)
    unknown = ["_"] * len(words)  # a loader wants these columns; nothing is known of them
    return {
        "id": id,
        "docid": name,
        "relation": relation,
        "token": words,
        "subj_start": head_at.first,
        "subj_end": head_at.behind - 1,
        "obj_start": tail_at.first,
        "obj_end": tail_at.behind - 1,
        "subj_type": head.tag,
        "obj_type": tail.tag,
        "stanford_pos": unknown,
        "stanford_ner": unknown,
        "stanford_head": [0] * len(words),
        "stanford_deprel": unknown,
    }


class _Pairings:
    """The rows, and beside them what was drawn of each document."""

    def __init__(self, place: Path, writing: WriterInput) -> None:
        place.mkdir()
        self._writing = writing
        frame = {"head": HEAD, "between": BETWEEN, "tail": TAIL}
        # What the sinks write is made here, where it is known whether there are rows at all.
        self._rows: Sink = text_file(lambda record, _: as_rows(self._made), **frame)(
            place / _ROWS, writing
        )
        self._drawn: Sink = text_file(lambda record, _: as_rows([self._said]), **frame)(
            place / _SAMPLING, writing
        )
        self._made: list[dict[str, Any]] = []
        self._said: dict[str, Any] = {}

    def add(self, record: Record, name: str) -> None:
        """Write the pairs of a document."""
        pairs = _pairs(record, self._writing)
        self._made = _rows(record, pairs)
        self._said = {
            "docid": record.document.name,
            "rows": len(self._made),
            "related": len(pairs.related),
            "unrelated": len(pairs.unrelated),
            "unrelated_possible": pairs.possible,
        }
        if self._made:
            self._rows.add(record, name)
        self._drawn.add(record, name)

    def close(self) -> None:
        """Complete both files."""
        self._rows.close()
        self._drawn.close()


def _told(record: Record, name: str, writing: WriterInput) -> str:
    pairs = _pairs(record, writing)
    text, spans = record.document.text, {span.id: span for span in record.spans}

    def said(span: Span) -> tuple[str, str]:
        return "".join(text[span.begin : span.end].split()), span.tag

    rows = [(said(spans[r.head]), said(spans[r.tail]), r.tag) for r in pairs.related]
    rows += [(said(head), said(tail), NO_RELATION) for head, tail in pairs.unrelated]
    return repr((name, rows))


def _read_back(place: Path, reading: ReaderInput, writing: WriterInput) -> Iterator[str]:
    del reading, writing
    rows = rows_of(place / _ROWS)
    for drawn in rows_of(place / _SAMPLING):
        said = [_as_told(next(rows)) for _ in range(drawn["rows"])]
        yield repr((drawn["docid"], said))


def _as_told(row: dict[str, Any]) -> tuple[tuple[str, str], tuple[str, str], str]:
    ends = [
        ("".join(row["token"][row[f"{end}_start"] : row[f"{end}_end"] + 1]), row[f"{end}_type"])
        for end in ("subj", "obj")
    ]
    return ends[0], ends[1], row["relation"]


TACRED = Format(
    name="tacred",
    suffixes=(".json",),
    holds=frozenset(
        {
            ContentKind.SPANS,
            ContentKind.OVERLAPPING_SPANS,
            ContentKind.RELATIONS,
            ContentKind.DOCUMENT_NAMES,
        }
    ),
    options=(Option(_NEGATIVES, ("3", "0", "1", "10", _ALL)),),
    output=Output(
        layout=Layout.BUNDLE,
        begin=_Pairings,
        held=_held,
        lost=_lost,
        beside=(_ROWS, _SAMPLING),
        offsets="tokens of a sentence, end inclusive",
        told=_told,
        read_back=_read_back,
    ),
)
