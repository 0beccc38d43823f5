from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import KnownError
from annotation.formats.loss import ContentKind
from annotation.formats.reading import ReaderNotice
from annotation.values.record import Record

Load = Callable[..., list[Record]]
TEXT = "التقى وزير المال سلمى 😀\r\nوقال عمر شيئا.\r\n"


@pytest.fixture
def pair(tmp_path: Path) -> Callable[[str], Path]:
    """A folder with the text and an .ann of these lines."""

    def _pair(annotations: str) -> Path:
        (tmp_path / "لقاء.txt").write_bytes(TEXT.encode())
        (tmp_path / "لقاء.ann").write_bytes(annotations.encode())
        return tmp_path

    return _pair


def test_standoff_is_written_as_brat_reads_it(
    record: Record, tmp_path: Path, write: Callable[..., Any]
) -> None:
    exported = write([record], tmp_path / "out", "brat")
    assert (tmp_path / "out" / "لقاء.txt").read_bytes() == record.document.text.encode()
    assert (tmp_path / "out" / "لقاء.ann").read_text("utf-8").splitlines() == [
        "T1\tPER 6 11;47 51\tوزيرُ سلمى",
        "T2\tOCC 6 18\tوزيرُ المالِ",
        "T3\tORG 12 18\tالمالِ",
        "T4\tPER 19 24\tعُمَر",
        "T5\tOCC 28 46\tمديرة البنك الدولي",
        "T6\tORG 34 46\tالبنك الدولي",
        "T7\tPER 47 51\tسلمى",
        "A1\tage T1 2.5",
        "A2\tunsure T2",
        "A3\tage T4 51",
        "A4\tmention T4 name",
        "A5\tunsure T6 false",
        "R1\tMET Arg1:T4 Arg2:T7",
        "R2\tHOLDS Arg1:T7 Arg2:T5",
        "#1\tAnnotatorNotes T5\tوظيفة جديدة",
    ]
    assert {lost.kind: lost.count for lost in exported.loss.items} == {
        ContentKind.RELATION_ATTRIBUTES: 1,
        ContentKind.LABELS: 1,
        ContentKind.DOCUMENT_ATTRIBUTES: 1,
    }


def test_brat_is_told_to_draw_from_right_to_left(
    record: Record, tmp_path: Path, write: Callable[..., Any]
) -> None:
    write([record], tmp_path / "out", "brat")
    assert "Text\tdirection:rtl" in (tmp_path / "out" / "visual.conf").read_text("utf-8")
    settings = (tmp_path / "out" / "annotation.conf").read_text("utf-8")
    assert "HOLDS\tArg1:PER, Arg2:OCC" in settings
    assert "mention\tArg:PER, Value:name|pronoun" in settings


def test_a_document_without_spans_has_an_empty_ann(
    record: Record, tmp_path: Path, write: Callable[..., Any], load: Load
) -> None:
    write([Record(record.document)], tmp_path / "out", "brat")
    assert (tmp_path / "out" / "لقاء.ann").read_bytes() == b""
    [back] = load(tmp_path / "out")
    assert (back.document.text, back.is_annotated) == (record.document.text, False)


def test_order_equivalences_notes_and_windows_lines_are_understood(
    pair: Callable[[str], Path], load: Load, remarks: list[ReaderNotice]
) -> None:
    lines = [
        "A1\tmention T2 name",
        "#1\tAnnotatorNotes T2\tراجعها",
        "#2\tAnnotatorNotes T2\tمرة ثانية",
        "R1\tHOLDS Arg2:T1 Arg1:T2",
        "T1\tOCC 6 16\tوزير المال",
        "T2\tPER 17 21\tسلمى",
        "T3\tPER 30 33\tعمر",
        "*\tEquiv T2 T3",
        "N1\tReference T2 Wikidata:Q1\tسلمى",
        "",
    ]
    [record] = load(pair("\r\n".join(lines)))
    assert record.document.name == "لقاء"
    tags = {span.id: span.tag for span in record.spans}
    assert [(r.tag, tags[r.head], tags[r.tail]) for r in record.relations] == [
        ("HOLDS", "PER", "OCC"),
        ("SAME", "PER", "PER"),
    ]
    assert record.spans[1].attributes == (("mention", "name"), ("note", "راجعها"))
    assert [remark.values["count"] for remark in remarks] == [2]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("T2\tPER 17 99\tسلمى", "not a stretch of this text"),
        ("T2\tPER 21 17\tسلمى", "not a stretch of this text"),
        ("T2\tPER 17 17\t", "not a stretch of this text"),
        ("T2\tPER 16 21\t سلمى", "may not begin or end with a space"),
        ("T2\tPER 17 21\tسلوى", "but the document says “سلمى”"),
        ("T2\tPER -1 21\tسلمى", "not a line of brat standoff"),
        ("T2\tPER 17 21", "not a line of brat standoff"),
        ("T2 PER 17 21 سلمى", "not a line of brat standoff"),
        ("T1\tPER 17 21\tسلمى", "“T1” stands twice"),
        ("T2\tPLACE 17 21\tسلمى", "no tag “PLACE”"),
        ("T2\tOCC 6 16\tوزير المال", "already has the tag OCC"),
        ("E1\tPER:T1 Who:T1", "no tag “Who”"),
        ("E1\tMEET:T1", "no tag “MEET”"),
        ("E1\tPER:T9", "begins with a span “T9” that is not there"),
        ("E1\tMEET", "not a line of brat"),
        ("M1\tNegation E1", "belongs to “E1”, which is not there"),
        ("X1\tMEET T1", "of a kind that cannot be read"),
        ("سطر", "of a kind that cannot be read"),
        ("R1\tHOLDS Arg1:T1", "needs two spans"),
        ("R1\tHOLDS Arg1:T1 Arg2:T9", "“T9” that is not there"),
        ("R1\tHOLDS Arg1:T1 Arg2:T9", "The relation “R1” leads to"),
        ("*\tEquiv T1 T9", "The relation “*” leads to"),
        ("*\tEquiv T1 T1", "two different spans"),
        ("R1\tEATS Arg1:T1 Arg2:T1", "no tag “EATS”"),
        ("R1\tHOLDS Arg1:T1 Arg2:T1", "two different spans"),
        ("A1\tunsure T9", "“T9”, which is not there"),
        ("A1\tcolour T1 red", "no attribute “colour”"),
        ("A1\tunsure T1 maybe", "“maybe” is not a value"),
    ],
)
def test_a_bad_line_is_named(
    line: str, reason: str, pair: Callable[[str], Path], load: Load
) -> None:
    folder = pair(f"T1\tOCC 6 16\tوزير المال\n{line}\n")
    with pytest.raises(KnownError) as caught:
        load(folder)
    assert reason in str(caught.value)
    number = 1 if "unsure T1" in line or "colour" in line else 2
    assert f"لقاء.ann, line {number}: " in str(caught.value)


def test_a_text_or_an_ann_that_stands_alone_is_refused(tmp_path: Path, load: Load) -> None:
    (tmp_path / "a.ann").write_text("", "utf-8")
    with pytest.raises(KnownError, match=r"a\.ann” has no “a\.txt” beside it"):
        load(tmp_path)
    (tmp_path / "b.txt").write_text("نص", "utf-8")
    with pytest.raises(KnownError, match=r"b\.txt” has no “b\.ann” beside it"):
        load(tmp_path / "b.txt", format="brat")
