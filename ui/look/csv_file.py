"""Tables as CSV files for spreadsheets: UTF-8 with a mark, and nothing that they would run."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from annotation.files.placing import replace
from annotation.files.work_folders import unfinished_beside
from annotation.formats.tables import shielded

CellValue = str | int | float | None


def write_csv(path: Path, rows: Iterable[Sequence[CellValue]]) -> None:
    """Write rows, the titles first; what is there is replaced. KnownError when that fails."""
    with unfinished_beside(path) as unfinished:
        unfinished.write_text(csv_text(rows), encoding="utf-8-sig", newline="")
        replace(unfinished, path)


def csv_text(rows: Iterable[Sequence[CellValue]]) -> str:
    """The rows as RFC 4180 has them; an empty cell where there is nothing."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([shielded(c) if isinstance(c, str) else c for c in row] for row in rows)
    return text.getvalue()
