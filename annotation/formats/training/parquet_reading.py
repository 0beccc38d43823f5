"""Reading Parquet: our own columns, and the tables of tokens and numbered tags of others."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from annotation.errors import AnnotationError, KnownError, Refusal
from annotation.formats.json_fields import Fields, parse_object
from annotation.formats.platforms.gathering import RecordGathering, document_of
from annotation.formats.platforms.json_values import loose
from annotation.formats.reading import MEGABYTE, ReaderInput, SourceFile, reading_file
from annotation.formats.training.libraries import library
from annotation.formats.training.rows import at_row
from annotation.values.items import Attributes
from annotation.values.record import Record

EXTRA = "parquet"
_GROUP_LIMIT = 512 * MEGABYTE  # what a group of rows may hold unpacked
_TOGETHER = 100  # rows that are taken out of Arrow at once
_OWN = ("text", "name", "attributes", "spans", "relations", "labels")
_TAGGED = ("tokens", "ner_tags")


def read_parquet(source: SourceFile, reading: ReaderInput) -> Iterator[Record]:
    """One record for each row; KnownError where one is wrong, or pyarrow is missing."""
    with reading_file(source.path):
        source.path.stat()
    parquet = library("pyarrow.parquet", EXTRA)
    with _sound(source.path):
        file = parquet.ParquetFile(source.path)
    with file:
        columns = _columns(file, source.path)
        names = _tag_names(file.schema_arrow.metadata or {})
        for number, row in enumerate(_rows(file, columns, source.path), 1):
            records = []
            with reading.passing_over(), at_row(source.path, number):
                fields = loose(row, "document")
                records.append(_record(fields, f"{source.name}-{number}", names, reading))
            yield from records


def _columns(file: Any, path: Path) -> list[str]:
    """Which columns are read; KnownError when there is neither a text nor tagged tokens."""
    there = file.schema_arrow.names
    if "text" in there:
        return [name for name in _OWN if name in there]
    if all(name in there for name in _TAGGED):
        return list(_TAGGED)
    raise KnownError(
        "“{file}” has neither a column “text” nor the columns “tokens” and “ner_tags”.", file=path
    )


def _rows(file: Any, columns: list[str], path: Path) -> Iterator[dict[str, Any]]:
    """The rows of one group after the other, unpacked only within a limit."""
    for group in range(file.num_row_groups):
        if file.metadata.row_group(group).total_byte_size > _GROUP_LIMIT:
            raise KnownError(
                "“{file}” is empty or holds more than {limit} MB; split it into smaller files.",
                file=path,
                limit=_GROUP_LIMIT // MEGABYTE,
            )
        batches = file.iter_batches(_TOGETHER, row_groups=[group], columns=columns)
        while True:
            with _sound(path):
                batch = next(batches, None)
                rows = batch.to_pylist() if batch is not None else []
            if batch is None:
                break
            yield from rows


@contextmanager
def _sound(path: Path) -> Iterator[None]:
    """Say in a sentence that a file is damaged, whatever Arrow stumbles over."""
    try:
        yield
    except Refusal:
        raise
    except Exception as error:
        raise KnownError("“{file}” is damaged, or is not what its name says.", file=path) from error


def _tag_names(metadata: Mapping[bytes, bytes]) -> list[str]:
    """The names of the numbers in `ner_tags`, as `datasets` keeps them; none when it does not."""
    try:
        known = json.loads(metadata.get(b"huggingface", b"{}"))
        feature = known["info"]["features"]["ner_tags"]
        names = feature.get("feature", feature)["names"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []
    return names if isinstance(names, list) and all(isinstance(n, str) for n in names) else []


def _record(fields: Fields, name: str, names: Sequence[str], reading: ReaderInput) -> Record:
    if "text" not in fields:
        return _tagged_tokens(fields, name, names, reading)
    own = fields.object("name")
    attributes = dict(_attributes(fields))
    named = own if isinstance(own, str) and own else name
    document = document_of(fields.text("text"), named, attributes, reading)
    gathering = RecordGathering(document, reading)
    for number, item in enumerate(_list(fields, "spans"), 1):
        span = loose(item, "spans")
        fragment = gathering.fragment(span.object("begin"), span.object("end"))
        key = span.text("id", f"#{number}")
        gathering.add_span(key, [span.text("tag")], fragment, _attributes(span))
    for item in _list(fields, "relations"):
        relation = loose(item, "relations")
        ends = relation.text("head"), relation.text("tail")
        gathering.add_relation(relation.text("tag"), *ends, attributes=_attributes(relation))
    for tag in _list(fields, "labels"):
        if not isinstance(tag, str):
            raise AnnotationError("“{key}” must be a text.", key="labels")
        gathering.add_label(tag)
    return gathering.record()


def _list(fields: Fields, key: str) -> list[Any]:
    """A list; what is null in a column is empty."""
    return fields.items(key) if key in fields and fields.object(key) is not None else []


def _attributes(fields: Fields) -> Attributes:
    """Attributes, which stand in their column as a JSON object."""
    if fields.object("attributes") in (None, "", {}):
        return ()
    values = parse_object(fields.text("attributes"))
    return Fields({"attributes": values}, ("attributes",), "attributes").attributes()


def _tagged_tokens(fields: Fields, name: str, names: Sequence[str], reading: ReaderInput) -> Record:
    """A row of another data set: its tokens, joined by spaces, and their tags in IOB2."""
    tokens, tags = _list(fields, "tokens"), _list(fields, "ner_tags")
    if len(tokens) != len(tags) or not all(isinstance(token, str) for token in tokens):
        raise AnnotationError(
            "There are {tokens} tokens and {tags} tags.", tokens=len(tokens), tags=len(tags)
        )
    gathering = RecordGathering(document_of(" ".join(tokens), name, {}, reading), reading)
    begin, open_span = 0, ("", 0, 0)
    for token, tag in zip(tokens, [*map(_named, tags, [names] * len(tags))], strict=True):
        end = begin + len(token)
        letter, _, meant = tag.partition("-")
        if letter == "I" and meant == open_span[0]:
            open_span = (meant, open_span[1], end)
        else:
            _close(open_span, gathering)
            open_span = (meant, begin, end)
        begin = end + 1
    _close(open_span, gathering)
    return gathering.record()


def _close(span: tuple[str, int, int], gathering: RecordGathering) -> None:
    tag, begin, end = span
    if tag:
        gathering.add_span(str(begin), [tag], gathering.fragment(begin, end))


def _named(tag: object, names: Sequence[str]) -> str:
    """The tag itself, or the name of its number."""
    if isinstance(tag, str):
        return tag
    if isinstance(tag, int) and 0 <= tag < len(names):
        return names[tag]
    raise AnnotationError("The tag {tag} is a number without a name in this file.", tag=tag)
