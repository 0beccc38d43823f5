"""An agreement as lines between processes: short ones, so that reading them holds nobody up.

Documents are told once, by number; the cells of tables name them by these numbers.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotation.agreement.figures import (
    Agreement,
    Cause,
    Cell,
    Comparison,
    Confusion,
    Figure,
    Measure,
)
from ui.engine.messages import EngineMessage

AT_ONCE = 2000  # ids in a line

Figures = Mapping[Measure, Figure]


def agreement_messages(found: Agreement) -> Iterator[EngineMessage]:
    """Everything there is to say, in lines."""
    yield {
        "is": "agreement",
        "annotators": found.annotators,
        "documents": found.documents,
        "alone": found.alone,
        "left_out": found.left_out,
        "has_overall": found.overall is not None,
    }
    comparisons = ([found.overall] if found.overall else []) + list(found.pairs)
    numbers: dict[str, int] = {}
    for some in comparisons:
        for cell in (*some.confusion.cells.values(), *some.causes.values()):
            for id in cell.documents:
                numbers.setdefault(id, len(numbers))
    ids = list(numbers)
    for start in range(0, len(ids), AT_ONCE):
        yield {"is": "documents", "ids": ids[start : start + AT_ONCE]}
    for some in comparisons:
        yield from _comparison_messages(some, numbers)


def _comparison_messages(some: Comparison, numbers: Mapping[str, int]) -> Iterator[EngineMessage]:
    yield {
        "is": "comparison",
        "annotators": some.annotators,
        "documents": some.documents,
        "figures": _told(some.figures),
        "span_tags": {tag: _told(figures) for tag, figures in some.span_tags.items()},
        "relation_tags": {tag: _told(figures) for tag, figures in some.relation_tags.items()},
        "tags": some.confusion.tags,
    }
    for place, cell in some.confusion.cells.items():
        yield {"is": "cell", "place": place, **_told_cell(cell, numbers)}
    for cause, cell in some.causes.items():
        yield {"is": "cause", "cause": cause, **_told_cell(cell, numbers)}


def _told(figures: Figures) -> Mapping[str, tuple[float | None, float | None, float | None, int]]:
    return {m.value: (f.value, f.low, f.high, f.count) for m, f in figures.items()}


def _told_cell(cell: Cell, numbers: Mapping[str, int]) -> EngineMessage:
    return {"count": cell.count, "documents": [numbers[id] for id in cell.documents]}


def read_agreement(messages: Iterable[EngineMessage]) -> Agreement:
    """The agreement that was told."""
    head: EngineMessage = {}
    ids: list[str] = []
    comparisons: list[_Reading] = []
    for message in messages:
        match message["is"]:
            case "agreement":
                head = message
            case "documents":
                ids += message["ids"]
            case "comparison":
                comparisons.append(_Reading(message, ids))
            case _:
                comparisons[-1].add(message)
    made = [reading.made() for reading in comparisons]
    has_overall = head["has_overall"]
    return Agreement(
        tuple(head["annotators"]),
        head["documents"],
        head["alone"],
        head["left_out"],
        made[0] if has_overall else None,
        tuple(made[1:] if has_overall else made),
    )


class _Reading:
    """One comparison while its lines come."""

    def __init__(self, head: EngineMessage, ids: list[str]) -> None:
        self._head = head
        self._ids = ids
        self._cells: dict[tuple[str, str], Cell] = {}
        self._causes: dict[Cause, Cell] = {}

    def add(self, message: EngineMessage) -> None:
        """One more cell."""
        cell = Cell(message["count"], tuple(self._ids[number] for number in message["documents"]))
        if message["is"] == "cause":
            self._causes[Cause(message["cause"])] = cell
        else:
            row, column = message["place"]
            self._cells[row, column] = cell

    def made(self) -> Comparison:
        """The whole comparison."""
        head = self._head
        return Comparison(
            tuple(head["annotators"]),
            head["documents"],
            _figures(head["figures"]),
            {tag: _figures(figures) for tag, figures in head["span_tags"].items()},
            {tag: _figures(figures) for tag, figures in head["relation_tags"].items()},
            Confusion(tuple(head["tags"]), self._cells),
            self._causes,
        )


def _figures(told: Mapping[str, Any]) -> dict[Measure, Figure]:
    return {Measure(name): Figure(*values) for name, values in told.items()}
