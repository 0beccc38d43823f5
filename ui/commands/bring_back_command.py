"""bring-back: acts that this computer knows as saved and the project lacks."""

from pathlib import Path
from typing import Any

import click

from annotation.errors import KnownError
from storage.project import Project
from ui.commands.output import PROJECT, as_json, show
from ui.look.language import tr
from ui.project.recovery_words import left_out_lines, lost_sentence


@click.command("bring-back")
@PROJECT
@click.option("--preview", is_flag=True, help="Only say what is missing.")
@click.option("--leave", is_flag=True, help="Do not offer it again.")
@as_json
def bring_back(project: Path, preview: bool, leave: bool, as_json: bool) -> None:
    """Bring back acts that this computer knows as saved and that PROJECT lacks.

    That is so when an older copy was put in its place. Also what was left before comes back.
    """
    with Project.open(project) as opened:
        if opened.safety is None:
            opened.file.refuse_if_not_writable()
            raise KnownError("Nothing is known of {file} on this computer.", file=project.name)
        safety = opened.safety
        lost = safety.lost_acts(with_left=not leave)
        data: dict[str, Any] = {"missing": lost.acts if lost else 0}
        lines = [lost_sentence(lost) if lost else tr("No act is missing.")]
        if lost and leave:
            safety.leave_lost()
            lines.append(tr("They are not offered again."))
        elif lost and not preview:
            *_, back = safety.bring_back(with_left=True)
            data |= {"came_back": back.acts, "left_out": sum(o.acts for o in back.left_out)}
            lines += [tr("Acts that came back: {count}.", count=back.acts), *left_out_lines(back)]
    show(data, lines, as_json=as_json)
