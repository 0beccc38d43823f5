"""An agreement as lines between processes: short ones, so that reading them holds nobody up.

Documents are told once, by number; the cells of tables name them by these numbers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from annotation.agreement.figures import Agreement, Cause, Cell, Comparison, Confusion
from ui.engine.messages import EngineMessage, read_part

AT_ONCE = 2000  # ids in a line


def agreement_messages(found: Agreement) -> Iterator[EngineMessage]:
    """Everything there is to say, in lines."""
    whole = replace(found, overall=None, pairs=())
    yield {"is": "agreement", "agreement": whole, "has_overall": found.overall is not None}
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
    bare = replace(some, confusion=Confusion(some.confusion.tags, {}), causes={})
    yield {"is": "comparison", "comparison": bare}
    for place, cell in some.confusion.cells.items():
        yield {"is": "cell", "place": place, **_told_cell(cell, numbers)}
    for cause, cell in some.causes.items():
        yield {"is": "cause", "cause": cause, **_told_cell(cell, numbers)}


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
    whole = read_part(head["agreement"], Agreement)
    if head["has_overall"]:
        return replace(whole, overall=made[0], pairs=tuple(made[1:]))
    return replace(whole, pairs=tuple(made))


class _Reading:
    """One comparison while its lines come."""

    def __init__(self, head: EngineMessage, ids: list[str]) -> None:
        self._bare = read_part(head["comparison"], Comparison)
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
        confusion = Confusion(self._bare.confusion.tags, self._cells)
        return replace(self._bare, confusion=confusion, causes=self._causes)
