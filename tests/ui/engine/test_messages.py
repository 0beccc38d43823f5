"""What goes to the suggester's process arrives as it was sent."""

import pytest

from annotation.review.finding import Finding
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
from tests.annotation.review.conftest import found, marked, often
from ui.engine.messages import read_message, read_part, read_state, sent_state, write_message

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
    there = read_state(read_message(write_message({"state": sent_state(state)}))["state"])
    assert there == state
    assert there.document == DOCUMENT


def test_a_record_arrives_whole() -> None:
    record = Record(DOCUMENT, "سارة", Stage.FINISHED, SPANS, RELATIONS, LABELS, SUGGESTIONS)
    line = write_message({"record": record})
    assert read_part(read_message(line)["record"], Record) == record


def test_suggestions_arrive_whole() -> None:
    line = write_message({"found": SUGGESTIONS})
    assert read_part(read_message(line)["found"], Suggestions) == SUGGESTIONS


def test_a_message_is_one_line_whatever_the_text_holds() -> None:
    line = write_message({"text": "أ\nب\u2028ج\r\x85د"})
    assert line.count(b"\n") == 1
    assert read_message(line) == {"text": "أ\nب\u2028ج\r\x85د"}


@pytest.mark.parametrize("line", [b"", b"\xff\xfe", b"[1]", b'"x"', b"{", b"Traceback:\n"])
def test_what_is_no_message_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whichever of json's and ours
        read_message(line)


def test_half_a_character_arrives_as_it_is() -> None:
    """The path of a file whose name is no text holds such halves."""
    message = {"models": "/home/سارة/\udcff", "found": SUGGESTIONS}
    there = read_message(write_message(message))
    assert there["models"] == message["models"]
    assert read_part(there["found"], Suggestions) == SUGGESTIONS


@pytest.mark.parametrize("part", [[], {"spans": 1}, {"spans": [{"id": "g1"}]}, "x", None])
def test_a_part_that_is_something_else_is_refused(part: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it lacks
        read_part(part, Suggestions)


def test_findings_arrive_whole() -> None:
    names = "زارت [PER سلمى حداد] المدينة"
    findings = list(found(*often(names, 12), marked("x", "[ORG سلمى حداد] سَلمى حداد،")))
    assert findings
    for finding in findings:
        line = write_message({"is": "finding", "finding": finding})
        assert read_part(read_message(line)["finding"], Finding) == finding
