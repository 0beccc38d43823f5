"""The pipes of a child process as the child sees them: lines that come, messages that go."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import BinaryIO, NoReturn

from ui.engine.messages import EngineMessage, write_message


def arriving(source: BinaryIO) -> Iterator[bytes]:
    """The lines as they come; the process ends with them, even from the middle of its work."""
    lines: SimpleQueue[bytes] = SimpleQueue()

    def read() -> None:
        for line in source:
            lines.put(line)
        end_with_all()

    threading.Thread(target=read, name="listener", daemon=True).start()
    return iter(lines.get, None)


def writer(target: BinaryIO) -> Callable[[EngineMessage], None]:
    """A function that writes whole messages, from whichever thread."""
    lock = threading.Lock()

    def say(message: EngineMessage) -> None:
        with lock:
            try:
                target.write(write_message(message))
                target.flush()
            except OSError:
                end_with_all()  # nobody listens any more

    return say


def end_with_all() -> NoReturn:
    """End this process at once, with all that it has started where it heads a group."""
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)
