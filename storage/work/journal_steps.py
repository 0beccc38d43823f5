"""What goes into the journal and what comes out when a document is opened for work."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotation.values.history import History
from annotation.values.items import Document
from annotation.values.state import State
from annotation.values.transaction import Transaction


@dataclass(frozen=True, slots=True)
class JournalStep:
    """One step: what was done and when; `step_id` makes writing it twice harmless."""

    step_id: str
    at: str
    transaction: Transaction


@dataclass(frozen=True, slots=True)
class OpenSet:
    """One annotator's work on one document; `transactions` holds the steps on both stacks, and
    `batches` of which act over many documents a step is a part.

    `id` is 0 when the project is open for reading only and the set does not exist.
    """

    id: int
    document: Document
    annotator: str
    state: State
    history: History
    transactions: Mapping[str, Transaction]
    batches: Mapping[str, str] = field(default_factory=dict)
