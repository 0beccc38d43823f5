"""Traces of faults without what was worked on: kinds of errors and places in the code, no values.

The message of an exception may hold a text or a name, so it is left out. A place is named from the
top of the house or of a package, for above them stand the folders of a person.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from traceback import StackSummary, walk_tb

from annotation.errors import Refusal

_HOUSE = Path(__file__).resolve().parents[2].as_posix() + "/"
_PACKAGES = re.compile(r".*/(?:site-packages|dist-packages|lib/python[\d.]+)/")
_FRAME = re.compile(r'^  File "(.+)", line (\d+) in (\S+)$')
_CRASH = re.compile(
    r"^(?:Fatal Python error: [\w ]+|Windows fatal exception: [\w ]+"
    r"|(?:Current thread|Thread)(?= 0x))"
)


def trace_of(error: BaseException) -> list[str]:
    """An error and those it arose from: their kinds, and the places that they passed."""
    lines: list[str] = []
    met: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in met:
        met.add(id(each))
        lines += [kind_of(each), *_places(each)]
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return lines


def crash_trace(text: str) -> list[str]:
    """What Python has left where a library crashed: the kind of crash, and the places.

    Such a text holds no message of an exception; faults of our processes come as `trace_of` has
    them, for in a text a message may look like a place.
    """
    lines = []
    for line in text.splitlines():
        if frame := _FRAME.match(line):
            lines.append(f"  {_place(frame[1])}:{frame[2]} {frame[3]}")
        elif crash := _CRASH.match(line):
            lines.append(crash[0])
    return lines


def kind_of(error: BaseException) -> str:
    """What kind of error it is; of a refusal with its template, of the system's with its number."""
    kind = type(error).__qualname__
    if isinstance(error, Refusal):
        return _with(kind, error.template)
    return _with(kind, str(error.errno)) if isinstance(error, OSError) and error.errno else kind


def _with(kind: str, more: str) -> str:
    return f"{kind}: {more}"


def _places(error: BaseException) -> Iterator[str]:
    for frame in StackSummary.extract(walk_tb(error.__traceback__), lookup_lines=False):
        yield f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"


def _place(file: str) -> str:
    path = file.replace("\\", "/")
    if path.startswith(_HOUSE):
        path = path.removeprefix(_HOUSE)
    inside = _PACKAGES.sub("", path)
    return inside.rpartition("/")[2] if inside.startswith("/") or ":" in inside else inside
