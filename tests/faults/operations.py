"""What the program does to files, as people and programs ask for it, and what it is to give."""

import contextlib
import io
import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from annotation.commands.span_commands import create_span
from annotation.errors import Refusal
from annotation.values.state import State
from annotation.values.transaction import Op, Transaction
from storage.exchange.staged import end_of
from storage.file_format.schema import current_schema
from storage.project import JournalStep, Project
from storage.safekeeping.recovery import recover
from tests.faults.world import AT, TEXT, World, finish, rows_of, step_of, steps_of, tagset, write
from ui.cli import main
from ui.look.settings import Settings, load_settings, save_settings

Say = Callable[[str], None]
DONE = "done"
ACTS = 4
LATE = ("سارة-5", "سارة-6", "سارة-7")


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that the program does.

    `run` tells each act that was said to be saved, and returns “done” or the sentence of a refusal.
    `lacks` looks, where it was said to be done, for what is not so. `makes` are files of the work
    folder that may be there afterwards; with `adds` the project may hold more than before although
    it was refused, as with acts that are written at the next opening.
    """

    name: str
    run: Callable[[World, Say], str]
    lacks: Callable[[World], list[str]] = lambda _: []
    prepare: Callable[[World], None] = lambda _: None
    makes: tuple[str, ...] = ()
    adds: bool = False


def command(*arguments: Callable[[World], object] | str) -> Callable[[World, Say], str]:
    """A command of the command line; a fault of ours is none that may be told as a refusal."""

    def run(world: World, _: Say) -> str:
        given = [str(a if isinstance(a, str) else a(world)) for a in arguments]
        said = io.StringIO()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
            status = main(given)
        sentence = said.getvalue().strip()
        if status == 0:
            return DONE
        if "fault of Tawseem" in sentence or not sentence:
            raise AssertionError(sentence or f"exit status {status} without a word")
        return sentence

    return run


def project(world: World) -> Path:
    return world.project


def in_work(name: str) -> Callable[[World], Path]:
    return lambda world: world.work / name


def opens(path: Path, documents: int, steps: int | None = None) -> list[str]:
    """What is wrong with a project that is said to be there."""
    if not path.is_file():
        return [f"{path.name} is not there"]
    try:
        with Project.open(path, read_only=True) as opened:
            wrong = [str(problem) for problem in opened.check()]
            numbers = opened.stats()
    except Refusal as refusal:
        return [str(refusal)]
    if numbers["documents"] != documents or (steps is not None and numbers["steps"] != steps):
        wrong.append(f"{path.name} holds {numbers['documents']} documents, {numbers['steps']} acts")
    return wrong


# -- acts -------------------------------------------------------------------------------------


def act(world: World, say: Say) -> str:
    """Acts at a desk: one that was refused is tried once more, as the storage thread does."""
    refused = ""
    try:
        with Project.open(world.project) as opened:
            set_id = opened.open_set("d1", "سارة").id
            for number in range(10, 10 + ACTS):
                step = step_of("سارة", number)
                try:
                    try:
                        opened.commit(set_id, step)
                    except Refusal:
                        opened.commit(set_id, step)
                except Refusal as refusal:
                    refused = str(refusal)
                    break
                say(step.step_id)
    except Refusal as refusal:
        return str(refusal)
    return refused or DONE


def undo(world: World, say: Say) -> str:
    """Two acts are taken back, and one of them done again."""
    try:
        with Project.open(world.project) as opened:
            set_id = opened.open_set("d1", "سارة").id
            steps = [step.step_id for step in opened.journal(set_id)]
            for number, op in enumerate((Op.UNDO, Op.UNDO, Op.REDO)):
                if f"سارة-back-{number}" in steps:
                    continue
                work = opened.open_set("d1", "سارة")
                undone = work.history.undone if op is Op.REDO else work.history.done
                back = work.transactions[undone[-1]].inverse(op, undone[-1])
                step = JournalStep(f"سارة-back-{number}", AT, back)
                opened.commit(work.id, step)
                say(step.step_id)
    except Refusal as refusal:
        return str(refusal)
    return DONE


def span_more(state: State) -> Transaction:
    begin = TEXT.index("سلمى")
    made = create_span(state, tagset(), "PER", ((begin, begin + 4),), id="دفعة")
    assert made is not None
    return made


def batch(world: World, say: Say) -> str:
    try:
        with Project.open(world.project) as opened:
            written = end_of(
                opened.batches.writing("علي", "دفعة-1", [(f"d{n}", span_more) for n in range(3)])
            )
            for made in written.acts:
                say(made.step.step_id)
    except Refusal as refusal:
        return str(refusal)
    return DONE


def lacks_batch(world: World) -> list[str]:
    there = [row for row in rows_of(world.project)["span"] if "دفعة" in row]
    return [] if len(there) == 3 else [f"{len(there)} of 3 spans of the batch"]


# -- opening ----------------------------------------------------------------------------------


def opening(world: World, _: Say) -> str:
    try:
        with Project.open(world.project) as opened:
            if len(opened.documents("سارة")) != 3:
                raise AssertionError("documents are missing")
            if opened.notices:
                return str(opened.notices[0])
    except Refusal as refusal:
        return str(refusal)
    return DONE


def leave_open(world: World) -> None:
    """As after kill -9: the log lies beside the file, and so does the lock."""
    with Project.open(world.project) as opened:
        for number in range(5, 8):
            write(opened, "سارة", number)
        for ending in ("", "-wal", ".lock"):
            shutil.copy(f"{world.project}{ending}", f"{world.elsewhere / 'p'}{ending}")
    for ending in ("", "-wal", ".lock"):
        (world.elsewhere / f"p{ending}").rename(f"{world.project}{ending}")


def lacks_left_acts(world: World) -> list[str]:
    steps = steps_of(world.project)
    return [f"{id} is lost" for id in LATE if id not in steps]


def leave_unsaved(world: World) -> None:
    """Acts that only the side journal has: their commits were refused."""
    older = world.elsewhere / "p"
    shutil.copy(world.project, older)
    with Project.open(world.project) as opened:
        for number in range(5, 8):
            write(opened, "سارة", number)
    older.rename(world.project)
    for journal in (world.root / "data").rglob("steps.journal"):
        lines = journal.read_bytes().split(b"\n")
        kept = [line for line in lines if not _confirms(line)]
        journal.write_bytes(b"\n".join(kept))


def _confirms(line: bytes) -> bool:
    """Whether a line of a side journal says that one of the late acts is in the project."""
    _, _, frame = line.partition(b" ")
    return bool(frame) and json.loads(frame).get("done") in LATE


def make_old(world: World) -> None:
    """The project in the form of the first version."""
    world.project.unlink()
    dump = Path(__file__).parents[1] / "storage/file_format/project_version_1.sql"
    with contextlib.closing(sqlite3.connect(world.project)) as file:
        file.executescript(dump.read_text("utf-8"))


def migrate(world: World, _: Say) -> str:
    try:
        Project.open(world.project).close()
    except Refusal as refusal:
        return str(refusal)
    return DONE


def lacks_version(world: World) -> list[str]:
    with contextlib.closing(sqlite3.connect(world.project)) as file:
        (version,) = file.execute("PRAGMA user_version").fetchone()
    return [] if version == current_schema().version else [f"it has version {version}"]


# -- files ------------------------------------------------------------------------------------


def bring_lines(world: World) -> None:
    lines = [
        {"name": f"وارد {n}", "text": f"{TEXT} وارد {n}", "annotator": "نور", "spans": [
            {"tag": "PER", "begin": 6, "end": 14}]}
        for n in range(5)
    ]  # fmt: skip
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (world.incoming / "وارد.jsonl").write_text(text, "utf-8")


def bring_part(world: World) -> None:
    """A file that was split off, in which somebody has worked on."""
    with Project.open(world.project) as opened:
        (part,) = opened.team.split(["سارة"], world.incoming)
    with Project.open(part.path) as theirs:
        for number in range(5, 8):
            write(theirs, "سارة", number)
    part.path.rename(world.incoming / "part.tawseem")


def finish_both(world: World) -> None:
    with Project.open(world.project) as opened:
        for name in ("سارة", "علي"):
            finish(opened, name)


def lacks_curated(world: World) -> list[str]:
    return (
        [] if any("ليلى" in row for row in rows_of(world.project)["annotator"]) else ["no curator"]
    )


def lacks_lines(world: World) -> list[str]:
    out = world.work / "out.jsonl"
    if not out.is_file():
        return ["out.jsonl is not there"]
    lines = out.read_text("utf-8").splitlines()
    wrong = [] if len(lines) == 1 else [f"{len(lines)} of 1 lines"]
    return wrong + ([] if (world.work / "out.jsonl.manifest.json").is_file() else ["no manifest"])


def lacks_folder(world: World) -> list[str]:
    count = len(list((world.work / "out").glob("*.ann")))
    return [] if count == 1 else [f"{count} of 1 files"]


def damage(world: World) -> None:
    """The project file is cut in half; acts since the backup are in the side journal."""
    with Project.open(world.project) as opened:
        write(opened, "سارة", 8)
    data = world.project.read_bytes()
    world.project.write_bytes(data[: len(data) // 2])


def restore(world: World, _: Say) -> str:
    try:
        recovery = recover(world.project, world.work / "restored.tawseem")
        if recovery.passed_over or recovery.left_out or recovery.lacking:
            return f"restored is written, but {recovery.passed_over} not all that was asked for"
    except Refusal as refusal:
        return str(refusal)
    return DONE


def lacks_restored(world: World) -> list[str]:
    path = world.work / "restored.tawseem"
    wrong = opens(path, 3)
    if not wrong and "سارة-8" not in steps_of(path):
        wrong.append("سارة-8 is not in what was restored")
    return wrong


def settings(world: World, _: Say) -> str:
    save_settings(Settings(annotator="سلمى", zoom=2.0))
    return DONE if load_settings().annotator == "سلمى" else "not saved"


def some_settings(world: World) -> None:
    save_settings(Settings(annotator="ليلى"))


def lacks_settings(world: World) -> list[str]:
    name = load_settings().annotator
    return [] if name == "سلمى" else [f"the annotator is “{name}”"]


def old_backup(world: World) -> None:
    with Project.open(world.project) as opened:
        opened.backup(world.work / "copy.tawseem")
        write(opened, "سارة", 8)


OPERATIONS = {
    operation.name: operation
    for operation in (
        Operation(
            "new",
            command("new", in_work("new.tawseem")),
            lambda world: opens(world.work / "new.tawseem", 0, 0),
            makes=("new.tawseem",),
        ),
        Operation("open", opening),
        Operation("open-after-kill", opening, lacks_left_acts, leave_open),
        Operation("open-unsaved", opening, lacks_left_acts, leave_unsaved, adds=True),
        Operation("migrate", migrate, lacks_version, make_old, adds=True),
        Operation("act", act, adds=True),
        Operation("undo", undo, adds=True),
        Operation("batch", batch, lacks_batch),
        Operation(
            "import",
            command("import", project, lambda world: world.incoming / "وارد.jsonl"),
            lambda world: opens(world.project, 8),
            bring_lines,
        ),
        Operation(
            "export",
            command(
                "export", project, in_work("out.jsonl"), "--format", "jsonl", "--annotator", "سارة"
            ),
            lacks_lines,
            makes=("out.jsonl", "out.jsonl.manifest.json"),
        ),
        Operation(
            "export-folder",
            command("export", project, in_work("out"), "--format", "brat", "--annotator", "سارة"),
            lacks_folder,
            makes=("out", "out.manifest.json"),
        ),
        Operation(
            "merge",
            command("merge", project, lambda world: world.incoming / "part.tawseem"),
            lacks_left_acts,
            bring_part,
        ),
        Operation(
            "split",
            command("split", project, "--annotators", "سارة,علي"),
            lambda world: [
                *opens(world.work / "أخبار-سارة.tawseem", 2),
                *opens(world.work / "أخبار-علي.tawseem", 2),
            ],
            makes=("أخبار-سارة.tawseem", "أخبار-علي.tawseem"),
        ),
        Operation(
            "backup",
            command("backup", project, in_work("copy.tawseem")),
            lambda world: opens(world.work / "copy.tawseem", 3, 6),
            makes=("copy.tawseem",),
        ),
        Operation(
            "backup-again",
            command("backup", project, in_work("copy.tawseem"), "--force"),
            lambda world: opens(world.work / "copy.tawseem", 3, 7),
            old_backup,
            makes=("copy.tawseem",),
        ),
        Operation("restore", restore, lacks_restored, damage, makes=("restored.tawseem",)),
        Operation(
            "curate",
            command("curate", project, "--strategy", "unanimous"),
            lacks_curated,
            finish_both,
        ),
        Operation("settings", settings, lacks_settings, some_settings),
    )
}
