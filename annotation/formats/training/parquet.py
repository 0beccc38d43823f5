"""Hugging Face: one Parquet file with an explicit schema, and the card that describes it.

A row is a document. `spans` and `relations` hold everything, by code points; `tokens`,
`token_spans` and `ner_tags` are what token classification is trained on: the outermost spans in
IOB2 on tokens that every span begins and ends with.
The card: https://huggingface.co/docs/hub/datasets-cards; its features are in the schema as well.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotation.formats.aligned import aligned_tokens, tokens_of
from annotation.formats.format import Format, Layout, Output, WriterInput
from annotation.formats.holding import bare, outermost, with_whole_spans
from annotation.formats.jsonl_writing import sorted_labels, sorted_relations, sorted_spans
from annotation.formats.loss import ContentKind
from annotation.formats.reading import ReaderInput, SourceFile
from annotation.formats.staging import content
from annotation.formats.training.libraries import library
from annotation.formats.training.parquet_card import dataset_card, hugging_face_features
from annotation.formats.training.parquet_reading import EXTRA, read_parquet
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Attributes, AttributeValue, Fragment
from annotation.values.record import Record

SUFFIX = ".parquet"
_DATA, _CARD = f"documents{SUFFIX}", "README.md"
_TOGETHER = 500  # rows in a group: what a reader holds in memory
_MAGIC = b"PAR1"


def schema_of(tagset: Tagset) -> Any:
    """The Arrow schema, with what `datasets` reads its features from.

    KnownError when pyarrow is missing.
    """
    pa = library("pyarrow", EXTRA)
    place = [pa.field("begin", pa.int32()), pa.field("end", pa.int32())]
    id, tag, values = (pa.field(name, pa.string()) for name in ("id", "tag", "attributes"))
    ends = [pa.field("head", pa.string()), pa.field("tail", pa.string())]
    columns = [
        pa.field("id", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("attributes", pa.string()),
        pa.field("tokens", pa.list_(pa.string())),
        pa.field("token_spans", pa.list_(pa.list_(pa.int32()))),
        pa.field("ner_tags", pa.list_(pa.int64())),
        pa.field("spans", pa.list_(pa.struct([id, tag, *place, values]))),
        pa.field("relations", pa.list_(pa.struct([id, tag, *ends, values]))),
        pa.field("labels", pa.list_(pa.string())),
    ]
    features = json.dumps({"info": {"features": hugging_face_features(iob_tags(tagset))}})
    return pa.schema(columns, metadata={"huggingface": features})


def iob_tags(tagset: Tagset) -> list[str]:
    """The names of the numbers in `ner_tags`, in the order of the tagset."""
    return ["O", *(f"{letter}-{tag}" for tag in tagset.spans for letter in "BI")]


class _Rows:
    """A Parquet file that is written a group of rows at a time."""

    def __init__(self, place: Path, writing: WriterInput) -> None:
        self._pa = library("pyarrow", EXTRA)
        self._tags = {name: number for number, name in enumerate(iob_tags(writing.tagset))}
        self._schema = schema_of(writing.tagset)
        self._rows: list[dict[str, Any]] = []
        place.mkdir()
        place.joinpath(_CARD).write_bytes(dataset_card(writing.tagset, _DATA).encode("utf-8"))
        parquet = library("pyarrow.parquet", EXTRA)
        self._writer = parquet.ParquetWriter(place / _DATA, self._schema, compression="zstd")

    def add(self, record: Record, name: str) -> None:
        """Add a row, and write the group when it is full."""
        del name
        self._rows.append(self._row(_held(record)))
        if len(self._rows) == _TOGETHER:
            self._write()

    def close(self) -> None:
        """Write the rest, and what a reader looks for at the end of the file."""
        if self._writer.is_open:
            self._write()
            self._writer.close()

    def _write(self) -> None:
        if self._rows:
            self._writer.write_table(self._pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []

    def _row(self, record: Record) -> dict[str, Any]:
        document, spans = record.document, sorted_spans(record)
        ids = {span.id: f"s{number}" for number, span in enumerate(spans, 1)}
        tokens = aligned_tokens(document.text, spans)
        return {
            "id": document.id,
            "name": document.name,
            "text": document.text,
            "attributes": _as_json(document.attributes),
            "tokens": [document.text[begin:end] for begin, end in tokens],
            "token_spans": [list(token) for token in tokens],
            "ner_tags": self._numbers(record, tokens),
            "spans": [
                {
                    "id": ids[span.id],
                    "tag": span.tag,
                    "begin": span.begin,
                    "end": span.end,
                    "attributes": _as_json(span.attributes),
                }
                for span in spans
            ],
            "relations": [
                {
                    "id": f"r{number}",
                    "tag": relation.tag,
                    "head": ids[relation.head],
                    "tail": ids[relation.tail],
                    "attributes": _as_json(relation.attributes),
                }
                for number, relation in enumerate(sorted_relations(record), 1)
            ],
            "labels": [label.tag for label in sorted_labels(record)],
        }

    def _numbers(self, record: Record, tokens: Sequence[Fragment]) -> list[int]:
        """The IOB2 tag of every token, as its number; a tag that the tagset lost has none."""
        numbers = [0] * len(tokens)
        for span in outermost(record):
            if f"B-{span.tag}" not in self._tags:
                continue
            first, behind = tokens_of(tokens, span.begin, span.end)
            numbers[first] = self._tags[f"B-{span.tag}"]
            numbers[first + 1 : behind] = [self._tags[f"I-{span.tag}"]] * (behind - first - 1)
        return numbers


def _as_json(attributes: Attributes) -> str:
    """Attributes as JSON: their values are of several types, which a column cannot be."""
    values: dict[str, AttributeValue] = dict(sorted(attributes))
    return json.dumps(values, ensure_ascii=False, allow_nan=False)


def _held(record: Record, writing: WriterInput | None = None) -> Record:
    del writing
    whole = with_whole_spans(record)
    return replace(whole, labels=bare(whole).labels)


def _read_back(place: Path, reading: ReaderInput, writing: WriterInput) -> Iterator[str]:
    del writing
    for record in read_parquet(SourceFile(place / _DATA, "", PARQUET.name), reading):
        yield content(record, record.document.name)


def looks_like_parquet(path: Path, data: bytes) -> bool:
    """Whether the file begins with Parquet's mark."""
    del path
    return data.startswith(_MAGIC)


PARQUET = Format(
    name="parquet",
    suffixes=(SUFFIX,),
    holds=frozenset(ContentKind)
    - {ContentKind.DISCONTINUOUS_SPANS, ContentKind.SUGGESTIONS, ContentKind.BOOKKEEPING},
    read=read_parquet,
    recognises_bytes=looks_like_parquet,
    output=Output(
        layout=Layout.BUNDLE,
        begin=_Rows,
        held=_held,
        beside=(_DATA, _CARD),
        read_back=_read_back,
    ),
)
