"""How an export would look: its first documents written to a temporary folder and shown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from annotation.files.work_folders import passing_folder
from annotation.formats.exporting import ExportChoices, export
from annotation.formats.loss import Loss
from annotation.formats.manifest import SUFFIX
from annotation.values.record import Record

DOCUMENTS = 3
SHOWN = 1500  # characters of each file


@dataclass(frozen=True, slots=True)
class Sight:
    """The beginnings of the files by name, empty where a file is no text, and what is left out."""

    files: tuple[tuple[str, str], ...]
    loss: Loss


def preview(records: Iterable[Record], wish: ExportChoices) -> Sight:
    """The first documents as the wish would write them; refusals are those of an export."""
    with passing_folder() as folder:
        out = folder / f"export{'' if wish.format.is_folder else wish.format.suffixes[0]}"
        plain = replace(wish, split=None, refuses_loss=False)
        exported = export(islice(records, DOCUMENTS), out, plain)
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        files = [(path.name, _beginning(path)) for path in paths if not path.name.endswith(SUFFIX)]
    return Sight(tuple(files), exported.loss)


def _beginning(path: Path) -> str:
    data = path.read_bytes()[: SHOWN * 4]
    if b"\x00" in data:
        return ""
    return data.decode("utf-8", "ignore")[:SHOWN]
