"""An import of forty articles: what comes, and projects into which it comes."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Span, Stage, SuggestedSpan, Suggestions
from annotation.values.record import Record
from storage.exchange.importing import StagedImport
from storage.project import Project

ARTICLES = 40
LONG = "وقال أحمد: لا بدّ من CASA-1000، والأمل باقٍ 😀. " * 150


def article(number: int) -> Document:
    return Document.of(f"n{number}", f"خبر {number}", f"التقى أَحْمَدُ بن سالم {number}\n{LONG}")


@pytest.fixture
def several(ahmad: Span) -> list[Record]:
    """Articles of a tenth of a portion, each worked on by somebody, each with a suggestion."""
    spans = (replace(ahmad, fragments=((6, 20),)),)
    waits = Suggestions((SuggestedSpan("g1", "ORG", ((0, 5),), 0.5, "معجم", "اسم"),))
    return [
        Record(article(number), "سارة", Stage.FINISHED, spans, suggestions=waits)
        for number in range(ARTICLES)
    ]


@pytest.fixture
def known(path: Path, tagset: Tagset, several: list[Record]) -> Path:
    """A project that has the articles, and nobody's work on them."""
    with Project.create(path, tagset) as project:
        project.add_records([Record(record.document) for record in several])
    return path


@pytest.fixture
def decided(path: Path, tagset: Tagset, several: list[Record]) -> Path:
    """A project, closed after the first two portions of an import."""
    Project.create(path, tagset).close()
    with opened(path) as project:
        begin(project, several)
        portions = project.imports.bring_in()
        assert 0 < next(portions) > next(portions) > 0
        assert project.check() == []
    return path


def opened(path: Path) -> Project:
    """The project as the window opens it: what is still to come waits."""
    return Project.open(path, in_portions=True)


def staging_files(path: Path) -> list[Path]:
    return list(path.parent.glob(".*.coming"))


def staged(
    project: Project,
    records: Iterable[Record],
    progress: Callable[[int], bool] = lambda number: True,
) -> StagedImport | None:
    """An import that is ready to be decided."""
    return project.imports.stage(project.tagset, records, progress)


def begin(project: Project, records: list[Record]) -> None:
    """Decide an import, and bring nothing of it in."""
    ready = staged(project, records)
    assert ready is not None
    project.imports.admit(ready)
