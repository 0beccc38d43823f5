"""curate: open positions settled by a rule, in every document that several people have finished."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from annotation.curation.alignment import align
from annotation.curation.effect import Effects
from annotation.curation.settling import finish_curation
from annotation.curation.strategies import Strategy, StrategyOutcome, StrategyRule, apply_strategy
from annotation.errors import AnnotationError
from annotation.values.record import Record
from annotation.values.state import State
from annotation.values.transaction import Command, Op, Transaction
from storage.exchange.staged import end_of
from storage.project import Project
from storage.system.ids import new_id
from ui.commands.output import PROJECT, as_json, progress, show
from ui.look.language import isolated, tr
from ui.look.settings import annotator_name, load_settings

TellProgress = Callable[[int], bool]


def as_strategy(context: click.Context, option: click.Parameter, value: str) -> Strategy:
    """The value of --strategy; wrong usage when there is no such rule."""
    rule, equals, trusted = value.partition("=")
    if rule not in set(StrategyRule) or bool(equals and trusted) is not (
        rule == StrategyRule.TRUST
    ):
        message = tr(
            "“{value}” is not one of {rules}.",
            value=value,
            rules="unanimous, uncontested, majority, trust=NAME",
        )
        raise click.BadParameter(message, context, option)
    return Strategy(StrategyRule(rule), trusted)


@click.command()
@PROJECT
@click.option(
    "--strategy",
    required=True,
    callback=as_strategy,
    help="unanimous, uncontested, majority or trust=NAME.",
)
@click.option("--curator", help="In whose set the result lies; by default yours.")
@click.option("--document", "documents", multiple=True, help="Only this document, by its name.")
@click.option("--finish", is_flag=True, help="Finish the sets in which nothing is left open.")
@click.option("--preview", is_flag=True, help="Only say what would be settled.")
@as_json
def curate(
    project: Path,
    strategy: Strategy,
    curator: str | None,
    documents: tuple[str, ...],
    finish: bool,
    preview: bool,
    as_json: bool,
) -> None:
    """Settle where annotators agree or a rule decides; the rest stays open for the window."""
    with Project.open(project, read_only=preview) as opened, progress() as count:
        wish = curator or annotator_name(load_settings())
        name = opened.curating.name_for(wish, tr("curator"))
        wanted = {opened.document_named(document).id for document in documents}
        refuse_stranger(opened, strategy)
        job = _Job(opened, strategy, name, finishes=finish)
        chosen = [
            summary.id
            for summary in opened.curating.documents(name)
            if not wanted or summary.id in wanted
        ]
        if preview:
            job.preview(chosen, count)
        else:
            end_of(opened.batches.writing(name, new_id(), job.commands(chosen), count))
    show(job.data(is_preview=preview), job.lines(), as_json=as_json)


def refuse_stranger(project: Project, strategy: Strategy) -> None:
    """AnnotationError when somebody is to be trusted who does not work here."""
    people = project.annotators()
    if strategy.rule is StrategyRule.TRUST and strategy.trusted not in people:
        raise AnnotationError(
            "Nobody called “{annotator}” works in this project; there are: {names}.",
            annotator=strategy.trusted,
            names=", ".join(people) or "–",
        )


@dataclass(slots=True)
class _Job:
    """A strategy applied to documents one after the other, and what came of it."""

    project: Project
    strategy: Strategy
    curator: str
    finishes: bool = field(kw_only=True)
    documents: int = 0
    finished: int = 0
    positions: Counter[str] = field(default_factory=Counter)
    effects: Effects = field(init=False)

    def __post_init__(self) -> None:
        self.effects = Effects(self.project.tagset)

    def commands(self, document_ids: list[str]) -> Iterator[tuple[str, Command]]:
        """For each document the command that curates it; its sets are read when it is due."""
        for id in document_ids:
            yield id, partial(self._curate, self.project.curating.sources(id, self.curator))

    def preview(self, document_ids: list[str], count: TellProgress) -> None:
        """Go through everything without writing anything."""
        for number, (id, command) in enumerate(self.commands(document_ids)):
            count(number)
            command(self.project.state(id, self.curator))

    def _curate(self, records: tuple[Record, ...], state: State) -> Transaction | None:
        tagset = self.project.tagset
        alignment = align(records, tagset)
        outcome = apply_strategy(state, tagset, alignment, self.strategy, new_id=new_id)
        made = outcome.transaction
        result = state.apply(made.changes) if made else state
        self._note(outcome, len(alignment.positions))
        self.effects.add(records, result)
        is_whole = not outcome.left_open and not outcome.refused
        finish = finish_curation(result) if self.finishes and is_whole else None
        if finish is None:
            return made
        self.finished += 1
        return replace(
            finish, op=Op.CURATE, changes=(*(made.changes if made else ()), *finish.changes)
        )

    def _note(self, outcome: StrategyOutcome, positions: int) -> None:
        self.documents += 1
        self.positions["positions"] += positions
        for name in ("taken", "left_out", "left_open", "refused"):
            self.positions[name] += len(getattr(outcome, name))

    # -- telling -----------------------------------------------------------------------------------

    def data(self, *, is_preview: bool) -> dict[str, Any]:
        """Everything, ready for JSON."""
        effect = self.effects.told()
        return {
            "curator": self.curator,
            "strategy": self.strategy.rule.value,
            "trusted": self.strategy.trusted or None,
            "preview": is_preview,
            "documents": self.documents,
            "finished": self.finished,
            **{name: self.positions[name] for name in _COUNTED},
            "settled": self.positions["taken"] + self.positions["left_out"],
            "open": self.positions["left_open"] + self.positions["refused"],
            "agreement": {
                "before": asdict(effect.before),
                "after": {who: asdict(found) for who, found in effect.after.items()},
            },
        }

    def lines(self) -> Iterator[str]:
        """Everything, in sentences."""
        count = self.positions
        yield tr(
            "Documents that several people have finished: {count}. Curator: {name}.",
            count=self.documents,
            name=isolated(self.curator),
        )
        yield tr(
            "Positions: {all}. Taken: {taken}, left out: {out}, still open: {open}.",
            all=count["positions"],
            taken=count["taken"],
            out=count["left_out"],
            open=count["left_open"] + count["refused"],
        )
        if self.finishes:
            yield tr("Sets finished: {count}.", count=self.finished)
        effect = self.effects.told()
        yield tr(
            "Agreement of spans between the sets: {figure}", figure=_figure(effect.before.spans)
        )
        for who, found in effect.after.items():
            yield "  " + tr(
                "{name} with the result: {figure}",
                name=isolated(who),
                figure=_figure(found.spans),
            )


_COUNTED = ("positions", "taken", "left_out", "left_open", "refused")


def _figure(value: float | None) -> str:
    return tr("not enough data") if value is None else f"{value:.3f}"
