"""Where comments are seen by those whose work they are about: in the lists, and in the details."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from annotation.review.remarks import Thread
from ui.desk.desk import Desk
from ui.look.language import tr
from ui.review.remark_book import RemarkBook


class RemarkMarks(QObject):
    """Marks documents and items with open comments, and shows them when an item is current."""

    def __init__(self, desk: Desk, book: RemarkBook) -> None:
        super().__init__(desk)
        self._desk = desk
        self._book = book
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._show_current)
        book.changed.connect(self._mark)
        desk.session_changed.connect(self._mark)
        desk.settings_changed.connect(self._mark)
        desk.view.current_changed.connect(self._timer.start)

    def _mark(self) -> None:
        """Mark what has open comments; a comment on somebody else's work marks nothing of mine."""
        me, desk = self._desk.annotator, self._desk
        concerning = [t for t in self._open() if me in t.people]
        desk.documents.set_commented(frozenset(thread.document for thread in concerning))
        desk.items.set_commented(frozenset(t.comment.about for t in self._here()) - {""})
        self._timer.start()

    def _open(self) -> list[Thread]:
        return [p.thread for p in self._book.comments if p.thread.is_open]

    def _here(self) -> list[Thread]:
        """Open comments on the work that is on the desk."""
        session = self._desk.session
        if session is None:
            return []
        return [
            thread
            for thread in self._open()
            if thread.document == session.document.id
            and thread.comment.annotator == session.annotator
        ]

    def _show_current(self) -> None:
        """Show the comments on the current item, or on the document where none is current."""
        _, id = self._desk.view.current or (None, "")
        shown = [thread for thread in self._here() if thread.comment.about == id]
        self._desk.details.show_comments(_words(shown) if shown else "")


def _words(threads: Sequence[Thread]) -> str:
    from ui.review.words import thread_words  # opening the window does without the finders' words

    return "\n".join((tr("Comments"), *map(thread_words, threads)))
