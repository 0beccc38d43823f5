"""search: a command about the articles themselves."""

from dataclasses import asdict
from pathlib import Path

import click

from storage.project import Hit, Project
from ui.commands.output import PROJECT, LineCells, as_json, show
from ui.look.language import tr


@click.command()
@PROJECT
@click.argument("query")
@click.option("--tag", help="Only inside spans of this tag.")
@click.option("--limit", type=click.IntRange(min=1), default=1000, show_default=True)
@as_json
def search(project: Path, query: str, tag: str | None, limit: int, as_json: bool) -> None:
    """Find words in whatever spelling, and print them with what stands around them."""
    with Project.open(project, read_only=True) as opened:
        if tag is not None:
            opened.tagset.span_tag(tag)
        hits = opened.search(query, tag=tag, limit=limit)
    lines: list[str | LineCells] = [_line(hit) for hit in hits]
    show([asdict(hit) for hit in hits], lines or [tr("Nothing was found.")], as_json=as_json)


def _line(hit: Hit) -> LineCells:
    words = " ".join(f"{hit.before}[{hit.match}]{hit.after}".split())
    return f"{hit.document_name}:{hit.begin}-{hit.end}", words
