"""Hostile CAS and TSV files: one sentence with file, line and reason, and nothing else."""

import json
import random
import re
from collections.abc import Callable
from encodings.aliases import aliases
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import KnownError
from annotation.values.record import Record

Load = Callable[..., list[Record]]
Xmi = Callable[..., str]
TSV = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|value\n\n\n"
ROWS = "#Text=قال 😀 عُمَر\n1-1\t0-3\tقال\t_\t\n1-2\t4-6\t😀\t_\t\n1-3\t7-12\tعُمَر\tPER\t\n"


def refusal(load: Load, path: Path, text: str | bytes, **others: Any) -> str:
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    with pytest.raises(KnownError) as caught:
        load(path, **others)
    assert str(path) in str(caught.value)
    return str(caught.value).replace(str(path), "")


def test_entities_are_never_expanded_and_nothing_outside_is_opened(
    xmi: Xmi, tmp_path: Path, load: Load
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("سر", "utf-8")
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 30))
    doctypes = (
        f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]>',
        f'<!DOCTYPE x [<!ENTITY a29 SYSTEM "{secret.as_uri()}">]>',
        f'<!DOCTYPE x SYSTEM "{secret.as_uri()}">',
        f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{secret.as_uri()}"> %p;]>',
    )
    head, _, rest = xmi("ner:NamedEntity begin='0' end='3' value='PER'", text="&a29;").partition(
        "\n"
    )
    for doctype in doctypes:
        said = refusal(load, tmp_path / "x.xmi", f"{head}\n{doctype}\n{rest}", format="xmi")
        assert said == ", line 2: A document type or entities have no place in this file."
    assert "undefined entity" in refusal(load, tmp_path / "x.xmi", f"{head}\n{rest}")


@pytest.mark.parametrize("encoding", ["bogus", "gb18030", "utf-7", "hex", "idna", "x" * 5_000])
def test_an_encoding_that_expat_does_not_know_is_refused(
    encoding: str, xmi: Xmi, tmp_path: Path, load: Load
) -> None:
    text = xmi().replace('encoding="UTF-8"', f'encoding="{encoding}"')
    said = refusal(load, tmp_path / "x.xmi", text, format="xmi")
    assert said.startswith(f", line 1: This file says that it is in “{encoding[:40]}”")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1256", "ISO-8859-6"])
def test_encodings_of_arabic_are_read(encoding: str, xmi: Xmi, tmp_path: Path, load: Load) -> None:
    path = tmp_path / "x.xmi"
    text = xmi(text="قال عمر لسلمى").replace('encoding="UTF-8"', f'encoding="{encoding}"')
    path.write_bytes(text.encode(encoding))
    [record] = load(path, format="xmi")
    assert record.document.text == "قال عمر لسلمى"


def test_every_encoding_that_python_knows_is_read_or_refused(
    xmi: Xmi, tmp_path: Path, load: Load
) -> None:
    path, outcomes = tmp_path / "x.xmi", set()
    for encoding in sorted({*aliases, *aliases.values()}):
        path.write_bytes(xmi(text="نص").replace("UTF-8", encoding).encode())
        try:
            load(path, format="xmi")
            outcomes.add("read")
        except KnownError as error:
            outcomes.add(error.values["reason"].template)  # type: ignore[attr-defined]
    assert "read" in outcomes
    assert any(said.startswith("This file says") for said in outcomes)


def test_a_file_of_a_gigabyte_is_refused_unread(tmp_path: Path, load: Load) -> None:
    for name in ("x.xmi", "x.json", "x.tsv"):
        path = tmp_path / name
        with path.open("wb") as file:
            file.truncate(1_000_000_000)
        with pytest.raises(KnownError, match="1000 MB, more than the 64 MB"):
            load(path, format={".xmi": "xmi", ".json": "cas-json"}.get(path.suffix, "webanno-tsv"))


@pytest.mark.parametrize(
    ("begin", "end", "reason"),
    [
        ("-1", "3", "The offset -1 is outside the text"),
        ("9", "4", "begins at 9, behind its end 4"),
        ("0", "900", "The offset 900 is outside the text"),
        ("0", "99999999999999999999", "“end” of the annotation 2 must be a whole number"),
        ("0.5", "3", "“begin” of the annotation 2 must be a whole number"),
        ("11", "13", "The offset 11 falls inside a character that has two UTF-16 units"),
    ],
)
def test_offsets_that_are_none_are_refused(
    begin: str, end: str, reason: str, xmi: Xmi, tmp_path: Path, load: Load
) -> None:
    element = f'ner:NamedEntity begin="{begin}" end="{end}" value="PER"'
    said = refusal(load, tmp_path / "x.xmi", xmi(element))
    assert said.startswith(", line 8: ")
    assert reason in said
    values = {"%ID": 2, "%TYPE": "webanno.custom.Span", "@sofa": 1, "value": "PER"}
    values |= {"begin": json.loads(begin), "end": json.loads(end)}
    if reason.endswith("number"):
        assert refusal(load, tmp_path / "x.json", cas_json(values))
    else:
        said = refusal(load, tmp_path / "x.json", cas_json(values))
        assert said.startswith(", line 3: ")
        assert reason in said


def cas_json(*structures: dict[str, Any], members: tuple[int, ...] = (2,)) -> str:
    """A file of CAS JSON with a line for each structure."""
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": "قال عُمَر 😀 لسلمى في الرباط."}
    lines = ",\n".join(json.dumps(value) for value in (sofa, *structures))
    view = json.dumps({"_InitialView": {"%SOFA": 1, "%MEMBERS": members}})
    return f'{{"%TYPES": {{}}, "%FEATURE_STRUCTURES": [\n{lines}\n], "%VIEWS": {view}}}'


def test_references_that_lead_nowhere_are_refused(xmi: Xmi, tmp_path: Path, load: Load) -> None:
    path = tmp_path / "x.xmi"
    span = 'ner:NamedEntity begin="0" end="3" value="PER"'
    relation = 'custom:Relation begin="0" end="3" Governor="2" Dependent="77" value="MET"'
    said = refusal(load, path, xmi(span, relation))
    assert said == ", line 9: The relation “3” leads to a span “77” that is not there."
    assert "The view holds “9”, which is not there." in refusal(load, path, xmi(span, members="9"))
    link = 'coref:CoreferenceLink begin="0" end="3" next='
    chain = (f'{link}"3"', f'{link}"2"', 'coref:CoreferenceChain first="2"')
    assert "The chain 4 leads to 2, which is not there or is in a chain." in refusal(
        load, path, xmi(*chain)
    )
    lost = {"%ID": 2, "%TYPE": "webanno.custom.Relation", "begin": 0, "end": 3}
    said = refusal(load, tmp_path / "x.json", cas_json(lost | {"@Governor": 5, "@Dependent": 2}))
    assert said == ", line 3: The relation “2” leads to a span “5” that is not there."


def test_ids_that_stand_twice_are_refused(xmi: Xmi, tmp_path: Path, load: Load) -> None:
    span = 'ner:NamedEntity begin="0" end="3" value="PER"'
    twice = xmi(span, span).replace('xmi:id="3"', 'xmi:id="2"')
    assert refusal(load, tmp_path / "x.xmi", twice) == ", line 9: The id “2” stands twice."
    structure = {"%ID": 2, "%TYPE": "webanno.custom.Span", "begin": 0, "end": 3, "value": "PER"}
    said = refusal(load, tmp_path / "x.json", cas_json(structure, structure))
    assert said.endswith("The id “2” stands twice.")
    rows = ROWS.replace("1-2", "1-1")
    assert refusal(load, tmp_path / "x.tsv", TSV + rows) == ", line 7: The id “1-1” stands twice."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"%VIEWS": ' + "[" * 10_000 + "]" * 10_000 + "}", "nested too deeply"),
        ('{"%TYPES": {}, "%TYPES": {}}', "“%TYPES” stands twice in one object"),
        ('{"%VIEWS": {"_InitialView": {"%SOFA": NaN}}}', "“NaN” is not a number"),
        (
            '{"%VIEWS": {},\n "%FEATURE_STRUCTURES": [{}]}',
            "“null” is not an id|“None” is not an id",
        ),
        ('{"%VIEWS": {},\n "%FEATURE_STRUCTURES": 5}', "“%FEATURE_STRUCTURES” must be a list"),
        ('{"%VIEWS": {},\n "%FEATURE_STRUCTURES": [', "line 2: This is not valid JSON"),
        ('{"%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [{}]}}}', "which is not there"),
        ('{"%VIEWS": {}}', "has no text"),
    ],
)
def test_json_that_is_no_cas_is_refused(text: str, reason: str, tmp_path: Path, load: Load) -> None:
    assert re.search(reason, refusal(load, tmp_path / "x.json", text, format="cas-json"))


def test_half_a_character_in_a_value_is_refused(tmp_path: Path, load: Load) -> None:
    span = {"%ID": 2, "%TYPE": "webanno.custom.Span", "begin": 0, "end": 3, "value": "PER"}
    said = refusal(load, tmp_path / "x.json", cas_json(span | {"note": "\ud83d"}))
    assert "cannot be stored" in said


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("3.3", "2.0", "is no beginning that can be read here"),
        ("#T_SP", "#T_XX", "line 2: “#T_XX=webanno.custom.Span|value” is not a layer."),
        ("0-3", "-1-3", "is not a row"),
        ("0-3", "3-0", "says “قال”"),
        ("4-6", "4-5", "falls inside a character"),
        ("7-12", "7-912", "The offset 912 is outside the text"),
        ("عُمَر\tPER", "سلمى\tPER", "line 8: The token 7–12 says “سلمى”"),
        ("\tPER\t", "", "line 8: This row has 0 columns"),
        ("\tPER\t", "\tPER\\\t", "is not well escaped"),
        ("1-1\t0-3\tقال\t_\t\n", "", "says “😀”"),
        ("PER", "XYZ", "line 8: The tagset has no tag “XYZ”"),
        ("#Text=قال", "#Text=\n#Text=قال", "says “قال”"),
    ],
)
def test_tsv_that_contradicts_itself_is_refused(
    old: str, new: str, reason: str, tmp_path: Path, load: Load
) -> None:
    path = tmp_path / "x.tsv"
    path.write_text(TSV + ROWS, "utf-8")
    [record] = load(path)
    assert [(s.tag, s.fragments) for s in record.spans] == [("PER", ((6, 11),))]
    said = refusal(load, path, (TSV + ROWS).replace(old, new, 1), format="webanno-tsv")
    assert reason in said


def test_a_sentence_a_billion_letters_away_is_refused(tmp_path: Path, load: Load) -> None:
    far = TSV + "#Text=قال\n1-1\t999999990-999999993\tقال\t_\t\n"
    assert "begins at 999999990" in refusal(load, tmp_path / "x.tsv", far)


def test_relations_of_tsv_lead_to_one_annotation(tmp_path: Path, load: Load) -> None:
    head = TSV.replace(
        "\n\n\n", "\n#T_RL=webanno.custom.Relation|value|BT_webanno.custom.Span\n\n\n"
    )
    for reference, reason in (
        ("1-9", "leads to “1-9”, where 0 annotations may be meant"),
        ("1-1[7_0]", "leads to “1-1”, where 0 annotations may be meant"),
        ("هنا", "“هنا” does not lead to a row."),
    ):
        rows = (
            f"#Text=قال عُمَر\n1-1\t0-3\tقال\tPER\t_\t_\t\n1-2\t4-9\tعُمَر\tPER\tMET\t{reference}\t\n"
        )
        said = refusal(load, tmp_path / "x.tsv", head + rows)
        assert reason in said
        assert said.startswith(", line 8: ")


PIECES = [b"\x00", b"\xff", b"\n", b"\t", b"|", b"[1]", b"[", b"*", b"_", b"\\", b"-1", b"<", b"&",
          b'"', b"{", b"}", b"]", b",", b"9" * 20, b"1e999", b"null", b"\\ud800", b"->1-1",
          b"xmi:id", b"@", b"%ID"]  # fmt: skip


@pytest.mark.parametrize("name", ["xmi", "cas-json", "webanno-tsv"])
def test_a_file_damaged_anywhere_is_read_or_refused(
    name: str, record: Record, tmp_path: Path, write: Callable[..., Any], load: Load
) -> None:
    write([record], tmp_path / "out", name)
    path = next(p for p in (tmp_path / "out").iterdir() if p.stem == "لقاء")
    whole, chance, outcomes = path.read_bytes(), random.Random(20251124), set()
    for _ in range(300):
        data = whole
        for _ in range(chance.randint(1, 4)):
            begin = chance.randrange(len(data) + 1)
            end = begin + chance.choice([0, 0, 1, 2, 30])
            data = data[:begin] + chance.choice([*PIECES, b""]) + data[end:]
        path.write_bytes(data)
        try:
            load(path, format=name)
            outcomes.add("read")
        except KnownError as error:
            outcomes.add(str(error))
    assert len(outcomes) > 10
    assert "read" in outcomes
