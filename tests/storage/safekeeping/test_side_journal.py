"""The side journal is read as any file of unknown origin, and blocks no project."""

import json
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Span
from annotation.values.record import Record
from storage.file.folders import safety_folder
from storage.project import Project
from storage.safekeeping.side_journal import CURRENT, SideJournal, SideStep, read_steps
from storage.work.journal import line_of
from tests.examples import examples
from tests.storage.conftest import step


def frame(body: bytes) -> bytes:
    """A whole line, whoever wrote it."""
    return b"%08x %b\n" % (zlib.crc32(body), body)


def add(folder: Path, *values: object) -> None:
    with (folder / CURRENT).open("ab") as journal:
        journal.write(b"\n")
        for value in values:
            journal.write(frame(json.dumps(value).encode()))


LINE = ["t9", 0, "2026-01-01", "create-span", None, None, "[]"]
NOT_OURS: list[object] = [
    {"seal": "c0ffee", "version": 2},
    {"document": "d1", "annotator": "سارة"},
    {"document": "d1", "annotator": "سارة", "line": [*LINE, "another column"]},
    {"document": "d1", "annotator": "سارة", "line": LINE[:3]},
    {
        "document": "d1",
        "annotator": "سارة",
        "line": ["t9", 0, "2026-01-01", "fold", None, None, ""],
    },
    {"document": 7, "annotator": None, "line": LINE},
    {"done": ["t1"]},
    {"done": None},
    [],
    "سطر",
    17,
    None,
]


@pytest.mark.parametrize("value", NOT_OURS)
def test_a_line_of_another_version_blocks_nothing_and_is_kept(
    project: Project, path: Path, ahmad: Span, value: object
) -> None:
    project.commit(project.open_set("d1", "سارة").id, step("t1", ahmad))
    folder = safety_folder(path, project.uid)
    project.close()
    add(folder, value)
    with Project.open(path) as again:
        assert "1 lines of this computer's journal" in str(again.notices[0])
        for _ in range(3):  # each backup begins the journal anew
            again._safety.back_up()  # type: ignore[union-attr]
    assert [json.loads(line.partition(b" ")[2]) for line in read_steps(folder).unread] == [value]


@pytest.mark.parametrize(
    "changes",
    [
        '[[null, {"kind": "span", "id": "\\ud800"}]]',
        '[[null, {"kind": "label", "id": "\\ud800", "layer": "labels", "tag": "politics"}]]',
        "[[null, null]]",
        "[" * 5000,
    ],
)
def test_an_act_that_nobody_can_have_done_blocks_nothing(
    project: Project, path: Path, changes: str
) -> None:
    folder = safety_folder(path, project.uid)
    project.close()
    add(folder, {"document": "d1", "annotator": "\ud800", "line": [*LINE[:6], changes]})
    with Project.open(path) as again:
        assert again.check() == []


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
keys = st.sampled_from(["document", "annotator", "line", "done", "new"])


@examples(60)
@given(st.dictionaries(keys, json_values | st.just(LINE) | st.just("d1")))
def test_whatever_a_line_holds_it_is_a_step_or_an_id_or_kept(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("side")
    (folder / CURRENT).write_bytes(frame(json.dumps(values).encode()))
    known = read_steps(folder)
    assert len(known.steps) + len(known.done) + len(known.unread) == 1


def test_a_project_that_could_not_be_opened_is_free_again(
    project: Project, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.close()

    def fault(journal: SideJournal, *values: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(SideJournal, "__init__", fault)
        with pytest.raises(ZeroDivisionError):
            Project.open(path)
    with Project.open(path) as again:
        assert again.document("d1").name == "لقاء"


def test_a_line_of_ours_is_understood(tmp_path: Path, ahmad: Span) -> None:
    noted = step("t1", ahmad)
    add(
        tmp_path, {"document": "d1", "annotator": "سارة", "line": line_of(0, noted)}, {"done": "t0"}
    )
    known = read_steps(tmp_path)
    assert [side.entry for side in known.steps] == [noted]
    assert known.done == {"t0"}
    assert known.unread == ()


def test_a_project_is_made_where_another_of_its_name_was(
    path: Path, tagset: Tagset, document: Document
) -> None:
    """Its side journal is its own: it is found by the id as well."""
    with Project.create(path, tagset) as first:
        first.add_records([Record(document)])
    path.unlink()
    with Project.create(path, tagset) as second:
        assert second.notices == []


def test_a_step_that_was_written_before_its_turn_came_is_not_noted_again(
    tmp_path: Path, ahmad: Span
) -> None:
    journal = SideJournal(tmp_path)
    noted = SideStep("d1", "سارة", step("t1", ahmad))
    with journal._lock:  # the thread that notes waits
        journal.append_soon(noted)
        journal.append(noted)
        journal.confirm("t1")
    journal.append_soon(SideStep("d1", "سارة", step("t2")))
    journal.close()
    lines = (tmp_path / CURRENT).read_bytes().split(b"\n")
    ids = [b"t1" in line for line in lines if b'"document"' in line]
    assert ids == [True, False]
    journal.rotate()
    journal.close()
    assert b"t1" not in (tmp_path / CURRENT).read_bytes()  # it is not carried along for ever
