"""In which order the documents of the list are offered."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from storage.corpus.documents import DocumentSummary
from ui.look.language import tr


class Order(StrEnum):
    """The orders; the value is what settings keep."""

    GIVEN = ""
    PENDING = "pending"
    GAIN = "gain"
    ERRORS = "errors"


def order_word(order: Order) -> str:
    """What an order is called."""
    match order:
        case Order.GIVEN:
            return tr("In their own order")
        case Order.PENDING:
            return tr("Most suggestions first")
        case Order.GAIN:
            return tr("Least certain first")
        case Order.ERRORS:
            return tr("Most expected errors first")


def ordered(
    documents: Iterable[DocumentSummary], order: Order, ranks: Mapping[str, float]
) -> list[DocumentSummary]:
    """The documents, the highest rank first; those of equal rank in their own order."""
    found = list(documents)
    if order is Order.PENDING:
        found.sort(key=lambda document: -document.pending)
    elif order is not Order.GIVEN:
        found.sort(key=lambda document: -ranks.get(document.id, 0.0))
    return found
