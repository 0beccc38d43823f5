"""where and delete: commands about all that belongs to a project on this computer."""

from pathlib import Path
from typing import Any

import click

from annotation.errors import KnownError
from storage.safekeeping.belongings import Belongings, find_belongings, remove_belongings
from ui.commands.output import PROJECT, as_json, show
from ui.look.language import tr
from ui.look.settings import load_settings, save_settings
from ui.project.belonging_words import belonging_lines


@click.command()
@PROJECT
@as_json
def where(project: Path, as_json: bool) -> None:
    """Say where a project and all that belongs to it lie, and how much room they take."""
    found = find_belongings(project)
    show(_data(found), belonging_lines(found), as_json=as_json)


@click.command()
@PROJECT
@click.option("--yes", is_flag=True, help="Delete it; without this the command only says what.")
@as_json
def delete(project: Path, yes: bool, as_json: bool) -> None:
    """Delete a project with all that belongs to it on this computer: its backups, too."""
    found = find_belongings(project)
    if not yes:
        show(_data(found), belonging_lines(found), as_json=as_json)
        raise KnownError("Nothing was deleted: say --yes to delete all of this.")
    remove_belongings(found)
    save_settings(load_settings().without_project(project.absolute(), found.uid))
    lines = [tr("All of this is deleted:"), *belonging_lines(found)]
    show(_data(found), lines, as_json=as_json)


def _data(belongings: Belongings) -> dict[str, Any]:
    return {
        "project": str(belongings.path),
        "found": [
            {
                "what": one.kind.value,
                "path": str(one.path),
                "files": [str(file) for file in one.files],
                "bytes": one.size,
            }
            for one in belongings.found
        ],
        "elsewhere": [str(folder) for folder in belongings.elsewhere],
    }
