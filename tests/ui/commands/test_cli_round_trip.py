"""The whole way, by commands alone: new, import, suggest, export, and all of it back again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.tools.gold_records import news_tagset, own_gold

Run = Callable[..., Any]
SAMPLE = (
    "الرباط، ٤ مارس 2025 — التقى رئيسُ الوزراء عمر بن سعيد نظيرَهُ التونسي سليم الهادي، "
    "وبحثا للمرة الثانية مشروع CASA-1000.\r\n"
    "وقالت وزارة الخارجية المغربية إن الاجتماع عُقِد في الدار البيضاء 😀 بحضور وفد من "
    "الأمم المتحدة.\r\n\r\nوأضاف البيان: «الـــتعاون مستمر».\n"
)


@pytest.fixture(params=["sample", "whole"])
def article(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    text = SAMPLE if request.param == "sample" else own_gold(news_tagset())[0].document.text
    path = tmp_path / "خبر.txt"
    path.write_bytes(text.encode())
    return path


def test_everything_comes_back(article: Path, tmp_path: Path, run: Run) -> None:
    project = tmp_path / "one.tawseem"
    assert run("new", project).status == 0
    assert run("import", project, article).status == 0
    made = run("suggest", project, "--json").data
    assert made["spans"] > 0
    written = {
        "jsonl": tmp_path / "out.jsonl",
        "brat": tmp_path / "brat",
        "conll": tmp_path / "out.conll",
    }
    for name, out in written.items():
        assert run("export", project, out, "--format", name, "--suggestions").status == 0
    [text_file] = written["brat"].glob("*.txt")
    assert text_file.read_bytes() == article.read_bytes()
    for name, out in written.items():
        other = tmp_path / f"{name}.tawseem"
        assert run("new", other).status == 0
        assert run("import", other, out).status == 0
        again = tmp_path / f"{name}-again"
        options = ("--suggestions",) if name == "jsonl" else ()
        assert run("export", other, again, "--format", name, *options).status == 0
        if out.is_dir():
            files = sorted(path.name for path in out.iterdir())
            assert files == sorted(path.name for path in again.iterdir())
            assert all((out / f).read_bytes() == (again / f).read_bytes() for f in files)
        else:
            assert again.read_bytes() == out.read_bytes()
    values = json.loads(written["jsonl"].read_text("utf-8"))
    assert len(values["suggestions"]["spans"]) == made["spans"]
    assert values["text"].encode() == article.read_bytes()
