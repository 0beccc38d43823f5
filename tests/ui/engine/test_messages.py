"""What goes to the suggester's process arrives as it was sent."""

import pytest

from annotation.values.items import (
    Decision,
    Document,
    DocumentLabel,
    Origin,
    Relation,
    Span,
    Stage,
    StageMark,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
    Verdict,
)
from annotation.values.record import Record
from annotation.values.state import State
from ui.engine.messages import (
    read_message,
    read_record,
    read_state,
    read_suggestions,
    write_message,
    write_record,
    write_state,
    write_suggestions,
)

DOCUMENT = Document.of(
    "d1", "لقاء", "التقى وزيرُ الـمـال\u2028عُمَر 😀\nCASA-1000 في ٢٠٢٥.", (("source", "واس"),)
)
SPANS = (
    Span("a", "entities", "PER", ((20, 25),), (("sure", True),), Origin.CORRECTED),
    Span("b", "entities", "OCC", ((6, 11), (12, 19))),
)
RELATIONS = (Relation("r", "relations", "HOLDS", "a", "b"),)
LABELS = (DocumentLabel("l", "labels", "POLITICS"),)
SUGGESTIONS = Suggestions(
    (SuggestedSpan("g1", "PER", ((20, 25),), 0.5, "rule:test", "سبب"),),
    (SuggestedRelation("g2", "HOLDS", (20, 25), (6, 11), "PER", "OCC", 0.4, "rule:x", "سبب"),),
)


def test_a_state_arrives_whole() -> None:
    others = (Decision("g1", Verdict.ACCEPTED, "a"), StageMark(Stage.IN_PROGRESS))
    state = State(DOCUMENT, (*SPANS, *RELATIONS, *LABELS, *others))
    there = read_state(read_message(write_message({"state": write_state(state)}))["state"])
    assert there == state
    assert there.document == DOCUMENT


def test_a_record_arrives_whole() -> None:
    record = Record(DOCUMENT, "سارة", Stage.FINISHED, SPANS, RELATIONS, LABELS, SUGGESTIONS)
    line = write_message({"record": write_record(record)})
    assert read_record(read_message(line)["record"]) == record


def test_suggestions_arrive_whole() -> None:
    line = write_message({"found": write_suggestions(SUGGESTIONS)})
    assert read_suggestions(read_message(line)["found"]) == SUGGESTIONS


def test_a_message_is_one_line_whatever_the_text_holds() -> None:
    line = write_message({"text": "أ\nب\u2028ج\r\x85د"})
    assert line.count(b"\n") == 1
    assert read_message(line) == {"text": "أ\nب\u2028ج\r\x85د"}


@pytest.mark.parametrize("line", [b"", b"\xff\xfe", b"[1]", b'"x"', b"{", b"Traceback:\n"])
def test_what_is_no_message_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whichever of json's and ours
        read_message(line)
