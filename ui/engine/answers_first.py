"""Whose turn it is: who learns steps aside whenever somebody wants an answer."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MODESTY = 19  # how much a thread that learns steps back behind everything else


def step_back() -> None:
    """Let the calling thread take what nobody else needs, where threads can be told so."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), MODESTY)


class AnswersFirst:
    """One suggester shared by a thread that answers and one that learns.

    Python lets both run by turns of some milliseconds, so that an answer would take twice its time
    or more; therefore who learns waits, at every pause, until nobody asks.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()  # held while the suggester is used or changed
        self._is_calm = threading.Event()
        self._is_calm.set()

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Use the suggester now; who learns waits."""
        self._is_calm.clear()
        try:
            with self._lock:
                yield
        finally:
            self._is_calm.set()

    @contextmanager
    def changing(self) -> Iterator[Callable[[], None]]:
        """Change the suggester that answers; the pause to be made gives it away in between."""
        with self._lock:
            yield self._give_way

    def rest(self) -> None:
        """The pause of whoever learns beside the suggester that answers."""
        self._is_calm.wait()

    def _give_way(self) -> None:
        while not self._is_calm.is_set():
            self._lock.release()
            try:
                self._is_calm.wait()
            finally:
                self._lock.acquire()
