"""What several commands are asked for on the command line, and how it is read."""

import click

from annotation.errors import AnnotationError
from annotation.formats.splitting import Split, read_split
from ui.look.language import say, tr


def as_split(context: click.Context, option: click.Parameter, value: str | None) -> Split | None:
    """The value of --split; wrong usage when it cannot be read."""
    try:
        return read_split(value) if value else None
    except AnnotationError as error:
        raise click.BadParameter(say(error), context, option) from error


def as_options(
    context: click.Context, option: click.Parameter, values: tuple[str, ...]
) -> dict[str, str]:
    """The values of --option; wrong usage when one has no equals sign."""
    pairs = [value.partition("=") for value in values]
    for (name, equals, _), value in zip(pairs, values, strict=True):
        if not (name and equals):
            message = tr("“{value}” is not written as name=value.", value=value)
            raise click.BadParameter(message, context, option)
    return {name: value for name, _, value in pairs}


OPTION = click.option(
    "--option",
    "options",
    multiple=True,
    callback=as_options,
    help="name=value; see the command formats for what there is.",
)
