"""The small world of a case: a folder of work, folders of the program's own, and what is not ours.

It lies at the same place each time, for backups are found by the project's path. How it looks
before an operation is made once and kept.
"""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, Span, Stage, StageMark
from annotation.values.record import Record
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.project import JournalStep, Project

TEXT = (
    "التقى أَحْمَدُ بن سالم 😀 مديرةَ البنك الدولي سلمى الـعـلي في ١٢/٠٥/2025، وقال: لا بدّ من CASA-1000."
)
AT = "2026-01-01T00:00:00.000+00:00"
THESIS = "لا يكتب أحد هنا سواي.\n" * 40
SMALL = Path(__file__).parents[1] / "data" / "small.toml"

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class World:
    """Where everything is."""

    root: Path

    @property
    def work(self) -> Path:
        return self.root / "عمل"

    @property
    def project(self) -> Path:
        return self.work / "أخبار.tawseem"

    @property
    def incoming(self) -> Path:
        return self.root / "وارد"

    @property
    def elsewhere(self) -> Path:
        return self.root / "مكان آخر"

    @property
    def outside(self) -> Path:
        return self.root / "لغيرنا"

    @property
    def thesis(self) -> Path:
        return self.outside / "أطروحة.txt"

    def make(self) -> None:
        """The world before every operation: a project on which two people work."""
        for folder in (self.work, self.incoming, self.elsewhere, self.outside):
            folder.mkdir(parents=True)
        self.thesis.write_text(THESIS, "utf-8")
        self.thesis.chmod(0o600)
        (self.outside / "رابط").symlink_to(self.thesis)
        with Project.create(self.project, tagset()) as project:
            project.add_records(
                Record(Document.of(f"d{n}", f"خبر {n}", f"{TEXT} {n}", (("رقم", n),)))
                for n in range(3)
            )
            for name in ("سارة", "علي"):
                for number in range(3):
                    write(project, name, number)
            project.team.assign(["d0", "d1"], ["سارة"])
            project.team.assign(["d1", "d2"], ["علي"])

    def environment(self) -> dict[str, str]:
        """Where the program keeps what is its own."""
        return {
            "TAWSEEM_DATA": str(self.root / "data"),
            "TAWSEEM_CACHE": str(self.root / "cache"),
            "TAWSEEM_CONFIG": str(self.root / "config"),
            "TAWSEEM_LANGUAGE": "en",
            "USER": "ليلى",
        }


def tagset() -> Tagset:
    """The small tagset of the tests."""
    return read_tagset(SMALL.read_text("utf-8"), SMALL.name)


def step_of(name: str, number: int) -> JournalStep:
    """The act with this number of somebody: a span more."""
    word = TEXT.split()[number % 8]
    begin = TEXT.index(word)
    span = Span(f"{name}-s{number}", "entities", "PER", ((begin, begin + len(word)),))
    return JournalStep(f"{name}-{number}", AT, Transaction(Op.CREATE_SPAN, (Change(None, span),)))


def write(project: Project, name: str, number: int, document: str = "d1") -> str:
    """Carry out the act with this number; its id."""
    step = step_of(name, number)
    project.commit(project.open_set(document, name).id, step)
    return step.step_id


def finish(project: Project, name: str, document: str = "d1") -> None:
    """Mark somebody's work as finished."""
    mark = Transaction(Op.CREATE_SPAN, (Change(None, StageMark(Stage.FINISHED)),))
    project.commit(project.open_set(document, name).id, JournalStep(f"{name}-end", AT, mark))


class Worlds:
    """One place, and how it looked before each operation, made on first use."""

    def __init__(self, folder: Path) -> None:
        self.world = World(folder / "عالم")
        self._kept = folder / "قوالب"
        self._kept.mkdir(parents=True, exist_ok=True)

    def begin(self, name: str, prepare: Callable[[World], None]) -> World:
        """The world as it is before the operation of this name."""
        kept = self._kept / name
        if not kept.exists():
            self.clear()
            with living_in(self.world):
                self.world.make()
                prepare(self.world)
            self.world.root.rename(kept)
        self.clear()
        shutil.copytree(kept, self.world.root, symlinks=True)
        return self.world

    def clear(self) -> None:
        shutil.rmtree(self.world.root, ignore_errors=True)


@contextlib.contextmanager
def living_in(world: World) -> Iterator[None]:
    """The program's own folders are those of the world."""
    before = {name: os.environ.get(name) for name in world.environment()}
    os.environ.update(world.environment())
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value


def tree(folder: Path) -> dict[str, tuple[int, str]]:
    """Everything below a folder: its kind and rights, and for a link where it leads."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        target = str(path.readlink()) if path.is_symlink() else ""
        found[path.relative_to(folder).as_posix()] = (status.st_mode, target)
    return found


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Everything below a folder that is not ours, byte by byte."""
    return {
        name: (
            mode,
            b"" if target or not (folder / name).is_file() else (folder / name).read_bytes(),
        )
        for name, (mode, target) in tree(folder).items()
    }


def rows_of(path: Path) -> Rows:
    """All rows of a closed project; what SQLite counts for itself is left out."""
    with contextlib.closing(_connected(path)) as file:
        tables = [
            name
            for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith("sqlite_")
        ]
        return {name: sorted(file.execute(f"SELECT * FROM {name}"), key=repr) for name in tables}


def steps_of(path: Path) -> list[str]:
    """The ids of all acts of a closed project, in order."""
    with contextlib.closing(_connected(path)) as file:
        return [id for (id,) in file.execute("SELECT step_id FROM journal ORDER BY id")]


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
