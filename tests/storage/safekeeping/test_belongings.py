"""All that belongs to a project is found and removed, and nothing of anybody else's."""

import os
from pathlib import Path

import pytest

from annotation.errors import KnownError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Span
from annotation.values.record import Record
from storage.file.folders import cache_folder, data_folder, models_folder, safety_folder
from storage.file.lock import ProjectLock
from storage.project import Project
from storage.safekeeping.belongings import (
    BelongingKind,
    Belongings,
    find_belongings,
    remove_belongings,
)
from tests.storage.conftest import step


@pytest.fixture
def used(path: Path, tagset: Tagset, document: Document, ahmad: Span) -> Path:
    """A closed project with everything that a project may have."""
    with Project.create(path, tagset) as project:
        project.add_records([Record(document)])
        project.commit(project.open_set("d1", "سارة").id, step("t1", ahmad))
        project.search("البنك")
        models = models_folder(project.uid) / "12345678"
        models.mkdir(parents=True)
        (models / "model.json").write_text("{}", "utf-8")
    return path


def everything(*folders: Path) -> set[Path]:
    return {path for folder in folders for path in folder.rglob("*") if path.is_file()}


def kinds(found: Belongings) -> dict[BelongingKind, int]:
    return {one.kind: len(one.files) for one in found.found}


def test_all_that_belongs_to_a_project_is_found(used: Path) -> None:
    arriving = used.with_name(f".{used.name}.01234567-0123-0123-0123-0123456789ab.coming")
    arriving.write_text("", "utf-8")
    found = find_belongings(used)
    assert kinds(found) == {
        BelongingKind.PROJECT: 1,
        BelongingKind.ARRIVING: 1,
        BelongingKind.BACKUPS: 2,
        BelongingKind.SIDE_JOURNAL: 2,
        BelongingKind.INDEX: 1,
        BelongingKind.MODELS: 1,
    }
    listed = {file for one in found.found for file in one.files}
    assert listed == everything(used.parent, data_folder(), cache_folder())
    assert {one.size for one in found.found if one.kind is BelongingKind.PROJECT} == {
        used.stat().st_size
    }


def test_all_of_it_goes_and_nothing_else(
    used: Path, tmp_path: Path, tagset: Tagset, document: Document
) -> None:
    other = tmp_path / "غيره.tawseem"
    with Project.create(other, tagset) as project:
        project.add_records([Record(document)])
        project.search("البنك")
    (tmp_path / "أخبار.tawseem.txt").write_text("ملاحظات", "utf-8")
    mine = {file for one in find_belongings(used).found for file in one.files}
    before = everything(tmp_path)
    remove_belongings(find_belongings(used))
    assert everything(tmp_path) == before - mine
    assert not used.exists()
    with Project.open(other) as project:
        assert project.check() == []
    with pytest.raises(KnownError, match="There is no project"):
        find_belongings(used)


def test_what_people_have_put_into_its_folder_stays(used: Path) -> None:
    with Project.open(used) as project:
        folder = safety_folder(used, project.uid)
    kept = folder / "ملاحظاتي.txt"
    kept.write_text("لا تُحذف", "utf-8")
    remove_belongings(find_belongings(used))
    assert [*folder.iterdir()] == [kept]


def test_what_is_left_of_a_project_that_is_gone_is_found_and_removed(used: Path) -> None:
    used.unlink()
    found = find_belongings(used)
    assert found.uid == ""
    assert BelongingKind.BACKUPS in kinds(found)
    assert BelongingKind.INDEX in kinds(found)
    remove_belongings(found)
    assert everything(used.parent) == set()


def test_a_damaged_project_can_be_deleted(used: Path) -> None:
    content = used.read_bytes()
    used.write_bytes(content[:4096] + bytes(len(content) - 4096))
    remove_belongings(find_belongings(used))
    assert everything(used.parent) == set()


def test_backups_of_copies_are_named_and_stay(used: Path, tmp_path: Path) -> None:
    copy = tmp_path / "نسخة.tawseem"
    with Project.open(used) as project:
        project.backup(copy)
    with Project.open(copy) as project:
        folder = safety_folder(copy, project.uid)
    found = find_belongings(used)
    assert found.elsewhere == (folder,)
    remove_belongings(found)
    assert everything(folder)
    assert copy.exists()


def test_what_is_open_is_not_deleted(used: Path) -> None:
    before = everything(used.parent)
    with Project.open(used) as project:
        with pytest.raises(KnownError, match="already open in this program"):
            find_belongings(used)
        found = find_belongings(used, project.uid)
        with pytest.raises(KnownError, match="already open in this program"):
            remove_belongings(found)
    lock = ProjectLock.take(used)
    with pytest.raises(KnownError, match="is already open, by"):
        remove_belongings(found)
    lock.release()
    assert everything(used.parent) >= before - {lock.path}


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_what_is_no_project_is_not_deleted(tmp_path: Path, used: Path) -> None:
    thesis = tmp_path / "رسالة.txt"
    thesis.write_text("سنوات من العمل", "utf-8")
    with pytest.raises(KnownError, match="is not a Tawseem project"):
        find_belongings(thesis)
    found = find_belongings(used)
    used.unlink()
    thesis.rename(used)  # where a project lay
    for way in (lambda: find_belongings(used), lambda: remove_belongings(found)):
        with pytest.raises(KnownError, match="is not a Tawseem project"):
            way()
    assert used.read_text("utf-8") == "سنوات من العمل"
    link = tmp_path / "وصلة.tawseem"
    link.symlink_to(used)
    with pytest.raises(KnownError, match="is a link"):
        find_belongings(link)
    with pytest.raises(KnownError, match="There is no project"):
        find_belongings(tmp_path / "لا شيء.tawseem")
