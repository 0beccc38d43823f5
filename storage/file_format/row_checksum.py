"""The checksum of a row: damage that SQLite's own checks do not see is seen by this one."""

import zlib
from collections.abc import Iterable

from storage.file_format.codec import write_json


def row_checksum(values: Iterable[str | int | None]) -> int:
    """CRC-32 of the values of a row, in the order of its columns."""
    return zlib.crc32(write_json(list(values)).encode())


class LongRow:
    """The same for a row whose last value is a text that comes in pieces."""

    def __init__(self, values: Iterable[str | int | None]) -> None:
        opening = write_json([*values, ""])  # …,""]
        self._ending = opening[-2:].encode()
        self._sum = zlib.crc32(opening[:-2].encode())

    def take(self, piece: str) -> None:
        """Go on with the next piece of the text."""
        self._sum = zlib.crc32(write_json(piece)[1:-1].encode(), self._sum)

    def checksum(self) -> int:
        """The checksum, when all pieces have been taken."""
        return zlib.crc32(self._ending, self._sum)
