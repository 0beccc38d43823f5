"""Tables that name the documents behind each of their cells."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from annotation.agreement.figures import NOTHING, Cause, Cell, Confusion
from annotation.agreement.tally import Tally

Value = TypeVar("Value")


def confusion(tally: Tally, tags: Iterable[str], name_of: Callable[[int], str]) -> Confusion:
    """The table of tags, and in which documents each cell was found."""
    cells: dict[tuple[str, str], Cell] = {}
    for (_, *place), (count, rows) in (tally.found("exact") | tally.found("cell")).items():
        row, column = str(place[0]), str(place[-1])
        before = cells.get((row, column), Cell(0, ()))
        names = dict.fromkeys((*before.documents, *map(name_of, rows)))
        cells[row, column] = Cell(before.count + count, tuple(names))
    seen = {tag: tag for place in cells for tag in place if tag != NOTHING}
    return Confusion((*in_order(seen, tags), NOTHING), cells)


def in_order(found: Mapping[str, Value], tags: Iterable[str]) -> dict[str, Value]:
    """What was found by tag, in the tagset's order; tags that it does not know come last."""
    known = [tag for tag in tags if tag in found]
    return {tag: found[tag] for tag in (*known, *sorted(found.keys() - set(known)))}


def causes(tally: Tally, name_of: Callable[[int], str]) -> dict[Cause, Cell]:
    """How often each cause was found, in the causes' order."""
    found = tally.found("cause")
    cells = {}
    for cause in Cause:
        count, rows = found.get(("cause", cause), (0, []))
        if count:
            cells[cause] = Cell(count, tuple(dict.fromkeys(map(name_of, rows))))
    return cells
