"""Long work in small steps: a generator that tells how far it is, and returns what it made."""

from collections.abc import Generator
from typing import TypeAlias, TypeVar

Made = TypeVar("Made")
Steps: TypeAlias = Generator[float, None, Made]  # shares of the work that are done, from 0 to 1


def within(steps: Steps[Made], begin: float, end: float) -> Steps[Made]:
    """The steps as a part of longer work, from one share of it to another."""
    try:
        while True:
            try:
                share = next(steps)
            except StopIteration as finish:
                made: Made = finish.value
                return made
            yield begin + (end - begin) * share
    finally:
        steps.close()  # what is not gone on with is tidied up from within
