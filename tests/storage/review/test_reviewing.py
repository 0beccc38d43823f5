"""What a review reads from the file, fixes in the sets of others, comments with their places."""

from pathlib import Path

import pytest

from annotation.errors import AnnotationError, KnownError
from annotation.review.finding import FindingKind
from annotation.review.fixing import carry_out, holds
from annotation.review.pace import MANY, RUN
from annotation.review.remarks import comment, resolve, wave_through, waved_findings
from annotation.values.items import (
    SPAN_LAYER,
    Document,
    Relation,
    Span,
    Stage,
    SuggestedSpan,
    Suggestions,
)
from annotation.values.record import Record
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.project import JournalStep, Project, Run
from storage.system.ids import new_id

TEXT = "قالت سلمى حداد، إن البنك الدولي وافق."
AT = "2026-01-02T10:00:00.000+00:00"


def work(annotator: str, *places: tuple[str, str], text: str = TEXT, name: str = "d9") -> Record:
    document = Document.of(name, f"مقال {name}", text)
    spans = tuple(
        Span(f"{annotator}{n}", SPAN_LAYER, tag, ((text.index(w), text.index(w) + len(w)),))
        for n, (tag, w) in enumerate(places)
    )
    return Record(document, annotator, Stage.FINISHED, spans)


@pytest.fixture
def reviewed(project: Project) -> Project:
    """Three people agree that سلمى حداد is a person; the fourth took the comma in."""
    others = [work(name, ("PER", "سلمى حداد")) for name in ("أمل", "باسم", "داود")]
    project.add_records([*others, work("جميلة", ("PER", "سلمى حداد،"), ("ORG", "البنك الدولي"))])
    return project


def say(project: Project, by: str, act: Transaction | None, document: str = "d9") -> None:
    assert act is not None
    opened = project.open_set(document, by)
    project.commit(opened.id, JournalStep(new_id(), AT, act))


def test_a_fix_in_the_set_of_another_is_a_step_there_and_can_be_taken_back(
    reviewed: Project,
) -> None:
    finding = next(f for f in reviewed.review() if f.kind is FindingKind.RULE)
    tagset = reviewed.tagset
    before = reviewed.state("d9", "جميلة")
    fixed = reviewed.act(
        finding.document,
        finding.annotator,
        lambda state: carry_out(state, tagset, finding, new_id=new_id),
        by="مريم",
    )
    assert fixed is not None
    after = reviewed.state("d9", "جميلة")
    assert after == fixed.state
    assert after.text_of(after.spans[0]) == "سلمى حداد"
    assert [step.transaction.op for step in reviewed.journal(fixed.set_id)][-1] is Op.REVIEW
    assert not holds(finding, after)
    taken_back = reviewed.take_back("d9", "جميلة", fixed.step.step_id, by="مريم")
    assert taken_back.state == before
    assert reviewed.state("d9", "جميلة") == before
    assert reviewed.check() == []


def test_who_has_a_file_of_their_own_is_not_fixed_behind_their_back(
    reviewed: Project, tmp_path: Path
) -> None:
    reviewed.team.split(["جميلة"], tmp_path, everything=True)
    finding = next(f for f in reviewed.review() if f.kind is FindingKind.RULE)
    with pytest.raises(AnnotationError, match="a file of their own"):
        reviewed.act(finding.document, "جميلة", lambda state: None, by="مريم")
    with pytest.raises(AnnotationError, match="a file of their own"):
        reviewed.take_back(finding.document, "جميلة", "t1", by="مريم")
    assert reviewed.act(finding.document, "أمل", lambda state: None, by="مريم") is None
    with pytest.raises(AnnotationError, match="not in the project"):
        reviewed.act(finding.document, "هدى", lambda state: None, by="مريم")


def test_suggestions_and_verdicts_are_part_of_a_review(project: Project) -> None:
    project.add_records([work("سلمى", ("PER", "سلمى حداد"))])
    begin = TEXT.index("البنك")
    proposal = SuggestedSpan("g1", "ORG", ((begin, begin + 12),), 0.97, "tawseem", "")
    project.store_suggestions(Run("u1", "tawseem", "1", {}, AT), [("d9", Suggestions((proposal,)))])
    (finding,) = project.review()
    assert (finding.kind, finding.words) == (FindingKind.SUGGESTER, "البنك الدولي")


def quick_steps(project: Project, seconds: float) -> None:
    project.add_records([work("سلمى", ("PER", "سلمى"), ("PER", "حداد"))])
    opened = project.open_set("d9", "سلمى")
    state = opened.state
    for number in range(RUN + 1):
        span = Span(f"q{number}", SPAN_LAYER, "ORG", ((number, number + 1),))
        at = f"2026-01-02T10:00:{10 + number * seconds:06.3f}+00:00"
        act = Transaction(Op.ACCEPT, (Change(None, span),))
        state = state.apply(act.changes)
        project.commit(opened.id, JournalStep(new_id(), at, act))


def test_a_run_of_quick_decisions_is_a_finding_at_its_first_place(project: Project) -> None:
    quick_steps(project, 0.2)
    (hurry,) = [f for f in project.review() if f.kind is FindingKind.PACE]
    assert (hurry.begin, hurry.annotator, hurry.reason.values["count"]) == (0, "سلمى", RUN + 1)


def accepted_at_once(project: Project, *before: tuple[Op, int]) -> list[str]:
    """What is told of many suggestions accepted at 10:00:50, after other acts at their seconds."""
    project.add_records([work("سلمى", ("PER", "سلمى"))])
    opened = project.open_set("d9", "سلمى")
    places = (
        (Op.ACCEPT_MANY, 50, range(MANY)),
        *((op, at, range(at, at + 1)) for op, at in before),
    )
    for op, at, numbers in sorted(places, key=lambda place: place[1]):
        spans = (Span(f"m{at}-{n}", SPAN_LAYER, "ORG", ((n, n + 1),)) for n in numbers)
        act = Transaction(op, tuple(Change(None, span) for span in spans))
        project.commit(opened.id, JournalStep(new_id(), f"2026-01-02T10:00:{at}.000+00:00", act))
    return [str(f.reason) for f in project.review() if f.kind is FindingKind.PACE]


def test_many_accepted_right_after_any_act_are_a_finding(project: Project) -> None:
    (told,) = accepted_at_once(project, (Op.ACCEPT, 12), (Op.CREATE_SPAN, 49))
    assert "1.0 s after the act before" in told


def test_what_a_reviewer_did_in_the_set_is_no_act_before(project: Project) -> None:
    assert accepted_at_once(project, (Op.ACCEPT, 12), (Op.REVIEW, 49)) == []


def test_decisions_at_leisure_are_none(project: Project) -> None:
    quick_steps(project, 3.0)
    assert [f for f in project.review() if f.kind is FindingKind.PACE] == []


def test_comments_come_with_their_places_and_without_one_when_the_item_is_gone(
    reviewed: Project,
) -> None:
    say(reviewed, "مريم", comment("جميلة", "جميلة0", "الفاصلة؟", id="r1", at=AT))
    say(reviewed, "مريم", comment("جميلة", "", "أحسنت 👏", id="r2", at=AT))
    say(reviewed, "مريم", comment("جميلة", "gone", "أين؟", id="r3", at=AT))
    words = [(c.thread.comment.text, c.words, c.place is None) for c in reviewed.comments("d9")]
    assert words == [
        ("الفاصلة؟", "سلمى حداد،", False),
        ("أحسنت 👏", "", True),
        ("أين؟", "", True),
    ]
    thread = reviewed.comments()[0].thread
    say(reviewed, "جميلة", resolve(thread, id="r4", at=AT))
    assert [c.thread.is_open for c in reviewed.comments()] == [False, True, True]


def test_a_comment_on_a_relation_reaches_from_end_to_end(project: Project) -> None:
    record = work("سلمى", ("PER", "سلمى حداد"), ("ORG", "البنك الدولي"))
    link = Relation("l1", "relations", "HOLDS", "سلمى0", "سلمى1")
    project.add_records([Record(record.document, "سلمى", Stage.FINISHED, record.spans, (link,))])
    say(project, "مريم", comment("سلمى", "l1", "أهي موظفة فيه؟", id="r1", at=AT))
    (placed,) = project.comments()
    assert placed.words == "سلمى حداد، إن البنك الدولي"


def test_remarks_survive_split_and_merge_and_come_back_with_the_answers(
    reviewed: Project, tmp_path: Path
) -> None:
    finding = next(f for f in reviewed.review() if f.kind is FindingKind.RULE)
    state = reviewed.state("d9", "مريم")
    say(reviewed, "مريم", wave_through(state, finding, id="r1", at=AT, text="مقصود"))
    (part,) = reviewed.team.split(["مريم"], tmp_path, everything=True)
    with Project.open(part.path) as own:
        assert waved_findings(own.remarks(), [finding])[finding.id][1].text == "مقصود"
        say(own, "مريم", comment("جميلة", "جميلة0", "انظري", id="r2", at=AT))
    reviewed.team.merge([part.path])
    assert [remark.id for _, _, remark in reviewed.remarks()] == ["r1", "r2"]
    assert reviewed.comments()[0].words == "سلمى حداد،"
    assert reviewed.check() == []


def test_a_document_that_is_not_there_has_no_comments(project: Project) -> None:
    with pytest.raises(KnownError, match="no document"):
        project.comments("gone")
