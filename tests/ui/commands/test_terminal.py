"""What comes from files is shown on a terminal and never obeyed, by no command."""

import ast
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import SPAN_LAYER, Document, Span, Stage
from annotation.values.record import Record
from storage.project import Project
from ui.command_group import PLACES
from ui.commands.output import show

Run = Callable[..., Any]
ROOT = Path(__file__).parents[3]
SMALL = ROOT / "tests" / "data" / "small.toml"
# A title for the terminal, a new line, what moves the cursor in one byte of C1, an override, an
# isolate that ends ours, one that never ends, and a separator of lines.
ACTS = "\x1b]0;سلمى\x07\x1b[2J\r\n\t\x9b2J\u202e\u2069\u2067\u2028\x7f"
HOSTILE = f"خبر{ACTS}عاجل"
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]")
TEXT = f"قالت سلمى {ACTS} إن عمر سافر. 😀"
INITIATORS, END = "\u2066\u2067\u2068", "\u2069"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A project in which everything that can be called something is called something hostile."""
    escaped = "".join(f"\\u{ord(c):04x}" for c in ACTS)
    source = SMALL.read_text("utf-8")
    for name in ("شخص", "Person", "صغير", "Small"):
        source = source.replace(f'"{name}"', f'"{name}{escaped}"')
    path = tmp_path / "مشروع.tawseem"
    with Project.create(path, read_tagset(source, "small.toml")) as project:
        project.add_records(_records())
    return path


def _records() -> list[Record]:
    records = []
    for number in range(3):
        text = f"{TEXT} {number}"
        document = Document.of(
            f"d{number}\x1b[2J", f"{HOSTILE}-{number}", text, ((HOSTILE, HOSTILE),)
        )
        begin = text.index("سلمى")
        for annotator, end in (("ليلى", begin + 4), ("سارة", begin + 4 if number else begin + 2)):
            span = Span(f"s{number}{annotator}", SPAN_LAYER, "PER", ((begin, end),))
            records.append(Record(document, f"{annotator}{ACTS}", Stage.FINISHED, (span,)))
    return records


def is_balanced(line: str) -> bool:
    depth = 0
    for character in line:
        depth += (character in INITIATORS) - (character == END)
        if depth < 0:
            return False
    return depth == 0


def assert_shown(printed: str) -> None:
    assert not ACTING.findall(printed)
    strays = [line for line in printed.split("\n") if not is_balanced(line)]
    assert not strays


def commands(path: Path, folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Each command with arguments that make it say names."""
    bad = folder / f"سيئ{ACTS.replace(chr(0), '')}.jsonl"
    bad.write_text('{"text": 3}\n', "utf-8")
    (folder / "انظر.csv").write_text("النص,النص\nأ,ب\n", "utf-8")
    pictures = folder / "صور"
    pictures.mkdir()
    (pictures / f"صورة{ACTS}.png").write_bytes(b"x")
    (pictures / "نص.txt").write_text("نص آخر", "utf-8")
    tags = folder / f"وسوم{ACTS}.toml"
    tags.write_text(f"slug = 'a'\nversion = 'x{HOSTILE[:3]}'\n", "utf-8")
    who = f"سارة{ACTS}"
    return {
        "new": [(folder / f"{HOSTILE}.tawseem",), (folder / "ب.tawseem", "--tagset", tags)],
        "import": [
            (path, bad),
            (path, bad, "--keep-going"),
            (path, folder / "انظر.csv"),
            (path, pictures),
        ],
        "suggest": [(path, "--jobs", 1), (path, "--document", HOSTILE), (path, "--with", HOSTILE)],
        "export": [
            (path, folder / f"خارج{HOSTILE}", "--format", "brat", "--annotator", who),
            (path, folder / "خارج", "--format", "conll", "--annotator", HOSTILE),
            (path, folder / "خارج2", "--format", "text", "--annotator", who, "--strict"),
            (path, folder / "خارج3", "--format", "brat"),
        ],
        "formats": [()],
        "search": [(path, "سلمى"), (path, "سلمى", "--tag", HOSTILE), (path, HOSTILE)],
        "assign": [
            (path, "--annotators", f"{who}=2,ليلى{ACTS}"),
            (path,),
            (path, "--annotators", who, "--document", HOSTILE),
        ],
        "split": [(path, "--annotators", f"{who},ليلى{ACTS}", "--out", folder / "أجزاء", "--all")],
        "merge": [(path, path), (path, bad)],
        "curate": [
            (path, "--strategy", "majority", "--curator", f"محكِّم{ACTS}", "--finish"),
            (path, "--strategy", f"trust={HOSTILE}"),
            (path, "--strategy", HOSTILE),
        ],
        "agreement": [(path, "--tag-by-tag"), (path, "--csv", folder / HOSTILE / "أ.csv")],
        "effort": [(path,), (path, "--annotator", HOSTILE)],
        "blind": [(path, "--share", 20)],
        "stats": [(path,), (folder / HOSTILE,)],
        "check": [(path, "--review"), (bad,)],
        "backup": [(path, folder / f"نسخة{HOSTILE}.tawseem")],
        "backups": [(path, "--check"), (folder / f"{HOSTILE}.tawseem",)],
        "recover": [
            (path, folder / f"عاد{HOSTILE}.tawseem"),
            (path, folder / "عاد.tawseem", "--from", HOSTILE),
        ],
        "bring-back": [(path, "--preview"), (folder / HOSTILE,)],
        "where": [(folder / f"عاد{HOSTILE}.tawseem",), (folder / HOSTILE,)],
        "delete": [
            (folder / f"عاد{HOSTILE}.tawseem",),
            (folder / f"عاد{HOSTILE}.tawseem", "--yes"),
        ],
    }


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_command_sends_what_would_be_obeyed(
    language: str, hostile: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAWSEEM_LANGUAGE", language)
    folder = tmp_path / "حول"
    folder.mkdir()
    all_of_them = commands(hostile, folder)
    assert all_of_them.keys() >= PLACES.keys()
    names_said = 0
    for name, uses in all_of_them.items():
        for arguments in uses:
            for form in ((), ("--json",)):
                answer = run(name, *arguments, *form)
                assert_shown(answer.out)
                assert_shown(answer.error)
                assert "fault of Tawseem" not in answer.error
                names_said += "\\x1b]0;سلمى" in answer.out + answer.error
    assert names_said > 20  # else this looks at nothing


def test_json_that_is_shown_means_the_names_as_they_are(hostile: Path, run: Run) -> None:
    hits = run("search", hostile, "سلمى", "--json").data
    assert {hit["document_name"] for hit in hits} == {f"{HOSTILE}-{n}" for n in range(3)}


def test_a_line_of_a_command_stays_one_line(hostile: Path, run: Run) -> None:
    lines = run("search", hostile, "سلمى").out.rstrip("\n").split("\n")
    assert [line.count("\t") for line in lines] == [1] * len(lines)
    _, *lines = run("check", hostile, "--review").out.rstrip("\n").split("\n")
    assert [line.count("\t") for line in lines] == [5] * len(lines)
    assert lines


def test_wrong_usage_is_shown_too(run: Run) -> None:
    for arguments in (("--\x1b[2J",), ("stats\x1b[2J",), ("formats", "\x1b[2J\u202e")):
        answer = run(*arguments)
        assert answer.status == 2
        assert_shown(answer.error)


def test_all_that_is_printed_goes_through_one_door() -> None:
    printing = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "ui").rglob("*.py")
        if any(_prints(node) for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    }
    assert printing == {"ui/app.py", "ui/cli.py", "ui/commands/output.py"}


def _prints(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="print")):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="click"), attr=name)):
            return name in {"echo", "secho", "echo_via_pager", "confirm", "prompt", "progressbar"}
        case ast.Call(func=ast.Attribute(attr="write", value=ast.Attribute(attr=stream))):
            return stream in {"stdout", "stderr"}
    return False


def test_the_door_shows_and_does_not_send(capsys: pytest.CaptureFixture[str]) -> None:
    show({}, [("أ\x1b[1m", "ب\u202e"), "\u2068سلمى\u2069\u2069\t"], as_json=False)
    printed = capsys.readouterr().out
    assert printed == "أ\\x1b[1m\tب\\u202e\n\u2068سلمى\u2069\\u2069\\t\n"
