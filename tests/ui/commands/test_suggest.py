"""Suggestions for a whole corpus: many processes, interrupted and resumed, by other programs."""

import json
import shlex
import sys
from pathlib import Path

import pytest

from storage.project import Project
from tests.ui.commands.conftest import Run
from tests.ui.engine.test_onnx_folder import make_folder
from ui.look.resources import resource

TEXT = "قال وزير المال عمر السالمي في الرياض رقم {number} إن سلمى حداد زارت البنك الدولي 😀."
COUNT = 90
READS = "import json, sys\nasked = json.loads(sys.stdin.readline())\n"
HOSTILE = {
    "ends": "pass",
    "ends-once-asked": READS,
    "says-nothing-whole": READS + "print('{', end='')",
    "no-json": READS + "print('سلام')",
    "a-list": READS + "print('[]')",
    "no-utf-8": READS + "sys.stdout.buffer.write(bytes([255, 10]))",
    "unknown-tag": READS + 'print(\'{"spans": [{"tag": "X", "begin": 0, "end": 3}]}\')',
    "outside": READS + 'print(\'{"spans": [{"tag": "PER", "begin": 0, "end": 9999}]}\')',
    "not-numbers": READS + 'print(\'{"spans": [{"tag": "PER", "begin": "0", "end": 3}]}\')',
    "endless": READS + "print('{\"spans\": Infinity}')",
    "unknown-field": READS + "print('{\"spams\": []}')",
    "deep": READS + "print('{\"spans\": ' + '[' * 100000)",
    "twice": READS + 'print(\'{"spans": [], "spans": []}\')',
    "another-id": READS + 'print(\'{"id": "none", "spans": []}\')',
    "an-id-that-is-none": READS + 'print(\'{"id": null, "spans": []}\')',
    "an-id-of-another-kind": READS + "print(json.dumps({'id': [asked['id']], 'spans': []}))",
    "an-endless-id": READS + "print('{\"id\": \"' + 'x' * 10_000_000 + '\", \"spans\": []}')",
    "a-line-without-an-end": READS + "while True: sys.stdout.write('x' * 1_000_000)",
    "leaves-somebody-behind": "import subprocess, sys\n"
    "subprocess.Popen([sys.executable, '-c', 'import threading; threading.Event().wait()'])",
}
WHOLE = "for line in sys.stdin: print(json.dumps({'spans': []}), flush=True)\n"
TOO_MUCH = {
    "before-it-is-asked": "import json, sys\nprint('welcome', flush=True)\n" + WHOLE,
    "a-line-after-the-last": "import json, sys\n" + WHOLE + "print('bye')",
    "for-ever-after-the-last": "import json, sys\n"
    + WHOLE
    + "while True: sys.stdout.write('x' * 1_000_000)",
}


@pytest.fixture
def corpus(project: Path, tmp_path: Path, run: Run) -> Path:
    """The project with many more articles."""
    lines = tmp_path / "corpus.jsonl"
    values = [{"name": f"م{n}", "text": TEXT.format(number=n)} for n in range(COUNT - 1)]
    lines.write_text("".join(json.dumps(v, ensure_ascii=False) + "\n" for v in values), "utf-8")
    assert run("import", project, lines).status == 0
    return project


def python(code: str) -> str:
    return shlex.join([sys.executable, "-c", code])


def suggested(path: Path) -> dict[str, set[tuple[str, int, int, float]]]:
    with Project.open(path) as project:
        return {
            d.id: {(s.tag, s.begin, s.end, s.score) for s in project.suggestions(d.id).spans}
            for d in project.documents("")
        }


def test_several_processes_suggest_what_one_does(corpus: Path, run: Run) -> None:
    one = run("suggest", corpus, "--jobs", 1, "--json")
    alone = suggested(corpus)
    several = run("suggest", corpus, "--jobs", 3, "--json")
    assert one.status == several.status == 0
    assert several.data == one.data
    assert several.data["documents"] == COUNT
    assert suggested(corpus) == alone
    assert all(alone.values())


def test_resuming_passes_over_what_is_done(corpus: Path, run: Run) -> None:
    assert run("suggest", corpus, "--document", "م7").status == 0
    resumed = run("suggest", corpus, "--resume", "--jobs", 1, "--json")
    assert resumed.data["documents"] == COUNT - 1
    assert run("suggest", corpus, "--resume", "--json").data["documents"] == 0


def test_what_is_suggested_can_be_written_to_a_file(
    project: Path, tmp_path: Path, run: Run
) -> None:
    out = tmp_path / "مقترح.jsonl"
    made = run("suggest", project, "--out", out, "--json")
    values = json.loads(out.read_text("utf-8"))
    assert len(values["suggestions"]["spans"]) == made.data["spans"] > 0
    again = run("suggest", project, "--out", out)
    assert (again.status, "--force" in again.error) == (1, True)
    assert run("suggest", project, "--out", out, "--force").status == 0
    nowhere = run("suggest", project, "--out", tmp_path / "غائب" / "out.jsonl")
    assert (nowhere.status, "cannot be written" in nowhere.error) == (1, True)


def test_a_command_of_somebody_elses_suggests(project: Path, run: Run) -> None:
    code = (
        "import sys, json\n"
        "for line in sys.stdin:\n"
        "    text = json.loads(line)['text']\n"
        "    begin = text.index('سلمى')\n"
        "    span = {'tag': 'PER', 'begin': begin, 'end': begin + 4, 'score': 0.75}\n"
        "    print(json.dumps({'spans': [span]}), flush=True)\n"
    )
    made = run("suggest", project, "--with", python(code), "--json")
    assert (made.status, made.data["spans"]) == (0, 1)
    ((found,),) = suggested(project).values()
    assert (found[0], found[3]) == ("PER", 0.75)
    assert run("suggest", project, "--with", python(code), "--resume").out.split()[0] == "0"


def test_the_example_works_as_it_is(tmp_path: Path, run: Run) -> None:
    path, article = tmp_path / "news.tawseem", tmp_path / "خبر.txt"
    article.write_text("عُقد اللقاءُ في الرباط، ثم في القاهرة 😀.", "utf-8")
    assert run("new", path).status == 0
    assert run("import", path, article).status == 0
    command = shlex.join([sys.executable, str(resource("samples", "suggester.py.txt"))])
    made = run("suggest", path, "--with", command, "--json")
    assert (made.status, made.data["spans"]) == (0, 2)


@pytest.mark.parametrize("code", HOSTILE.values(), ids=HOSTILE.keys())
def test_an_answer_that_cannot_be_used_is_refused_in_one_sentence(
    project: Path, run: Run, code: str
) -> None:
    answer = run("suggest", project, "--with", python(code))
    assert (answer.status, answer.out) == (1, "")
    assert answer.error.count("\n") == 1
    assert "مقال" in answer.error
    assert len(answer.error) < 3000
    assert suggested(project).popitem()[1] == set()


@pytest.mark.parametrize("code", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_a_command_that_writes_more_than_its_answers_is_not_believed(
    corpus: Path, run: Run, code: str
) -> None:
    answer = run("suggest", corpus, "--with", python(code))
    assert (answer.status, answer.out) == (1, "")
    assert answer.error.count("\n") == 1


def test_nothing_is_kept_of_a_command_that_answers_each_question_twice(
    corpus: Path, run: Run
) -> None:
    answer = '{"spans": [{"tag": "PER", "begin": 0, "end": 2}]}'
    code = f"import sys\nfor line in sys.stdin: print({answer!r} + '\\n' + {answer!r}, flush=True)"
    refused = run("suggest", corpus, "--with", python(code))
    assert (refused.status, "more than one line" in refused.error) == (1, True)
    assert not any(suggested(corpus).values())


def test_the_answer_for_another_document_is_never_attached_to_this_one(
    corpus: Path, run: Run
) -> None:
    """One that is a line behind, and says so by the ids of its answers."""
    code = (
        "import json, sys\n"
        "held = None\n"
        "for line in sys.stdin:\n"
        "    asked = json.loads(line)\n"
        "    span = {'tag': 'PER', 'begin': 0, 'end': 2, 'reason': 'لأجل ' + asked['name']}\n"
        "    own = {'id': asked['id'], 'spans': [span]}\n"
        "    print(json.dumps(held or own), flush=True)\n"
        "    held = own\n"
    )
    with Project.open(corpus) as project:
        first, second = (document.id for document in project.documents("")[:2])
    answer = run("suggest", corpus, "--with", python(code))
    assert (answer.status, answer.out) == (1, "")
    assert first in answer.error
    assert second in answer.error
    assert not any(suggested(corpus).values())


def test_a_command_that_gives_its_ids_back_is_believed(project: Path, run: Run) -> None:
    code = READS + "print(json.dumps({'id': asked['id'], 'spans': []}))"
    assert run("suggest", project, "--with", python(code)).status == 0


def test_a_command_that_does_not_answer_is_not_waited_for(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.commands.suggest_command.PATIENCE", 0.05)
    code = "import threading; threading.Event().wait()"
    answer = run("suggest", project, "--with", python(code))
    assert (answer.status, "no answer for “مقال” in 0.05" in answer.error) == (1, True)


def test_a_command_that_is_not_there_is_refused(project: Path, run: Run) -> None:
    for command in ("/nonexistent/suggester", "'", " ", ""):
        answer = run("suggest", project, "--with", command)
        assert (answer.status, "cannot be started" in answer.error) == (1, True)


def test_training_is_not_for_other_programs(project: Path, run: Run) -> None:
    assert run("suggest", project, "--with", "cat", "--train").status == 2


def test_a_folder_with_a_model_suggests(project: Path, tmp_path: Path, run: Run) -> None:
    folder = make_folder(tmp_path / "نموذج")
    text = tmp_path / "خبر آخر.txt"
    text.write_text("زارت سَلْمى حَدّاد المعرض 😀.", "utf-8")
    assert run("import", project, text).status == 0
    made = run("suggest", project, "--with", folder, "--json")
    assert (made.status, made.data["spans"]) == (0, 1)
    with Project.open(project) as opened:
        (span,) = opened.suggestions(opened.document_named("خبر آخر").id).spans
    assert (span.tag, span.begin, span.end, span.suggester) == ("PER", 5, 18, "نموذج")
    (folder / "config.json").unlink()
    refused = run("suggest", project, "--with", folder)
    assert (refused.status, "has no config.json" in refused.error) == (1, True)
