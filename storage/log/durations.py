"""How long storage takes over each kind of question, by the name that it has in the code."""

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from time import perf_counter
from typing import Any

from storage.log.log_file import note, note_detail

SLOW = 250.0  # milliseconds from which a question is noted at once


class Durations:
    """Times added up by name, told when the project is closed; one thread at a time."""

    def __init__(self) -> None:
        self._times: dict[str, list[float]] = {}  # milliseconds

    @contextlib.contextmanager
    def measuring(self, name: str) -> Iterator[None]:
        """Measure what is done inside, whether or not it succeeds."""
        begun = perf_counter()
        try:
            yield
        finally:
            self._add(name, (perf_counter() - begun) * 1000)

    def _add(self, name: str, milliseconds: float) -> None:
        times = self._times.setdefault(name, [0, 0.0, 0.0])
        times[0] += 1
        times[1] += milliseconds
        times[2] = max(times[2], milliseconds)
        say = note if milliseconds >= SLOW else note_detail
        say("question", name=name, milliseconds=milliseconds)

    def tell(self) -> None:
        """Note the sums, those that took most time first."""
        for name, (count, whole, longest) in sorted(
            self._times.items(), key=lambda item: -item[1][1]
        ):
            note("questions", name=name, count=count, milliseconds=whole, longest=longest)


def question_name(function: Callable[..., Any]) -> str:
    """What a function is called in the code: its module and its place in it."""
    while isinstance(function, partial):
        function = function.func
    name = getattr(function, "__qualname__", type(function).__qualname__)
    return f"{function.__module__}.{name}".replace(".<locals>", "")
