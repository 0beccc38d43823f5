"""The order of the queue: as given, or what there is most to gain from first."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from ui.desk.desk import Desk
from ui.look.language import tr
from ui.look.settings import OwnSetting
from ui.panels.document_order import Order

if TYPE_CHECKING:
    from storage.work.queue_order import Outlook

FOLLOWED = 5000  # documents up to which the order follows each step from one to the next


class Queueing:
    """Ranks the documents by their stored suggestions; each project keeps its order."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._round = 0
        desk.documents.order_chosen.connect(lambda order: self.choose(order))
        desk.project_changed.connect(self._rank)
        desk.documents.listed.connect(self._rank)
        desk.session_changed.connect(self._follow)

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {
            "order-by-pending": lambda: self._toggle(Order.PENDING),
            "order-by-gain": lambda: self._toggle(Order.GAIN),
            "order-by-errors": lambda: self._toggle(Order.ERRORS),
        }

    def choose(self, order: Order) -> None:
        """Offer the documents in this order from now on."""
        self.desk.set_own(OwnSetting.ORDER, order.value)
        self._rank()

    def _toggle(self, order: Order) -> None:
        self.choose(Order.GIVEN if self._order() is order else order)

    def _order(self) -> Order:
        """What is set for the open project; what an older program set may mean nothing here."""
        with suppress(ValueError):
            return Order(self.desk.own(OwnSetting.ORDER))
        return Order.GIVEN

    def _follow(self) -> None:
        ids = self.desk.documents.queue.ids()
        if self.desk.session is not None and self._order().value and len(ids) <= FOLLOWED:
            self._rank()

    # -- ranks -------------------------------------------------------------------------------------

    def _rank(self) -> None:
        """Work out the ranks, a portion at a time, and order the list by them."""
        self._round += 1
        order = self._order()
        if self.desk.link is None or order in (Order.GIVEN, Order.PENDING):
            self.desk.documents.set_order(order, {})
        else:
            self._ask(order, 0, {}, self._round)

    def _ask(self, order: Order, after: int, ranks: dict[str, float], now: int) -> None:
        link = self.desk.link
        if link is None or now != self._round:
            return
        annotator = self.desk.annotator

        def take(found: "tuple[dict[str, Outlook], int | None]") -> None:
            outlooks, last = found
            ranks.update((id, _rank_of(order, outlook)) for id, outlook in outlooks.items())
            if last is not None:
                self._ask(order, last, ranks, now)
            elif now == self._round:
                self._take(order, ranks)

        link.read(lambda project: project.outlooks(annotator, after), take)

    def _take(self, order: Order, ranks: dict[str, float]) -> None:
        self.desk.documents.set_order(order, ranks)
        if not ranks and self.desk.documents.queue.ids():
            self.desk.say(
                tr(
                    "No document has suggestions that wait, so the order is their own. “Suggest "
                    "for all documents” makes some."
                )
            )


def _rank_of(order: Order, outlook: "Outlook") -> float:
    return outlook.gain if order is Order.GAIN else outlook.expected_error
