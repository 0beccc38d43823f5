"""Whether memory grows with what was done or only with what is there.

Rounds of random acts, each ended by undoing everything and looking as at the beginning: whatever is
more after the last round than after an earlier one was kept by an act that is over. What an undo
needs is kept on purpose: `Transaction` and what it consists of.

Run from the project's folder: `python -m tests.benchmarks.leaks [ROUNDS [ACTS]]`; 20 of 500.
"""

import gc
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from weakref import ref

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotation.values.items import Decision, Relation, Span, StageMark, Suggestions
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.project import Project
from tests.benchmarks.acts import RandomHand, open_window
from tests.patience import PATIENCE
from tests.tools.large_article import megabytes
from ui.app import make_application
from ui.article.look import Look
from ui.article.paragraph import TextLine
from ui.article.reading_aids import ReadingAids
from ui.look.theme import Theme
from ui.window import MainWindow

KEPT_FOR_UNDO = frozenset(
    kind.__name__ for kind in (Transaction, Change, Span, Relation, Decision, StageMark)
)
KEPT_FOR_SPEED = frozenset(  # so many and no more
    kind.__name__ for kind in (TextLine, Look, ReadingAids, Theme)
)
_ROOMS = ("ui", "storage", "annotation")
_WARM = 2  # rounds after which everything that is made on first use is there


def level(window: MainWindow) -> None:
    """Bring the window back to where every round begins: no items, nothing current, usual size."""
    session, link = window.desk.session, window.desk.link
    assert session is not None
    assert link is not None
    window.relating.leave()
    while session.history.done:
        session.revert(Op.UNDO)
    session.suggest(Suggestions())
    window.desk.change_settings(
        hides_marks=False, shows_invisible=False, shows_numbers=True, focuses=False, zoom=1.0
    )
    window.desk.view.set_zoom(1.0)
    window.desk.view.clear_current()
    window.desk.view.set_caret(0)
    window.resize(1200, 800)
    window.run("document-start")
    _let_all_be_answered(window)
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def _let_all_be_answered(window: MainWindow) -> None:
    """Wait for the disk and the suggester: a question under way holds the state it was put for."""
    link, offering = window.desk.link, window.opening.offering
    assert link is not None
    answers: list[object] = []
    _wait(lambda: link.unsaved == 0)
    if offering.worker is not None:
        _wait(lambda: not window.opening.is_suggesting)
        _wait(lambda: offering.prepared() == frozenset(window.desk.documents.queue.ids()))
        offering.worker.account(answers.append)
        _wait(lambda: len(answers) == 1)
        answers.clear()
    last = _Last()
    gone = ref(last)
    link.ask(last, answers.append)
    del last
    _wait(lambda: len(answers) == 1)
    _wait(lambda: gone() is None)


class _Last:
    """A question that storage lets go of when it has answered; all before it are gone by then."""

    def __call__(self, project: Project) -> None:
        """Answer nothing."""


def _wait(until: Callable[[], bool]) -> None:
    for _ in range(PATIENCE * 1000):
        if until():
            return
        QTest.qWait(1)
    raise TimeoutError


def census(window: MainWindow) -> Counter[str]:
    """How many there are of each of our own types, and of Qt's objects under the window.

    Python's wrappers of Qt's objects are left out: looking for the objects makes more of them.
    """
    ours = (
        t for t in gc.get_objects() if str(getattr(type(t), "__module__", "")).startswith(_ROOMS)
    )
    count = Counter(type(thing).__name__ for thing in ours if not isinstance(thing, QObject))
    for thing in window.findChildren(QObject):
        count[f"Qt {thing.metaObject().className()}"] += 1
    return count


def growth(before: Counter[str], after: Counter[str]) -> dict[str, int]:
    """Which types have become more, and by how many."""
    return {name: after[name] - before[name] for name in after if after[name] > before[name]}


def main(rounds: int, acts: int) -> None:
    """Do the rounds; print memory after each, and at the end what has become more."""
    make_application()
    with tempfile.TemporaryDirectory() as folder:
        window = open_window(Path(folder))
        hand = RandomHand(window)
        first: Counter[str] = Counter()
        for number in range(1, rounds + 1):
            for _ in range(acts):
                hand.act()
            level(window)
            now = census(window)
            print(f"{number * acts:>7} acts {megabytes():>6.1f} MB {now.total():>8} objects")
            if number == _WARM:
                first = now
        print("More than after", _WARM * acts, "acts:")
        more = growth(first, census(window))
        for name, count in sorted(more.items(), key=lambda item: -item[1])[:25]:
            reason = "for undo" if name in KEPT_FOR_UNDO else ""
            print(f"{count:>8} {name} {reason or ('for speed' if name in KEPT_FOR_SPEED else '')}")
        window.close()


if __name__ == "__main__":
    main(*(int(argument) for argument in (sys.argv[1:] + ["20", "500"][len(sys.argv) - 1 :])))
