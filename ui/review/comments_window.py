"""The comments of a project: what is said of whose work, what was answered, what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QTextEdit

from annotation.errors import Refusal
from storage.project import PlacedThread
from ui.dialogs.job_page import closing_row, filter_row
from ui.dialogs.sheet import Complaint, PageSheet, heading, sentence
from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.keys.keymap import key_for, labelled, when_keys_change
from ui.look.language import isolated, left_to_right, say, tr
from ui.look.text_scale import roomy, sized
from ui.look.theme import Theme
from ui.panels.inks import Inks
from ui.review.queue_list import QueueList, QueueRow
from ui.review.words import said_words, thread_words
from ui.review.writing_line import WritingLine

OPEN, RESOLVED, ALL = range(3)
EVERYBODY, MINE = range(2)


class CommentAct(StrEnum):
    """What can be done with a comment."""

    OPEN = "open"
    ANSWER = "answer"
    RESOLVE = "resolve"


# Which action of the table of keys does what.
_ACTIONS = {
    CommentAct.OPEN: "comment-open",
    CommentAct.ANSWER: "comment-answer",
    CommentAct.RESOLVE: "comment-resolve",
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A comment with its place, as the list needs it."""

    placed: PlacedThread

    @property
    def id(self) -> str:
        return self.placed.thread.comment.id


class CommentsWindow(PageSheet):
    """A window of its own, beside the main one.

    Signals:
        act_asked: A CommentAct is to be done with a PlacedThread; words go with an answer.
    """

    act_asked = Signal(object, object, str)

    def __init__(self, annotator: str, theme: Theme) -> None:
        super().__init__(tr("Comments"))
        self.resize(roomy(980, 680))
        self._annotator = annotator
        self._comments: Sequence[PlacedThread] = ()
        self._answered: PlacedThread | None = None
        self.standing = QComboBox(self)
        self.whose = QComboBox(self)
        self.summary = sentence("", self)
        self._complaint = Complaint(self)
        self.list: QueueList[_Entry] = QueueList(_row, self)
        self.told = QTextEdit(self)
        self.line = WritingLine(self)
        self.buttons: dict[CommentAct, QPushButton] = {}
        self._build()
        self._connect()
        self.set_theme(theme)

    def _build(self) -> None:
        self.list.setAccessibleName(tr("Comments"))
        self.told.setReadOnly(True)
        self.told.setTabChangesFocus(True)
        self.told.setAccessibleName(tr("The comment with its answers"))
        self.told.setFixedHeight(sized(150))
        self.standing.addItems([tr("Open"), tr("Resolved"), tr("Open and resolved")])
        self.whose.addItems([tr("Everybody"), tr("About my work, or mine")])
        boxes = ((tr("&Show"), self.standing), (tr("W&hose"), self.whose))
        row = filter_row(self, boxes)
        row.addStretch(1)
        self.body.addWidget(heading(tr("Comments"), self))
        self.body.addLayout(row)
        self.body.addWidget(self.summary)
        self.body.addWidget(self._complaint)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.told)
        self.body.addWidget(self.line)
        self.body.addLayout(self._acts())

    def _acts(self) -> QHBoxLayout:
        for act in _ACTIONS:
            button = QPushButton(self)
            button.clicked.connect(lambda _=False, act=act: self._ask(act))
            self.buttons[act] = button
        self._name_keys()
        return closing_row(self, *self.buttons.values())

    def _connect(self) -> None:
        self.standing.currentIndexChanged.connect(self._sift)
        self.whose.currentIndexChanged.connect(self._sift)
        self.list.moved.connect(self._show_current)
        self.list.opened.connect(partial(self._ask, CommentAct.OPEN))
        when_keys_change(self._name_keys)
        acts = {id: partial(self._ask, act) for act, id in _ACTIONS.items()}
        listen(Context.COMMENTS, acts, self.list)
        self.line.written.connect(self._send)
        self.line.left.connect(self.list.setFocus)

    def _name_keys(self) -> None:
        """Name the keys that hold now, on the buttons and where there is nothing."""
        for act, id in _ACTIONS.items():
            self.buttons[act].setText(labelled(id))
        key = key_for("comment-here")
        self.list.set_empty_words(
            tr("No comment is here. {key} writes one on what is current.", key=key)
        )

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.list.set_inks(Inks.of(theme))

    # -- values ------------------------------------------------------------------------------------

    def show_comments(self, comments: Sequence[PlacedThread]) -> None:
        """Show these; those that are open come first, each group oldest first."""
        self._comments = sorted(comments, key=lambda placed: not placed.thread.is_open)
        self._sift()

    def refuse(self, refusal: Refusal) -> None:
        """Say why something was not done."""
        self._complaint.say(say(refusal))

    def _sift(self) -> None:
        standing, is_mine = self.standing.currentIndex(), self.whose.currentIndex() == MINE
        shown = [
            _Entry(placed)
            for placed in self._comments
            if (standing == ALL or placed.thread.is_open is (standing == OPEN))
            and (not is_mine or self._annotator in placed.thread.people)
        ]
        self.list.show_things(shown)
        count = sum(placed.thread.is_open for placed in self._comments)
        self._complaint.say("")
        self.summary.setText(
            tr(
                "Open: {open} · resolved: {resolved}",
                open=left_to_right(f"{count:,}"),
                resolved=left_to_right(f"{len(self._comments) - count:,}"),
            )
        )

    def _show_current(self) -> None:
        entry = self.list.current()
        for button in self.buttons.values():
            button.setEnabled(entry is not None)
        if entry is not None:
            self.buttons[CommentAct.RESOLVE].setEnabled(entry.placed.thread.is_open)
        self.told.setPlainText("" if entry is None else thread_words(entry.placed.thread))

    # -- acts --------------------------------------------------------------------------------------

    def _ask(self, act: CommentAct) -> None:
        entry = self.list.current()
        if entry is None:
            return
        if act is CommentAct.ANSWER:
            self._answered = entry.placed
            self.line.ask(tr("Answer:"))
        else:
            self.act_asked.emit(act, entry.placed, "")

    def _send(self, words: str) -> None:
        if self._answered is not None:
            self.act_asked.emit(CommentAct.ANSWER, self._answered, words)
            self._answered = None


def _row(entry: _Entry) -> QueueRow:
    """A comment as the list shows it; a document's by the document's name."""
    placed, thread = entry.placed, entry.placed.thread
    last = thread.answers[-1][1] if thread.answers else thread.comment
    by = thread.answers[-1][0] if thread.answers else thread.by
    about = isolated(thread.comment.annotator)
    return QueueRow(
        placed.before,
        placed.words if placed.place else placed.document_name,
        placed.after,
        "●" if thread.is_open else "✓",
        isolated(by),
        said_words(last),
        f"{tr('about {annotator}', annotator=about)} · {isolated(placed.document_name)}",
        is_quiet=not thread.is_open,
    )
