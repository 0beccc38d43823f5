"""The command line: exit status 0 done, 1 refused with one sentence, 2 wrong usage."""

import contextlib
import os
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper

import click

from annotation.errors import Refusal
from ui.commands.project_commands import backup, check, new, stats
from ui.commands.transfer_commands import export_, formats, import_
from ui.commands.work_commands import open_, search, show_window, suggest
from ui.language import say, set_language, system_language, tr

DONE, REFUSED = 0, 1


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def commands(context: click.Context) -> None:
    """Annotate Arabic text. Without a command the window opens."""
    if context.invoked_subcommand is None:
        context.exit(show_window(None, None, None))


for _command in (open_, new, import_, suggest, export_, formats, search, stats, check, backup):
    commands.add_command(_command)


def main(arguments: Sequence[str]) -> int:
    """Run one command; the exit status."""
    set_language(system_language())
    _speak_utf8()
    try:
        return _run(arguments)
    except Refusal as refusal:
        return _refuse(say(refusal))
    except BrokenPipeError:
        # Whoever read the output has gone: what is still in the buffer must not be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except OSError as error:
        return _refuse(
            tr(
                "The system does not allow it: {reason} ({file}).",
                reason=error.strerror or error,
                file=error.filename or "–",
            )
        )
    except (KeyboardInterrupt, click.Abort):
        return _refuse(tr("Stopped; everything is as it was."))
    except Exception as error:
        return _refuse(_fault(error))


def _run(arguments: Sequence[str]) -> int:
    try:
        with commands.make_context("main.py", list(arguments)) as context:
            commands.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return DONE


def _refuse(sentence: str) -> int:
    click.echo(" ".join(sentence.split()), err=True)
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
