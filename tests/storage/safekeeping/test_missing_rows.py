"""Where a row is missing that another needs, nothing is read as if it were all: it is refused."""

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from annotation.errors import Damaged
from annotation.sampling.batch import Batch, UnitKind
from storage.project import Project

ALL = Batch(kind=UnitKind.DOCUMENT)
# What reads the whole corpus, or the one document; each would leave out what is not there.
READERS: dict[str, Callable[[Project], object]] = {
    "export": lambda project: list(project.records()),
    "one's export": lambda project: list(project.records("سارة")),
    "side by side": lambda project: list(project.sets_side_by_side()),
    "split": lambda project: project.team.split(["علي"], project.path.parent, everything=True),
    "texts": lambda project: list(project.texts()),
    "hashed texts": lambda project: list(project.hashed_texts()),
    "effort": lambda project: list(project.quality.works()),
    "review": lambda project: project.review(),
}
# What counts work and reads no text.
COUNTERS: dict[str, Callable[[Project], object]] = {
    "sampling": lambda project: list(project.quality.units(ALL)),
    "curation": lambda project: project.curating.documents("محكّم"),
    "numbers": lambda project: project.stats(),
}
OF_ONE: dict[str, Callable[[Project], object]] = {
    "search": lambda project: project.search("الوفد"),
    "document": lambda project: project.document("d2"),
    "named": lambda project: project.document_named("خبر آخر"),
    "open": lambda project: project.open_set("d2", "علي"),
    "state": lambda project: project.state("d2", "علي"),
    "sets": lambda project: project.sets_of("d2"),
    "suggestions": lambda project: project.suggestions("d2"),
}


def without(path: Path, *statements: str) -> Project:
    """The project as another program left it, which asked no foreign key and no trigger."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        for statement in statements:
            assert other.execute(statement).rowcount == 1
    return Project.open(path)


@pytest.mark.parametrize("reader", [*READERS, *OF_ONE])
def test_a_document_without_its_text_is_refused(full: Project, path: Path, reader: str) -> None:
    full.close()
    with without(path, "DELETE FROM document_text WHERE document_id = 2") as project:
        with pytest.raises(Damaged, match="is damaged"):
            (READERS | OF_ONE)[reader](project)
        problems = [str(problem) for problem in project.check()]
        assert problems == ["The text of “خبر آخر” is not as it was imported."]


@pytest.mark.parametrize("reader", [name for name in (*READERS, *COUNTERS) if name != "split"])
@pytest.mark.parametrize("lost", ["annotator WHERE name = 'علي'", "document WHERE id = 2"])
def test_work_without_its_person_or_document_is_refused(
    full: Project, path: Path, reader: str, lost: str
) -> None:
    full.close()
    with without(path, f"DELETE FROM {lost}") as project:
        with pytest.raises(Damaged, match="is damaged"):
            (READERS | COUNTERS)[reader](project)
        assert project.check() != []


@pytest.mark.parametrize("read_only", [False, True])
def test_a_project_without_its_own_row_is_refused(
    full: Project, path: Path, *, read_only: bool
) -> None:
    full.close()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("DELETE FROM project")
    with pytest.raises(Damaged, match=r"is damaged \(project\)"):
        Project.open(path, read_only=read_only)


def test_an_item_that_cannot_be_read_is_damage(full: Project, path: Path) -> None:
    """So that the window offers a backup."""
    full.close()
    with (
        without(path, """UPDATE span SET fragments = '[["x"]]' WHERE id = 's1'""") as project,
        pytest.raises(Damaged, match="An item in this project cannot be read"),
    ):
        project.state("d1", "سارة")
