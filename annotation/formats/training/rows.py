"""Where something is wrong in a file that has rows and not lines."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotation.errors import AnnotationError, KnownError


@contextmanager
def at_row(path: Path, number: int) -> Iterator[None]:
    """Give every AnnotationError raised inside the file and the row, counted from 1."""
    try:
        yield
    except AnnotationError as error:
        raise KnownError(
            "{file}, row {row}: {reason}", file=path, row=number, reason=error
        ) from error
