"""open: the window on a project."""

from pathlib import Path

import click

from annotation.errors import KnownError
from ui.commands.output import PROJECT
from ui.show_window import show_window


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
