"""What commands print: sentences for people, JSON for programs."""

import contextlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from ui.look.language import tr

PROJECT = click.argument("project", type=click.Path(path_type=Path))
as_json = click.option("--json", "as_json", is_flag=True, help="Print machine-readable output.")
force = click.option("--force", is_flag=True, help="Replace what is there already.")
STEP = 50  # documents between two signs of progress


def show(data: Any, lines: Iterable[str], *, as_json: bool) -> None:
    """Print the data as JSON, or else the lines."""
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for line in lines:
            click.echo(line)


def note(sentence: str) -> None:
    """Say something beside the result, on standard error."""
    click.echo(sentence, err=True)


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
