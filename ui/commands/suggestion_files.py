"""Suggestions as a file beside the project: JSON lines, or Parquet for tables."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from annotation.errors import KnownError
from annotation.files.own_files import OWN
from annotation.files.placing import replace
from annotation.files.work_folders import unfinished_beside
from annotation.formats.jsonl_writing import sorted_suggestions, write_line
from annotation.values.items import SuggestedRelation, SuggestedSpan
from annotation.values.record import Record

ROW_GROUP = 500  # documents of a Parquet file that are held in memory at a time
PARQUET = ".parquet"


def check_kind(target: Path) -> None:
    """KnownError when files of this kind cannot be written here; better said before the work."""
    if target.suffix.lower() == PARQUET:
        _arrow()


def write_suggestions(records: Iterable[Record], target: Path, permissions: int = OWN) -> None:
    """Write the records' suggestions, whole or not at all; the name says what kind of file.

    KnownError when the disk refuses, or pyarrow is missing for Parquet.
    """
    write = _write_parquet if target.suffix.lower() == PARQUET else _write_jsonl
    with unfinished_beside(target) as part:
        write(records, part)
        replace(part, target, permissions)


def _write_jsonl(records: Iterable[Record], part: Path) -> None:
    with part.open("w", encoding="utf-8", newline="") as file:
        for record in records:
            file.write(write_line(record, with_suggestions=True))


def _write_parquet(records: Iterable[Record], part: Path) -> None:
    """One row a document, a group of rows at a time."""
    pa = _arrow()
    schema, parquet = suggestion_schema(), _arrow("pyarrow.parquet")
    waiting = iter(records)
    with part.open("wb") as file, parquet.ParquetWriter(file, schema) as writer:
        while rows := [_row(record) for record in islice(waiting, ROW_GROUP)]:
            writer.write_table(pa.Table.from_pylist(rows, schema))


def _arrow(module: str = "pyarrow") -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise KnownError("Parquet needs the package pyarrow: pip install pyarrow.") from error


def suggestion_schema() -> Any:
    """The columns: offsets count code points and are half-open, scores lie between 0 and 1.

    KnownError when pyarrow is missing.
    """
    pa = _arrow()

    def text(*names: str) -> list[Any]:
        return [pa.field(name, pa.string(), nullable=False) for name in names]

    def offsets(*names: str) -> list[Any]:
        return [pa.field(name, pa.int64(), nullable=False) for name in names]

    def many(name: str, fields: Sequence[Any]) -> Any:
        item = pa.field("item", pa.struct(fields), nullable=False)
        return pa.field(name, pa.list_(item), nullable=False)

    why = [pa.field("score", pa.float64(), nullable=False), *text("suggester", "reason")]
    fragments = many("fragments", offsets("begin", "end"))
    ends = ("head_begin", "head_end", "tail_begin", "tail_end")
    return pa.schema(
        [
            *text("id", "name", "sha256"),
            many("spans", [*text("layer", "tag"), *offsets("begin", "end"), fragments, *why]),
            many(
                "relations",
                [*text("layer", "tag", "head_tag", "tail_tag"), *offsets(*ends), *why],
            ),
        ]
    )


def _row(record: Record) -> dict[str, Any]:
    document, found = record.document, sorted_suggestions(record.suggestions)
    return {
        "id": document.id,
        "name": document.name,
        "sha256": document.sha256,
        "spans": [_span(span) for span in found.spans],
        "relations": [_relation(relation) for relation in found.relations],
    }


def _span(span: SuggestedSpan) -> dict[str, Any]:
    fragments = [{"begin": begin, "end": end} for begin, end in span.fragments]
    return {
        "layer": span.layer,
        "tag": span.tag,
        "begin": span.begin,
        "end": span.end,
        "fragments": fragments,
        **_why(span),
    }


def _relation(relation: SuggestedRelation) -> dict[str, Any]:
    return {
        "layer": relation.layer,
        "tag": relation.tag,
        "head_tag": relation.head_tag,
        "tail_tag": relation.tail_tag,
        "head_begin": relation.head[0],
        "head_end": relation.head[1],
        "tail_begin": relation.tail[0],
        "tail_end": relation.tail[1],
        **_why(relation),
    }


def _why(item: SuggestedSpan | SuggestedRelation) -> dict[str, Any]:
    return {"score": item.score, "suggester": item.suggester, "reason": item.reason}
