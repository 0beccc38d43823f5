"""The unit that is judged: the annotator's article to read, and what can be said of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotation.tagsets.tagset import Tagset
from annotation.values.items import Suggestions
from annotation.values.state import State
from ui.article.view import ArticleView
from ui.dialogs.sheet import sentence
from ui.keys.action import Context
from ui.keys.actions import BY_ID
from ui.keys.key_dispatcher import listen
from ui.keys.keymap import action_words, key_hint, when_keys_change
from ui.look.item_kinds import ItemKind
from ui.look.language import tr
from ui.look.plain_text import PlainLabel
from ui.panels.flow import FlowLayout
from ui.sampling.drawn import UnitPassage

ACTS = ("right", "wrong", "why", "missing", "open", "undo", "show")


def unit_id(what: str) -> str:
    """The action of the table of keys that asks for this."""
    return f"unit-{what}"


class JudgePanel(QWidget):
    """Shows somebody's work and asks what is to be said; nothing in it can be changed.

    Signals:
        asked: A button: right, wrong, why, missing, open, undo or show.
        said: Words that were asked for: why or missing, and the words.
        left: The person is done with the line of words.
    """

    asked = Signal(str)
    said = Signal(str, str)
    left = Signal()

    def __init__(self, tagset: Tagset, parent: QWidget) -> None:
        super().__init__(parent)
        self._tagset = tagset
        self._text = ""
        self._wanted = ""
        self.title = sentence("", self)
        self.view = ArticleView(self)
        self.question = PlainLabel("", self)
        self.words = QLineEdit(self)
        self.buttons = {what: QPushButton(self) for what in ACTS}
        self._lay_out()
        self._connect()
        self.ask_words("")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 0)
        column.addWidget(self.title)
        column.addWidget(self.view, 1)
        self.view.setMinimumWidth(320)
        column.addWidget(self.question)
        column.addWidget(self.words)
        place = QWidget(self)
        flow = FlowLayout(place)
        for what in ACTS:
            flow.addWidget(self.buttons[what])
        column.addWidget(place)

    def _connect(self) -> None:
        for what, button in self.buttons.items():
            button.clicked.connect(lambda _, what=what: self.asked.emit(what))
        acts = {"words-send": self._said, "words-leave": self._leave}
        listen(Context.WRITING, acts, self.words)
        when_keys_change(self._name_keys)
        self._name_keys()

    def _name_keys(self) -> None:
        """Write the keys that hold now on the buttons."""
        for what, button in self.buttons.items():
            action = unit_id(what)
            button.setText(key_hint(action_words(BY_ID[action]), action))

    def set_ready(self, *, is_ready: bool) -> None:
        """Whether there is anything to judge."""
        for button in self.buttons.values():
            button.setEnabled(is_ready)

    def announce(self, words: str) -> None:
        """Say whose work in which document is coming; an unfinished line of words is given up."""
        self.title.setText(words)
        if self._wanted:
            self._leave()

    def show_work(self, place: UnitPassage, state: State) -> None:
        """Show an annotator's work in a document, with the unit in sight."""
        self._text = state.document.text
        self.view.set_article(state.document, self._tagset)
        self.view.show_items(state, Suggestions())
        if state.span(place.unit.item) is not None:
            self.view.set_current(ItemKind.SPAN, place.unit.item, reveal=True)

    def ask_words(self, what: str) -> None:
        """Ask why it is wrong, or what is missing; nothing hides the line."""
        self._wanted = what
        question = tr("Why is it wrong? The annotator will see it as a comment.")
        if what == "missing":
            question = tr("What is missing here? Words chosen in the article are taken.")
        for widget in (self.question, self.words):
            widget.setVisible(bool(what))
        if what:
            self.question.setText(question)
            self.words.setAccessibleName(question)
            self.words.setText(self._chosen() if what == "missing" else "")
            self.words.setFocus()

    def _chosen(self) -> str:
        """The words that are selected in the article."""
        chosen = self.view.selection
        if chosen is None:
            return ""
        begin, end = chosen
        return self._text[begin:end]

    def _said(self) -> None:
        what, words = self._wanted, self.words.text().strip()
        if words:
            self._leave()
            self.said.emit(what, words)

    def _leave(self) -> None:
        self.ask_words("")
        self.left.emit()
