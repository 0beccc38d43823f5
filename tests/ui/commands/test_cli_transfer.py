"""Import and export with what can be chosen about them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotation.values.items import Document
from annotation.values.record import Record
from storage.project import Project

Run = Callable[..., Any]


def lines(*values: object) -> str:
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


def test_what_is_wrong_is_passed_over_and_listed_when_asked(
    project: Path, tmp_path: Path, run: Run
) -> None:
    mixed = tmp_path / "mixed.jsonl"
    bad = {"text": "خبر", "spans": [{"tag": "PER", "begin": 1, "end": 99}]}
    mixed.write_text(lines({"text": "خبر أول"}, bad, {"text": "خبر ثالث"}), "utf-8")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    refused = run("import", project, mixed)
    assert (refused.status, refused.out) == (1, "")
    assert "mixed.jsonl, line 2" in refused.error
    answer = run("import", project, mixed, tmp_path / "empty.txt", "--keep-going", "--json")
    assert answer.status == 0
    assert answer.data["documents_added"] == 2
    assert ["line 2" in answer.data["skipped"][0], "empty" in answer.data["skipped"][1]] == [
        True
    ] * 2
    assert len(answer.data["skipped"]) == 2
    spoken = run("import", project, mixed, "--keep-going")
    assert "1 documents or files were passed over:" in spoken.out


def test_an_export_takes_the_names_of_another_corpus(tmp_path: Path, run: Run) -> None:
    news, out = tmp_path / "news.tawseem", tmp_path / "out.conll"
    spans = [{"tag": "PER", "begin": 4, "end": 7}, {"tag": "OCC", "begin": 8, "end": 12}]
    (tmp_path / "a.jsonl").write_text(lines({"text": "قال عمر مدير", "spans": spans}), "utf-8")
    run("new", news)
    run("import", news, tmp_path / "a.jsonl")
    answer = run("export", news, out, "--format", "conll", "--names", "ontonotes", "--json")
    assert answer.status == 0
    assert "عمر\tB-PERSON\nمدير\tO\n" in out.read_text("utf-8")
    manifest = json.loads((tmp_path / "out.conll.manifest.json").read_text("utf-8"))
    assert manifest["tag_names"] == "ontonotes"
    assert manifest["loss"] == answer.data["loss"]
    assert [(lost["kind"], lost["count"]) for lost in answer.data["loss"]] == [("spans", 1)]


def test_a_tagset_without_such_names_is_refused(annotated: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "out"
    answer = run("export", annotated, out, "--format", "conll", "--names", "ace")
    assert (answer.status, out.exists()) == (1, False)
    assert "what its tags are called in ace" in answer.error


def test_options_that_do_not_exist_are_refused(annotated: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "out.jsonl"
    answer = run("export", annotated, out, "--format", "jsonl", "--option", "depth=2")
    assert (answer.status, out.exists()) == (1, False)
    assert "no option “depth”" in answer.error
    assert run("export", annotated, out, "--format", "jsonl", "--option", "depth").status == 2
    assert "--format" in run("import", annotated, tmp_path, "--option", "text=a").error


def test_copies_of_an_article_stay_in_one_part(project: Path, tmp_path: Path, run: Run) -> None:
    words = [f"كلمة{n} قال{n} من{n}" for n in range(400)]
    articles = [" ".join(words[n * 20 : n * 20 + 20]) for n in range(20)]
    texts = [
        {"text": f"{start} {article}"} for article in articles for start in ("", "عاجل", "خبر")
    ]
    (tmp_path / "news.jsonl").write_text(lines(*texts), "utf-8")
    run("import", project, tmp_path / "news.jsonl")
    split = ("--split", "a=50,b=50")
    assert run("export", project, tmp_path / "o.jsonl", "--format", "jsonl", *split).status == 0
    parts = [(tmp_path / f"o-{part}.jsonl").read_text("utf-8") for part in "ab"]
    assert all(len({article in part for part in parts}) == 2 for article in articles)
    assert all("قال" in part for part in parts)


def test_formats_tell_their_options(run: Run) -> None:
    formats = {format["name"]: format for format in run("formats", "--json").data}
    assert formats["jsonl"]["reads"] is formats["jsonl"]["writes"] is True
    assert all("options" in format for format in formats.values())


def test_an_import_that_was_interrupted_is_told_of_and_brought_to_its_end(
    project: Path, tmp_path: Path, run: Run
) -> None:
    coming = [Record(Document.of(f"n{n}", f"خبر {n}", f"وصل الوفد {n}")) for n in range(3)]
    with Project.open(project, in_portions=True) as opened:
        ready = opened.imports.stage(opened.tagset, coming, None)
        assert ready is not None
        opened.imports.admit(ready)
    for command in (
        ("check",),
        ("stats",),
        ("export", tmp_path / "أول.jsonl", "--format", "jsonl"),
    ):
        answer = run(command[0], project, *command[1:])
        assert answer.status == 0
        assert "3 of 3 parts of an import" in answer.error
    assert run("stats", project, "--json").data["documents"] == 1
    assert run("import", project, tmp_path / "أول.jsonl").status == 0
    after = run("stats", project, "--json")
    assert (after.data["documents"], after.error) == (4, "")
