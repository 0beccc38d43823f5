"""What was said to be saved is there after kill -9 at any moment."""

import contextlib
import os
import random
import select
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotation.commands.relation_commands import create_relation
from annotation.commands.span_commands import create_span, delete_span, relabel_span
from annotation.errors import AnnotationError
from annotation.tagsets.tagset import Tagset
from annotation.values.history import Step
from annotation.values.items import Document
from annotation.values.record import Record
from annotation.values.state import State
from annotation.values.transaction import Op, Transaction
from storage.project import JournalStep, Project
from storage.system.ids import new_id

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

KILLS = int(os.environ.get("TAWSEEM_KILLS", "60"))
TEXT = "قالَ أحمد لسلمى إنّ البنك الدولي 😀 وقّع CASA-1000. " * 8
ID_LENGTH = 36


def killed_after(
    seconds: float, work: Callable[[int], None], *, once_at_work: bool = False
) -> bytes:
    """Run `work` in a child, kill it after a while, and return what it wrote to its pipe."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with contextlib.suppress(BaseException):
            work(writing)
        os._exit(0)
    os.close(writing)
    if once_at_work:
        select.select([reading], [], [], 10)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with open(reading, "rb") as pipe:  # noqa: PTH123 (a descriptor, not a path)
        return pipe.read()


def random_act(state: State, tagset: Tagset, chance: random.Random) -> Transaction | None:
    spans, kind = state.spans, chance.random()
    if len(spans) < 2 or kind < 0.4:
        begin = chance.randrange(len(TEXT) - 5)
        return create_span(
            state, tagset, "PER", ((begin, begin + chance.randrange(1, 5)),), id=new_id()
        )
    span, other = chance.sample(spans, 2)
    if kind < 0.6:
        return relabel_span(state, tagset, span.id, chance.choice(["PER", "ORG"]))
    if kind < 0.75:
        return delete_span(state, span.id)
    return create_relation(state, tagset, "MET", span.id, other.id, id=new_id())


def work_until_killed(path: Path, tagset: Tagset, seed: int, writing: int) -> None:
    """Annotate at random; write a step's id into the pipe once it is committed."""
    chance = random.Random(seed)
    with Project.open(path) as project:
        document = f"d{chance.randrange(12)}"
        opened = project.open_set(document, chance.choice(["سارة", "علي"]))
        state, history, steps = opened.state, opened.history, dict(opened.transactions)
        while True:
            if history.done and chance.random() < 0.2:
                latest = history.done[-1]
                act: Transaction | None = steps[latest].inverse(Op.UNDO, latest)
            else:
                try:
                    act = random_act(state, tagset, chance)
                except AnnotationError:
                    continue
            if act is None:
                continue
            entry = JournalStep(new_id(), "2026-01-01", act)
            state, steps[entry.step_id] = state.apply(act.changes), act
            project.commit(opened.id, entry)
            os.write(writing, entry.step_id.encode())
            history = history.after(Step(entry.step_id, act.op))
            if chance.random() < 0.02:
                project.checkpoint()


def journal_of(path: Path) -> list[str]:
    """The ids of all steps, after opening and checking has found the file sound."""
    with Project.open(path) as project:
        assert project.check() == []
        assert project.notices == []
    with contextlib.closing(sqlite3.connect(path)) as closed:
        return [step_id for (step_id,) in closed.execute("SELECT step_id FROM journal ORDER BY id")]


def test_nothing_that_was_saved_is_lost(path: Path, tagset: Tagset) -> None:
    with Project.create(path, tagset) as project:
        project.add_records(Record(Document.of(f"d{n}", f"خبر {n}", TEXT)) for n in range(12))
    chance = random.Random(7)
    known: list[str] = []
    acknowledged = 0
    for seed in range(KILLS):
        said = killed_after(
            chance.uniform(0.002, 0.12),
            lambda writing, seed=seed: work_until_killed(path, tagset, seed, writing),
            once_at_work=seed % 4 > 0,  # the others are killed while they open the project
        )
        ids = [said[at : at + ID_LENGTH].decode() for at in range(0, len(said), ID_LENGTH)]
        found = journal_of(path)
        assert found[: len(known)] == known
        new = found[len(known) :]
        assert new[: len(ids)] == ids
        assert len(new) <= len(ids) + 1  # the one that was under way
        known = found
        acknowledged += len(ids)
    print(f"{KILLS} kills, {acknowledged} acknowledged steps, {len(known)} in the journal")
    assert acknowledged > KILLS


def test_an_import_that_is_killed_brings_all_or_nothing(path: Path, tagset: Tagset) -> None:
    Project.create(path, tagset).close()
    chance = random.Random(3)

    def bring(turn: int) -> None:
        with Project.open(path) as project:
            project.add_records(
                Record(Document.of(f"{turn}-{n}", f"خبر {turn}-{n}", TEXT)) for n in range(400)
            )

    for turn in range(6):
        killed_after(chance.uniform(0.01, 0.2), lambda _, turn=turn: bring(turn))
        with Project.open(path) as project:
            assert project.check() == []
            assert project.stats()["documents"] % 400 == 0


def test_a_backup_that_is_killed_is_whole_or_not_there(path: Path, tagset: Tagset) -> None:
    with Project.create(path, tagset) as project:
        project.add_records(Record(Document.of(f"{n}", f"خبر {n}", TEXT)) for n in range(3000))
    chance = random.Random(5)

    def copy(target: Path) -> None:
        with Project.open(path) as project:
            project.backup(target)

    for turn in range(6):
        target = path.with_name(f"نسخة {turn}.tawseem")
        killed_after(chance.uniform(0.01, 0.12), lambda _, target=target: copy(target))
        if target.exists():
            with Project.open(target) as backup:
                assert backup.check() == []
                assert backup.stats()["documents"] == 3000
