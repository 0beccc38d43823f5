"""Curation as the window knows it: the controller behind it is read when it is first used."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.desk.desk import Desk
from ui.frame.window_frame import WindowFrame
from ui.keys.action import Context
from ui.keys.key_dispatcher import Act
from ui.project.opening import DocumentOpening

if TYPE_CHECKING:
    from ui.curation.curating import Curating
    from ui.curation.settling import Settling


class CurationMode:
    """What keys and actions mean while a document is curated; nothing until one is."""

    context = Context.CURATION

    def __init__(
        self,
        desk: Desk,
        opening: DocumentOpening,
        window: WindowFrame,
        is_relating: Callable[[], bool],
    ) -> None:
        self._desk = desk
        self._opening = opening
        self._window = window
        self._is_relating = is_relating
        self._curating: Curating | None = None

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {
            "curate": lambda: self.curating.ask(),
            "curate-document": self._curate_document,
            "settle-many": lambda: self.curating.ask_strategy(),
            "leave-curation": lambda: self.curating.leave(),
        }

    def _curate_document(self) -> None:
        if self._desk.session is not None:
            self.curating.open(self._desk.session.document.id)

    @property
    def curating(self) -> "Curating":
        """The controller, made now if it is not there."""
        if self._curating is None:
            from ui.curation.curating import Curating

            self._curating = Curating(self._desk, self._opening, self._window)
        return self._curating

    def parts(self) -> list[tuple[QWidget, Callable[[], None]]]:
        """What of the window belongs to curation, and how to give it the keyboard."""
        if self._curating is None:
            return []
        panel = self._curating.panel
        return [(panel, panel.table.setFocus)]

    def overrides(self) -> Mapping[str, Callable[[], None]]:
        """Actions that mean something else just now, by id."""
        return {} if self._curating is None else self._curating.overrides()

    def key_acts(self) -> Mapping[str, Act] | None:
        """What keys do with the position that is current; None where nothing is curated."""
        settling = self._settling()
        return settling.key_acts() if settling is not None else None

    def take_key(self, key: str) -> bool:
        """Hold back a key that would mean something to what is annotated, not to a position."""
        settling = self._settling()
        return settling is not None and settling.take_key(key)

    def _settling(self) -> "Settling | None":
        if self._curating is None or self._is_relating():
            return None
        return self._curating.settling
