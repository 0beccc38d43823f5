"""Controllers whose code is read on first use, so that the window opens sooner."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol

from ui.desk.desk import Desk
from ui.project.opening import DocumentOpening
from ui.review.remark_book import RemarkBook


class Controller(Protocol):
    """What carries out some of the actions."""

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What it does, by action id."""
        ...


class LazyController:
    """Stands for a controller until one of its actions is called."""

    def __init__(self, ids: Sequence[str], make: Callable[[], Controller]) -> None:
        self._ids = ids
        self._make = make
        self._made: Controller | None = None

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What the controller will do, by action id."""
        return {id: partial(self._run, id) for id in self._ids}

    def controller(self) -> Controller:
        """The controller itself, made when it is not there yet."""
        if self._made is None:
            self._made = self._make()
        return self._made

    def _run(self, id: str) -> None:
        self.controller().actions()[id]()


def late_controllers(
    desk: Desk, opening: DocumentOpening, book: RemarkBook, close_project: Callable[[], None]
) -> dict[str, LazyController]:
    """Everything that is seldom needed, by name."""

    def transfer() -> Controller:
        from ui.project.transfer import Transfer

        return Transfer(desk, opening)

    def deleting() -> Controller:
        from ui.project.deleting import Deleting

        return Deleting(desk, close_project)

    def everywhere() -> Controller:
        from ui.annotating.everywhere import Everywhere

        return Everywhere(desk)

    def teaming() -> Controller:
        from ui.project.teaming import Teaming

        return Teaming(desk, opening)

    def picturing() -> Controller:
        from ui.project.picturing import Picturing

        return Picturing(desk)

    def agreeing() -> Controller:
        from ui.agreement.agreeing import Agreeing

        return Agreeing(desk, opening.open)

    def efforts() -> Controller:
        from ui.effort.efforts import Efforts

        return Efforts(desk)

    def sampling() -> Controller:
        from ui.sampling.sampling import Sampling

        return Sampling(desk, opening.open)

    def explaining() -> Controller:
        from ui.suggesting.explaining import Explaining

        return Explaining(desk, opening.offering)

    def learnt() -> Controller:
        from ui.suggesting.learnt import ShowingLearnt

        return ShowingLearnt(desk, opening.offering)

    def reviewing() -> Controller:
        from ui.review.reviewing import Reviewing

        return Reviewing(desk, book, opening.open)

    def commenting() -> Controller:
        from ui.review.commenting import Commenting

        return Commenting(desk, book, opening.open)

    def fault_reporting() -> Controller:
        from ui.frame.fault_reporting import FaultReporting

        return FaultReporting(desk)

    return {
        "fault-reporting": LazyController(("copy-fault-report",), fault_reporting),
        "transfer": LazyController(("import", "export", "suggest-all"), transfer),
        "deleting": LazyController(("delete-project",), deleting),
        "everywhere": LazyController(
            ("same-everywhere", "same-in-project", "delete-everywhere", "reject-everywhere"),
            everywhere,
        ),
        "teaming": LazyController(("team", "assign", "split", "merge"), teaming),
        "explaining": LazyController(("why",), explaining),
        "learnt": LazyController(("learnt",), learnt),
        "picturing": LazyController(("picture",), picturing),
        "reviewing": LazyController(("review-queue",), reviewing),
        "commenting": LazyController(("comments", "comment-here", "next-comment"), commenting),
        "agreeing": LazyController(("agreement",), agreeing),
        "efforts": LazyController(("effort",), efforts),
        "sampling": LazyController(("sampling",), sampling),
    }
