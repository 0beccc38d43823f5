"""The annotators' articles side by side: to be read, scrolling together, pointed into."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotation.curation.position import Position, PositionKind
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Relation, Span, Suggestions
from annotation.values.record import Record
from annotation.values.state import State
from ui.article.reading_aids import PLAIN, ReadingAids
from ui.article.view import ArticleView
from ui.curation.keys import take_id
from ui.keys.keymap import keymap, when_keys_change
from ui.look.item_kinds import ItemKind
from ui.look.language import isolated, tr
from ui.look.plain_text import PlainLabel, tip
from ui.look.theme import LIGHT, Theme
from ui.panels.inks import Inks, colour_text
from ui.panels.key_hints import KeyCap

SMALLER = 0.85  # than the curator's article: the columns are narrow
DEPTH = 0.4  # how far down a column the words at a position may lie


class SourceColumn(QWidget):
    """One annotator's article below their name and digit.

    Signals:
        clicked: An item was clicked; the annotator and the item's id.
    """

    clicked = Signal(str, str)

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.annotator = ""
        self.view = ArticleView(self)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._number = number
        self._cap = KeyCap("", self)
        self._name = PlainLabel("", self)
        self._says = PlainLabel("", self)
        self._lay_out()
        self.view.item_clicked.connect(lambda _, id: self.clicked.emit(self.annotator, id))
        when_keys_change(self._name_key)
        self._name_key()

    def _lay_out(self) -> None:
        self._says.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._says.setMinimumWidth(1)
        head = QHBoxLayout()
        head.setContentsMargins(10, 4, 10, 4)
        head.setSpacing(8)
        head.addWidget(self._cap)
        head.addWidget(self._name)
        head.addWidget(self._says, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)

    def _name_key(self) -> None:
        """The key that takes this annotator's version, where there is one."""
        self._cap.set_key(keymap().cap(take_id(self._number)))

    def show_record(self, record: Record, tagset: Tagset) -> None:
        """Show somebody's article."""
        self.annotator = record.annotator
        name = isolated(record.annotator)
        self._name.setText(name)
        self.view.setAccessibleName(tr("Article of {name}", name=name))
        state = State(record.document, (*record.spans, *record.relations, *record.labels))
        self.view.set_article(record.document, tagset)
        self.view.show_items(state, Suggestions())

    def set_theme(self, theme: Theme, *, is_taken: bool = False) -> None:
        """Draw in these colours; whose version was taken is set off."""
        inks = Inks.of(theme)
        self.view.set_theme(theme)
        self._cap.inks = inks
        self._cap.update()
        colour_text(self._name, inks.accent if is_taken else inks.text)
        colour_text(self._says, inks.muted)
        font = self._name.font()
        font.setBold(is_taken)
        self._name.setFont(font)

    def say(self, words: str) -> None:
        """What this annotator says at the current position."""
        self._says.setText(words)
        self._says.setToolTip(tip(words))

    def lift(self, position: Position | None) -> None:
        """Lead the eye to a position: the annotator's item, or the words where they have none."""
        if position is None or not position.places:
            self.view.clear_current()
            self.view.set_hits([])
            return
        self.view.set_hits(list(position.places))
        version = position.version_of(self.annotator)
        item = version.items[0] if version else None
        if isinstance(item, Span):
            self.view.set_current(ItemKind.SPAN, item.id, reveal=False)
        elif isinstance(item, Relation) and position.kind is PositionKind.CLUSTER:
            self.view.set_current(ItemKind.SPAN, item.head, reveal=False)
        elif isinstance(item, Relation):
            self.view.set_current(ItemKind.RELATION, item.id, reveal=False)
        else:
            self.view.clear_current()


class Sources(QWidget):
    """All columns; whichever of the articles is scrolled, the others follow line by line.

    Signals:
        clicked: An item was clicked; the annotator and the item's id.
    """

    clicked = Signal(str, str)

    def __init__(self, main: ArticleView, parent: QWidget) -> None:
        super().__init__(parent)
        self._main = main
        self._theme = LIGHT
        self._reading = PLAIN
        self._columns: list[SourceColumn] = []
        self._is_following = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(1)
        self.setMinimumHeight(120)
        main.verticalScrollBar().valueChanged.connect(lambda: self._follow(main))

    @property
    def columns(self) -> Sequence[SourceColumn]:
        """The columns, in the order of their digits."""
        return self._columns

    def show_records(self, records: Sequence[Record], tagset: Tagset) -> None:
        """Show these sets, in the order of their digits; columns that are there are used again."""
        self._keep(len(records))
        for number in range(len(self._columns) + 1, len(records) + 1):
            self._add(number)
        self._row.activate()  # before anything is laid out, for the width decides
        for column, record in zip(self._columns, records, strict=True):
            column.show_record(record, tagset)

    def _add(self, number: int) -> None:
        column = SourceColumn(number, self)
        column.clicked.connect(self.clicked)
        column.set_theme(self._theme)
        view = column.view
        view.set_zoom(self._main.zoom * SMALLER)
        view.set_reading(self._reading)
        view.verticalScrollBar().valueChanged.connect(lambda _: self._follow(view))
        self._columns.append(column)
        self._row.addWidget(column, 1)

    def clear(self) -> None:
        """Show nobody's article."""
        self._keep(0)

    def _keep(self, count: int) -> None:
        """Let go of the columns beyond a number."""
        for column in self._columns[count:]:
            self._row.removeWidget(column)
            column.hide()
            column.deleteLater()
        del self._columns[count:]

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._theme = theme
        for column in self._columns:
            column.set_theme(theme)

    def set_reading(self, reading: ReadingAids) -> None:
        """Read as in the curator's article; without a caret no paragraph is singled out."""
        self._reading = replace(reading, focuses=False)
        for column in self._columns:
            column.view.set_reading(self._reading)

    def lift(self, position: Position | None, taken: Sequence[str], says: Sequence[str]) -> None:
        """Lead the eye to a position in all columns; whose version was taken is set off."""
        for column, words in zip(self._columns, says, strict=True):
            column.lift(position)
            column.say(words)
            column.set_theme(self._theme, is_taken=column.annotator in taken)

    def set_zoom(self, factor: float) -> None:
        """Follow the size of the curator's article."""
        for column in self._columns:
            column.view.set_zoom(factor * SMALLER)

    # -- scrolling together ------------------------------------------------------------------------

    def line_up(self, offset: int) -> None:
        """Bring the words at an offset to one height in all columns."""
        y = self._main.height_of(offset)
        for view in self._all_but(self._main):
            view.hold(offset, round(min(y, view.viewport().height() * DEPTH)))

    def _follow(self, moved: ArticleView) -> None:
        """Somebody has scrolled one article: the same line goes to the top of the others."""
        if self._is_following or not self.isVisible():
            return
        offset, y = moved.top_line()
        for view in self._all_but(moved):
            view.hold(offset, y)

    def _all_but(self, moved: ArticleView) -> Iterator[ArticleView]:
        """The other articles, while nobody follows them in turn."""
        self._is_following = True
        for view in (self._main, *(column.view for column in self._columns)):
            if view is not moved:
                yield view
        self._is_following = False
