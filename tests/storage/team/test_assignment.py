"""Whose a document is: by hand, by a rule, and what each annotator's list shows."""

from pathlib import Path

import pytest

from annotation.assigning.assignment import AssignmentRule, Manner
from annotation.errors import AnnotationError, KnownError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Span, Stage, StageMark
from annotation.values.record import Record
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.project import JournalStep, Project
from storage.team.team import SharedOut
from tests.storage.conftest import assigned_to, has_assignments

NAMES = ("سارة", "علي", "Noor")
RULE = AssignmentRule(tuple((name, 1) for name in NAMES))


@pytest.fixture
def corpus(project: Project) -> Project:
    """Ten documents, of which one was there."""
    project.add_records(
        Record(Document.of(f"n{n}", f"خبر {n}", f"قال أَحْمَد {n} 😀 في ٢٠٢٥", (("year", 2020 + n),)))
        for n in range(9)
    )
    return project


def mine(project: Project, annotator: str) -> list[str]:
    return [document.id for document in project.documents(annotator) if document.is_mine]


def begin(project: Project, document: str, annotator: str, stage: Stage) -> None:
    change = Change(None, StageMark(stage))
    step = JournalStep(
        f"{document}-{annotator}", "2026-01-01", Transaction(Op.SET_STAGE, (change,))
    )
    project.commit(project.open_set(document, annotator).id, step)


def test_without_assignments_everything_is_everybodys(corpus: Project) -> None:
    assert len(mine(corpus, "سارة")) == len(mine(corpus, "غريب")) == 10
    assert not has_assignments(corpus)


def test_by_hand_a_document_can_be_several_peoples(corpus: Project) -> None:
    assert corpus.team.assign(["n1", "d1"], ["سارة", "علي"]) == 4
    assert corpus.team.assign(["n1"], ["علي"]) == 0
    assert mine(corpus, "سارة") == mine(corpus, "علي") == ["d1", "n1"]
    assert mine(corpus, "غريب") == []
    assert corpus.team.unassign(["n1", "n2"], ["سارة"]) == 1
    assert assigned_to(corpus, "سارة") == ["d1"]
    assert corpus.check() == []


def test_a_rule_is_fair_and_running_it_again_adds_nothing(corpus: Project) -> None:
    corpus.team.assign(["n0"], ["علي"])
    wanted = corpus.team.preview_rule(RULE)
    assert assigned_to(corpus, "سارة") == []
    assert corpus.team.assign_by_rule(RULE) == wanted
    assert wanted.documents == 9
    assert sorted(len(mine(corpus, name)) for name in NAMES) == [3, 3, 4]
    assert corpus.team.assign_by_rule(RULE) == SharedOut(0, tuple((name, 0) for name in NAMES))
    corpus.add_records([Record(Document.of("n9", "جديد", "خبر جديد"))])
    assert corpus.team.assign_by_rule(RULE).documents == 1
    assert corpus.check() == []


def test_by_hash_two_projects_of_the_same_texts_agree(
    corpus: Project, tmp_path: Path, tagset: Tagset
) -> None:
    rule = AssignmentRule(RULE.shares, 2, Manner.HASH)
    corpus.team.assign_by_rule(rule)
    with Project.create(tmp_path / "آخر.tawseem", tagset) as other:
        texts = [corpus.document(summary.id).text for summary in corpus.documents("")]
        other.add_records(
            Record(Document.of(f"x{n}", f"{n}", text)) for n, text in enumerate(reversed(texts))
        )
        other.team.assign_by_rule(AssignmentRule(tuple(reversed(RULE.shares)), 2, Manner.HASH))
        for name in NAMES:
            theirs = {other.document(id).sha256 for id in assigned_to(other, name)}
            assert {corpus.document(id).sha256 for id in assigned_to(corpus, name)} == theirs


def test_people_are_counted_by_what_is_theirs_and_how_far_it_is(corpus: Project) -> None:
    corpus.team.add("هدى")
    corpus.team.add("هدى")
    corpus.team.assign(["n0", "n1", "n2"], ["سارة"])
    begin(corpus, "n0", "سارة", Stage.FINISHED)
    begin(corpus, "n1", "سارة", Stage.IN_PROGRESS)
    corpus.open_set("n2", "سارة")
    begin(corpus, "n0", "علي", Stage.SET_ASIDE)
    found = {
        p.name: (p.assigned, p.new, p.in_progress, p.finished, p.set_aside)
        for p in corpus.team.people()
    }
    assert found == {"هدى": (0, 0, 0, 0, 0), "سارة": (3, 1, 1, 1, 0), "علي": (0, 0, 0, 0, 1)}


def test_what_was_not_begun_can_go_to_somebody_else(corpus: Project) -> None:
    corpus.team.assign(["n0", "n1", "n2"], ["سارة"])
    corpus.team.assign(["n1"], ["علي"])
    begin(corpus, "n0", "سارة", Stage.IN_PROGRESS)
    assert corpus.team.reassign("سارة", "علي") == 1
    assert mine(corpus, "سارة") == ["n0"]
    assert mine(corpus, "علي") == ["n1", "n2"]


def test_work_outlives_its_assignment(corpus: Project, ahmad: Span) -> None:
    corpus.team.assign(["d1"], ["سارة"])
    made = Transaction(Op.CREATE_SPAN, (Change(None, ahmad),))
    corpus.commit(corpus.open_set("d1", "سارة").id, JournalStep("t1", "2026-01-01", made))
    corpus.team.unassign(["d1"], ["سارة"])
    assert corpus.open_set("d1", "سارة").state.spans == (ahmad,)
    assert corpus.check() == []


def test_what_cannot_be_is_refused_and_changes_nothing(corpus: Project) -> None:
    for wrong in (
        lambda: corpus.team.assign(["d1", "لا"], ["سارة"]),
        lambda: corpus.team.assign(["d1"], ["سارة", "  "]),
        lambda: corpus.team.unassign(["d1"], ["لا أحد"]),
        lambda: corpus.team.assign_by_rule(AssignmentRule(())),
        lambda: corpus.team.preview_rule(AssignmentRule(())),
        lambda: corpus.team.preview_rule(AssignmentRule((("سارة", 0),))),
        lambda: corpus.team.reassign("سارة", "سارة"),
        lambda: corpus.team.add("  "),
    ):
        with pytest.raises((KnownError, AnnotationError)):
            wrong()
    assert not has_assignments(corpus)
    assert corpus.annotators() == []


def test_a_changed_assignment_is_found_by_the_check(corpus: Project) -> None:
    corpus.team.assign(["d1"], ["سارة", "علي"])
    corpus._file.connection.execute("UPDATE assignment SET document_id = 2 WHERE annotator_id = 1")
    assert ["assignment" in str(problem) for problem in corpus.check()] == [True]


def test_a_rule_given_by_parts_gives_the_same_and_takes_nothing_from_whoever_has_it(
    corpus: Project,
) -> None:
    given = corpus.team.share_out(RULE)
    assert not has_assignments(corpus)
    corpus.team.assign(["n8"], ["غريب"])  # meanwhile
    for some in (given[:3], given[3:]):
        corpus.team.give(RULE, some)
    assert assigned_to(corpus, "غريب") == ["n8"]
    shared = [name for id in ("d1", *(f"n{n}" for n in range(8))) for name in people_of(corpus, id)]
    assert len(shared) == 9
    assert sorted(map(shared.count, NAMES)) in ([3, 3, 3], [2, 3, 4])
    assert people_of(corpus, "n8") == ["غريب"]


def people_of(project: Project, document: str) -> list[str]:
    return [name for name in (*NAMES, "غريب") if document in assigned_to(project, name)]


def test_work_is_handed_on_by_parts(corpus: Project) -> None:
    corpus.team.assign(["n1", "n2", "n3"], ["سارة"])
    corpus.team.assign(["n1"], ["علي"])  # has it already: it is handed on all the same
    begin(corpus, "n2", "سارة", Stage.IN_PROGRESS)
    assert corpus.team.count_not_begun("سارة") == 2
    assert [corpus.team.reassign("سارة", "علي", 1) for _ in range(3)] == [0, 1, 0]
    assert corpus.team.count_not_begun("سارة") == 0
    assert assigned_to(corpus, "علي") == ["n1", "n3"]
    assert assigned_to(corpus, "سارة") == ["n2"]
