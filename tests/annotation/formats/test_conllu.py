"""CoNLL-U Plus, ours as conllu reads it and others' as they are."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import conllu
import pytest

from annotation.errors import KnownError
from annotation.values.items import Document
from annotation.values.record import Record

Load = Callable[..., list[Record]]
USUAL = "# global.columns = ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC NEWS:NE\n"


def row(id: str, form: str, tag: str, misc: str = "_") -> str:
    return "\t".join([id, form, *["_"] * 7, misc, tag]) + "\n"


def sentences(path: Path) -> list[Any]:
    return list(conllu.parse(path.read_text("utf-8")))


def test_conllu_reads_the_same_offsets(
    record: Record, tmp_path: Path, write: Callable[..., Any]
) -> None:
    write([record], tmp_path / "out.conllup", "conllu-plus")
    text = record.document.text
    found: dict[str, list[str]] = {}
    for sentence in sentences(tmp_path / "out.conllup"):
        words = [token for token in sentence if isinstance(token["id"], int)]
        surface = [t for t in sentence if not isinstance(t["id"], int)]
        for token in (*words, *surface):
            begin, end = map(int, token["misc"]["TokenRange"].split(":"))
            assert text[begin:end] == token["form"]
        for token in words:
            for cell in (
                (token["tawseem:ne"] or "").split("|") if token["tawseem:ne"] != "_" else ()
            ):
                found.setdefault(cell.partition(":")[2], []).append(token["form"])
    found.pop("", None)
    whole = sorted("".join(forms) for forms in found.values())
    assert whole == sorted(
        "".join(text[b:e].replace(" ", "") for b, e in span.fragments) for span in record.spans
    )


def test_the_text_of_a_sentence_follows_from_its_tokens(
    tmp_path: Path, write: Callable[..., Any]
) -> None:
    text = "وقال  سامي:\u00a0«للأردن»، ٢٠٪.\r\nثم مُحَمَّد 😀!"
    write([Record(Document.of("d", "ن", text))], tmp_path / "o.conllup", "conllu-plus")
    for sentence in sentences(tmp_path / "o.conllup"):
        spelled, covered = "", 0
        for token in sentence:
            id = token["id"]
            if isinstance(id, int) and id <= covered:
                continue
            covered = id if isinstance(id, int) else id[2]
            apart = (token["misc"] or {}).get("SpaceAfter") != "No"
            spelled += token["form"] + " " * apart
        assert spelled.rstrip() == sentence.metadata["text"]


def test_clitics_are_words_of_a_multiword_token(tmp_path: Path, write: Callable[..., Any]) -> None:
    write([Record(Document.of("d", "ن", "وصل للأردن"))], tmp_path / "o.conllup", "conllu-plus")
    [sentence] = sentences(tmp_path / "o.conllup")
    assert [(token["id"], token["form"]) for token in sentence] == [
        (1, "وصل"),
        ((2, "-", 3), "للأردن"),
        (2, "ل"),
        (3, "لأردن"),
    ]


def test_files_of_others_are_read_by_their_columns(tmp_path: Path, load: Load) -> None:
    path = tmp_path / "news.conllup"
    path.write_text(
        USUAL
        + "# newdoc id = n1\n# text = قال سامي.\n"
        + row("1", "قال", "O")
        + row("2", "سامي", "B-PER", "SpaceAfter=No")
        + row("3", ".", "_")
        + "\n# text = زار للأردن\n"
        + row("1", "زار", "_")
        + row("2-3", "للأردن", "_")
        + row("2", "ل", "_")
        + row("3", "الأردن", "B-ORG")
        + "3.1"
        + "\t_" * 10
        + "\n\n# newdoc id = n2\n"
        + row("1", "عمر", "B-PER")
        + row("2", "بكر", "I-PER"),
        "utf-8",
    )
    first, second = load(path)
    assert (first.document.name, first.document.text) == ("n1", "قال سامي.\nزار للأردن")
    assert [first.document.text[s.begin : s.end] for s in first.spans] == ["سامي", "للأردن"]
    assert [(s.begin, s.end) for s in second.spans] == [(0, 7)]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (row("1", "عمر", "PER"), "line 2: “PER” is not a tag"),
        (row("x", "عمر", "_"), "line 2: “x” is no number"),
        ("1\tعمر\n", "line 2: This row has 2 cells, the header has 11"),
        (row("1", "عمر", "B-PLACE"), "no tag “PLACE”"),
    ],
)
def test_a_bad_row_is_named(lines: str, reason: str, tmp_path: Path, load: Load) -> None:
    path = tmp_path / "bad.conllup"
    path.write_text(USUAL + lines, "utf-8")
    with pytest.raises(KnownError) as refusal:
        load(path)
    assert reason in str(refusal.value)


def test_columns_without_forms_are_refused(tmp_path: Path, load: Load) -> None:
    path = tmp_path / "bad.conllup"
    path.write_text("# global.columns = ID LEMMA\n1\tعمر\n", "utf-8")
    with pytest.raises(KnownError, match="no column “FORM”"):
        load(path)


def test_a_relation_to_nothing_is_refused(
    record: Record, tmp_path: Path, write: Callable[..., Any], load: Load
) -> None:
    out = tmp_path / "out.conllup"
    write([record], out, "conllu-plus")
    out.write_text(out.read_text("utf-8").replace("MET:", "MET:9"), "utf-8")
    with pytest.raises(KnownError, match="no span with the number 9"):
        load(out)
