"""The commands of the command line, each imported when it is asked for."""

import sys
from collections.abc import Sequence
from importlib import import_module
from io import StringIO

import click

from storage.log.log_file import go_into_detail, note_start
from ui.commands.output import note
from ui.look.version import program_version
from ui.open_command import open_
from ui.show_window import show_window

DONE = 0

# Where each command is.
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
    "backups": "recovery_commands:backups",
    "recover": "recovery_commands:recover",
    "bring-back": "bring_back_command:bring_back",
    "where": "belonging_commands:where",
    "delete": "belonging_commands:delete",
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
@click.option("--debug", is_flag=True, help="Note more in the log, and show it here.")
@click.pass_context
def commands(context: click.Context, debug: bool) -> None:
    """Annotate Arabic text. Without a command the window opens."""
    if debug:
        go_into_detail()
    note_start(program_version(), command=context.invoked_subcommand or "window")
    if context.invoked_subcommand is None:
        context.exit(show_window(None, None, None))


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit status. KeyboardInterrupt when a person stops it at a question."""
    try:
        with commands.make_context("main.py", list(arguments)) as context:
            commands.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        usage = StringIO()
        error.show(usage)
        for line in usage.getvalue().rstrip("\n").split("\n"):
            note(line)
        return error.exit_code
    except click.Abort as stopped:
        raise KeyboardInterrupt from stopped
    return DONE
