"""The checksum of a row: damage that SQLite's own checks do not see is seen by this one."""

import zlib
from collections.abc import Iterable

from storage.codec import write_json


def row_checksum(values: Iterable[str | int | None]) -> int:
    """CRC-32 of the values of a row, in the order of its columns."""
    return zlib.crc32(write_json(list(values)).encode())
