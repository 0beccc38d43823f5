"""The commands, one by one, as design and README promise them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_without_qt_every_command_works(run_apart: Run, project: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from ui.cli import main; status = main(sys.argv[1:]);"
        "assert not [m for m in sys.modules if m.startswith('PySide6')]; sys.exit(status)"
    )
    for arguments in (
        ("formats",),
        ("stats", project),
        ("search", project, "سلمى"),
        ("check", project),
        ("suggest", project),
        ("export", project, tmp_path / "out", "--format", "brat", "--suggestions"),
        ("import", project, tmp_path / "out"),
        ("backup", project, tmp_path / "copy.tawseem"),
        ("new", tmp_path / "other.tawseem"),
    ):
        answer = run_apart(*arguments, code=code)
        assert (answer.status, answer.error) == (0, ""), arguments


def test_new_makes_a_project_with_the_tagset_for_news(tmp_path: Path, run: Run) -> None:
    answer = run("new", tmp_path / "a.tawseem", "--json")
    assert answer.status == 0
    assert answer.data["tagset"] == "arabic-news"
    again = run("new", tmp_path / "a.tawseem")
    assert (again.status, again.out) == (1, "")
    assert "exists already" in again.error


def test_import_tells_what_came_in_and_passes_over_what_is_known(
    project: Path, tmp_path: Path, run: Run
) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "أ.txt").write_text("خبر أول", "utf-8")
    (folder / "ب.txt").write_text("خبر ثان", "cp1256")
    (folder / "صورة.png").write_bytes(b"\x89PNG")
    answer = run("import", project, folder, tmp_path / "مقال.txt", "--json")
    assert answer.status == 0
    assert (answer.data["documents_added"], answer.data["documents_known"]) == (2, 1)
    assert "صورة.png" in answer.data["remarks"][0]
    spoken = run("import", project, folder)
    assert spoken.out.strip() == "0 documents added, 2 known already."
    assert "1 files of other kinds were left out" in spoken.error


def test_imported_work_belongs_to_who_is_named_else_to_you(
    project: Path, tmp_path: Path, run: Run
) -> None:
    work = tmp_path / "work.jsonl"
    work.write_text(line(("PER", "عمر")), "utf-8")
    assert run("import", project, work).status == 0
    assert run("import", project, work, "--annotator", "منى", "--finished").status == 0
    annotators = run("stats", project, "--json").data["annotators"]
    assert {name: numbers["finished"] for name, numbers in annotators.items()} == {
        "ليلى": 0,
        "منى": 1,
    }


def test_suggest_stores_suggestions_that_export_writes(
    annotated: Path, tmp_path: Path, run: Run
) -> None:
    made = run("suggest", annotated, "--train", "--json")
    assert made.status == 0
    assert (made.data["documents"], made.data["learnt"]) == (1, 1)
    one = run("suggest", annotated, "--document", "مقال")
    assert (one.status, "in 1 documents" in one.out) == (0, True)
    out = tmp_path / "out.jsonl"
    assert run("export", annotated, out, "--format", "jsonl", "--suggestions").status == 0
    values = json.loads(out.read_text("utf-8"))
    assert list(values)[-1] == "suggestions"
    assert set(values["suggestions"]) == {"spans", "relations"}
    assert len(values["spans"]) == 3
    missing = run("suggest", annotated, "--document", "غائب")
    assert (missing.status, missing.out) == (1, "")


def test_export_takes_the_only_annotator_and_refuses_to_choose_among_several(
    annotated: Path, tmp_path: Path, run: Run
) -> None:
    out = tmp_path / "out.jsonl"
    assert run("export", annotated, out, "--format", "jsonl").status == 0
    assert json.loads(out.read_text("utf-8"))["annotator"] == "ليلى"
    work = tmp_path / "other.jsonl"
    work.write_text(line(("PER", "سلمى"), annotator="منى"), "utf-8")
    assert run("import", annotated, work).status == 0
    refused = run("export", annotated, tmp_path / "two.jsonl", "--format", "jsonl")
    assert refused.status == 1
    assert "ليلى, منى" in refused.error
    assert not (tmp_path / "two.jsonl").exists()
    named = ("--annotator", "منى", "--format", "conll", "--json")
    assert run("export", annotated, tmp_path / "mona.conll", *named).status == 0
    nobody = run("export", annotated, tmp_path / "x", "--format", "jsonl", "--annotator", "زيد")
    assert (nobody.status, "زيد" in nobody.error) == (1, True)
    finished = ("--annotator", "منى", "--format", "jsonl", "--finished", "--json")
    none = run("export", annotated, tmp_path / "none.jsonl", *finished)
    assert none.data["parts"][0]["documents"] == 0


def test_export_tells_what_is_lost_and_strict_refuses(
    annotated: Path, tmp_path: Path, run: Run
) -> None:
    answer = run("export", annotated, tmp_path / "out", "--format", "text", "--json")
    assert answer.data["loss"] == [{"kind": "spans", "count": 3, "documents": ["مقال"]}]
    spoken = run("export", annotated, tmp_path / "out2", "--format", "text")
    assert "spans: 3" in spoken.out
    strict = run("export", annotated, tmp_path / "no", "--format", "text", "--strict")
    assert (strict.status, strict.out) == (1, "")
    assert "spans (3)" in strict.error
    assert not (tmp_path / "no").exists()


def test_export_replaces_only_when_told_to(annotated: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("عزيز", "utf-8")
    assert run("export", annotated, out, "--format", "jsonl").status == 1
    assert out.read_text("utf-8") == "عزيز"
    assert run("export", annotated, out, "--format", "jsonl", "--force").status == 0
    assert json.loads(out.read_text("utf-8"))["name"] == "مقال"


def test_split_writes_the_parts(annotated: Path, tmp_path: Path, run: Run) -> None:
    options = ("--format", "jsonl", "--split", "train=80,dev=10,test=10", "--json")
    answer = run("export", annotated, tmp_path / "out.jsonl", *options)
    parts = {Path(part["path"]).name: part["documents"] for part in answer.data["parts"]}
    assert list(parts) == ["out-train.jsonl", "out-dev.jsonl", "out-test.jsonl"]
    assert sum(parts.values()) == 1
    assert all((tmp_path / name).exists() for name in parts)


def test_search_finds_every_spelling_and_keeps_to_a_tag(annotated: Path, run: Run) -> None:
    answer = run("search", annotated, "سَلْمى", "--json")
    assert [hit["match"] for hit in answer.data] == ["سلمى", "سلمى"]
    tagged = run("search", annotated, "سلمى", "--tag", "PER")
    assert tagged.out.count("\n") == 1
    assert tagged.out.startswith("مقال:10-14\tالتقى عمر [سلمى] في الرباط.")
    assert run("search", annotated, "زحل").out.strip() == "Nothing was found."
    unknown = run("search", annotated, "سلمى", "--tag", "PLACE")
    assert (unknown.status, "no span tag “PLACE”" in unknown.error) == (1, True)


def test_stats_check_and_backup(annotated: Path, tmp_path: Path, run: Run) -> None:
    numbers = run("stats", annotated, "--json").data
    assert (numbers["documents"], numbers["spans"]) == (1, {"PER": 2, "ORG": 1})
    assert "documents: 1" in run("stats", annotated).out
    assert run("check", annotated, "--json").data == {"problems": []}
    copy = tmp_path / "copy.tawseem"
    assert run("backup", annotated, copy).status == 0
    assert run("stats", copy, "--json").data == numbers
    assert run("backup", annotated, copy).status == 1
    assert run("backup", annotated, copy, "--force", "--json").data["bytes"] > 0


def test_formats_names_what_each_can_hold(run: Run) -> None:
    formats = {format["name"]: format for format in run("formats", "--json").data}
    assert {"jsonl", "brat", "conll", "text", "label-studio", "spacy", "tacred"} <= set(formats)
    assert formats["tacred"]["writes"]
    assert not formats["tacred"]["reads"]
    assert "relations" in formats["brat"]["holds"]
    assert "relations" not in formats["conll"]["holds"]
    assert "conll: " in run("formats").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("فتح",),
        ("new",),
        ("export", "a", "b"),
        ("export", "a", "b", "--format", "docx"),
        ("export", "a", "b", "--format", "jsonl", "--split", "عشرون"),
        ("search", "a", "b", "--limit", "0"),
        ("--wrong",),
    ],
)
def test_wrong_usage_is_status_2(arguments: tuple[str, ...], run: Run) -> None:
    answer = run(*arguments)
    assert (answer.status, answer.out) == (2, "")
    assert "Error: " in answer.error


def test_help_is_status_0(run: Run) -> None:
    answer = run("--help")
    assert (answer.status, answer.error) == (0, "")
    assert "suggest" in answer.out


def test_sentences_come_in_the_language_of_the_system(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAWSEEM_LANGUAGE", "ar")
    answer = run("new", tmp_path / "a.tawseem")
    assert "أخبار عربية" in answer.out


def test_a_reader_that_goes_away_early_is_no_fault(run_apart: Run, annotated: Path) -> None:
    code = (
        "import os, sys; r, w = os.pipe(); os.close(r); os.dup2(w, 1);"
        "from ui.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    answer = run_apart("stats", annotated, code=code)
    assert (answer.status, answer.error) == (1, "")


def line(*spans: tuple[str, str], annotator: str = "", **others: object) -> str:
    """A line of JSON for the article, with spans given as (tag, words)."""
    text = "التقى عمر سلمى في الرباط.\r\nوقالت سلمى إن البنك الدولي وافق. 😀 CASA-1000 في ٢٠٢٥."
    made = [
        {"tag": tag, "begin": text.index(words), "end": text.index(words) + len(words)}
        for tag, words in spans
    ]
    values = {"name": "مقال", "text": text, "annotator": annotator, "spans": made}
    return json.dumps(values | others, ensure_ascii=False) + "\n"
