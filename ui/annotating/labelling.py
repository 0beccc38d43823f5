"""Labels of the whole document, put on and taken off from a small menu."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from annotation.commands.set_commands import toggle_label
from annotation.errors import AnnotationError
from storage.system.ids import new_id
from ui.desk.desk import Desk
from ui.look.language import in_language
from ui.look.plain_text import without_mnemonic


class Labelling:
    """Document labels."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {"labels": self._show}

    def _show(self) -> None:
        """A menu of the tagset's labels; those on the document are ticked."""
        session = self.desk.session
        if session is None:
            return
        if not session.tagset.labels:
            self.desk.refuse(AnnotationError("The tagset has no labels for documents."))
            return
        menu = QMenu(self.desk.window)
        there = {label.tag for label in session.state.labels}
        for number, (slug, words) in enumerate(session.tagset.labels.items(), 1):
            entry = menu.addAction(f"&{number}  {without_mnemonic(in_language(words))}")
            entry.setCheckable(True)
            entry.setChecked(slug in there)
            entry.triggered.connect(lambda _=False, slug=slug: self._toggle(slug))
        menu.aboutToHide.connect(menu.deleteLater)
        corner = self.desk.view.rect().center()
        menu.popup(self.desk.view.mapToGlobal(corner - QPoint(menu.sizeHint().width() // 2, 0)))

    def _toggle(self, slug: str) -> None:
        self.desk.acting.here(lambda state, tagset: toggle_label(state, tagset, slug, id=new_id()))
