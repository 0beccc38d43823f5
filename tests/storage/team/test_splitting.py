"""A file for each annotator: theirs, whole, and nothing of the others'."""

from pathlib import Path

import pytest

from annotation.errors import AnnotationError, KnownError
from annotation.values.items import (
    Decision,
    Document,
    Span,
    SuggestedSpan,
    Suggestions,
    Verdict,
)
from annotation.values.record import Record
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.corpus.project_settings import Setting, read_setting, write_setting
from storage.project import JournalStep, Project, Run
from storage.team.splitting import part_name


@pytest.fixture
def shared(project: Project, ahmad: Span, bank: Span) -> Project:
    """Three documents; سارة and علي have worked on the first."""
    project.add_records(
        Record(Document.of(f"n{n}", f"خبر {n}", f"قال أحمد {n} 😀")) for n in range(2)
    )
    proposed = Suggestions((SuggestedSpan("g1", "PER", ahmad.fragments, 0.9, "rules", "اسم"),))
    project.store_suggestions(Run("u1", "rules", "1", {}, "2026-01-01"), [("d1", proposed)])
    for name, span in (("سارة", ahmad), ("علي", bank)):
        made = Transaction(Op.CREATE_SPAN, (Change(None, span),))
        project.commit(
            project.open_set("d1", name).id, JournalStep(f"t-{name}", "2026-01-01", made)
        )
    return project


def test_a_part_holds_what_is_assigned_and_only_its_annotators_work(
    shared: Project, tmp_path: Path, ahmad: Span
) -> None:
    shared.team.assign(["d1", "n1"], ["سارة"])
    shared.team.assign(["n0"], ["علي"])
    parts = shared.team.split(["سارة", "علي"], tmp_path)
    assert [(part.annotator, part.documents) for part in parts] == [("سارة", 2), ("علي", 1)]
    with Project.open(parts[0].path) as part:
        assert part.check() == []
        assert (part.uid, part.tagset) == (shared.uid, shared.tagset)
        assert [d.id for d in part.documents("سارة")] == ["d1", "n1"]
        assert all(d.is_mine for d in part.documents("سارة"))
        assert part.document("d1") == shared.document("d1")
        assert part.suggestions("d1") == shared.suggestions("d1")
        assert part.annotators() == ["سارة"]
        assert part.team.handed_out_to == "سارة"
        opened = part.open_set("d1", "سارة")
        assert opened.state == shared.open_set("d1", "سارة").state
        assert opened.history.done == ("t-سارة",)
    whole = parts[0].path.read_bytes()
    assert "علي".encode() not in whole
    assert shared.team.handed_out_to == ""


def test_where_nothing_is_assigned_everybody_gets_everything(
    shared: Project, tmp_path: Path
) -> None:
    for part in shared.team.split(["سارة", "جديد"], tmp_path):
        with Project.open(part.path) as opened:
            assert [d.id for d in opened.documents(part.annotator)] == ["d1", "n0", "n1"]
            assert opened.annotators() == [part.annotator]
            assert opened.check() == []
    assert shared.annotators() == ["سارة", "علي"]


def test_everything_can_be_asked_for(shared: Project, tmp_path: Path) -> None:
    shared.team.assign(["n0"], ["سارة"])
    (part,) = shared.team.split(["علي"], tmp_path, everything=True)
    assert part.documents == 3


def test_a_split_makes_all_files_or_none(shared: Project, tmp_path: Path) -> None:
    shared.team.assign(["n0"], ["سارة"])
    taken = tmp_path / part_name(shared.path.stem, "سارة")
    for names, stops, reason in (
        (["سارة", "علي"], 99, "Nothing is assigned to “علي”"),
        (["سارة", "سارة"], 99, "every annotator once"),
        (["a/b", "a:b"], 99, "same name of a file"),
        ([], 99, "Say who"),
        (["سارة"], 0, "cancelled"),
    ):
        with pytest.raises((AnnotationError, KnownError), match=reason):
            shared.team.split(names, tmp_path, progress=lambda n, stops=stops: n < stops)
        assert not taken.exists()
    with pytest.raises(KnownError, match="no folder"):
        shared.team.split(["سارة"], tmp_path / "لا مكان")
    taken.write_text("كتابي")
    with pytest.raises(KnownError, match="exists already"):
        shared.team.split(["سارة"], tmp_path)
    assert taken.read_text() == "كتابي"
    shared.team.split(["سارة"], tmp_path, overwrite=True)
    Project.open(taken).close()
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_project_that_is_read_only_can_be_split(shared: Project, tmp_path: Path) -> None:
    path = shared.path
    shared.close()
    with Project.open(path, read_only=True) as reading:
        (part,) = reading.team.split(["سارة"], tmp_path)
    assert part.documents == 3


def test_names_of_files_suit_every_system() -> None:
    assert part_name("أخبار", " سارة ") == "أخبار-سارة.tawseem"
    assert part_name("p", "a/b\\c:d*?\n") == "p-a_b_c_d__.tawseem"
    assert part_name("p", "...") == "p-_.tawseem"
    assert part_name("p", "con") == "p-_con.tawseem"
    assert part_name("p", "سارة\u202e") == "p-سارة_.tawseem"


def test_a_part_has_no_suggestions_where_its_annotator_works_without(
    shared: Project, tmp_path: Path
) -> None:
    shared.quality.set_blind_share(1.0)
    (part,) = shared.team.split(["سارة"], tmp_path)
    with Project.open(part.path) as opened:
        assert opened.check() == []
        assert opened.quality.blindness() == shared.quality.blindness()
        assert not opened.suggestions("d1")
        assert [d.is_blind for d in opened.documents("سارة")] == [True] * 3
        with pytest.raises(KnownError, match="split off for one annotator"):
            opened.quality.set_blind_share(0.5)
    assert shared.suggestions("d1").spans


def test_a_part_tells_neither_who_else_has_one_nor_how_batches_were_judged(
    shared: Project, tmp_path: Path
) -> None:
    for name in ("علي", "هدى"):
        shared.team.split([name], tmp_path)
    write_setting(shared._file, Setting.BATCHES, '["judged"]')
    (part,) = shared.team.split(["سارة"], tmp_path)
    with Project.open(part.path) as opened:
        assert [s for s in Setting if read_setting(opened._file, s) is not None] == []
        assert opened.check() == []
    whole = part.path.read_bytes()
    assert not any(word.encode() in whole for word in ("علي", "هدى", "judged"))


def test_a_part_counts_what_its_annotator_has_decided(
    shared: Project, tmp_path: Path, document: Document
) -> None:
    decided = Transaction(Op.REJECT, (Change(None, Decision("g1", Verdict.REJECTED)),))
    shared.commit(shared.open_set("d1", "سارة").id, JournalStep("t-رفض", "2026-01-02", decided))
    (part,) = shared.team.split(["سارة"], tmp_path)
    with Project.open(part.path) as opened:
        assert opened.check() == []
        (row,) = [row for row in opened.documents("سارة") if row.id == document.id]
        assert row.pending == 0
