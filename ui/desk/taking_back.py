"""What a page has done, taken back one by one, the last act first."""

from collections.abc import Callable

from annotation.errors import AnnotationError, Refusal
from annotation.values.transaction import Command, Transaction
from storage.project import WorkedOn
from ui.desk.acting import Acting, AskedAct


class PageActs:
    """Carries out the acts of a page, and takes one back where nothing else was done since."""

    def __init__(self, acting: Acting, refuse: Callable[[Refusal], None]) -> None:
        self._acting = acting
        self._refuse = refuse
        self._done: list[AskedAct] = []  # the latest last

    def do(
        self,
        document_id: str,
        command: Command,
        then: Callable[[], None] = lambda: None,
        *,
        annotator: str = "",
        by: str = "",
    ) -> None:
        """Carry out a command in a set; `then` if it did something."""

        def ended(made: Transaction | None) -> None:
            if made is not None:
                then()

        asked = self._acting.do(
            document_id, command, ended, self._refuse, annotator=annotator, by=by
        )
        self._done.append(asked)  # at once: several may be on their way to the file

    def undo(self, then: Callable[[], None] = lambda: None) -> None:
        """Take back what was done last."""
        while self._done and self._done[-1].is_void:
            self._done.pop()
        if not self._done:
            self._refuse(AnnotationError("There is nothing to undo."))
            return
        asked = self._done.pop()

        def failed(refusal: Refusal) -> None:
            if not isinstance(refusal, WorkedOn):
                self._done.append(asked)  # it stands as it did
            self._refuse(refusal)

        self._acting.undo(asked, then, failed)
