"""What is still to come of an import: how much, in the strip below, and what came, in the list."""

from PySide6.QtCore import QObject

from ui.desk.desk import Desk
from ui.desk.project_link import ProjectLink


class Arriving(QObject):
    """Follows the documents of an import as they come in, between the acts of whoever works."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._began_at = self._listed_at = 0  # how many were still to come

    def follow(self, link: ProjectLink) -> None:
        """Hear of what comes into this project; what its last session left goes on coming."""
        self._desk.status.set_coming(0)
        self._began_at = self._listed_at = link.coming
        link.arrived.connect(self._show)
        if link.coming:
            link.bring_in()

    def _show(self, left: int) -> None:
        """The list is read anew when twice as many have come as were listed, and at the end."""
        self._desk.status.set_coming(left)
        if left > self._listed_at:
            self._began_at = self._listed_at = left
        if left == 0 or self._began_at - left >= 2 * (self._began_at - self._listed_at):
            self._listed_at = left
            self._desk.list_documents()
