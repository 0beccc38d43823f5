"""What a format is: how its files are recognised, read, written and proven."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from annotation.errors import AnnotationError
from annotation.formats.holding import lost_between
from annotation.formats.loss import ContentKind, LossCounts
from annotation.formats.reading import ReaderInput, SourceFile
from annotation.tagsets.tagset import Tagset
from annotation.values.record import Record


class Layout(StrEnum):
    """How the documents of an export lie on the disk."""

    FILE = "file"  # all of them in one file
    FOLDER = "folder"  # one or more files for each document
    BUNDLE = "bundle"  # a folder of a few files that hold all of them


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen about a format; the first choice is the usual one.

    Without choices any text will do (the column of a table), and none is the usual one.
    """

    name: str
    choices: tuple[str, ...] = ()

    @property
    def usual(self) -> str:
        """What holds when nothing is chosen."""
        return self.choices[0] if self.choices else ""


@dataclass(frozen=True, slots=True)
class WriterInput:
    """What a writer is given: the tagset, the chosen options, and whether suggestions come too."""

    tagset: Tagset
    options: Mapping[str, str] = field(default_factory=dict)
    with_suggestions: bool = False

    def option(self, name: str) -> str:
        """What was chosen, or is usual, of an option that the format has."""
        return self.options[name]


class Sink(Protocol):
    """Where records go, one after the other; nothing is complete before it is closed."""

    def add(self, record: Record, name: str) -> None:
        """Write a record whose document is called `name` there."""

    def close(self) -> None:
        """Complete the file; calling it again does nothing."""


def _lost_between(record: Record, held: Record, writing: WriterInput) -> LossCounts:
    del writing
    return lost_between(record, held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """How a format is written.

    `held` is the part of a record that the format can hold; `lost` is given both and counts what
    is missing, where that is more than items and attributes. An export is
    proven by comparing, document by document, what the files should say with what they say:
    `told` and `read_back` are needed only where that is not the held part read by `Format.read`.
    `beside` names what stands in a folder besides the documents: whole names, or suffixes.
    """

    begin: Callable[[Path, WriterInput], Sink]
    held: Callable[[Record, WriterInput], Record]
    lost: Callable[[Record, Record, WriterInput], LossCounts] = _lost_between
    layout: Layout = Layout.FILE
    offsets: str = "code points, end exclusive"  # as the manifest says it
    beside: tuple[str, ...] = ()
    keeps_suggestions: bool = False
    told: Callable[[Record, str, WriterInput], str] | None = None
    read_back: Callable[[Path, ReaderInput, WriterInput], Iterator[str]] | None = None


def _never(path: Path, beginning: object) -> bool:
    del path, beginning
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One interchange format; without `read` it is only written, without `output` only read.

    `recognises` is asked with a file's path and the beginning of its text, `recognises_bytes`,
    before it, with the beginning of its bytes.
    """

    name: str
    suffixes: tuple[str, ...]  # how the names of its files end; the first is written
    holds: frozenset[ContentKind] = frozenset()
    read: Callable[[SourceFile, ReaderInput], Iterator[Record]] | None = None
    output: Output | None = None
    recognises: Callable[[Path, str], bool] = _never
    recognises_bytes: Callable[[Path, bytes], bool] = _never
    options: tuple[Option, ...] = ()  # of writing
    read_options: tuple[Option, ...] = ()

    @property
    def is_folder(self) -> bool:
        """Whether an export is a folder and not one file."""
        return self.output is not None and self.output.layout is not Layout.FILE


def chosen_options(
    format: Format, options: tuple[Option, ...], chosen: Mapping[str, str]
) -> dict[str, str]:
    """Every option with its value, chosen or usual; AnnotationError for what cannot be chosen."""
    values = {option.name: option.usual for option in options}
    for name, value in chosen.items():
        option = next((option for option in options if option.name == name), None)
        if option is None:
            raise AnnotationError(
                "The format “{format}” has no option “{option}”; it has: {options}.",
                format=format.name,
                option=name,
                options=", ".join(values) or "–",
            )
        if option.choices and value not in option.choices:
            raise AnnotationError(
                "“{option}” cannot be “{value}”; it can be {values}.",
                option=name,
                value=value,
                values=", ".join(option.choices),
            )
        values[name] = value
    return values
