"""Whatever a file holds, it is read or refused in a sentence; nothing else escapes."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import KnownError
from annotation.values.record import Record

Load = Callable[..., list[Record]]
PIECES = [
    b"\x00", b"\xff", b"\n", b"\t", b" ", b'"', b"{", b"}", b"[", b"]", b",", b":", b"\\", b"-1",
    b"9" * 20, b"1e999", b"NaN", b"null", b"\\ud800", b"\xed\xa0\x80", b"\xe2\x80\xa8",
    b"T1", b"R1", b"A1", b"*", b"#", b"Arg1:", b";", b"B-", b"I-", b"O", b"\r", b"\xef\xbb\xbf",
]  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        begin = chance.randrange(len(data) + 1)
        end = begin + chance.choice([0, 0, 1, 2, 30])
        data = data[:begin] + chance.choice([*PIECES, b""]) + data[end:]
    return data


@pytest.mark.parametrize("name", ["jsonl", "conll", "brat"])
def test_a_file_damaged_anywhere_is_read_or_refused(
    name: str, record: Record, tmp_path: Path, write: Callable[..., Any], load: Load
) -> None:
    out = tmp_path / "out"
    write([record], out, name)
    path = out / "لقاء.ann" if name == "brat" else out
    whole, chance = path.read_bytes(), random.Random(20251123)
    outcomes = set()
    for _ in range(400):
        path.write_bytes(mutated(whole, chance))
        outcomes.add(outcome(load, out, name))
        if name != "brat":
            outcome(load, out, None)
    assert len(outcomes) > 10
    assert "read" in outcomes


def outcome(load: Load, path: Path, format: str | None) -> str:
    """“read”, or the sentence of the refusal; anything else fails the test."""
    try:
        load(path, format=format)
    except KnownError as error:
        return str(error)
    return "read"


def test_random_bytes_are_read_or_refused(tmp_path: Path, load: Load) -> None:
    chance, path = random.Random(7), tmp_path / "noise.txt"
    for _ in range(300):
        path.write_bytes(chance.randbytes(chance.choice([1, 2, 3, 4, 40, 400])))
        said = outcome(load, path, None)
        assert said == "read" or "noise.txt" in said


EMPTY = [
    "R1\t",
    "R1\t \t",
    "*\t",
    "*\t\t",
    "E1\t\tPER:T1",
    "T2\t",
    "A1\t",
    "N1\t",
    "#1\t",
    "M1\t \t",
]


@pytest.mark.parametrize("line", EMPTY)
def test_a_line_of_brat_that_says_nothing_is_read_or_refused_with_its_number(
    line: str, tmp_path: Path, load: Load
) -> None:
    (tmp_path / "لقاء.txt").write_text("قال عمر", "utf-8")
    (tmp_path / "لقاء.ann").write_text(f"T1\tPER 4 7\tعمر\n{line}\n", "utf-8")
    said = outcome(load, tmp_path, "brat")
    assert said == "read" or "لقاء.ann, line 2: " in said
    assert said != "read" or line[0] in "N#"


@pytest.mark.parametrize(
    ("format", "data"),
    [
        ("conll", "# newdoc name = {deep}\n# text = {deep}\nعمر\tB-PER\n"),
        ("conllu-plus", "# newdoc id = {deep}\n# tawseem_text = {deep}\n1\tعمر\n\n"),
        ("table", "text,{deep}\nعمر,x\n"),
        ("text-lines", '{{"text": {deep}'),
        ("label-studio", '{{"data": {{"text": "عمر"}}, "annotations": {deep}'),
        ("cas-json", '{{"%TYPES": {{}}, "%VIEWS": {deep}'),
        ("pubannotation", '{{"denotations": {deep}, "text": "عمر"'),
        ("xmi", '<?xml version="1.0"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI">{tags}'),
        ("html", "<!doctype html><html><body>{tags}<p>نص المقال"),
    ],
)
def test_what_is_nested_too_deeply_is_read_or_refused(
    format: str, data: str, tmp_path: Path, load: Load
) -> None:
    path = tmp_path / "عميق.txt"
    path.write_text(data.format(deep="[" * 100_000, tags="<b>" * 20_000), "utf-8")
    said = outcome(load, path, format)
    assert said == "read" or path.name in said


ABUSE = {
    "marks": "م" + "\u0651" * 20_000,
    "bidi": "\u202e" * 50_000 + "نص",
    "unbroken": "ا" * 1_000_000,
    "ligatures": "ﷺ" * 10_000,
    "tatweel": "ـ" * 100_000,
    "emoji": "👨‍👩‍👧" * 5_000,
    "isolates": "\u2066\u2067\u2068\u2069" * 10_000 + "نص",
    "presentation": "ﻻﻵﻹﻷ" * 10_000,
    "separators": "نص\u2028\u2029\x85\x0b\x0c\x1c" * 5_000 + "نص",
}


@pytest.mark.parametrize("kind", ABUSE)
def test_abusive_texts_pass_through_every_format_unchanged(
    kind: str, tmp_path: Path, write: Callable[..., Any], load: Load
) -> None:
    text = ABUSE[kind]
    source = tmp_path / "نص.txt"
    source.write_bytes(text.encode())
    [record] = load(source, format="text")
    assert record.document.text == text
    for name in ("jsonl", "brat", "conll", "text"):
        write([record], tmp_path / name, name)
        assert load(tmp_path / name, format=name)[0].document.text == text
