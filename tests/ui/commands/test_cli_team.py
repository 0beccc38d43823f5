"""assign, split and merge, as people who lead a team use them."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotation.values.items import SPAN_LAYER, Span
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.project import JournalStep, Project
from storage.system.ids import new_id
from tests.storage.conftest import assigned_to

Run = Callable[..., Any]
ROOT = Path(__file__).parents[3]


@pytest.fixture
def corpus(project: Path, tmp_path: Path, run: Run) -> Path:
    """The project with some more articles."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(8):
        (folder / f"خبر-{number}.txt").write_text(f"قالت سلمى {number} 😀 في ٢٠٢٥.", "utf-8")
    assert run("import", project, folder).status == 0
    return project


def tag_first_word(path: Path, annotator: str, document: str) -> None:
    with Project.open(path) as project:
        opened = project.open_set(document, annotator)
        end = opened.document.text.index(" ")
        span = Span(new_id(), SPAN_LAYER, next(iter(project.tagset.spans)), ((0, end),))
        made = Transaction(Op.CREATE_SPAN, (Change(None, span),))
        project.commit(opened.id, JournalStep(new_id(), "2026-01-01", made))


def test_documents_are_shared_out_previewed_first_and_once_only(corpus: Path, run: Run) -> None:
    rule = ("assign", corpus, "--annotators", "سارة=2,علي", "--json")
    wanted = run(*rule, "--preview").data
    assert wanted["preview"] is True
    done = run(*rule).data
    assert (done["documents"], done["annotators"]) == (wanted["documents"], wanted["annotators"])
    assert run(*rule).data["documents"] == 0
    people = run("assign", corpus, "--json").data["annotators"]
    found = {person["name"]: person["assigned"] for person in people if person["assigned"]}
    assert found == done["annotators"]
    assert "سارة" in run("assign", corpus).out


def test_documents_are_given_by_name_taken_back_and_handed_on(corpus: Path, run: Run) -> None:
    by_hand = ("assign", corpus, "--annotators", "سارة,علي", "--document", "خبر-1", "--json")
    assert run(*by_hand).data == {"changed": 2}
    assert run(*by_hand, "--remove").data == {"changed": 2}
    run(*by_hand)
    assert run("assign", corpus, "--annotators", "سارة", "--to", "هدى", "--json").data == {
        "changed": 1
    }


def test_split_work_and_merge_come_round(corpus: Path, tmp_path: Path, run: Run) -> None:
    run("assign", corpus, "--annotators", "سارة,علي", "--each", "2", "--name", "خبر*")
    out = tmp_path / "files"
    out.mkdir()
    made = run("split", corpus, "--annotators", "سارة,علي", "--out", out, "--json").data["files"]
    assert [(part["annotator"], part["documents"]) for part in made] == [("سارة", 8), ("علي", 8)]
    again = run("split", corpus, "--annotators", "سارة", "--out", out)
    assert (again.status, "exists already" in again.error) == (1, True)
    for part in made:
        with Project.open(Path(part["path"]), read_only=True) as opened:
            first = assigned_to(opened, part["annotator"])[0]
        tag_first_word(Path(part["path"]), part["annotator"], first)
    files = [part["path"] for part in made]
    report = run("merge", corpus, *files, "--json").data
    assert (report["steps"], report["contradictions"], report["unknown"]) == (2, [], [])
    assert run("merge", corpus, *files, "--json").data["steps"] == 0
    assert run("check", corpus).status == 0
    assert "سارة" in run("stats", corpus).out


def test_a_contradiction_is_named(corpus: Path, tmp_path: Path, run: Run) -> None:
    (part,) = run("split", corpus, "--annotators", "سارة", "--out", tmp_path, "--json").data[
        "files"
    ]
    for path in (corpus, Path(part["path"])):
        with Project.open(path, read_only=True) as opened:
            document = opened.document_named("خبر-3").id
        tag_first_word(path, "سارة", document)
    answer = run("merge", corpus, part["path"])
    assert answer.status == 0
    assert "Changed on both sides" in answer.out
    assert "خبر-3" in answer.out
    assert run("check", corpus).status == 0


def test_what_is_wrong_is_one_sentence(corpus: Path, tmp_path: Path, run: Run) -> None:
    other = tmp_path / "other.tawseem"
    run("new", other)
    junk = tmp_path / "junk.tawseem"
    junk.write_bytes(b"\0" * 5000)
    for arguments, status in (
        (("merge", corpus, other), 1),
        (("merge", corpus, junk), 1),
        (("merge", corpus, corpus), 1),
        (("merge", corpus, tmp_path / "لا"), 1),
        (("merge", corpus), 2),
        (("split", corpus), 2),
        (("split", corpus, "--annotators", "a,a"), 1),
        (("split", corpus, "--annotators", "a", "--out", tmp_path / "لا"), 1),
        (("assign", corpus, "--annotators", "a=x"), 1),
        (("assign", corpus, "--annotators", "a", "--each", "2"), 1),
        (("assign", corpus, "--annotators", "a", "--where", "date"), 1),
        (("assign", corpus, "--annotators", "a", "--remove"), 2),
        (("assign", corpus, "--annotators", "a", "--to", "b", "--document", "خبر-1"), 2),
        (("assign", corpus, "--annotators", "a,b", "--to", "c"), 1),
        (("assign", corpus, "--annotators", "لا أحد", "--to", "c"), 1),
    ):
        answer = run(*arguments)
        assert answer.status == status, arguments
        if status == 1:
            assert len(answer.error.splitlines()) == 1, answer.error
    assert run("check", corpus).status == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interrupted_merge_leaves_everything_as_it_was(
    corpus: Path, tmp_path: Path, run: Run
) -> None:
    """Ctrl+C at the worst moment: within the transaction, after the first set is written."""
    (part,) = run("split", corpus, "--annotators", "سارة", "--out", tmp_path, "--json").data[
        "files"
    ]
    tag_first_word(Path(part["path"]), "سارة", _first_id(corpus))
    code = (
        "import signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell may ignore it
        "from storage.team import merging\n"
        "write = merging._continue\n"
        "def interrupted(*given):\n"
        "    write(*given)\n"
        "    signal.raise_signal(signal.SIGINT)\n"  # to this thread; kill may take another
        "merging._continue = interrupted\n"
        "from ui.cli import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, "merge", str(corpus), part["path"]],
        cwd=ROOT,
        env=os.environ.copy(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 1
    assert "as it was" in answer.stderr
    assert "سارة" not in run("stats", corpus).out
    assert run("check", corpus).status == 0
    assert run("merge", corpus, part["path"], "--json").data["steps"] == 1


def _first_id(path: Path) -> str:
    with Project.open(path, read_only=True) as opened:
        return opened.documents("")[0].id
