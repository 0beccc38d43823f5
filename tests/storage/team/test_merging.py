"""Files come back: once or twice, in any order, and what was changed on both sides is only told."""

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest

from annotation.errors import AnnotationError, Damaged, KnownError, Refusal
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, Relation, Span, Stage, StageMark
from annotation.values.record import Record
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.file.folders import safety_folder
from storage.project import JournalStep, OpenSet, Project
from storage.safekeeping.known_backups import list_backups
from storage.system.ids import new_id
from storage.team.merging import MergedFile, Unmerged

AT = "2026-03-04T05:06:07.008+00:00"


def act(project: Project, annotator: str, *changes: Change, document: str = "d1") -> str:
    """One act; its id."""
    step = JournalStep(new_id(), AT, Transaction(Op.CREATE_SPAN, changes))
    project.commit(project.open_set(document, annotator).id, step)
    return step.step_id


def undo(project: Project, annotator: str) -> None:
    opened = project.open_set("d1", annotator)
    latest = opened.history.done[-1]
    step = opened.transactions[latest].inverse(Op.UNDO, latest)
    project.commit(opened.id, JournalStep(new_id(), AT, step))


def work(project: Project, annotator: str) -> tuple[object, ...]:
    opened: OpenSet = project.open_set("d1", annotator)
    return (opened.state, opened.history, tuple(project.journal(opened.id)))


@pytest.fixture
def parts(project: Project, tmp_path: Path) -> dict[str, Path]:
    made = project.team.split(["سارة", "علي"], tmp_path)
    return {part.annotator: part.path for part in made}


def test_the_work_comes_back_with_its_journal(
    project: Project, parts: dict[str, Path], ahmad: Span, bank: Span, met: Relation
) -> None:
    with Project.open(parts["سارة"]) as part:
        for item in (ahmad, bank, met):
            act(part, "سارة", Change(None, item))
        undo(part, "سارة")
        act(part, "سارة", Change(None, StageMark(Stage.FINISHED)))
        there = work(part, "سارة")
    report = project.team.merge([parts["سارة"]])
    assert report.files == (MergedFile(parts["سارة"].name, 1, 0, 5),)
    assert (report.unchanged, report.contradictions, report.unknown) == (0, (), ())
    assert work(project, "سارة") == there
    assert project.documents("سارة")[0].stage is Stage.FINISHED
    assert project.check() == []
    undo(project, "سارة")
    assert project.open_set("d1", "سارة").state.stage is Stage.NEW


def test_merging_twice_is_merging_once(
    project: Project, parts: dict[str, Path], ahmad: Span, bank: Span
) -> None:
    with Project.open(parts["سارة"]) as part:
        act(part, "سارة", Change(None, ahmad))
    project.team.merge([parts["سارة"]])
    before = work(project, "سارة")
    again = project.team.merge([parts["سارة"], parts["سارة"]])
    assert (again.steps, again.unchanged) == (0, 1)
    assert work(project, "سارة") == before
    with Project.open(parts["سارة"]) as part:
        act(part, "سارة", Change(None, bank))
    more = project.team.merge([parts["سارة"]])
    assert more.files == (MergedFile(parts["سارة"].name, 0, 1, 1),)


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_files_makes_no_difference(
    project: Project, parts: dict[str, Path], ahmad: Span, bank: Span, order: int
) -> None:
    """Also when one of them is an earlier copy of another."""
    earlier = parts["سارة"].with_name("earlier.tawseem")
    with Project.open(parts["سارة"]) as part:
        act(part, "سارة", Change(None, ahmad))
    shutil.copy(parts["سارة"], earlier)
    with Project.open(parts["سارة"]) as part:
        act(part, "سارة", Change(None, bank))
        last = work(part, "سارة")
    with Project.open(parts["علي"]) as part:
        act(part, "علي", Change(None, bank))
    report = project.team.merge([earlier, parts["سارة"], parts["علي"]][::order])
    assert sum(file.steps for file in report.files) == 3
    assert work(project, "سارة") == last
    assert project.check() == []


def test_a_set_changed_on_both_sides_is_told_and_left_on_both(
    project: Project, parts: dict[str, Path], ahmad: Span, bank: Span
) -> None:
    with Project.open(parts["سارة"]) as part:
        act(part, "سارة", Change(None, ahmad))
    with Project.open(parts["علي"]) as part:
        act(part, "علي", Change(None, ahmad))
    act(project, "سارة", Change(None, bank))
    before, theirs = work(project, "سارة"), parts["سارة"].read_bytes()
    report = project.team.merge(list(parts.values()))
    assert report.contradictions == (Unmerged("لقاء", "سارة", (parts["سارة"].name,)),)
    assert work(project, "سارة") == before
    assert parts["سارة"].read_bytes() == theirs
    assert project.open_set("d1", "علي").state.spans == (ahmad,)
    assert project.check() == []


@pytest.mark.parametrize("order", [1, -1])
def test_two_files_that_contradict_each_other_both_stay_out(
    project: Project, parts: dict[str, Path], ahmad: Span, bank: Span, order: int
) -> None:
    copy = parts["سارة"].with_name("copy.tawseem")
    shutil.copy(parts["سارة"], copy)
    for path, span in ((copy, ahmad), (parts["سارة"], bank)):
        with Project.open(path) as part:
            act(part, "سارة", Change(None, span))
    files = [copy, parts["سارة"]][::order]
    (found,) = project.team.merge(files).contradictions
    assert found.files == tuple(path.name for path in files)
    assert project.open_set("d1", "سارة").state.spans == ()


def test_what_the_project_did_after_the_split_stays(
    project: Project, parts: dict[str, Path], ahmad: Span
) -> None:
    act(project, "سارة", Change(None, ahmad))
    report = project.team.merge([parts["سارة"]])
    assert (report.steps, report.contradictions) == (0, ())
    assert project.open_set("d1", "سارة").state.spans == (ahmad,)


def test_a_document_that_is_not_here_is_told(
    project: Project, parts: dict[str, Path], ahmad: Span
) -> None:
    with Project.open(parts["علي"]) as part:
        part.add_records([Record(Document.of("own", "خاص", "مقال علي"))])
        act(part, "علي", Change(None, StageMark(Stage.FINISHED)), document="own")
        act(part, "علي", Change(None, ahmad))
    report = project.team.merge([parts["علي"]])
    assert report.unknown == (Unmerged("خاص", "علي", (parts["علي"].name,)),)
    assert report.steps == 1


def test_a_backup_is_made_before_anything_comes(
    project: Project, parts: dict[str, Path], ahmad: Span
) -> None:
    with Project.open(parts["سارة"]) as part:
        act(part, "سارة", Change(None, ahmad))
    folder = safety_folder(project.path, project.uid)
    project.team.merge([parts["سارة"]])
    after, before = list_backups(folder)[:2]
    with Project.open(before) as old, Project.open(after) as new:
        assert (len(list(old.records())), old.annotators()) == (1, [])
        assert new.annotators() == ["سارة"]


def test_cancelling_leaves_everything_as_it_was(
    project: Project, parts: dict[str, Path], ahmad: Span
) -> None:
    for name, path in parts.items():
        with Project.open(path) as part:
            act(part, name, Change(None, ahmad))
    calls: list[int] = []

    def stop_late(count: int) -> bool:
        calls.append(count)
        return len(calls) < 4  # both are compared, one is written

    with pytest.raises(AnnotationError, match="cancelled"):
        project.team.merge(list(parts.values()), progress=stop_late)
    assert project.annotators() == []
    assert project.check() == []

    def interrupt(count: int) -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        project.team.merge(list(parts.values()), progress=interrupt)
    assert project.annotators() == []
    assert project.team.merge(list(parts.values())).steps == 2


# -- files that do not belong here ---------------------------------------------------------------


def refused(
    project: Project, paths: list[Path], reason: str = ".", kind: type[Refusal] = Refusal
) -> None:
    with pytest.raises(kind, match=reason):
        project.team.merge(paths)
    assert project.annotators() == []
    assert project.check() == []


def test_a_file_of_another_project_is_refused_unless_asked_for(
    project: Project, tmp_path: Path, tagset: Tagset, document: Document, ahmad: Span
) -> None:
    path = tmp_path / "غريب.tawseem"
    same = Document.of("other-id", "اسم آخر", document.text)
    with Project.create(path, tagset) as other:
        other.add_records([Record(same)])
        act(other, "هدى", Change(None, ahmad), document="other-id")
    refused(project, [path], "another project")
    assert project.team.merge([path], apart=True).steps == 1
    assert project.open_set("d1", "هدى").state.spans == (ahmad,)
    assert project.check() == []


@pytest.mark.parametrize(
    ("old", "new", "fits"),
    [
        ("version = 1", "version = 2", True),
        ("[label.politics]", "[label.sport]", False),
        ('slug = "small"', 'slug = "large"', False),
    ],
)
def test_another_tagset_is_merged_when_it_fits_and_refused_in_a_sentence_else(
    project: Project,
    tmp_path: Path,
    tagset: Tagset,
    document: Document,
    ahmad: Span,
    old: str,
    new: str,
    fits: bool,
) -> None:
    path = tmp_path / "آخر.tawseem"
    other_tagset = read_tagset(tagset.source.replace(old, new), "other.toml")
    with Project.create(path, other_tagset) as other:
        other.add_records([Record(document)])
        act(other, "هدى", Change(None, ahmad))
    if fits:
        assert project.team.merge([path], apart=True).steps == 1
        return
    with pytest.raises(KnownError, match="does not allow all of it"):
        project.team.merge([path], apart=True)


def test_hostile_files_are_refused_in_a_sentence(
    project: Project, parts: dict[str, Path], tmp_path: Path, ahmad: Span
) -> None:
    with Project.open(parts["سارة"]) as part:
        act(part, "سارة", Change(None, ahmad))
    sound = parts["سارة"].read_bytes()
    path = tmp_path / "عدو.tawseem"
    refused(project, [], "Name the files")
    refused(project, [path], "no project")
    refused(project, [project.path], "the project itself")
    for content, reason in (
        (b"", "empty"),
        ("ليس مشروعا".encode() * 99, "not a Tawseem project"),
    ):
        path.write_bytes(content)
        refused(project, [parts["علي"], path], reason)
    for content in (
        sound[: len(sound) // 2],
        sound.replace("أَحْمَدُ".encode(), "مَحْمَدُ".encode()),
        sound.replace(b'"tag":"PER"', b'"tag":"ABC"'),
    ):
        path.write_bytes(content)
        refused(project, [parts["علي"], path], kind=Damaged)
    shutil.copy(parts["سارة"], path)
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("DELETE FROM span")
        other.commit()
    refused(project, [path], kind=Damaged)


def test_a_file_open_elsewhere_is_refused(project: Project, parts: dict[str, Path]) -> None:
    with Project.open(parts["سارة"]):
        refused(project, [parts["سارة"]], "already open")


def test_work_that_the_rules_forbid_does_not_come(
    project: Project, parts: dict[str, Path], document: Document
) -> None:
    """A file can be sound and hold what no annotator could have done."""
    beyond = Span("s9", "entities", "PER", ((0, len(document.text) + 5),))
    with Project.open(parts["سارة"]) as part:
        act(part, "سارة", Change(None, beyond))
    refused(project, list(parts.values()), "does not fit here")


def test_a_step_with_a_stolen_id_does_not_come(
    project: Project, parts: dict[str, Path], ahmad: Span, bank: Span
) -> None:
    taken = act(project, "هدى", Change(None, bank))
    with Project.open(parts["سارة"]) as part:
        step = JournalStep(taken, AT, Transaction(Op.CREATE_SPAN, (Change(None, ahmad),)))
        part.commit(part.open_set("d1", "سارة").id, step)
    with pytest.raises(KnownError, match="does not fit here"):
        project.team.merge([parts["سارة"]])
    assert project.annotators() == ["هدى"]
    assert project.check() == []
