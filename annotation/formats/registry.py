"""The formats: what each is called, what it can hold, and how it is read and written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from annotation.errors import AnnotationError
from annotation.formats.brat_reading import read_brat
from annotation.formats.brat_writing import (
    brat_settings,
    held_by_brat,
    lost_in_brat,
    write_brat,
)
from annotation.formats.conll_reading import read_conll
from annotation.formats.conll_writing import held_by_conll, lost_in_conll, write_conll
from annotation.formats.guessing import BRAT, CONLL, JSONL, TEXT, guess_format
from annotation.formats.jsonl_reading import read_jsonl
from annotation.formats.jsonl_writing import in_order, write_line
from annotation.formats.loss import Counts, Kind
from annotation.formats.reading import Reading, Remark, Source
from annotation.formats.sources import SUFFIXES, find_sources
from annotation.formats.text import held_by_text, lost_in_text, read_plain, write_plain
from annotation.record import Record
from annotation.tagset import Tagset

__all__ = ["FORMATS", "Format", "format_named", "guess_format", "read"]


@dataclass(frozen=True, slots=True)
class Format:
    """One interchange format; `write` gives the files of a record, by suffix.

    `held` is the part of a record that the format can hold, `lost` counts the rest. Files of a
    format that is no folder are appended to each other. Without a `write_suggested` pending
    suggestions are written as if they were items.
    """

    name: str
    is_folder: bool
    holds: frozenset[Kind]
    read: Callable[[Source, Reading], Iterator[Record]]
    write: Callable[[Record], Mapping[str, str]]
    held: Callable[[Record], Record]
    lost: Callable[[Record], Counts]
    settings: Callable[[Tagset], Mapping[str, str]]
    write_suggested: Callable[[Record], Mapping[str, str]] | None = None

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How the names of its files end; the first is written."""
        return SUFFIXES[self.name]


def _nothing(_: object) -> dict[Kind, int]:
    return {}


def _no_settings(_: Tagset) -> dict[str, str]:
    return {}


_ALL = (
    Format(
        JSONL,
        False,
        frozenset(Kind),
        read_jsonl,
        lambda record: {".jsonl": write_line(record, with_suggestions=False)},
        in_order,
        _nothing,
        _no_settings,
        lambda record: {".jsonl": write_line(record, with_suggestions=True)},
    ),
    Format(
        BRAT,
        True,
        frozenset(
            {
                Kind.SPANS,
                Kind.OVERLAPPING_SPANS,
                Kind.DISCONTINUOUS_SPANS,
                Kind.RELATIONS,
                Kind.SPAN_ATTRIBUTES,
            }
        ),
        read_brat,
        write_brat,
        held_by_brat,
        lost_in_brat,
        brat_settings,
    ),
    Format(
        CONLL,
        False,
        frozenset({Kind.SPANS, Kind.DOCUMENT_NAMES}),
        read_conll,
        lambda record: {".conll": write_conll(record)},
        held_by_conll,
        lost_in_conll,
        _no_settings,
    ),
    Format(
        TEXT,
        True,
        frozenset(),
        read_plain,
        write_plain,
        held_by_text,
        lost_in_text,
        _no_settings,
    ),
)
FORMATS: dict[str, Format] = {format.name: format for format in _ALL}


def format_named(name: str) -> Format:
    """The format of this name; AnnotationError names those there are."""
    if name not in FORMATS:
        raise AnnotationError(
            "There is no format “{format}”; there are {formats}.",
            format=name,
            formats=", ".join(FORMATS),
        )
    return FORMATS[name]


def read(
    paths: Iterable[Path],
    format: str | None,
    tagset: Tagset,
    new_id: Callable[[], str],
    remark: Callable[[Remark], None],
) -> Iterator[Record]:
    """Every record in the files and folders; without a format each file's content decides."""
    name = format_named(format).name if format else None
    reading = Reading(tagset, new_id, remark)
    for source in find_sources(paths, name, remark):
        yield from FORMATS[source.format].read(source, reading)
