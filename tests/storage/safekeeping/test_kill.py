"""What was said to be saved is there after kill -9 at any moment."""

import contextlib
import os
import random
import select
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotation.commands.relation_commands import create_relation
from annotation.commands.span_commands import create_span, delete_span, relabel_span
from annotation.errors import AnnotationError
from annotation.formats.jsonl_writing import write_line
from annotation.tagsets.tagset import Tagset
from annotation.values.history import Step
from annotation.values.items import Document, Span
from annotation.values.record import Record
from annotation.values.state import Change, State
from annotation.values.transaction import Op, Transaction
from storage.project import JournalStep, Project
from storage.system.ids import new_id
from storage.thread import StorageThread
from tests.examples import TIMES

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

KILLS = 20 * TIMES
STEPS, IMPORT = 20_000, 170_000  # calls and returns in two dozen steps, and in an import
PORTION = 4096  # bytes
TEXT = "قالَ أحمد لسلمى إنّ البنك الدولي 😀 وقّع CASA-1000. " * 8
ID_LENGTH = 36


def killed(
    work: Callable[[int], None],
    *,
    at_event: int = 0,
    once: Callable[[bytes], bool] = lambda said: False,
) -> bytes:
    """Run `work` in a child that dies by kill -9; return what it wrote to its pipe.

    It kills itself at this call or return of a function, of which a step has some 650, or is killed
    from here, wherever it is, `once` this holds of what it has written. Nothing waits for a clock.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with contextlib.suppress(BaseException):
            sys.setprofile(dying_at(at_event) if at_event else None)
            work(writing)
        os._exit(0)
    os.close(writing)
    said = b""
    with open(reading, "rb", buffering=0) as pipe:  # noqa: PTH123 (a descriptor, not a path)
        while not once(said):
            if select.select([pipe], [], [], 0.001)[0]:
                more = pipe.read(PORTION)
                said += more
                if not more:
                    break
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return said + pipe.read()


def dying_at(event: int) -> Callable[..., None]:
    """What `sys.setprofile` asks at each call and return: the last thing it does is to die."""
    left = [event]

    def count(*_: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return count


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
                project.file.checkpoint()


def journal_of(path: Path) -> list[str]:
    """The ids of all steps, after opening and checking has found the file sound."""
    with Project.open(path) as project:
        assert project.check() == []
        assert project.notices == []
    with contextlib.closing(sqlite3.connect(path)) as closed:
        return [step_id for (step_id,) in closed.execute("SELECT step_id FROM journal ORDER BY id")]


@pytest.mark.many
def test_nothing_that_was_saved_is_lost(path: Path, tagset: Tagset) -> None:
    with Project.create(path, tagset) as project:
        project.add_records(Record(Document.of(f"d{n}", f"خبر {n}", TEXT)) for n in range(12))
    chance = random.Random(7)
    known: list[str] = []
    for seed in range(KILLS):
        steps = chance.randrange(60)  # with none it is killed while it opens the project
        said = killed(
            lambda writing, seed=seed: work_until_killed(path, tagset, seed, writing),
            at_event=chance.randrange(1, STEPS) if seed % 2 else 0,
            once=lambda said, steps=steps: len(said) >= ID_LENGTH * steps,
        )
        ids = [said[at : at + ID_LENGTH].decode() for at in range(0, len(said), ID_LENGTH)]
        found = journal_of(path)
        assert found[: len(known)] == known
        new = found[len(known) :]
        assert new[: len(ids)] == ids
        assert len(new) <= len(ids) + 1  # the one that was under way
        known = found
    assert len(known) > KILLS


def act_beside_reading_until_killed(path: Path, writing: int) -> None:
    """Annotate while everything is read again and again; write a step's id once it is saved."""

    def tell(step_id: str) -> None:
        os.write(writing, step_id.encode())

    thread = StorageThread(path, on_saved=tell)
    opened = thread.submit(lambda project: project.open_set("d1", "سارة")).result()

    def read_for_ever(project: Project) -> None:
        while True:
            for record in project.records():
                write_line(record, with_suggestions=True)

    thread.read(read_for_ever)
    begin, acts = opened.state.span_count, []
    while True:
        span = Span(new_id(), "entities", "PER", ((begin, begin + 2),))
        begin = (begin + 1) % (len(TEXT) - 2)
        made = Transaction(Op.CREATE_SPAN, (Change(None, span),))
        acts.append(thread.commit(opened.id, JournalStep(new_id(), "2026-01-01", made)))
        if len(acts) % 5 == 0:  # some wait in the queue when it ends
            acts.pop().result()


@pytest.mark.many
def test_what_was_saved_while_the_project_was_read_is_not_lost(path: Path, tagset: Tagset) -> None:
    with Project.create(path, tagset) as project:
        project.add_records(Record(Document.of(f"d{n}", f"خبر {n}", TEXT)) for n in range(12))
    chance = random.Random(11)
    known: list[str] = []
    for _ in range(3 * TIMES):
        steps = chance.randrange(1, 60)
        said = killed(
            lambda writing: act_beside_reading_until_killed(path, writing),
            once=lambda said, steps=steps: len(said) >= ID_LENGTH * steps,
        )
        ids = [said[at : at + ID_LENGTH].decode() for at in range(0, len(said), ID_LENGTH)]
        found = journal_of(path)
        assert found[: len(known)] == known
        assert found[len(known) :][: len(ids)] == ids
        known = found


@pytest.mark.many
def test_an_import_that_is_killed_brings_all_or_nothing(path: Path, tagset: Tagset) -> None:
    Project.create(path, tagset).close()
    chance = random.Random(3)

    def bring(turn: int, writing: int) -> None:
        def records() -> Iterator[Record]:
            for number in range(400):
                os.write(writing, b".")
                yield Record(Document.of(f"{turn}-{number}", f"خبر {turn}-{number}", TEXT))

        with Project.open(path) as project:
            project.add_records(records())

    for turn in range(6 * TIMES):
        read = chance.randrange(420)  # so many records, or all of them
        killed(
            lambda writing, turn=turn: bring(turn, writing),
            at_event=chance.randrange(1, IMPORT) if turn % 2 else 0,
            once=lambda said, read=read: len(said) >= read,
        )
        with Project.open(path) as project:
            assert project.check() == []
            assert project.stats()["documents"] % 400 == 0


@pytest.mark.many
def test_a_backup_that_is_killed_is_whole_or_not_there(path: Path, tagset: Tagset) -> None:
    with Project.create(path, tagset) as project:
        project.add_records(Record(Document.of(f"{n}", f"خبر {n}", TEXT)) for n in range(3000))
    chance = random.Random(5)
    size = path.stat().st_size

    def copy(target: Path) -> None:
        with Project.open(path) as project:
            project.backup(target)

    def files() -> set[Path]:
        return {Path(folder, name) for folder, _, names in os.walk(path.parent) for name in names}

    def written(before: set[Path]) -> int:
        """How many bytes lie in files that were not there before."""
        sizes = 0
        for file in files() - before:
            with contextlib.suppress(FileNotFoundError):  # it has its own name by now
                sizes += file.stat().st_size
        return sizes

    missing = 0
    for turn in range(6 * TIMES):
        target = path.with_name(f"نسخة {turn}.tawseem")
        there, enough = files(), chance.randrange(size)
        killed(
            lambda _, target=target: copy(target),
            once=lambda _, n=enough, there=there: written(there) >= n,
        )
        missing += not target.exists()
        if target.exists():
            with Project.open(target) as backup:
                assert backup.check() == []
                assert backup.stats()["documents"] == 3000
    assert missing > 0
