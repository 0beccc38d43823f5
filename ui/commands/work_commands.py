"""suggest and search: commands about the articles themselves."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from annotation.items import Stage, Suggestions
from annotation.state import State
from annotation.suggesting.suggester import NAME, VERSION, Suggester
from storage.clock import now
from storage.ids import new_id
from storage.project import Hit, Project, Run
from ui.commands.output import PROJECT, as_json, progress, show
from ui.language import tr
from ui.resources import resource


@click.command()
@PROJECT
@click.option("--document", help="Only the document of this name.")
@click.option("--train", is_flag=True, help="Learn from the finished annotation sets first.")
@click.option("--annotator", help="Learn from this annotator's work only.")
@as_json
def suggest(
    project: Path, document: str | None, train: bool, annotator: str | None, as_json: bool
) -> None:
    """Make suggestions for every document, or for one, and store them."""
    with Project.open(project) as opened:
        suggester = Suggester(resource("gazetteers"), opened.tagset)
        suggester.count_words(opened.texts())
        learnt = 0
        if train:
            finished = [r for r in opened.records(annotator) if r.stage is Stage.FINISHED]
            suggester.learn(finished)
            learnt = len(finished)
        ids = [opened.document_named(document).id] if document else _all_ids(opened)
        made = _Made(opened, suggester)
        run = Run(new_id(), NAME, VERSION, {"learnt": learnt}, now())
        opened.store_suggestions(run, made.each(ids))
    show(made.numbers | {"learnt": learnt}, [made.sentence()], as_json=as_json)


def _all_ids(project: Project) -> list[str]:
    return [summary.id for summary in project.documents("")]


class _Made:
    """Suggestions as they are made, counted."""

    def __init__(self, project: Project, suggester: Suggester) -> None:
        self._project = project
        self._suggester = suggester
        self.numbers = {"documents": 0, "spans": 0, "relations": 0}

    def each(self, ids: list[str]) -> Iterator[tuple[str, Suggestions]]:
        """The suggestions of each document."""
        with progress() as count:
            for id in ids:
                document = self._project.document(id)
                suggestions = self._suggester.suggest(document, State(document))
                self.numbers["documents"] += 1
                self.numbers["spans"] += len(suggestions.spans)
                self.numbers["relations"] += len(suggestions.relations)
                yield id, suggestions
                count(self.numbers["documents"])

    def sentence(self) -> str:
        """What was made, for people."""
        return tr(
            "{spans} spans and {relations} relations suggested in {documents} documents.",
            **self.numbers,
        )


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
    lines = [_line(hit) for hit in hits] or [tr("Nothing was found.")]
    show([asdict(hit) for hit in hits], lines, as_json=as_json)


def _line(hit: Hit) -> str:
    words = f"{hit.before}[{hit.match}]{hit.after}"
    return f"{hit.document_name}:{hit.begin}-{hit.end}\t{' '.join(words.split())}"
