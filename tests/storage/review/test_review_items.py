"""Remarks and settlements are items like others, and settings hold for the whole project."""

import sqlite3
from pathlib import Path

import pytest

from annotation.commands.set_commands import begun
from annotation.errors import KnownError
from annotation.values.items import Remark, RemarkKind, Settlement, SettlementChoice, Span, Stage
from annotation.values.state import Change, State
from annotation.values.transaction import Op, Transaction
from storage.corpus.project_settings import Setting, read_setting, write_setting
from storage.project import JournalStep, Project

COMMENT = Remark("r1", RemarkKind.COMMENT, "سارة", "s1", "أهذا لقبٌ أم منصب؟ 🤔", at="2026-01-02")
ANSWER = Remark("r2", RemarkKind.RESOLVED, "سارة", "s1", "صُحّح", "r1", "2026-01-03")
SETTLED = Settlement("p1", SettlementChoice.TAKEN, "slip", ("c1",), (("سارة", "s1"), ("علي", "s7")))


def say(project: Project, annotator: str, step_id: str, *items: Remark | Settlement) -> None:
    opened = project.open_set("d1", annotator)
    op = Op.REMARK if isinstance(items[0], Remark) else Op.CURATE
    act = begun(opened.state, Transaction(op, tuple(Change(None, item) for item in items)))
    project.commit(opened.id, JournalStep(step_id, "2026-01-04", act))


def test_remarks_and_settlements_are_read_back_with_who_says_them(project: Project) -> None:
    say(project, "مريم", "t1", COMMENT)
    say(project, "سارة", "t2", ANSWER)
    say(project, "هدى", "t3", SETTLED)
    assert project.remarks("d1") == [("d1", "مريم", COMMENT), ("d1", "سارة", ANSWER)]
    assert project.state("d1", "هدى").settlements == (SETTLED,)
    assert project.state("d1", "مريم").remark("r1") == COMMENT
    assert project.state("d1", "هدى").settlement("p1") == SETTLED
    assert project.check() == []


def test_who_only_remarks_has_not_begun_to_annotate(project: Project) -> None:
    say(project, "مريم", "t1", COMMENT)
    say(project, "هدى", "t2", SETTLED)
    assert project.state("d1", "مريم").stage is Stage.NEW
    assert project.state("d1", "هدى").stage is Stage.IN_PROGRESS


def test_a_settlement_that_is_changed_keeps_its_place(project: Project) -> None:
    other = Settlement("p2", SettlementChoice.NEITHER)
    say(project, "هدى", "t1", SETTLED, other)
    opened = project.open_set("d1", "هدى")
    both = Settlement("p1", SettlementChoice.BOTH, "", ("c1", "c2"), SETTLED.sources)
    change = Transaction(Op.CURATE, (Change(SETTLED, both),))
    project.commit(opened.id, JournalStep("t2", "2026-01-05", change))
    assert project.state("d1", "هدى").settlements == (both, other)
    undone = change.inverse(Op.UNDO, "t2")
    project.commit(opened.id, JournalStep("t3", "2026-01-05", undone))
    assert project.state("d1", "هدى").settlements == (SETTLED, other)
    assert project.check() == []


def test_a_split_takes_ones_own_remarks_along_and_a_merge_brings_new_ones(
    project: Project, tmp_path: Path
) -> None:
    say(project, "مريم", "t1", COMMENT)
    say(project, "سارة", "t2", ANSWER)
    write_setting(project._file, Setting.BLIND_SHARE, "0.25")
    (part,) = project.team.split(["مريم"], tmp_path)
    with Project.open(part.path) as apart:
        assert apart.remarks() == [("d1", "مريم", COMMENT)]
        assert read_setting(apart._file, Setting.BLIND_SHARE) == "0.25"
        say(apart, "مريم", "t3", SETTLED)
        assert apart.check() == []
    report = project.team.merge([part.path])
    assert report.steps == 1
    assert project.state("d1", "مريم").settlements == (SETTLED,)
    assert project.check() == []


def test_a_setting_is_set_changed_and_forgotten(project: Project) -> None:
    assert read_setting(project._file, Setting.BLIND_SHARE) is None
    write_setting(project._file, Setting.BLIND_SHARE, "0.1")
    write_setting(project._file, Setting.BLIND_SHARE, "0.2")
    assert read_setting(project._file, Setting.BLIND_SHARE) == "0.2"
    assert project.check() == []
    write_setting(project._file, Setting.BLIND_SHARE, None)
    assert read_setting(project._file, Setting.BLIND_SHARE) is None


def test_a_setting_that_was_tampered_with_is_found(project: Project) -> None:
    write_setting(project._file, Setting.BLIND_SHARE, "0.1")
    project._file.connection.execute("UPDATE project_setting SET value = '1'")
    assert [str(problem) for problem in project.check()] == [
        "Row 1 of project_setting is not as it was written."
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO remark VALUES (1, 'x', 'shout', 'سارة', '', '', '', '')",
        "INSERT INTO remark VALUES (99, 'x', 'comment', 'سارة', '', '', '', '')",
        "INSERT INTO settlement VALUES (1, 'x', 'guessed', '', '[]', '[]')",
        "INSERT INTO settlement VALUES (1, 'x', 'taken', '', '{}', '[]')",
        "INSERT INTO project_setting VALUES ('', '1', 0)",
    ],
)
def test_what_sql_can_forbid_of_them_is_forbidden(project: Project, statement: str) -> None:
    project.open_set("d1", "سارة")
    with pytest.raises(sqlite3.IntegrityError):
        project._file.connection.execute(statement)


def test_a_damaged_settlement_is_told_in_a_sentence(project: Project) -> None:
    say(project, "هدى", "t1", SETTLED)
    project._file.connection.execute("UPDATE settlement SET sources = '[1]'")
    with pytest.raises(KnownError, match="cannot be read"):
        project.state("d1", "هدى")


def test_spans_and_remarks_of_one_id_are_different_items(ahmad: Span) -> None:
    from annotation.values.items import Document

    same_id = Remark(ahmad.id, RemarkKind.COMMENT, "سارة")
    state = State(Document.of("d", "خبر", "أحمد " * 20)).apply(
        [Change(None, ahmad), Change(None, same_id)]
    )
    assert state.span(ahmad.id) == ahmad
    assert state.remark(ahmad.id) == same_id
