"""Moving the caret, the selection and the current span through the article."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QGuiApplication

from annotation.commands.anchoring import word_border
from annotation.values.items import surface
from ui.article.movement import Direction, MovementUnit
from ui.desk.desk import Desk
from ui.look.item_kinds import ItemKind
from ui.look.language import tr


class Moving:
    """Caret and selection by key."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        move, extend, view = self._move, self._extend, self.desk.view
        return {
            "word-left": lambda: self._move_aside(is_left=True),
            "word-right": lambda: self._move_aside(is_left=False),
            "sentence-left": lambda: move(MovementUnit.SENTENCE, view.leftward()),
            "sentence-right": lambda: move(MovementUnit.SENTENCE, view.rightward()),
            "extend-word-left": lambda: self._extend_by_word(view.leftward()),
            "extend-word-right": lambda: self._extend_by_word(view.rightward()),
            "extend-sentence-left": lambda: extend(MovementUnit.SENTENCE, view.leftward()),
            "extend-sentence-right": lambda: extend(MovementUnit.SENTENCE, view.rightward()),
            "line-up": lambda: move(MovementUnit.LINE, Direction.UP),
            "line-down": lambda: move(MovementUnit.LINE, Direction.DOWN),
            "extend-line-up": lambda: extend(MovementUnit.LINE, Direction.UP),
            "extend-line-down": lambda: extend(MovementUnit.LINE, Direction.DOWN),
            "page-up": lambda: move(MovementUnit.PAGE, Direction.UP),
            "page-down": lambda: move(MovementUnit.PAGE, Direction.DOWN),
            "document-start": lambda: move(MovementUnit.DOCUMENT, Direction.START_WARD),
            "document-end": lambda: move(MovementUnit.DOCUMENT, Direction.END_WARD),
            "next-span": lambda: self._to_span(1),
            "previous-span": lambda: self._to_span(-1),
            "copy": self._copy,
        }

    def by_letter(self, direction: Direction, *, extend: bool) -> None:
        """Move or extend by one letter."""
        self.desk.view.move_caret(MovementUnit.LETTER, direction, extend=extend)

    def _move(self, unit: MovementUnit, direction: Direction) -> None:
        self.desk.view.clear_current()
        self.desk.view.move_caret(unit, direction, extend=False)

    def _move_aside(self, *, is_left: bool) -> None:
        self.desk.view.clear_current()
        self.desk.view.move_aside(MovementUnit.WORD, is_left=is_left)

    def _extend(self, unit: MovementUnit, direction: Direction) -> None:
        self.desk.view.move_caret(unit, direction, extend=True)

    def _extend_by_word(self, direction: Direction) -> None:
        """Take in the next word up to its end, so that no space or comma comes with it."""
        session, view = self.desk.session, self.desk.view
        if session is not None:
            text, forward = session.document.text, direction.is_forward
            border = word_border(text, view.caret, forward=forward)
            view.set_caret(border, keep_anchor=True)
            view.reveal(border, border)

    def _to_span(self, step: int) -> None:
        """Make the next or previous span current, seen from the current one or from the caret."""
        session, view = self.desk.session, self.desk.view
        if session is None or not session.state.spans:
            return
        spans = session.state.spans
        current = self.desk.current_span()
        if current is not None:
            number = (spans.index(current) + step) % len(spans)
        else:
            after = [i for i, span in enumerate(spans) if span.begin >= view.caret]
            number = (after[0] if after else 0) if step > 0 else (after[0] if after else 0) - 1
        self.desk.make_current(ItemKind.SPAN, spans[number].id)

    def _copy(self) -> None:
        session = self.desk.session
        if session is None:
            return
        span, selection = self.desk.current_span(), self.desk.view.selection
        fragments = (selection,) if selection else span.fragments if span else ()
        if fragments:
            QGuiApplication.clipboard().setText(surface(session.document.text, fragments))
            self.desk.say(tr("Copied."))
