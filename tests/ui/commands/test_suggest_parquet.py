"""Suggestions as a table in a Parquet file."""

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from storage.project import Project
from tests.ui.commands.conftest import Run


def imported(run: Run, project: Path, folder: Path, count: int) -> None:
    lines = folder / "corpus.jsonl"
    text = "قال وزير المال عمر السالمي في الرياض رقم {} إنّ سلمى زارت البنك الدولي 😀."
    values = [{"name": f"م{n}", "text": text.format(n)} for n in range(count)]
    lines.write_text("".join(json.dumps(v, ensure_ascii=False) + "\n" for v in values), "utf-8")
    assert run("import", project, lines).status == 0


def test_suggestions_come_back_from_parquet_as_they_are_in_the_project(
    project: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr("ui.commands.suggestion_files.ROW_GROUP", 3)
    imported(run, project, tmp_path, 7)
    out = tmp_path / "مقترح.parquet"
    made = run("suggest", project, "--out", out, "--json")
    assert made.status == 0
    with parquet.ParquetFile(out) as file:
        assert file.num_row_groups == 3
        rows = file.read().to_pylist()
    assert len(rows) == made.data["documents"] == 8
    with Project.open(project) as opened:
        for row in rows:
            document, found = opened.document(row["id"]), opened.suggestions(row["id"])
            assert (row["name"], row["sha256"]) == (document.name, document.sha256)
            spans = [
                (s["tag"], s["begin"], s["end"], s["score"], s["reason"]) for s in row["spans"]
            ]
            assert spans == [(s.tag, s.begin, s.end, s.score, s.reason) for s in found.spans]
            assert [s["fragments"] for s in row["spans"]] == [
                [{"begin": begin, "end": end} for begin, end in s.fragments] for s in found.spans
            ]
            ends = ("tag", "head_begin", "head_end", "tail_begin", "tail_end")
            assert [tuple(r[key] for key in ends) for r in row["relations"]] == [
                (r.tag, *r.head, *r.tail) for r in found.relations
            ]
    assert any(row["spans"] for row in rows)


def test_columns_are_typed_even_where_nothing_is_suggested(
    project: Path, tmp_path: Path, run: Run
) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "out.parquet"
    assert run("suggest", project, "--with", "cat", "--out", out).status == 1
    assert not out.exists()
    assert run("suggest", project, "--out", out).status == 0
    schema = parquet.read_schema(out)
    assert schema.field("sha256").type == pa.string()
    assert schema.field("spans").type.value_type.field("begin").type == pa.int64()
    assert schema.field("relations").type.value_type.field("score").type == pa.float64()


def test_without_pyarrow_it_is_said_before_the_work(
    project: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: Callable[..., ModuleType] = importlib.import_module

    def absent(name: str, package: str | None = None) -> ModuleType:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return found(name, package)

    monkeypatch.setattr("ui.commands.suggestion_files.import_module", absent)
    answer = run("suggest", project, "--out", tmp_path / "out.parquet")
    assert (answer.status, "pip install pyarrow" in answer.error) == (1, True)
    assert "Traceback" not in answer.error
