"""Where Python leaves a trace when Qt or another library crashes, and the process with it."""

import contextlib
import faulthandler
import os
from collections.abc import Iterator
from typing import TextIO

from annotation.errors import KnownError
from annotation.files.own_files import make_folder, open_own, read_own
from annotation.files.placing import give_other_name
from storage.file.folders import data_folder
from storage.log.traces import crash_trace

NAME = "tawseem-crash.txt"
LARGEST = 4_000_000  # bytes; a trace has some thousands
BEFORE = "tawseem-crash-before.txt"  # what an earlier session left


@contextlib.contextmanager
def keeping_crashes() -> Iterator[None]:
    """Have crashes leave their trace in the data folder, unless Python was told another place."""
    file = None if faulthandler.is_enabled() else _opened()
    if file is None:
        yield
        return
    with file:
        faulthandler.enable(file)
        try:
            yield
        finally:
            faulthandler.disable()


def last_crash() -> list[str]:
    """The trace of the last crash, without folders above the code; empty when there was none."""
    for name in (NAME, BEFORE):
        with contextlib.suppress(OSError):
            if text := read_own(data_folder() / name, LARGEST).decode("utf-8", "replace"):
                return crash_trace(text)
    return []


def _opened() -> TextIO | None:
    """The file, with what an earlier session left in it put aside."""
    path = data_folder() / NAME
    try:
        make_folder(path.parent)
        if path.exists() and path.stat().st_size:
            give_other_name(path, path.with_name(BEFORE))
        return os.fdopen(open_own(path, os.O_WRONLY | os.O_APPEND), "a", encoding="utf-8")
    except (OSError, KnownError):
        return None
