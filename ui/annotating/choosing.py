"""What a key, a chip or a menu means: it depends on the mode and on what is current."""

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QMenu

from annotation.tagsets.tagset import RelationTag, SpanTag
from ui.annotating.annotating import Annotating
from ui.annotating.relating import RelationMaking
from ui.desk.desk import Desk
from ui.keys.key_dispatcher import tag_of_key
from ui.keys.menus import context_menu, tag_entry
from ui.look.item_kinds import ItemKind
from ui.look.language import tr

_SPAN_MENU = (
    "relate",
    "same-everywhere",
    "same-in-project",
    "cycle-clitics",
    "join",
    "comment-here",
    "",
    "delete",
    "delete-everywhere",
)
_CONTEXT = {
    ItemKind.SPAN: _SPAN_MENU,
    ItemKind.RELATION: ("reverse", "comment-here", "delete"),
    ItemKind.SUGGESTED_SPAN: (
        "accept",
        "reject",
        "reject-everywhere",
        "skip",
        "",
        "cycle-clitics",
        "accept-paragraph",
    ),
    ItemKind.SUGGESTED_RELATION: ("accept", "reject", "skip", "", "accept-paragraph"),
}
_PLAIN_MENU = ("copy", "find", "why", "", "accept-paragraph", "accept-document", "", "undo", "redo")
_RELATIONS = (ItemKind.RELATION, ItemKind.SUGGESTED_RELATION)
_SUGGESTED = (ItemKind.SUGGESTED_SPAN, ItemKind.SUGGESTED_RELATION)


class SuggestionDecisions(Protocol):
    """Who decides on the suggestion that is current."""

    def accept(self) -> None:
        """Accept it as it is."""

    def accept_as(self, slug: str) -> None:
        """Accept it under another tag."""


class Choosing:
    """Leads keys, chips and menus to the controller that they mean."""

    def __init__(
        self,
        desk: Desk,
        annotating: Annotating,
        deciding: SuggestionDecisions,
        relating: RelationMaking,
    ) -> None:
        self.desk = desk
        self._annotating = annotating
        self._deciding = deciding
        self._relating = relating

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {"step-back": self._step_back}

    def take_key(self, key: str) -> bool:
        """Choose the tag that a key stands for; False when it is no tag's."""
        slug = tag_of_key(self._fitting_tags(), key)
        if slug is not None:
            self.choose_tag(slug)
        return slug is not None

    def choose_tag(self, slug: str) -> None:
        """Choose a tag: for a relation in the making, the current item, or the words."""
        suggestion = self.desk.current_suggestion()
        if self._relating.making is not None:
            self._relating.choose(slug)
        elif suggestion is not None and self.desk.view.selection is None:
            self._deciding.accept_as(slug)
        elif self.desk.current_relation() is not None:
            self._annotating.relabel_relation(slug)
        else:
            self._annotating.tag(slug)

    def activate(self, kind: ItemKind, id: str) -> None:
        """Enter or a double click in a table: show the item, or accept the suggestion."""
        self.desk.make_current(kind, id)
        if kind in _SUGGESTED:
            self._deciding.accept()
        self.desk.view.setFocus()

    def show_menu(
        self,
        kind: ItemKind | None,
        id: str,
        place: QPoint,
        run: Callable[[str], None],
    ) -> None:
        """The context menu of an item, or of the bare text."""
        if kind is not None:
            self.desk.make_current(kind, id)
        menu = context_menu(self.desk.window, _CONTEXT.get(kind, _PLAIN_MENU), run)  # type: ignore[arg-type]
        menu.insertMenu(menu.actions()[0], self._tag_menu(menu))
        menu.popup(place)

    def _step_back(self) -> None:
        """Escape: leave the current item and the selection; the focus goes to the article."""
        view = self.desk.view
        view.clear_current()
        view.set_caret(view.caret)
        view.setFocus()

    def _fitting_tags(self) -> list[SpanTag | RelationTag]:
        """The tags that what is current may take."""
        session, current = self.desk.session, self.desk.view.current
        if session is None:
            return []
        if current is not None and current[0] in _RELATIONS:
            return [*self._relating.tags_for_current()]
        return [*session.tagset.spans.values()]

    def _tag_menu(self, parent: QMenu) -> QMenu:
        menu = QMenu(tr("Tag"), parent)
        for tag in self._fitting_tags():
            entry = menu.addAction(tag_entry(tag))
            entry.triggered.connect(lambda _=False, slug=tag.slug: self.choose_tag(slug))
            if isinstance(tag, SpanTag):
                entry.setIcon(_swatch(tag.colour))
        return menu


def _swatch(colour: str) -> QIcon:
    pixmap = QPixmap(12, 12)
    pixmap.fill(QColor(colour))
    return QIcon(pixmap)
