"""Comments: writing them on what is current, the list of them, answers and resolving."""

from collections.abc import Callable, Mapping
from functools import partial

from annotation.errors import Refusal
from annotation.review.remarks import Thread, comment, resolve
from annotation.values.state import State
from annotation.values.transaction import Transaction
from storage.project import PlacedThread
from storage.system.clock import now
from storage.system.ids import new_id
from ui.desk.desk import Desk
from ui.desk.one_page import OnePage, OpenDocument
from ui.look.dressing import theme_for
from ui.look.language import isolated, tr
from ui.review.comment_dialog import CommentDialog
from ui.review.comments_window import CommentAct, CommentsWindow
from ui.review.remark_book import RemarkBook


class Commenting(OnePage[CommentsWindow]):
    """What people say of each other's work, and of their own."""

    def __init__(self, desk: Desk, book: RemarkBook, open_document: OpenDocument) -> None:
        super().__init__(desk)
        self._book = book
        self._last = ""  # the comment that was gone to
        self._open_document = open_document
        book.changed.connect(self._show_newer)

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {
            "comments": self._ask,
            "comment-here": self._comment_here,
            "next-comment": self._go_on,
        }

    # -- writing -----------------------------------------------------------------------------------

    def _comment_here(self) -> None:
        """Ask for a comment on the current span or relation, else on the document."""
        session = self.desk.session
        if session is None:
            return
        span, relation = self.desk.current_span(), self.desk.current_relation()
        item = span or relation
        what = tr("the document {name}", name=isolated(session.document.name))
        if span is not None:
            what = isolated(session.state.text_of(span))
        elif relation is not None:
            ends = (session.state.span(relation.head), session.state.span(relation.tail))
            what = isolated(" – ".join(session.state.text_of(end) for end in ends if end))
        document, annotator = session.document.id, session.annotator
        dialog = CommentDialog(what, self.desk.window)
        dialog.written.connect(
            lambda words: self._say(
                document,
                lambda state: comment(
                    annotator, item.id if item else "", words, id=new_id(), at=now()
                ),
            )
        )
        dialog.open()

    def _say(self, document: str, command: Callable[[State], Transaction | None]) -> None:
        self.desk.acting.do(document, command, lambda made: None, self._refuse)

    def _refuse(self, refusal: Refusal) -> None:
        if self.window is not None:
            self.window.refuse(refusal)
        else:
            self.desk.refuse(refusal)

    # -- the window --------------------------------------------------------------------------------

    def _ask(self) -> None:
        if self.brought_up():
            return
        window = CommentsWindow(self.desk.annotator, theme_for(self.desk.settings))
        self.keep(window)
        window.act_asked.connect(self._act)
        window.show_comments(self._book.comments)
        window.show()
        window.list.setFocus()

    def _show_newer(self) -> None:
        if self.window is not None:
            self.window.show_comments(self._book.comments)

    # -- acts --------------------------------------------------------------------------------------

    def _act(self, act: CommentAct, placed: PlacedThread, words: str) -> None:
        thread = placed.thread
        match act:
            case CommentAct.OPEN:
                self._open(placed)
            case CommentAct.ANSWER:
                self._say(thread.document, partial(_answer, thread, words))
            case CommentAct.RESOLVE:
                self._say(thread.document, lambda state: resolve(thread, id=new_id(), at=now()))

    def _go_on(self) -> None:
        """Go to the next open comment that concerns the person at the desk, round and round."""
        me = self.desk.annotator
        due = [
            placed
            for placed in self._book.comments
            if placed.thread.is_open and me in placed.thread.people
        ]
        if not due:
            self.desk.say(tr("No comment is open for you."))
            return
        order = {id: number for number, id in enumerate(self.desk.documents.queue.ids())}
        due.sort(key=lambda p: (order.get(p.thread.document, 0), p.place or (0, 0)))
        ids = [placed.thread.comment.id for placed in due]
        following = ids.index(self._last) + 1 if self._last in ids else 0
        placed = due[following % len(due)]
        self._last = placed.thread.comment.id
        self._open(placed)

    def _open(self, placed: PlacedThread) -> None:
        """Show the place in the main window; an item of one's own becomes the current one."""
        thread = placed.thread
        self.go_to(self._open_document, thread.document, placed.place, thread.comment.about)


def _answer(thread: Thread, words: str, state: State) -> Transaction:
    del state
    root = thread.comment
    return comment(root.annotator, root.about, words, id=new_id(), at=now(), answers=root.id)
