"""Running the command line, in this process or in one of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.patience import PATIENCE
from ui.cli import main
from ui.look.language import set_language

ROOT = Path(__file__).parents[3]
SMALL = ROOT / "tests" / "data" / "small.toml"
ARTICLE = "التقى عمر سلمى في الرباط.\r\nوقالت سلمى إن البنك الدولي وافق. 😀 CASA-1000 في ٢٠٢٥."


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command printed, and its exit status."""

    status: int
    out: str
    error: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Answer]


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the person's own folders is read or written."""
    folder = tmp_path_factory.mktemp("own")
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"TAWSEEM_{name}", str(folder / name.lower()))
    monkeypatch.setenv("TAWSEEM_LANGUAGE", "en")
    monkeypatch.setenv("USER", "ليلى")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run a command here: `run("stats", path)`."""

    def _run(*arguments: object) -> Answer:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Answer(status, printed.out, printed.err)

    yield _run
    set_language("en")


@pytest.fixture
def run_apart() -> Run:
    """Run a command as people do, in a process of its own; `env` adds to the environment."""

    def _run(*arguments: object, env: dict[str, str] | None = None, code: str = "") -> Answer:
        start = [sys.executable, "-c", code] if code else [sys.executable, str(ROOT / "main.py")]
        done = subprocess.run(
            [*start, *map(str, arguments)],
            capture_output=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)} | (env or {}),
            timeout=PATIENCE,
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    return _run


@pytest.fixture
def project(tmp_path: Path, run: Run) -> Path:
    """A project with the small tagset and one article, by nobody yet."""
    path = tmp_path / "مشروع.tawseem"
    assert run("new", path, "--tagset", SMALL).status == 0
    article = tmp_path / "مقال.txt"
    article.write_bytes(ARTICLE.encode())
    assert run("import", path, article).status == 0
    return path


def line(*spans: tuple[str, str], annotator: str = "", **others: object) -> str:
    """A line of JSON for the article, with spans given as (tag, words)."""
    made = [
        {"tag": tag, "begin": ARTICLE.index(words), "end": ARTICLE.index(words) + len(words)}
        for tag, words in spans
    ]
    values = {"name": "مقال", "text": ARTICLE, "annotator": annotator, "spans": made}
    return json.dumps(values | others, ensure_ascii=False) + "\n"


@pytest.fixture
def annotated(project: Path, tmp_path: Path, run: Run) -> Path:
    """The same project, in which Leila has finished the article."""
    work = tmp_path / "work.jsonl"
    spans = (("PER", "عمر"), ("PER", "سلمى"), ("ORG", "البنك الدولي"))
    work.write_text(line(*spans, annotator="ليلى", state="finished"), "utf-8")
    assert run("import", project, work).status == 0
    return project
