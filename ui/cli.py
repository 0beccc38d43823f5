"""The command line: exit status 0 done, 1 refused with one sentence, 2 wrong usage."""

import contextlib
import os
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper

from annotation.errors import Refusal
from storage.log.log_file import keeping_log, note_fault, note_start, note_trouble
from ui.look.language import say, set_language, system_language, tr
from ui.look.version import program_version
from ui.look.visible import visible
from ui.show_window import show_window

REFUSED = 1


def main(arguments: Sequence[str]) -> int:
    """Run one command; the exit status."""
    set_language(system_language())
    _speak_utf8()
    with keeping_log():
        return _told(arguments)


def _told(arguments: Sequence[str]) -> int:
    """The exit status, with a sentence on standard error where it is not 0."""
    try:
        return _run(arguments)
    except Refusal as refusal:
        note_trouble(refusal)
        return _refuse(say(refusal))
    except BrokenPipeError:
        # Whoever read the output has gone: what is still in the buffer must not be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except OSError as error:
        note_fault(error)
        return _refuse(
            tr(
                "The system does not allow it: {reason} ({file}).",
                reason=error.strerror or error,
                file=error.filename or "–",
            )
        )
    except KeyboardInterrupt:
        return _refuse(tr("Stopped; everything is as it was."))
    except Exception as error:
        note_fault(error)
        return _refuse(_fault(error))


def _run(arguments: Sequence[str]) -> int:
    """The window, or a command; only a command needs what reads commands."""
    if not arguments:
        note_start(program_version(), command="window")
        return show_window(None, None, None)
    from ui.command_group import run

    return run(arguments)


def _refuse(sentence: str) -> int:
    print(visible(sentence), file=sys.stderr)
    return REFUSED


def _fault(error: Exception) -> str:
    """A bug is shown as one, with the place where it shows."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return tr(
        "This is a fault of Tawseem, please report it: {error} ({file}:{line}).",
        error=repr(error),
        file=frame.filename,
        line=frame.lineno,
    )


def _speak_utf8() -> None:
    """Arabic goes through pipes and old consoles; a name that is no text is shown escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            with contextlib.suppress(ValueError):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
