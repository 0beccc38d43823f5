"""The command line: exit status 0 done, 1 refused with one sentence, 2 wrong usage."""

import contextlib
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

import click

from annotation.errors import Refusal
from ui.look.language import say, set_language, system_language, tr
from ui.open_command import open_, show_window

DONE, REFUSED = 0, 1


# Where each command is; it is imported when it is asked for, so that the window opens sooner.
PLACES = {
    "new": "project_commands:new",
    "import": "transfer_commands:import_",
    "suggest": "suggest_command:suggest",
    "export": "transfer_commands:export_",
    "formats": "transfer_commands:formats",
    "search": "work_commands:search",
    "assign": "team_commands:assign",
    "split": "team_commands:split",
    "merge": "team_commands:merge",
    "curate": "curate_command:curate",
    "agreement": "agreement_commands:agreement",
    "effort": "effort_command:effort",
    "blind": "blind_command:blind",
    "stats": "project_commands:stats",
    "check": "check_command:check",
    "backup": "project_commands:backup",
}


class Commands(click.Group):
    """The commands, in the order in which help lists them."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Their names."""
        return ["open", *PLACES]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of this name, imported now."""
        if name == "open":
            return open_
        if name not in PLACES:
            return None
        module, _, attribute = PLACES[name].partition(":")
        command: click.Command = getattr(import_module(f"ui.commands.{module}"), attribute)
        return command


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.pass_context
def commands(context: click.Context) -> None:
    """Annotate Arabic text. Without a command the window opens."""
    if context.invoked_subcommand is None:
        context.exit(show_window(None, None, None))


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
