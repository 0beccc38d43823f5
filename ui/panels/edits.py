"""From one order of rows to another in few steps, so that a table keeps its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_STEPS = 64  # beyond this, one big step costs a table less than many small ones


@dataclass(frozen=True, slots=True)
class Removal:
    """Rows `begin` to `end` (half-open) go."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Insertion:
    """New rows `begin` to `end` (half-open) of the new order come, at the same place."""

    begin: int
    end: int


Edit = Removal | Insertion


def edits(old: Sequence[str], new: Sequence[str]) -> tuple[Edit, ...]:
    """Removals, from the last to the first, then insertions, that turn `old` into `new`.

    Ids that are in both keep their rows, unless their order differs or there would be too many
    steps: then everything between the first and the last difference is exchanged.
    """
    if not old:
        return (Insertion(0, len(new)),) if new else ()
    begin = _common(zip(old, new, strict=False))
    shorter = min(len(old), len(new)) - begin
    end = min(_common(zip(reversed(old), reversed(new), strict=False)), shorter)
    gone, come = old[begin : len(old) - end], new[begin : len(new) - end]
    staying = set(gone) & set(come)
    if [id for id in gone if id in staying] == [id for id in come if id in staying]:
        steps: list[Edit] = [Removal(a, b) for a, b in _runs(gone, staying, begin)]
        steps.reverse()
        steps += [Insertion(a, b) for a, b in _runs(come, staying, begin)]
        if len(steps) <= MOST_STEPS:
            return tuple(steps)
    exchange: list[Edit] = [Removal(begin, len(old) - end)] if gone else []
    exchange += [Insertion(begin, len(new) - end)] if come else []
    return tuple(exchange)


def _common(pairs: Iterator[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _runs(ids: Sequence[str], staying: set[str], offset: int) -> Iterator[tuple[int, int]]:
    """Stretches of `ids` without any that stays."""
    begin: int | None = None
    for place, id in enumerate(ids, offset):
        if id in staying:
            if begin is not None:
                yield begin, place
            begin = None
        elif begin is None:
            begin = place
    if begin is not None:
        yield begin, offset + len(ids)
