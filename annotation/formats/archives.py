"""Zipped folders: unpacked to a temporary folder within limits, and never outside it."""

import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath

from annotation.errors import AnnotationError, KnownError, Refusal
from annotation.files.own_files import make_folder
from annotation.files.work_folders import passing_folder
from annotation.formats.reading import MEGABYTE, ReaderInput, ReaderNotice, reading_file

ENTRIES = 200_000
UNPACKED_LIMIT = 4_000 * MEGABYTE
_SHARE = 2  # half of what is free may be taken: the project that reads it grows, too
_GROWTH = 200  # no text is packed to less than a two hundredth; a bomb is
_SMALL = MEGABYTE  # up to here the growth of an entry does not matter
_SMALL_WHOLE = 64 * MEGABYTE  # and up to here that of all
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others cannot be unpacked bit by bit
_CHUNK = 1 << 20


def is_archive(path: Path) -> bool:
    """Whether the file is to be unpacked before it is read."""
    return path.suffix.lower() == ".zip" and path.is_file()


@contextmanager
def unpacked(path: Path, reading: ReaderInput) -> Iterator[tuple[Path, ReaderInput]]:
    """The path and the reading as they are; for an archive a folder with what it holds.

    What is said about files of the folder is said of those in the archive, refusals too. KnownError
    when the archive is unsound or unpacks to too much.
    """
    if not is_archive(path):
        yield path, reading
        return
    with passing_folder() as folder:
        place = folder / "unpacked"  # the archive may be called ...zip
        make_folder(place)
        with reading_file(path):
            _unpack(path, place)
        named = _Renaming(path, place)
        try:
            yield place, named.reading(reading)
        except Refusal as error:
            raise named.refusal(error) from error


class _Renaming:
    """Names of files in the temporary folder, said as names in the archive."""

    def __init__(self, archive: Path, place: Path) -> None:
        self._archive = archive
        self._place = place

    def reading(self, reading: ReaderInput) -> ReaderInput:
        skip = reading.skip
        return replace(
            reading,
            remark=lambda remark: reading.remark(self._remark(remark)),
            skip=(lambda error: skip(self.refusal(error))) if skip else None,
        )

    def refusal(self, error: Refusal) -> KnownError:
        return KnownError(error.template, **{n: self._value(v) for n, v in error.values.items()})

    def _remark(self, remark: ReaderNotice) -> ReaderNotice:
        values = {name: self._value(value) for name, value in remark.values.items()}
        return ReaderNotice(remark.template, values)

    def _value(self, value: object) -> object:
        if isinstance(value, Refusal):
            return self.refusal(value)
        if isinstance(value, Path) and value.is_relative_to(self._place):
            return self._archive / value.relative_to(self._place)
        return value


def _unpack(path: Path, place: Path) -> None:
    """Write every entry below `place`; KnownError for anything that is not a plain file."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > ENTRIES:
                raise AnnotationError("It holds more than {count} files.", count=ENTRIES)
            room = limit = _room(path, place)
            for entry in entries:
                if not entry.filename.endswith(("/", "\\")):  # is_dir() wants a name
                    room -= _write(archive, entry, place, room)
                if room < 0:
                    raise AnnotationError(
                        "It unpacks to more than the {limit} MB that there is room for.",
                        limit=limit // MEGABYTE,
                    )
    except AnnotationError as error:
        raise KnownError("“{file}” is not unpacked: {reason}", file=path, reason=error) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        raise KnownError("“{file}” is a damaged archive.", file=path) from error


def _room(path: Path, place: Path) -> int:
    """How many bytes may be unpacked: by what is free there, and by what the archive has."""
    free = shutil.disk_usage(place).free // _SHARE
    return min(UNPACKED_LIMIT, free, max(_SMALL_WHOLE, path.stat().st_size * _GROWTH))


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, place: Path, room: int) -> int:
    """Write one entry, at most as much as there is room for; how many bytes it has."""
    target = place.joinpath(*_parts(entry))
    limit = max(_SMALL, entry.compress_size * _GROWTH)
    written = 0
    try:
        make_folder(target.parent)
        with archive.open(entry) as packed, target.open("xb") as file:
            while written <= room and (chunk := packed.read(_CHUNK)):
                written += len(chunk)
                if written > limit:
                    raise AnnotationError("“{entry}” grows beyond bounds.", entry=entry.filename)
                if written <= room:
                    file.write(chunk)
    except (FileExistsError, NotADirectoryError) as error:
        raise AnnotationError(
            "“{entry}” stands where another file is.", entry=entry.filename
        ) from error
    return written


def _parts(entry: zipfile.ZipInfo) -> tuple[str, ...]:
    """Where an entry goes; AnnotationError when that is not below the folder, or no plain file."""
    if not entry.filename:
        raise AnnotationError("One of its files has no name.")
    name = entry.filename.replace("\\", "/")
    parts = PurePosixPath(name).parts
    mode = entry.external_attr >> 16
    is_safe = parts and not name.startswith("/") and ".." not in parts and ":" not in parts[0]
    if not is_safe:
        raise AnnotationError("“{entry}” leads out of the archive.", entry=entry.filename)
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise AnnotationError("“{entry}” is no plain file.", entry=entry.filename)
    if entry.compress_type not in _PACKED:
        raise AnnotationError(
            "“{entry}” is packed in a way that is not unpacked here; pack it as a usual zip file.",
            entry=entry.filename,
        )
    if entry.flag_bits & 1:
        raise AnnotationError("“{entry}” needs a password.", entry=entry.filename)
    return parts
