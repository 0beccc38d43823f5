"""Values from a small file of our own, which are believed only when they are what they should be.

A check gives the value, or ValueError for any other; one of a list or of a table that is right in
parts gives these as `PartlyWrong`.
"""

import base64
import os
from collections.abc import Callable
from typing import Any

LONGEST = 100_000  # letters of one text
SHORT = 1_000  # letters of a name
MOST = 10_000  # entries of a list or a table

Check = Callable[[object], Any]


class PartlyWrong(ValueError):
    """Some of it is right: `rest`."""

    def __init__(self, rest: Any) -> None:
        super().__init__()
        self.rest = rest


def text(value: object) -> str:
    """Any text that can be stored; ValueError for half characters and NUL, too."""
    if not isinstance(value, str) or len(value) > LONGEST or "\0" in value:
        raise ValueError
    value.encode("utf-8")
    return value


def short_text(value: object) -> str:
    """A name or a key; ValueError for more than a line of text."""
    found = text(value)
    if len(found) > SHORT or "\n" in found:
        raise ValueError
    return found


def path_text(value: object) -> str:
    """A path, also one whose bytes are no text; ValueError when no file can be called so."""
    if not isinstance(value, str) or len(value) > LONGEST or "\0" in value:
        raise ValueError
    os.fsencode(value)
    return value


def truth(value: object) -> bool:
    """Yes or no; ValueError for anything else."""
    if not isinstance(value, bool):
        raise ValueError
    return value


def base64_text(value: object) -> str:
    """Bytes written as text; ValueError for anything else."""
    base64.b64decode(text(value), validate=True)
    return text(value)


def number(least: float, most: float) -> Check:
    """A number between these two."""

    def check(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError
        if not least <= value <= most:
            raise ValueError
        return float(value)

    return check


def one_of(*known: str) -> Check:
    """One of these texts."""

    def check(value: object) -> str:
        if not isinstance(value, str) or value not in known:
            raise ValueError
        return value

    return check


def list_of(check: Check) -> Check:
    """A list of what passes."""

    def check_all(value: object) -> list[Any]:
        if not isinstance(value, list):
            raise ValueError
        found, is_whole = [], len(value) <= MOST
        for one in value[:MOST]:
            try:
                found.append(check(one))
            except ValueError:
                is_whole = False
        if not is_whole:
            raise PartlyWrong(found)
        return found

    return check_all


def table_of(check: Check) -> Check:
    """What passes, by names."""

    def check_all(value: object) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ValueError
        found, is_whole = {}, len(value) <= MOST
        for name, one in [*value.items()][:MOST]:
            try:
                key = text(name)
                found[key] = check(one)
            except PartlyWrong as partly:
                found[key], is_whole = partly.rest, False
            except ValueError:
                is_whole = False
        if not is_whole:
            raise PartlyWrong(found)
        return found

    return check_all
