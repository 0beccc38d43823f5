from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from seqeval import scheme
from seqeval.metrics import f1_score

from annotation.errors import KnownError
from annotation.formats.loss import ContentKind
from annotation.formats.registry import read
from annotation.values.record import Record

Load = Callable[..., list[Record]]


def test_tokens_are_cut_at_the_borders_of_spans(
    record: Record, tmp_path: Path, write: Callable[..., Any]
) -> None:
    out = tmp_path / "out.conll"
    exported = write([record], out, "conll")
    lines = out.read_text("utf-8").split("\n")
    assert lines[1] == '# newdoc name = "لقاء"'
    assert lines[3:14] == [
        "التقى\tO",
        "وزيرُ\tB-OCC",
        "المالِ\tI-OCC",
        "عُمَر\tB-PER",
        "😀\tO",
        "ب\tO",
        "مديرة\tB-OCC",
        "البنك\tI-OCC",
        "الدولي\tI-OCC",
        "سلمى\tB-PER",
        ".\tO",
    ]
    assert lines[14:16] == ["", "ثم\tO"]
    assert {lost.kind: lost.count for lost in exported.loss.items} == {
        ContentKind.DISCONTINUOUS_SPANS: 1,
        ContentKind.OVERLAPPING_SPANS: 2,
        ContentKind.RELATIONS: 2,
        ContentKind.SPAN_ATTRIBUTES: 6,
        ContentKind.RELATION_ATTRIBUTES: 1,
        ContentKind.LABELS: 1,
        ContentKind.DOCUMENT_ATTRIBUTES: 1,
    }


def test_files_of_others_become_one_sentence_a_line(tmp_path: Path, load: Load) -> None:
    path = tmp_path / "anercorp.txt"
    path.write_text(
        "قال O\nعمر B-PER\nبن I-PER\n. O\n\n\nعاد O\nالبنك I-ORG\nالدولي I-ORG\n", "utf-8"
    )
    [record] = load(path)
    assert (record.document.name, record.document.text) == (
        "anercorp",
        "قال عمر بن .\nعاد البنك الدولي",
    )
    assert [(s.tag, s.begin, s.end) for s in record.spans] == [("PER", 4, 10), ("ORG", 17, 29)]


def test_four_columns_and_document_starts_are_understood(tmp_path: Path, load: Load) -> None:
    path = tmp_path / "conll2003.conll"
    start = "-DOCSTART-\t-X-\tO\tO\n\n"
    path.write_text(
        f"{start}سلمى\tNN\tO\tI-PER\nعمر\tNN\tO\tB-PER\n\n{start}\n#\tX\tO\tO\n", "utf-8"
    )
    one, two = load(path)
    assert (one.document.name, two.document.name) == ("conll2003-1", "conll2003-2")
    assert [s.fragments for s in one.spans] == [((0, 4),), ((5, 8),)]
    assert two.document.text == "#"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("سلمى\tX\tB-PER", "3 columns"),
        ("سلمى", "1 columns"),
        ("سلمى\tNN\tO\tO", "4 columns"),
        ("\tO", "columns"),
        ("سلمى\tQ-PER", "“Q-PER” is not a tag of IOB2"),
        ("سلمى\tPER", "“PER” is not a tag of IOB2"),
        ("سلمى\tB-", "“B-” is not a tag of IOB2"),
        ("سلمى\tB-PLACE", "no tag “PLACE”"),
    ],
)
def test_a_bad_line_is_named(line: str, reason: str, tmp_path: Path, load: Load) -> None:
    path = tmp_path / "bad.conll"
    path.write_text(f"قالت\tO\n{line}\n", "utf-8")
    with pytest.raises(KnownError) as caught:
        load(path, format="conll")
    assert f"{path}, line 2: " in str(caught.value)
    assert reason in str(caught.value)


def test_a_token_that_is_not_in_the_text_is_named(
    record: Record, tmp_path: Path, write: Callable[..., Any], load: Load
) -> None:
    out = tmp_path / "out.conll"
    write([record], out, "conll")
    whole = out.read_text("utf-8")
    out.write_text(whole.replace("البنك\t", "المصرف\t"), "utf-8")
    with pytest.raises(KnownError, match="line 11: The token “المصرف” does not stand here"):
        load(out)
    out.write_text(whole[: whole.index("في	O")], "utf-8")
    with pytest.raises(KnownError, match="goes on after its last token"):
        load(out)


@pytest.mark.parametrize("tags", ["bioes", "bilou"])
def test_the_last_and_the_only_token_of_a_span_can_be_told(
    tags: str, record: Record, tmp_path: Path, write: Callable[..., Any], load: Load
) -> None:
    write([record], tmp_path / "out.conll", "conll", options={"tags": tags})
    lines = (tmp_path / "out.conll").read_text("utf-8").split("\n")
    last, only = ("E", "S") if tags == "bioes" else ("L", "U")
    assert lines[4:7] == ["وزيرُ\tB-OCC", f"المالِ\t{last}-OCC", f"عُمَر\t{only}-PER"]
    [back] = load(tmp_path / "out.conll")
    assert [(s.tag, s.begin) for s in back.spans][:2] == [("OCC", 6), ("PER", 19)]


def test_nested_spans_get_columns_of_their_own(
    record: Record, tmp_path: Path, write: Callable[..., Any], load: Load
) -> None:
    out = tmp_path / "out.conll"
    exported = write([record], out, "conll", options={"columns": "nested"})
    assert "المالِ\tI-OCC\tB-ORG" in out.read_text("utf-8")
    assert ContentKind.OVERLAPPING_SPANS not in {lost.kind for lost in exported.loss.items}
    [back] = load(out)
    assert len(back.spans) == 6


def test_clitics_can_be_tokens(
    record: Record, tmp_path: Path, write: Callable[..., Any], load: Load
) -> None:
    out = tmp_path / "out.conll"
    text = "وقال للرئيس وللأردن"
    bare = Record(type(record.document).of("d", "ن", text))
    write([bare], out, "conll", options={"tokens": "clitics"})
    rows = [line.split("\t")[0] for line in out.read_text("utf-8").split("\n") if "\t" in line]
    assert rows == ["و", "قال", "ل", "لرئيس", "ول", "لأردن"]
    assert load(out)[0].document.text == text


def test_several_tags_in_a_column_are_read_when_asked(
    tmp_path: Path, tagset: Any, new_id: Callable[[], str]
) -> None:
    path = tmp_path / "nested.conll"
    path.write_text("وزير\tB-OCC\nالمال\tI-OCC B-ORG\nعمر\tB-PER\n", "utf-8")
    [record] = read([path], "conll", tagset, new_id, lambda _: None, options={"columns": "all"})
    assert [(s.tag, s.begin, s.end) for s in record.spans] == [
        ("OCC", 0, 10),
        ("ORG", 5, 10),
        ("PER", 11, 14),
    ]


@pytest.mark.parametrize("tags", ["iob2", "bioes", "bilou"])
def test_seqeval_finds_the_spans_of_an_export(
    tags: str, record: Record, tmp_path: Path, write: Callable[..., Any]
) -> None:
    schemes = {"iob2": scheme.IOB2, "bioes": scheme.IOBES, "bilou": scheme.BILOU}
    out = tmp_path / "out.conll"
    write([record], out, "conll", options={"tags": tags})
    sentences = [
        [row.split("\t") for row in block.split("\n") if "\t" in row]
        for block in out.read_text("utf-8").split("\n\n")
    ]
    given = [[tag for _, tag in rows] for rows in sentences if rows]
    found = scheme.Entities(given, schemes[tags]).entities
    words = [[word for word, _ in rows] for rows in sentences if rows]
    spans = sorted(
        (span.tag, " ".join(words[number][span.start : span.end]))
        for number, sentence in enumerate(found)
        for span in sentence
    )
    assert spans == sorted(
        [("OCC", "وزيرُ المالِ"), ("PER", "عُمَر"), ("OCC", "مديرة البنك الدولي"), ("PER", "سلمى")]
    )
    assert f1_score(given, given, mode="strict", scheme=schemes[tags]) == 1.0
