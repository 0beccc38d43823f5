"""What suggestions change: documents with them beside documents without."""

from dataclasses import replace

import numpy as np
import pytest

from annotation.assigning.blindness import Blindness
from annotation.effort.bias import Alike, influence_of
from annotation.effort.influence import Aspect, Contrast, Influence
from annotation.effort.work import TimedStep, Work
from annotation.values.items import Document, Origin, Span, Stage, Verdict
from annotation.values.record import Record
from annotation.values.transaction import Op
from tests.annotation.effort.efforts import effort_of

RULE = Blindness("p").changed(0.5, 0.0)
DOCUMENTS = [Document.of(f"d{n:03}", f"خبر {n}", f"زار سالم مسقط مرة {n}") for n in range(60)]


def worked(annotator: str, document: Document, start: float) -> Work:
    """With suggestions twice as many spans, each in half the time."""
    is_blind = RULE.covers(document.sha256, annotator)
    spans = 2 if is_blind else 4
    pace = 6.0 if is_blind else 3.0
    steps = tuple(
        TimedStep(f"{annotator}{document.id}{n}", start + n * pace, Op.CREATE_SPAN)
        for n in range(spans + 1)
    )
    verdicts = {} if is_blind else {Verdict.ACCEPTED: 2}
    place = (annotator, document.id, document.sha256, 40, Stage.FINISHED)
    return Work(*place, {Origin.BY_HAND: spans}, {}, verdicts, steps)


def works(annotator: str) -> list[Work]:
    return [worked(annotator, document, 5 + 30 * n) for n, document in enumerate(DOCUMENTS)]


def told(found: list[Work], rule: Blindness = RULE, seed: int = 1) -> tuple[Influence, ...]:
    alike = Alike()
    for document in DOCUMENTS:
        alike.add([record(document, by) for by in ("سارة", "علي")])
    return influence_of(effort_of(found), rule, alike, np.random.default_rng(seed), samples=200)


def record(document: Document, by: str) -> Record:
    """Both mark the first word; where سارة has suggestions she marks a word that علي has not."""
    ends = [8] if by == "علي" or RULE.covers(document.sha256, "سارة") else [8, 14]
    spans = tuple(Span(f"{by}{end}", "entities", "PER", ((end - 5, end),)) for end in ends)
    return Record(document, by, Stage.FINISHED, spans)


def test_the_difference_that_suggestions_make_is_found() -> None:
    everybody, sara = told(works("سارة"))
    assert (everybody.annotator, sara.annotator) == ("", "سارة")
    assert sara.suggested + sara.blind == 60
    assert min(sara.suggested, sara.blind) > 15
    density = sara.contrasts[Aspect.DENSITY]
    assert (density.suggested.value, density.blind.value) == (10.0, 5.0)
    assert density.difference.value == 5.0
    assert density.difference.low == density.difference.high == pytest.approx(5.0)
    acts = sara.contrasts[Aspect.ACTS].difference
    assert acts.value == pytest.approx(5 / 4 - 3 / 2)
    seconds = sara.contrasts[Aspect.SECONDS].difference
    assert seconds.low is not None
    assert seconds.high is not None
    assert seconds.low <= (seconds.value or 0) <= seconds.high < 0
    agreement = sara.contrasts[Aspect.AGREEMENT]
    assert agreement.blind.value == 1.0
    assert agreement.suggested.value == pytest.approx(2 / 3)


def test_the_same_documents_give_the_same_numbers_in_any_order() -> None:
    assert told(works("سارة")) == told(list(reversed(works("سارة"))))


def test_nothing_is_compared_below_five_documents_a_side() -> None:
    everybody, _ = told(works("سارة")[:6])
    assert min(everybody.suggested, everybody.blind) < 5
    assert set(everybody.contrasts.values()) == {Contrast()}


def test_without_a_share_there_is_nothing_to_tell() -> None:
    assert told(works("سارة"), Blindness("p")) == ()


def test_what_was_begun_before_the_share_was_set_is_left_out() -> None:
    late = Blindness("p").changed(0.5, 5 + 30 * 20)
    everybody, _ = told(works("سارة"), late)
    assert everybody.left_out == 20


def test_a_document_with_decisions_was_not_blind() -> None:
    found = [replace(w, verdicts={Verdict.REJECTED: 1}) for w in works("سارة")]
    everybody, _ = told(found)
    assert everybody.blind == 0
    assert everybody.left_out == 60 - everybody.suggested


def test_unfinished_documents_do_not_count() -> None:
    everybody, _ = told([replace(w, stage=Stage.IN_PROGRESS) for w in works("سارة")])
    assert everybody.suggested == everybody.blind == 0


def test_documents_of_several_people_are_drawn_together() -> None:
    everybody, sara, ali = told(works("علي") + works("سارة"))
    assert [one.annotator for one in (sara, ali)] == ["سارة", "علي"]
    assert everybody.suggested == ali.suggested + sara.suggested


def test_from_five_documents_on_each_side_they_are_compared() -> None:
    """However many there are on the other side, and no sooner."""
    sides: dict[bool, list[Work]] = {True: [], False: []}
    for one in works("سارة"):
        sides[RULE.covers(one.sha256, "سارة")].append(one)
    for blind, suggested, is_enough in ((5, 5, True), (4, 9, False), (9, 4, False), (5, 9, True)):
        everybody, _ = told(sides[True][:blind] + sides[False][:suggested])
        assert (everybody.blind, everybody.suggested) == (blind, suggested)
        assert (everybody.contrasts[Aspect.DENSITY] != Contrast()) == is_enough


def test_figures_rest_on_the_words_and_spans_of_their_own_side() -> None:
    everybody, sara, ali = told(works("علي") + works("سارة"))
    for one in (everybody, sara, ali):
        density, acts = one.contrasts[Aspect.DENSITY], one.contrasts[Aspect.ACTS]
        assert density.suggested.count == 40 * one.suggested
        assert density.blind.count == 40 * one.blind
        assert density.difference.count == 40 * min(one.suggested, one.blind)
        assert acts.suggested.count == 4 * one.suggested
        assert acts.blind.count == 2 * one.blind
    assert everybody.contrasts[Aspect.DENSITY].suggested.value == 10.0


def test_only_finished_work_of_somebody_is_alike_or_not() -> None:
    document = DOCUMENTS[0]
    one, other = (Span("1", "entities", "PER", ((0, 3),)), Span("2", "entities", "ORG", ((4, 8),)))
    mine = Record(document, "سارة", Stage.FINISHED, (one, other))
    alike = Alike()
    alike.add([mine])
    alike.add([mine, replace(mine, annotator="علي", stage=Stage.IN_PROGRESS)])
    alike.add([mine, replace(mine, annotator="")])
    assert alike.counts == {}
    theirs = replace(one, id="9", attributes=(("unsure", True),))
    alike.add(
        [mine, Record(document, "علي", Stage.FINISHED, (theirs,)), replace(mine, annotator="مريم")]
    )
    assert alike.counts == {
        ("سارة", document.id): (1 + 2, 2 + 1 + 2 + 2),
        ("علي", document.id): (1 + 1, 1 + 2 + 1 + 2),
        ("مريم", document.id): (2 + 1, 2 + 2 + 2 + 1),
    }
