"""Running cases in children that have little memory, little processor, and may write in one folder.

A child that is killed, by its limits or by a library, is the fault of the case it was at.
"""

import contextlib
import os
import random
import resource
import select
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotation.errors import Refusal
from storage.log.log_file import keeping_log as keeping_log  # read before memory is counted
from tests.fuzz.mutators import mutated
from tests.fuzz.targets import TARGETS, Target, said

PROCESSOR = 30.0  # seconds of processor for a case
MEMORY = 1 << 30  # bytes more than the child had at its beginning
TOGETHER = 250  # cases of one child
REFUSED = "refused"
BROKEN = "broken"  # the harness itself
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
PATHS = {  # of an event of Python's audit, which of its arguments are paths that change
    "os.remove": (0,), "os.rmdir": (0,), "os.mkdir": (0,), "os.rename": (0, 1), "os.link": (1,),
    "os.symlink": (1,), "os.chmod": (0,), "os.truncate": (0,), "os.utime": (0,),
}  # fmt: skip
NEVER = ("socket.connect", "os.system", "os.exec", "subprocess.Popen", "pickle.find_class")


@dataclass(frozen=True, slots=True)
class FuzzCase:
    """The case of this number of a target."""

    target: str
    number: int
    seed: str

    @property
    def again(self) -> str:
        """The command that repeats it."""
        return f'python -m tests.fuzz --case "{self.target}:{self.number}" --seed {self.seed}'


@dataclass(frozen=True, slots=True)
class Result:
    """How a case ended: with a word, “refused” and the template, or a `fault`."""

    case: FuzzCase
    word: str
    fault: str = ""


def run(
    todo: Sequence[tuple[str, int, int]], seed: str, folder: Path, jobs: int
) -> Iterator[Result]:
    """Run the cases of targets from one number to another, in so many children at a time."""
    waiting = [
        (name, begin, min(end, begin + TOGETHER))
        for name, first, end in todo
        for begin in range(first, end, TOGETHER)
    ]
    running: dict[int, _Child] = {}
    while waiting or running:
        while waiting and len(running) < jobs:
            child = _Child(*waiting.pop(0), seed, folder)
            running[child.pipe] = child
        for pipe in select.select(list(running), [], [])[0]:
            child = running[pipe]
            if child.listen():
                yield from child.results()
                continue
            del running[pipe]
            yield from child.results()
            if left := child.left:
                waiting.insert(0, left)


class _Child:
    """A process at work on some cases of one target."""

    def __init__(self, name: str, begin: int, end: int, seed: str, folder: Path) -> None:
        self._name, self._next, self._end, self._seed = name, begin, end, seed
        self._said = b""
        self._found: list[Result] = []
        self.left: tuple[str, int, int] | None = None
        self.pipe, writing = os.pipe()
        self._id = os.fork()
        if self._id == 0:
            os.close(self.pipe)
            _work(TARGETS[name], range(begin, end), seed, folder / f"{os.getpid()}", writing)
        os.close(writing)

    def listen(self) -> bool:
        """Hear what it says; False when it has ended."""
        more = os.read(self.pipe, 1 << 16)
        *lines, self._said = (self._said + more).split(b"\n")
        for line in lines:
            word, _, fault = line.decode("utf-8", "replace").partition("\t")
            if word == BROKEN:
                raise RuntimeError(fault)
            self._found.append(Result(self._case(), word, fault))
            self._next += 1
        if more:
            return True
        os.close(self.pipe)
        _, status = os.waitpid(self._id, 0)
        if self._next < self._end:
            why = f"ended by signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else "ended"
            if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF:
                why = f"more than {PROCESSOR:g} seconds of processor"
            self._found.append(Result(self._case(), "ended", why))
            self.left = (self._name, self._next + 1, self._end)
            if self._next + 1 == self._end:
                self.left = None
        return False

    def results(self) -> list[Result]:
        found, self._found = self._found, []
        return found

    def _case(self) -> FuzzCase:
        return FuzzCase(self._name, self._next, self._seed)


# -- in the child -----------------------------------------------------------------------------


def _work(target: Target, numbers: range, seed: str, folder: Path, writing: int) -> None:
    """Carry out the cases and tell how each ended; never returns."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    try:
        place = Place(target, folder)
        sound = place.run(FuzzCase(target.name, -1, seed), changes=False)  # reads what is needed
        if sound.fault or sound.word.startswith(REFUSED):
            raise AssertionError(f"the sound file of {target.name}: {sound.word} {sound.fault}")
        guard = _guard(folder)
        _limit_memory()
        for number in numbers:
            result = place.run(FuzzCase(target.name, number, seed), guard=guard)
            line = f"{result.word}\t{result.fault}".replace("\n", " ¶ ")
            os.write(writing, f"{line}\n".encode("utf-8", "replace"))
    except BaseException:
        os.write(
            writing, f"{BROKEN}\t{traceback.format_exc()}".replace("\n", " ¶ ").encode() + b"\n"
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


class Place:
    """A folder for the cases of one target: the sound files, and those that are made wrong."""

    def __init__(self, target: Target, folder: Path) -> None:
        self._target = target
        self._sound, self.used = folder / "sound", folder / "used"
        for name in ("data", "cache", "config"):
            os.environ[f"TAWSEEM_{name.upper()}"] = str(self.used / name)
        (folder / "tmp").mkdir(parents=True)
        tempfile.tempdir = str(folder / "tmp")
        self.used.mkdir()
        target.make(self.used)
        self.used.rename(self._sound)
        self._files = [p for p in sorted(self._sound.glob(target.files)) if p.is_file()]
        assert self._files, target.name

    def prepare(self, chance: random.Random, *, changes: bool) -> None:
        """The files of a case, drawn by its chance."""
        shutil.rmtree(self.used, ignore_errors=True)
        shutil.copytree(self._sound, self.used)
        if changes:
            file, other = chance.choice(self._files), chance.choice(self._files)
            data = mutated(file.read_bytes(), other.read_bytes(), self._target.kind, chance)
            (self.used / file.relative_to(self._sound)).write_bytes(data)

    def run(
        self, case: FuzzCase, *, changes: bool = True, guard: "list[str] | None" = None
    ) -> Result:
        chance = random.Random(f"{case.seed} {case.target} {case.number}")
        self.prepare(chance, changes=changes)
        if guard is not None:
            guard.clear()
        signal.setitimer(signal.ITIMER_PROF, PROCESSOR)
        result = self.use(case, chance)
        signal.setitimer(signal.ITIMER_PROF, 0)
        if guard:
            return Result(case, "outside", guard[0])
        return result

    def use(self, case: FuzzCase, chance: random.Random) -> Result:
        """Use the files as they are now."""
        try:
            return Result(case, self._target.use(self.used, chance))
        except Refusal as refusal:
            return self._refused(case, refusal)
        except BaseException as error:
            return Result(case, type(error).__name__, _where(error))

    def _refused(self, case: FuzzCase, refusal: Refusal) -> Result:
        try:
            return Result(case, f"{REFUSED} {said(refusal)}")
        except Exception as error:
            return Result(case, type(error).__name__, _where(error))


def _where(error: BaseException) -> str:
    places = traceback.extract_tb(error.__traceback__)[-4:]
    way = " > ".join(f"{Path(place.filename).name}:{place.lineno}" for place in places)
    return f"{error!r:.300} at {way}"


def _limit_memory() -> None:
    """As much as there is now, and a little more: a small file needs no more."""
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _guard(folder: Path) -> list[str]:
    """Where it is noted what was done outside of a folder, or to other programs."""
    noted: list[str] = []
    inside = os.path.realpath(folder)

    def is_outside(path: Any) -> bool:
        if (
            not isinstance(path, str | bytes | os.PathLike)
            or not Path(os.fsdecode(path)).is_absolute()
        ):
            return False  # a relative one is within a folder that was named before
        name = os.path.realpath(os.fsdecode(path))
        return not f"{name}/".startswith(inside + "/") and "__pycache__" not in name

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if event in NEVER:
            noted.append(f"{event} {arguments!r:.200}")
        elif event == "open":
            path, mode, flags = arguments
            writes = any(letter in (mode or "") for letter in "wax+") or (flags or 0) & WRITING
            if writes and is_outside(path) and os.fsdecode(path) != os.devnull:
                noted.append(f"open {path!r:.200}")
        elif event in PATHS:
            noted.extend(
                f"{event} {arguments[at]!r:.200}"
                for at in PATHS[event]
                if is_outside(arguments[at])
            )

    sys.addaudithook(hear)
    return noted
