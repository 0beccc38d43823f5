"""Bad input: one sentence, exit status 1, and not a byte of the project changed."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.project import Project
from tests.patience import PATIENCE

Run = Callable[..., Any]
ROOT = Path(__file__).parents[3]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def spans(*values: dict[str, object], **others: object) -> bytes:
    return json.dumps({"text": "قالت سلمى شيئا", "spans": values} | others).encode()


LEILA = {"tag": "PER", "begin": 5, "end": 9, "id": "a"}
WORD = {"tag": "OCC", "begin": 10, "end": 14, "id": "b"}
FORBIDDEN = [{"tag": "HOLDS", "head": "b", "tail": "a"}]

BAD = {
    "empty.txt": (b"", "is empty"),
    "spaces.txt": (b" \n\t", "is empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x01\x02", "not text"),
    "noise.txt": (bytes(range(256)), "not text"),
    "german.txt": ("Größe über alles — süß".encode("latin-1", "replace"), "Arabic encoding"),
    "damaged.txt": ("قالت سلمى شيئا مهما ثم ذهبت".encode() + b"\xd8", "damaged at byte"),
    "broken.jsonl": (b'{"text": "a"}\n{"text": \n', "line 2: This is not valid JSON"),
    "nan.jsonl": (b'{"text": "a", "attributes": {"a": NaN}}', "line 1: “NaN” is not a number"),
    "deep.jsonl": (b'{"text":' + b"[" * 100_000, "nested too deeply"),
    "surrogate.jsonl": (b'{"text": "\\ud83d"}', "cannot be stored"),
    "nul.jsonl": (b'{"text": "a\\u0000b"}', "cannot be stored"),
    "hash.jsonl": (b'{"text": "a", "sha256": "00"}', "sha256"),
    "outside.jsonl": (spans(LEILA | {"end": 99}), "not a stretch of this text"),
    "reversed.jsonl": (spans(LEILA | {"begin": 9, "end": 5}), "not a stretch of this text"),
    "tag.jsonl": (spans(LEILA | {"tag": "PLACE"}), "no span tag “PLACE”"),
    "ends.jsonl": (spans(LEILA, WORD, relations=FORBIDDEN), "HOLDS goes from PER to OCC"),
    "dangling.jsonl": (
        spans(LEILA, relations=[{"tag": "HOLDS", "head": "a", "tail": "x"}]),
        "“x” that is not there",
    ),
    "keys.jsonl": (b'{"text": "a", "class": []}', "“class” is not a known field"),
    "doccano.jsonl": (b'{"text": "a", "label": [[0, 9, "PER"]]}', "line 1, document 1: 0–9"),
    "tag.conll": ("سلمى\tB-PLACE\nقالت\tO\n".encode(), "line 1: The tagset has no tag “PLACE”"),
    "columns.conll": ("سلمى\tB-PER\nقالت\tX\tO\n".encode(), "line 2: This line has 3 columns"),
}


def assert_refused(answer: Any, reason: str) -> None:
    assert (answer.status, answer.out) == (1, "")
    assert reason in answer.error
    assert answer.error.count("\n") == 1
    assert "Traceback" not in answer.error
    assert "fault of Tawseem" not in answer.error


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_brings_nothing_in(name: str, project: Path, tmp_path: Path, run: Run) -> None:
    content, reason = BAD[name]
    good = tmp_path / "a-good.txt"
    good.write_text("نص سليم", "utf-8")
    bad = tmp_path / name
    bad.write_bytes(content)
    before = files(tmp_path)
    answer = run("import", project, good, bad)
    assert_refused(answer, reason)
    assert name in answer.error
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    ("annotations", "reason"),
    [
        ("T1\tPER 5 99\tسلمى\n", "line 1: 5–99 is not a stretch of this text of 14"),
        ("T1\tPER 5 9\tعمر\n", "but the document says “سلمى”"),
        ("T1\tPER 5 9\tسلمى\nE1\tX:T1\n", "no tag “X”"),
        ("T1\tPLACE 5 9\tسلمى\n", "no tag “PLACE”"),
        (
            "T1\tPER 5 9\tسلمى\nT2\tOCC 10 14\tشيئا\nR1\tHOLDS Arg1:T2 Arg2:T1\n",
            "line 3: HOLDS goes",
        ),
    ],
)
def test_a_bad_pair_of_brat_brings_nothing_in(
    annotations: str, reason: str, project: Path, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "خبر.txt").write_text("قالت سلمى شيئا", "utf-8")
    (tmp_path / "خبر.ann").write_text(annotations, "utf-8")
    before = files(tmp_path)
    assert_refused(run("import", project, tmp_path / "خبر.ann"), reason)
    assert files(tmp_path) == before


def test_a_text_of_50_megabytes_is_refused_unread(project: Path, tmp_path: Path, run: Run) -> None:
    big = tmp_path / "كبير.txt"
    with big.open("wb") as file:
        file.write("كلمة ونقطة. ".encode() * 50_000)
        file.truncate(50_000_000)  # who read on would refuse it for what it holds
    before = project.read_bytes()
    assert_refused(run("import", project, big), "more than the 20 MB a text may have")
    assert project.read_bytes() == before


def test_what_is_not_there_is_refused(project: Path, tmp_path: Path, run: Run) -> None:
    before = files(tmp_path)
    assert_refused(run("import", project, tmp_path / "غائب.txt"), "no file or folder")
    assert_refused(run("stats", tmp_path / "غائب.tawseem"), "There is no project")
    assert_refused(run("open", tmp_path / "غائب.tawseem"), "There is no project")
    assert_refused(run("new", tmp_path / "غائب" / "a.tawseem"), "There is no folder")
    tagset = ("--tagset", tmp_path / "غائب.toml")
    assert_refused(run("new", tmp_path / "b.tawseem", *tagset), "no file or folder")
    tagset = ("--tagset", tmp_path / "مقال.txt")
    assert_refused(run("new", tmp_path / "b.tawseem", *tagset), "not a readable tagset")
    assert files(tmp_path) == before


COMMANDS = (
    ("stats",),
    ("check",),
    ("search", "سلمى"),
    ("suggest",),
    ("import", __file__),
    ("export", "OUT", "--format", "jsonl"),
    ("backup", "OUT"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_project_that_is_not_ours_or_newer_is_refused_by_every_command(
    command: tuple[str, ...], project: Path, tmp_path: Path, run: Run
) -> None:
    name, *others = command
    others = [str(tmp_path / "out") if other == "OUT" else other for other in others]
    newer = tmp_path / "newer.tawseem"
    newer.write_bytes(project.read_bytes())
    change(newer, "PRAGMA user_version = 999")
    foreign = tmp_path / "foreign.tawseem"
    change(foreign, "CREATE TABLE a (b)")
    text = tmp_path / "text.tawseem"
    text.write_text("ليس مشروعا", "utf-8")
    before = files(tmp_path)
    assert_refused(run(name, newer, *others), "newer Tawseem")
    assert_refused(run(name, foreign, *others), "not a Tawseem project")
    assert_refused(run(name, text, *others), "text.tawseem")
    assert files(tmp_path) == before


def test_a_project_is_neither_imported_nor_written_over(
    project: Path, tmp_path: Path, run: Run
) -> None:
    copy = tmp_path / "copy.tawseem"
    assert run("backup", project, copy).status == 0
    plain = tmp_path / "plain.db"
    plain.write_bytes(copy.read_bytes())
    before = files(tmp_path)
    assert_refused(run("import", project, copy), "is a project")
    options = ("--format", "jsonl", "--force")
    assert_refused(run("export", project, project, *options), "is the project itself")
    assert_refused(run("export", project, copy, *options), "left alone")
    assert_refused(run("export", plain, plain, *options), "is the project itself")
    assert files(tmp_path) == before


def test_check_lists_what_is_wrong(annotated: Path, run: Run) -> None:
    change(annotated, "UPDATE span SET tag = 'OCC' WHERE tag = 'ORG'")
    answer = run("check", annotated, "--json")
    assert answer.status == 1
    assert answer.data["problems"]
    assert answer.error.startswith(f"{len(answer.data['problems'])} things are wrong")
    assert answer.error.count("\n") == 1


def test_what_check_finds_is_said_in_arabic(
    annotated: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(annotated, "UPDATE annotation_set SET spans = 7")
    monkeypatch.setenv("TAWSEEM_LANGUAGE", "ar")
    answer = run("check", annotated)
    assert answer.status == 1
    assert answer.out.startswith("أعداد مجموعة التوسيم 1 غير صحيحة.")


def change(path: Path, sql: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(sql)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_project_that_another_program_has_open_is_refused(
    command: tuple[str, ...], project: Path, tmp_path: Path, run_apart: Run
) -> None:
    name, *others = command
    others = [str(tmp_path / "out") if other == "OUT" else other for other in others]
    with Project.open(project):
        before = files(tmp_path)
        assert_refused(run_apart(name, project, *others), "is already open")
        assert files(tmp_path) == before


HUMBLE = """
import getpass, os, sqlite_utils, sys, traceback
from ui.cli import main
from ui.command_group import commands
for name in commands.list_commands(None):  # they are imported when asked for: while it is allowed
    commands.get_command(None, name)
if os.geteuid() == 0:  # root may write anywhere: become nobody, to whom Python may be closed
    os.setgid(65534), os.setuid(65534)
sys.exit(main(sys.argv[1:]))
"""


def is_closed_to_others() -> bool:
    """Whether nobody but root can read this checkout, which the humble program must."""
    folders = (ROOT, *ROOT.parents)
    return os.geteuid() == 0 and not all(folder.stat().st_mode & 0o001 for folder in folders)


@pytest.fixture
def read_only(project: Path) -> Iterator[Path]:
    """The project in a folder that nobody may write."""
    folder = Path(tempfile.mkdtemp())
    copy = folder / project.name
    shutil.copy(project, copy)
    copy.chmod(0o444)
    folder.chmod(0o555)
    yield copy
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(
    sys.platform == "win32" or is_closed_to_others(),
    reason="rights are Unix's, and an ordinary user must be able to read the program",
)
def test_a_read_only_folder_is_read_but_not_written(
    read_only: Path, tmp_path: Path, run_apart: Run
) -> None:
    before = files(read_only.parent)
    own = {f"TAWSEEM_{name}": "/nonexistent" for name in ("DATA", "CACHE", "CONFIG")}
    numbers = run_apart("stats", read_only, "--json", code=HUMBLE, env=own)
    assert (numbers.status, numbers.error) == (0, "")
    assert numbers.data["documents"] == 1
    found = run_apart("search", read_only, "سلمى", code=HUMBLE, env=own)
    assert (found.status, found.out.count("\n")) == (0, 2)
    out = read_only.parent / "out.jsonl"
    for arguments, reason in (
        (("import", read_only, ROOT / "main.py"), "reading only"),
        (("suggest", read_only), "reading only"),
        (("export", read_only, out, "--format", "jsonl"), "cannot be written"),
        (("backup", read_only, out), "cannot be"),
        (("new", out), "cannot be"),
    ):
        assert_refused(run_apart(*arguments, code=HUMBLE, env=own), reason)
    assert files(read_only.parent) == before


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from ui.cli import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are Unix's")
@pytest.mark.parametrize("room", [0, 60_000])
def test_a_full_disk_is_told_and_nothing_is_half_done(
    room: int, project: Path, tmp_path: Path, run_apart: Run
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(20):
        corpus.joinpath(f"{number}.txt").write_text(f"خبر رقم {number}. " * 500, "utf-8")
    before = files(tmp_path)
    answer = run_apart(room, "import", project, corpus, code=FULL)
    assert answer.status == 1
    assert answer.error.count("\n") == 1
    assert "Traceback" not in answer.error
    assert "fault of Tawseem" not in answer.error
    with Project.open(project, read_only=True) as opened:
        assert opened.stats()["documents"] == 1
        assert opened.check() == []
    out = tmp_path / "out.jsonl"
    written = run_apart(100, "export", project, out, "--format", "jsonl", code=FULL)
    assert (written.status, written.error.count("\n")) == (1, 1)
    assert files(tmp_path).keys() == before.keys()


STOPPED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
from annotation.formats import registry
from ui.commands import transfer_commands
passes = []
def stop_midway(*arguments, **options):
    passes.append(1)
    for record in registry.read(*arguments, **options):
        yield record
        if len(passes) == int(sys.argv[1]):
            os.kill(os.getpid(), signal.SIGINT)
transfer_commands.read = stop_midway
from ui.cli import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize("moment", [1, 2])
def test_an_import_stopped_by_hand_leaves_everything_as_it_was(
    moment: int, project: Path, tmp_path: Path, run_apart: Run
) -> None:
    good = tmp_path / "خبر.txt"
    good.write_text("نص سليم", "utf-8")
    before = files(tmp_path)
    with Project.open(project, read_only=True) as opened:
        numbers = opened.stats()
    answer = run_apart(moment, "import", project, good, code=STOPPED)
    assert_refused(answer, "Stopped; everything is as it was.")
    assert files(tmp_path).keys() == before.keys()
    assert moment == 2 or files(tmp_path) == before
    with Project.open(project, read_only=True) as opened:
        assert (opened.stats(), opened.check()) == (numbers, [])


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are Unix's")
def test_progress_is_shown_on_a_terminal_only(
    project: Path, tmp_path: Path, run_apart: Run
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(120):
        corpus.joinpath(f"{number}.txt").write_text(f"خبر رقم {number}.", "utf-8")
    assert run_apart("import", project, corpus).error == ""
    other = tmp_path / "other.tawseem"
    assert run_apart("new", other).status == 0
    parent, child = os.openpty()
    command = [sys.executable, str(ROOT / "main.py"), "import", str(other), str(corpus)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=child, timeout=PATIENCE)
    os.close(child)
    shown = os.read(parent, 4096).decode()
    os.close(parent)
    assert done.returncode == 0
    assert "100 documents" in shown
