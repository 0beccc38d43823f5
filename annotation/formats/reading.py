"""What every reader shares: files within limits, lines with numbers, places in messages."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from annotation.errors import AnnotationError, KnownError
from annotation.formats.decoding import decode
from annotation.tagsets.tagset import Tagset

PROJECT_SUFFIX = ".tawseem"  # never opened here: that would drop SQLite's lock on an open project
MEGABYTE = 1_000_000
TEXT_LIMIT = 20 * MEGABYTE
FILE_LIMIT = 64 * MEGABYTE
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class ReaderNotice:
    """Something a reader did that people should know: a template with its values."""

    template: str
    values: dict[str, object] = field(default_factory=dict)


def _ignore(remark: ReaderNotice) -> None:
    del remark


@dataclass(frozen=True, slots=True)
class ReaderInput:
    """What a reader is given: the tagset, where ids come from, and where remarks go.

    What is wrong goes to `skip`, if it is given, and the reading goes on with what comes next.
    `obeys_rules` is off only when an export is read back: what a project holds must be writable
    even where its tagset has changed since.
    """

    tagset: Tagset
    new_id: Callable[[], str]
    remark: Callable[[ReaderNotice], None] = _ignore
    obeys_rules: bool = True
    options: Mapping[str, str] = field(default_factory=dict)
    skip: Callable[[KnownError], None] | None = None

    @contextmanager
    def passing_over(self) -> Iterator[None]:
        """Around one document: what is wrong with it ends the reading, or is told to `skip`."""
        try:
            yield
        except KnownError as error:
            if self.skip is None:
                raise
            self.skip(error)

    def option(self, name: str, usual: str = "") -> str:
        """What was chosen about the format being read."""
        return self.options.get(name, usual)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to read, the name its document gets if the file says no other, and its format."""

    path: Path
    name: str
    format: str


def placed(error: AnnotationError, path: Path, line: int) -> KnownError:
    """The same refusal, with the file and the line where it arose."""
    return KnownError("{file}, line {line}: {reason}", file=path, line=line, reason=error)


@contextmanager
def at_line(path: Path, line: int) -> Iterator[None]:
    """Give every AnnotationError raised inside the file and the line."""
    try:
        yield
    except AnnotationError as error:
        raise placed(error, path, line) from error


@contextmanager
def reading_file(path: Path) -> Iterator[None]:
    """KnownError in place of the system's own error when a file cannot be read."""
    try:
        yield
    except FileNotFoundError as error:
        raise KnownError("There is no file or folder “{file}”.", file=path) from error
    except OSError as error:
        raise KnownError(
            "“{file}” cannot be read: {reason}.", file=path, reason=error.strerror or error
        ) from error


def check_size(path: Path, limit: int = FILE_LIMIT) -> None:
    """Refuse a file that is too large to be one text."""
    with reading_file(path):
        size = path.stat().st_size
    if size > limit:
        raise KnownError(
            "“{file}” has {size} MB, more than the {limit} MB a text may have; "
            "split it into smaller files.",
            file=path,
            size=-(-size // MEGABYTE),
            limit=limit // MEGABYTE,
        )


def read_text(path: Path, remark: Callable[[ReaderNotice], None], limit: int = FILE_LIMIT) -> str:
    """The whole text of a file, decoded; KnownError when it is too long or not text."""
    check_size(path, limit)
    with reading_file(path):
        decoded = decode(path.read_bytes(), str(path))
    if decoded.replaced:
        remark(
            ReaderNotice(
                "In “{file}”, {count} characters were broken and are now “\ufffd”.",
                {"file": path, "count": decoded.replaced},
            )
        )
    return decoded.text


def read_lines(path: Path, remark: Callable[[ReaderNotice], None]) -> Iterator[tuple[int, str]]:
    """The numbered lines of a file, without their ends; a file above the limit must be UTF-8.

    KnownError when it is empty or cannot be read.
    """
    with reading_file(path):
        is_short = path.stat().st_size <= FILE_LIMIT
    if is_short:
        lines = read_text(path, remark).split("\n")
        if not any(lines):
            raise KnownError("“{file}” is empty.", file=path)
        yield from ((number, line.removesuffix("\r")) for number, line in enumerate(lines, 1))
    else:
        yield from _stream_lines(path)


def _stream_lines(path: Path) -> Iterator[tuple[int, str]]:
    number = 0
    with reading_file(path), path.open("rb") as file:
        while line := file.readline(FILE_LIMIT + 1):
            number += 1
            with at_line(path, number):
                text = _decoded_line(line if number > 1 else line.removeprefix(_BOM))
            yield number, text


def _decoded_line(line: bytes) -> str:
    if len(line) > FILE_LIMIT:
        raise AnnotationError("This line is longer than {limit} MB.", limit=FILE_LIMIT // MEGABYTE)
    try:
        return line.decode("utf-8").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError as error:
        raise AnnotationError("This line is not UTF-8.") from error
