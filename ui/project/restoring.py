"""Restoring a project from one of its backups: the person chooses, and is told what came of it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from annotation.errors import AnnotationError, Refusal
from storage.safekeeping.recovery import (
    Recovery,
    Restorable,
    list_restorable,
    problem_of,
    recover,
)
from ui.desk.acting import GoOn
from ui.desk.desk import Desk
from ui.desk.long_work import LongWork, on_a_thread
from ui.dialogs.message import ask, show_message
from ui.look.dressing import theme_for
from ui.look.language import say, tr
from ui.project.backups_dialog import BackupsDialog
from ui.project.recovery_words import lacking_lines, restored_lines


class OpenProject(Protocol):
    """Opens a project in the window, and calls `then` when it is there."""

    def __call__(self, path: Path, *, then: Callable[[], None] = ...) -> None: ...


class Restoring(QObject):
    """One project whose backups are looked at; nothing of it is done on the thread that paints.

    Signals:
        looked_through: A backup was looked through, with what is wrong with it, or None.
        cancelled: The list is closed: nobody needs to look through the others any more.
    """

    looked_through = Signal(Path, object)
    cancelled = Signal()

    def __init__(self, desk: Desk, path: Path, open_project: OpenProject) -> None:
        super().__init__(desk)
        self.desk = desk
        self.path = path
        self._open_project = open_project
        self._documents: dict[Path, int] = {}

    def begin(self) -> None:
        """Look which backups there are, and show them."""
        self._look(self._show)

    def offer(self, title: str, refusal: Refusal) -> None:
        """Say why the project cannot be opened and offer its backups."""

        def ask_for(found: Sequence[Restorable]) -> None:
            if not found:
                show_message(self.desk.window, title, say(refusal))
                return
            question = tr(
                "{reason} There are backups of it on this computer: restore it as a new project?"
                " What lies there is left as it is.",
                reason=say(refusal),
            )
            answers = (tr("Restore from a backup…"), tr("Leave it"))
            asked = ask(self.desk.window, title, question, *answers)
            asked.answered.connect(lambda is_wanted: self._show(found) if is_wanted else None)

        self._look(ask_for)

    def _look(self, then: Callable[[Sequence[Restorable]], None]) -> None:
        LongWork(self.desk, tr("Looking for backups…"), then, self._refuse).begin(
            on_a_thread(lambda go_on: list_restorable(self.path))
        )

    def _show(self, found: Sequence[Restorable]) -> None:
        if not found:
            self._tell(tr("There are no backups of it on this computer."))
            return
        self._documents = {one.backup.path: one.backup.documents for one in found}
        theme = theme_for(self.desk.settings)
        dialog = BackupsDialog(self.path, found, theme, self.desk.window)
        dialog.chosen.connect(self._restore)
        self.looked_through.connect(dialog.show_problem)
        dialog.finished.connect(lambda _: self.cancelled.emit())
        LongWork(self.desk, self, lambda _: None, lambda _: None).begin(
            on_a_thread(lambda go_on: self._look_through(found, go_on))
        )
        dialog.open()

    def show_working(self, done: int, total: int | None) -> None:
        """As a sign of work: what is looked through stands in the list, row by row."""

    def show_nothing(self) -> None:
        """The list stays when all are looked through."""

    def _look_through(self, found: Sequence[Restorable], go_on: GoOn) -> None:
        """Look through the backups, the newest first, as long as they are on the screen."""
        for one in found:
            if one.backup.problem is None:
                problem = problem_of(one.backup, go_on)
                with suppress(RuntimeError):  # the window has gone
                    self.looked_through.emit(one.backup.path, problem)

    def _restore(self, backup: Path) -> None:
        target = free_name(self.path.with_stem(self.path.stem + "-restored"))
        LongWork(
            self.desk,
            tr("Restoring the project…"),
            lambda recovery: self._tell_restored(recovery, target),
            self._refuse,
            total=2 * self._documents[backup],  # in the copy, and in what is made of it
        ).begin(on_a_thread(lambda go_on: recover(self.path, target, backup=backup, watch=go_on)))

    def _tell_restored(self, recovery: Recovery, target: Path) -> None:
        def tell() -> None:
            title, sentences = tr("The project was restored"), restored_lines(recovery, target)
            lacking = "\n".join(lacking_lines(recovery))
            show_message(self.desk.window, title, "\n".join(sentences), lacking)

        self._open_project(target, then=tell)

    def _refuse(self, refusal: Refusal) -> None:
        if isinstance(refusal, AnnotationError):  # it was cancelled
            self.desk.refuse(refusal)
        else:
            self._tell(say(refusal))

    def _tell(self, words: str) -> None:
        show_message(self.desk.window, tr("The project cannot be restored"), words)


def free_name(path: Path) -> Path:
    """This path, or the first with a number behind its name that is not taken."""
    if not path.exists():
        return path
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
    return next(candidate for candidate in numbered if not candidate.exists())
