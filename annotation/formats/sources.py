"""Which files a path brings: the file itself, or the files of a folder in a steady order."""

import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from annotation.errors import KnownError
from annotation.formats.format import Format
from annotation.formats.guessing import guess_format
from annotation.formats.manifest import SUFFIX
from annotation.formats.reading import (
    PROJECT_SUFFIX,
    ReaderInput,
    ReaderNotice,
    SourceFile,
    reading_file,
)

BRAT = "brat"
_BESIDE = (".conf", ".ann")  # what stands beside a text in a folder of brat's


def find_sources(
    path: Path, formats: Sequence[Format], reading: ReaderInput, seen: set[Path]
) -> Iterator[SourceFile]:
    """Every file that the path brings and that was not `seen`, which is added to.

    Among several formats each file's content decides. KnownError when the path cannot be read.
    """
    with reading_file(path):
        path.stat()
        is_folder = path.is_dir()
    found = _in_folder(path, formats, reading.remark) if is_folder else [(path, path.stem)]
    for file, name in found:
        source = None
        with reading.passing_over():
            source = _source(file, name, formats)
        if source and source.path.resolve() not in seen:
            seen.add(source.path.resolve())
            yield source


def _source(path: Path, name: str, formats: Sequence[Format]) -> SourceFile:
    """The file with its format; an .ann stands for the text beside it."""
    with reading_file(path):
        path.stat()
    if not path.is_file():
        raise KnownError("“{file}” is not a file.", file=path)
    if path.suffix.lower() == PROJECT_SUFFIX:
        raise KnownError("“{file}” is a project; export it first and import that.", file=path)
    kind = formats[0].name if len(formats) == 1 else guess_format(path, formats)
    if kind == BRAT:
        text, annotations = path.with_suffix(".txt"), path.with_suffix(".ann")
        for one, other in ((text, annotations), (annotations, text)):
            if not one.is_file():
                raise KnownError("“{file}” has no “{other}” beside it.", file=other, other=one.name)
        path = text
    readable = name.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    return SourceFile(path, unicodedata.normalize("NFC", readable), kind)


def _in_folder(
    folder: Path, formats: Sequence[Format], remark: Callable[[ReaderNotice], None]
) -> Iterator[tuple[Path, str]]:
    """The files of these formats in a folder and those within; hidden ones are skipped."""
    suffixes = {suffix for format in formats for suffix in format.suffixes}
    others = []
    is_empty = True
    for path in _walk(folder):
        if path.name.endswith(SUFFIX):
            continue  # the manifest of an export says nothing new
        if path.suffix.lower() in suffixes:
            is_empty = False
            yield path, path.relative_to(folder).with_suffix("").as_posix()
        elif path.suffix.lower() not in _BESIDE:
            others.append(path)
    if is_empty:
        raise KnownError("“{folder}” holds no file that can be imported.", folder=folder)
    if others:
        remark(
            ReaderNotice(
                "{count} files of other kinds were left out, for example “{file}”.",
                {"count": len(others), "file": others[0]},
            )
        )


def _walk(folder: Path) -> Iterator[Path]:
    """Files in the order of their paths; links to folders are not followed."""
    with reading_file(folder):
        for parent, folders, files in os.walk(folder, onerror=_raise):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (Path(parent, name) for name in sorted(files) if not name.startswith("."))


def _raise(error: OSError) -> None:
    raise error
