"""agreement: how alike annotators marked the same documents."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from annotation.agreement.figures import Agreement
from annotation.errors import KnownError
from annotation.values.items import Stage
from annotation.values.record import Record
from storage.project import Project
from ui.agreement.tables import agreement_rows
from ui.agreement.words import SEED, cause_words
from ui.commands.agreement_lines import agreement_data, agreement_lines
from ui.commands.output import PROJECT, as_json, force, progress, show
from ui.look.csv_file import write_csv


@click.command()
@PROJECT
@click.option("--tag-by-tag", is_flag=True, help="With the figures of each tag, and who said what.")
@click.option("--unfinished", is_flag=True, help="Sets in progress count as well.")
@click.option("--with-curated", is_flag=True, help="What came of curation is compared as well.")
@click.option("--csv", "table", type=click.Path(path_type=Path), help="All numbers as a table.")
@force
@as_json
def agreement(
    project: Path,
    tag_by_tag: bool,
    unfinished: bool,
    with_curated: bool,
    table: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Compare everybody's finished sets, pair by pair and all together."""
    if table is not None and table.exists() and not force:
        raise KnownError("{file} is there already; --force replaces it.", file=table)
    stages = {Stage.FINISHED, Stage.IN_PROGRESS} if unfinished else {Stage.FINISHED}
    with Project.open(project, read_only=True) as opened, progress() as count:
        curators = frozenset(() if with_curated else opened.curating.curators())
        found = _compare(opened, stages, curators, count)
    if table is not None:
        write_csv(table, agreement_rows(found))
    data = agreement_data(found, names_documents=tag_by_tag)
    show(data, agreement_lines(found, is_tag_by_tag=tag_by_tag), as_json=as_json)


def _compare(
    project: Project,
    stages: set[Stage],
    curators: frozenset[str],
    count: Callable[[int], bool],
) -> Agreement:
    # The products of matrices are small: on busy cores, threads would wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import numpy as np  # only now, for the line above and because it takes a tenth of a second

    from annotation.agreement.measuring import agreement_of

    documents = _counted(project.sets_side_by_side(), curators, count)
    generator = np.random.default_rng(SEED)
    return agreement_of(documents, project.tagset, generator, words=cause_words(), stages=stages)


def _counted(
    documents: Iterator[Sequence[Record]], curators: frozenset[str], count: Callable[[int], bool]
) -> Iterator[Sequence[Record]]:
    for number, records in enumerate(documents, 1):
        yield [r for r in records if r.annotator not in curators] if curators else records
        count(number)
