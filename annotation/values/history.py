"""The undo and redo stacks: a fold over the journal, not something kept beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotation.values.transaction import Op


@dataclass(frozen=True, slots=True)
class Step:
    """A journal line as far as undo needs it."""

    id: str
    op: Op


@dataclass(frozen=True, slots=True)
class History:
    """Steps that can be undone and redone, latest last."""

    done: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()

    def after(self, step: Step) -> "History":
        """The stacks after one more line; anything but undo and redo clears what was undone."""
        match step.op:
            case Op.UNDO:
                return History(self.done[:-1], (*self.undone, step.id))
            case Op.REDO:
                return History((*self.done, step.id), self.undone[:-1])
            case _:
                return History((*self.done, step.id), ())


def history_of(steps: Iterable[Step]) -> History:
    """Fold the journal's lines, oldest first: `after` for each, without the copies."""
    done: list[str] = []
    undone: list[str] = []
    for step in steps:
        match step.op:
            case Op.UNDO:
                done.pop()
                undone.append(step.id)
            case Op.REDO:
                undone.pop()
                done.append(step.id)
            case _:
                done.append(step.id)
                undone.clear()
    return History(tuple(done), tuple(undone))
