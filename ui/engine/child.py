"""What runs in the suggester's process: one question a line on standard input, one answer back.

It ends when its standard input does, so it outlives no window, however that one ended.
"""

import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import BinaryIO

from ui.engine.messages import Message, read_message, write_message
from ui.engine.service import Service

POLITENESS = 5  # how much it steps back behind the window, on systems that know this


def main() -> None:
    """Answer until standard input ends."""
    if hasattr(os, "nice"):
        os.nice(POLITENESS)
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # what anybody prints is no answer
    lines = _arriving(sys.stdin.buffer)
    say = _writer(answers)
    service = Service(say)
    for line in lines:
        say(_answer(service, line))


def _answer(service: Service, line: bytes) -> Message:
    try:
        return service.answer(read_message(line))
    except Exception:
        return {"fault": traceback.format_exc()}


def _arriving(source: BinaryIO) -> Iterator[bytes]:
    """The lines as they come; the process ends with them, even from the middle of its work."""
    lines: SimpleQueue[bytes] = SimpleQueue()

    def read() -> None:
        for line in source:
            lines.put(line)
        os._exit(0)

    threading.Thread(target=read, name="listener", daemon=True).start()
    return iter(lines.get, None)


def _writer(target: BinaryIO) -> Callable[[Message], None]:
    """A function that writes whole messages, from whichever thread."""
    lock = threading.Lock()

    def say(message: Message) -> None:
        with lock:
            try:
                target.write(write_message(message))
                target.flush()
            except OSError:
                os._exit(0)  # nobody listens any more

    return say
