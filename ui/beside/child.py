"""What runs beside the window: one job on a copy of the project, told in lines.

The order comes as a line on standard input, `{"job", "project", "options"}`; `job` is a module with
`work(project, options, say)`. A second line asks it to stop; the process ends with its standard
input.
"""

import contextlib
import importlib
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from annotation.errors import Refusal
from annotation.files.placing import remove_file
from storage.log.traces import trace_of
from storage.project import Project
from ui.engine.messages import EngineMessage, read_message
from ui.engine.pipes import arriving, writer

POLITENESS = 5  # how much it steps back behind the window, on systems that know this
TELLINGS = 200  # of progress, in all

Say = Callable[[EngineMessage], None]

_stop = threading.Event()


def main() -> None:
    """Carry out one order."""
    if hasattr(os, "nice"):
        os.nice(POLITENESS)
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # what anybody prints is no answer
    orders = arriving(sys.stdin.buffer)
    say = writer(answers)
    order = read_message(next(orders))
    threading.Thread(target=_listen, args=(orders,), name="orders", daemon=True).start()
    say(_carry_out(order, say))


def is_asked_to_stop() -> bool:
    """Whether whoever gave the order wants no more; a job that would leave something asks."""
    return _stop.is_set()


def _listen(orders: Iterator[bytes]) -> None:
    """A second line, whatever it is, asks the job to stop."""
    next(orders)
    _stop.set()


def _carry_out(order: EngineMessage, say: Say) -> EngineMessage:
    """Do the job; what the last line says."""
    try:
        work = importlib.import_module(order["job"]).work
        path = Path(order["project"])
        with Project.open(path, read_only=True) as project:
            with contextlib.suppress(OSError):  # Windows keeps it until it is closed
                remove_file(path)
            work(project, order["options"], say)
        return {"is": "done"}
    except Refusal as refusal:
        values = {name: str(value) for name, value in refusal.values.items()}
        return {"is": "refused", "template": refusal.template, "values": values}
    except Exception as error:
        return {"is": "fault", "trace": traceback.format_exc(), "places": trace_of(error)}


def progress(say: Say, total: int) -> Callable[[int], None]:
    """A counter that tells the window now and then how much is done."""
    step = max(1, total // TELLINGS)

    def count(done: int) -> None:
        if done % step == 0:
            say({"is": "progress", "done": done, "total": total})

    return count
