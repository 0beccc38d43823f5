"""What commands print: sentences for people, JSON for programs."""

import contextlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from storage.project import Project
from ui.look.language import say, tr
from ui.look.visible import visible

PROJECT = click.argument("project", type=click.Path(path_type=Path))
as_json = click.option("--json", "as_json", is_flag=True, help="Print machine-readable output.")
force = click.option("--force", is_flag=True, help="Replace what is there already.")
# What JSON lets stand as it is, though a terminal or the letters beside it would obey.
_BARE_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
LineCells = tuple[str, ...]
STEP = 50  # documents between two signs of progress


def show(data: Any, lines: Iterable[str | LineCells], *, as_json: bool) -> None:
    """Print the data as JSON, or else the lines; the cells of one stand apart by tabs."""
    if as_json:
        text = json.dumps(data, ensure_ascii=False, indent=2)
        click.echo(_BARE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text))
    else:
        for line in lines:
            click.echo("\t".join(map(visible, (line,) if isinstance(line, str) else line)))


def note(sentence: str) -> None:
    """Say something beside the result, on standard error."""
    click.echo(visible(sentence), err=True)


def tell_notices(project: Project) -> None:
    """Say what is the matter with a project that does not keep it from being read."""
    for notice in project.notices:
        note(say(notice))


@contextlib.contextmanager
def progress() -> Iterator[Callable[[int], bool]]:
    """A counter on the terminal, nothing where there is none; it never asks to stop."""
    is_terminal = sys.stderr.isatty()

    def count(done: int) -> bool:
        if is_terminal and done % STEP == 0:
            click.echo(f"\r\x1b[K{tr('{count} documents', count=done)}", err=True, nl=False)
        return True

    try:
        yield count
    finally:
        if is_terminal:
            click.echo("\r\x1b[K", err=True, nl=False)
