"""Strategies: many open positions settled in one step, by a rule that looks at the versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotation.commands.suggestion_commands import NewId
from annotation.curation.alignment import Alignment, settlement_in
from annotation.curation.curation_act import CurationAct
from annotation.curation.position import Position, PositionKind, Version
from annotation.curation.settling import settle
from annotation.errors import AnnotationError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import SettlementChoice
from annotation.values.state import State
from annotation.values.transaction import Transaction


class StrategyRule(StrEnum):
    """What decides.

    UNANIMOUS takes what everybody has and says alike; UNCONTESTED also what somebody has nothing
    against but nothing of; MAJORITY what more than half say, and leaves out what more than half
    do not have; TRUST what one annotator has, and leaves out the rest.
    """

    UNANIMOUS = "unanimous"
    UNCONTESTED = "uncontested"
    MAJORITY = "majority"
    TRUST = "trust"


@dataclass(frozen=True, slots=True)
class Strategy:
    """A rule; `trusted` is the annotator of TRUST."""

    rule: StrategyRule
    trusted: str = ""


@dataclass(frozen=True, slots=True)
class StrategyOutcome:
    """What a strategy would do: the step, and the positions by what becomes of them.

    `refused` positions are decided by the rule, but the tagset or what is settled forbids it.
    """

    transaction: Transaction | None
    taken: tuple[Position, ...] = ()
    left_out: tuple[Position, ...] = ()
    left_open: tuple[Position, ...] = ()
    refused: tuple[Position, ...] = ()


def apply_strategy(
    state: State, tagset: Tagset, alignment: Alignment, strategy: Strategy, *, new_id: NewId
) -> StrategyOutcome:
    """Settle the open positions that the strategy decides; spans before what hangs on them.

    A relation never decides on its ends: it stays open when one of them does.
    """
    act = CurationAct(state, tagset, alignment, new_id)
    found: dict[str, list[Position]] = {"taken": [], "left_out": [], "left_open": [], "refused": []}
    for position in _spans_first(alignment.positions):
        if settlement_in(act.now, position) is None:
            found[_try(act, position, strategy)].append(position)
    ordered = {name: tuple(positions) for name, positions in found.items()}
    return StrategyOutcome(act.transaction(), **ordered)


def _spans_first(positions: Sequence[Position]) -> list[Position]:
    return sorted(positions, key=lambda p: p.kind is not PositionKind.SPAN)


def _try(act: CurationAct, position: Position, strategy: Strategy) -> str:
    """Settle one position if the strategy decides it; what became of it."""
    verdict = _verdict(position, strategy)
    if verdict is None:
        return "left_open"
    mark = act.mark()
    try:
        settle(
            act,
            position,
            SettlementChoice.TAKEN if verdict else SettlementChoice.NEITHER,
            verdict,
            brings_ends=False,
        )
    except AnnotationError:
        act.return_to(mark)
        return "refused"
    return "taken" if verdict else "left_out"


def _verdict(position: Position, strategy: Strategy) -> tuple[Version, ...] | None:
    """The version to take, none to take (empty), or None where the rule does not decide."""
    distinct = position.distinct()
    match strategy.rule:
        case StrategyRule.UNANIMOUS:
            return distinct if len(distinct) == 1 and not position.missing else None
        case StrategyRule.UNCONTESTED:
            return distinct if len(distinct) == 1 else None
        case StrategyRule.TRUST:
            if strategy.trusted not in position.annotators:
                return None  # who has not finished the document has not left anything out
            version = position.version_of(strategy.trusted)
            return () if version is None else (version,)
        case StrategyRule.MAJORITY:
            return _majority(position, distinct)


def _majority(position: Position, distinct: Sequence[Version]) -> tuple[Version, ...] | None:
    half = len(position.annotators) / 2
    if len(position.missing) > half:
        return ()
    return next(((v,) for v in distinct if len(position.alike(v)) > half), None)
