"""The first hundred bytes of a project file, read before SQLite sees it.

The form: https://www.sqlite.org/fileformat2.html, section 1.3. Nothing else may open a project's
path: closing any other handle on it drops SQLite's locks (https://www.sqlite.org/howtocorrupt.html,
section 2.2).
"""

from dataclasses import dataclass
from pathlib import Path

from annotation.errors import Damaged
from storage.file.troubles import DiskRefusal

HEADER_LENGTH = 100
MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Header:
    """What a SQLite file says about itself: whose it is and in which version."""

    application_id: int
    user_version: int


def read_header(path: Path) -> Header:
    """The header of an existing file; Damaged when it is not a SQLite file."""
    try:
        with path.open("rb") as file:
            data = file.read(HEADER_LENGTH)
    except OSError as error:
        raise DiskRefusal(
            "{file} cannot be read: {reason}.", file=path.name, reason=error.strerror
        ) from error
    if not data:
        raise Damaged("{file} is empty; it is not a project.", file=path.name)
    if len(data) < HEADER_LENGTH or not data.startswith(MAGIC):
        raise Damaged("{file} is not a Tawseem project.", file=path.name)
    return Header(
        application_id=int.from_bytes(data[68:72], "big"),
        user_version=int.from_bytes(data[60:64], "big"),
    )
