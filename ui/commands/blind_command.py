"""blind: which share of the documents is shown without suggestions."""

from pathlib import Path

import click

from storage.project import Project
from ui.commands.output import PROJECT, as_json, show
from ui.effort.words import share_word
from ui.look.language import tr


@click.command()
@PROJECT
@click.option("--share", type=click.FloatRange(0, 100), help="In percent; from now on.")
@as_json
def blind(project: Path, share: float | None, as_json: bool) -> None:
    """Show or set which share of each annotator's documents goes without suggestions."""
    with Project.open(project, read_only=share is None) as opened:
        rule = (
            opened.quality.blindness()
            if share is None
            else opened.quality.set_blind_share(share / 100)
        )
    line = tr("Documents without suggestions: {share}", share=share_word(rule.share))
    changes = [{"at": at, "share": value} for at, value in rule.shares]
    show({"share": rule.share, "changes": changes}, [line], as_json=as_json)
