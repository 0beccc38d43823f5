"""open: the window, and the reasons for which there can be none."""

from pathlib import Path

import click

from annotation.errors import KnownError
from ui.commands.output import PROJECT
from ui.commands.screen import refuse_missing_screen


@click.command("open")
@PROJECT
@click.option("--document", help="The name of the document to show.")
@click.option("--annotator", help="Who works.")
@click.pass_context
def open_(
    context: click.Context, project: Path, document: str | None, annotator: str | None
) -> None:
    """Open the window on a project."""
    if not project.exists():
        raise KnownError("There is no project {path}.", path=project)
    context.exit(show_window(project, document, annotator))


def show_window(project: Path | None, document: str | None, annotator: str | None) -> int:
    """Open the window, where there is a screen; its exit status."""
    refuse_missing_screen()
    from ui.app import run  # Qt is not loaded before it is needed

    return run(project, document, annotator)
