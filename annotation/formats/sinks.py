"""The usual places that records are written to: a file of text, a folder with files for each."""

from collections.abc import Callable, Mapping
from pathlib import Path

from annotation.formats.format import Sink, WriterInput
from annotation.tagsets.tagset import Tagset
from annotation.values.record import Record

WriteText = Callable[[Record, WriterInput], str]
WriteFiles = Callable[[Record, WriterInput], Mapping[str, str]]  # contents by suffix
SettingsFiles = Callable[[Tagset], Mapping[str, str]]  # contents by file name


class _TextFile:
    """One UTF-8 file: a head, the records with something between them, a tail."""

    def __init__(
        self, place: Path, writing: WriterInput, write: WriteText, frame: tuple[str, str, str]
    ) -> None:
        self._file = place.open("xb")
        self._writing = writing
        self._write = write
        head, self._between, self._tail = frame
        self._file.write(head.encode("utf-8"))
        self._before = ""

    def add(self, record: Record, name: str) -> None:
        del name  # one file holds them all, so the document keeps its own
        piece = self._before + self._write(record, self._writing)
        self._file.write(piece.encode("utf-8"))
        self._before = self._between

    def close(self) -> None:
        if self._file.closed:
            return
        with self._file:
            self._file.write(self._tail.encode("utf-8"))


class _Folder:
    """Files for each record, and those that stand beside them."""

    def __init__(
        self, place: Path, writing: WriterInput, write: WriteFiles, beside: Mapping[str, str]
    ) -> None:
        self._place = place
        self._writing = writing
        self._write = write
        place.mkdir()
        for name, text in beside.items():
            place.joinpath(name).write_bytes(text.encode("utf-8"))

    def add(self, record: Record, name: str) -> None:
        for suffix, text in self._write(record, self._writing).items():
            self._place.joinpath(name + suffix).write_bytes(text.encode("utf-8"))

    def close(self) -> None:
        """Nothing is held open."""


def text_file(
    write: WriteText, *, head: str = "", between: str = "", tail: str = ""
) -> Callable[[Path, WriterInput], Sink]:
    """How to begin one text file; `head` and `tail` are written also when there is no record."""
    return lambda place, writing: _TextFile(place, writing, write, (head, between, tail))


def folder(
    write: WriteFiles, settings: SettingsFiles = lambda tagset: {}
) -> Callable[[Path, WriterInput], Sink]:
    """How to begin a folder with files for each document and `settings` beside them."""
    return lambda place, writing: _Folder(place, writing, write, settings(writing.tagset))
