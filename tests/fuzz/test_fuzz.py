"""Whatever is wrong with a file, it is read or refused in a sentence: a few cases of each target.

`make slow` tries ten times as many, `make fuzz` 20,000.
"""

import os
import random
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.examples import TIMES
from tests.fuzz.mutators import mutated
from tests.fuzz.running import FuzzCase, Place, Result, run
from tests.fuzz.targets import TARGETS, Broken, Target

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

CASES = 3 * TIMES
TOOK_LONG = {"spacy", "html", "model", "index", "annotation.conf"}  # to read their libraries
QUICK = [name for name in TARGETS if TIMES > 1 or not (name in TOOK_LONG or "guessed" in name)]


@pytest.mark.many
def test_wrong_files_are_read_or_refused(tmp_path: Path) -> None:
    found = list(run([(name, 0, CASES) for name in QUICK], "1", tmp_path, 1))
    assert [(result.case.again, result.fault) for result in found if result.fault] == []
    assert len(found) == len(QUICK) * CASES
    assert len({result.word for result in found}) > 10


Use = Callable[[Path, random.Random], str]


def results(monkeypatch: pytest.MonkeyPatch, folder: Path, *uses: Use) -> list[Result]:
    """How a case of each of these ended that are used like this."""

    def make(folder: Path) -> None:
        (folder / "file").write_text("نص", "utf-8")

    for number, use in enumerate(uses):
        monkeypatch.setitem(TARGETS, f"{number}", Target(f"{number}", "text", make, use))
    return list(run([(f"{n}", 0, 2) for n in range(len(uses))], "1", folder, 2))


def test_faults_of_every_kind_are_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An error, a broken promise, memory without end, a death, a file elsewhere."""

    def unless_sound(deed: Callable[[Path], str]) -> Use:
        used: list[Path] = []  # first of all a child uses the sound files

        def use(folder: Path, chance: random.Random) -> str:
            used.append(folder)
            return "read" if len(used) == 1 else deed(folder)

        return use

    def stumble(folder: Path) -> str:
        raise KeyError("حقل")

    def break_a_promise(folder: Path) -> str:
        raise Broken("غير صحيح")

    def explode(folder: Path) -> str:
        return str(len("ا" * (1 << 33)))

    def die(folder: Path) -> str:
        os.kill(os.getpid(), signal.SIGKILL)

    def write_elsewhere(folder: Path) -> str:
        (folder.parents[1] / "elsewhere").write_text("", "utf-8")
        return "read"

    deeds = (stumble, break_a_promise, explode, die, write_elsewhere)
    found = results(monkeypatch, tmp_path, *(unless_sound(deed) for deed in deeds))
    words = [{r.word for r in found if r.case.target == f"{n}"} for n in range(len(deeds))]
    assert words == [{"KeyError"}, {"Broken"}, {"MemoryError"}, {"ended"}, {"outside"}]
    assert all(result.fault for result in found)
    assert len(found) == 2 * len(deeds)


def test_a_case_is_made_the_same_again(tmp_path: Path) -> None:
    place = Place(TARGETS["jsonl"], tmp_path / "one")
    made = []
    for _ in range(2):
        place.prepare(random.Random("jsonl 7"), changes=True)
        made.append([path.read_bytes() for path in sorted(place.used.iterdir())])
    assert made[0] == made[1]


@pytest.mark.parametrize("kind", ["text", "json", "binary", "zip"])
def test_most_changes_change_something(kind: str) -> None:
    data = '{"id": 1, "text": "قال عمر", "spans": [[0, 3, "PER"]]}\n'.encode() * 3
    changed = [mutated(data, data[:40], kind, random.Random(seed)) for seed in range(200)]
    assert len({*changed}) > 150


CASE_FILES = sorted((Path(__file__).parent / "cases").glob("*/*"))


@pytest.mark.parametrize("case", CASE_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_stays_mended(case: Path, tmp_path: Path) -> None:
    place = Place(TARGETS[case.parent.name], tmp_path / "one")
    nothing = FuzzCase(case.parent.name, 0, "")
    place.prepare(random.Random(0), changes=False)
    (file,) = place.used.rglob(f"*{case.suffix}")
    file.write_bytes(case.read_bytes())
    result = place.use(nothing, random.Random(0))
    assert result.fault == ""
