"""Deleting the project that is open, with all that belongs to it on this computer."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from annotation.errors import Refusal
from storage.safekeeping.belongings import Belongings, find_belongings, remove_belongings
from ui.desk.desk import Desk
from ui.desk.long_work import LongWork, on_a_thread
from ui.dialogs.message import ask, show_message
from ui.look.language import isolated, say, tr
from ui.project.belonging_words import belonging_lines


class Deleting:
    """Asks, with a list of what would go; then closes the project and removes it."""

    def __init__(self, desk: Desk, close: Callable[[], None]) -> None:
        self.desk = desk
        self._close = close

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {"delete-project": self._list}

    def _list(self) -> None:
        link = self.desk.link
        if link is None:
            return
        path, uid = link.path, link.uid
        self._begin(
            tr("Looking for what belongs to the project…"),
            lambda: find_belongings(path, uid),
            self._ask,
        )

    def _ask(self, found: Belongings) -> None:
        question = tr(
            "Delete “{name}” with all that is kept of it on this computer? It cannot be brought"
            " back.",
            name=isolated(found.path.stem),
        )
        asked = ask(
            self.desk.window,
            tr("Delete the project"),
            "\n\n".join((question, "\n".join(belonging_lines(found)))),
            tr("Delete all of it"),
            tr("Keep it"),
            prefers_no=True,
        )
        asked.answered.connect(lambda is_wanted: self._go_on(found) if is_wanted else None)

    def _go_on(self, found: Belongings) -> None:
        """Close the project, and remove it when it is closed."""
        link = self.desk.link
        if link is None or link.path != found.path:
            return  # another project has come meanwhile
        link.closed.connect(lambda: self._remove(found.path, found.uid))
        self._close()

    def _remove(self, path: Path, uid: str) -> None:
        self._begin(
            tr("Deleting the project…"),
            lambda: _removed(path, uid),
            lambda _: self._say_gone(path, uid),
        )

    def _say_gone(self, path: Path, uid: str) -> None:
        self.desk.settings = self.desk.settings.without_project(path, uid)
        self.desk.keep_settings()
        self.desk.project_changed.emit()
        sentence = tr(
            "“{name}” is deleted, with its backups. Copies, exports and files handed out are where"
            " you put them.",
            name=isolated(path.stem),
        )
        show_message(self.desk.window, tr("Delete the project"), sentence)

    def _begin(self, title: str, work: Callable[[], Any], take: Callable[[Any], None]) -> None:
        LongWork(self.desk, title, take, self._refuse).begin(on_a_thread(lambda go_on: work()))

    def _refuse(self, refusal: Refusal) -> None:
        show_message(self.desk.window, tr("The project cannot be deleted"), say(refusal))


def _removed(path: Path, uid: str) -> None:
    """Look again, now that it is closed, and remove what is found."""
    remove_belongings(find_belongings(path, uid))
