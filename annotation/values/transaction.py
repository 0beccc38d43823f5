"""One act: the changes it makes together, and its name in the journal and the undo menu."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from annotation.values.state import Change, State


class Op(StrEnum):
    """What was done."""

    CREATE_SPAN = "create-span"
    RELABEL_SPAN = "relabel-span"
    RESIZE_SPAN = "resize-span"
    DELETE_SPAN = "delete-span"
    CREATE_RELATION = "create-relation"
    REVERSE_RELATION = "reverse-relation"
    RELABEL_RELATION = "relabel-relation"
    DELETE_RELATION = "delete-relation"
    SET_ATTRIBUTE = "set-attribute"
    LABEL_DOCUMENT = "label-document"
    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    SKIP = "skip"
    RECONSIDER = "reconsider"
    ACCEPT_MANY = "accept-many"
    PROPAGATE = "propagate"
    SET_STAGE = "set-stage"
    CURATE = "curate"
    REVIEW = "review"
    REMARK = "remark"
    IMPORT = "import"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Transaction:
    """Changes that happen together or not at all.

    `reverts` is the id of the step that an undo or a redo takes back; `batch` joins the steps of
    one act over many documents.
    """

    op: Op
    changes: tuple[Change, ...]
    reverts: str | None = None
    batch: str | None = None

    def inverse(self, op: Op, step_id: str) -> "Transaction":
        """The transaction that takes this one, journalled as `step_id`, back."""
        changes = tuple(change.inverse() for change in reversed(self.changes))
        return Transaction(op, changes, step_id, self.batch)


Command = Callable[[State], Transaction | None]
