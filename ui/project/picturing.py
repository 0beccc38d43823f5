"""Pictures of the article for papers and guidelines."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from annotation.errors import Refusal
from annotation.formats.file_names import safe_name
from ui.article.picture import Picture, drawing
from ui.article.picture_file import saving
from ui.article.slices import Steps, within
from ui.desk.desk import Desk
from ui.desk.long_work import LongWork, in_steps
from ui.dialogs.message import show_message
from ui.dialogs.path_field import shown_path
from ui.dialogs.picture_dialog import PictureDialog
from ui.look.language import say, tr
from ui.look.theme import LIGHT

WIDTH = 900  # pixels at zoom 1: about as many words on a line as in a book
_LAYING_OUT = 0.1  # of the time


class Picturing:
    """Draws the open document to a file, always in the light colours of paper."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._folder = _pictures_folder()

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {"picture": self._ask}

    def _ask(self) -> None:
        """Ask what to draw and where to save it."""
        session = self.desk.session
        if session is None:
            return
        dialog = PictureDialog(
            self._folder,
            safe_name(session.document.name),
            self.desk.window,
            has_selection=self.desk.view.selection is not None,
            has_suggestions=bool(session.pending),
        )
        dialog.asked.connect(self._save)
        dialog.open()

    def _save(self, target: Path, is_whole: bool, with_suggestions: bool) -> None:
        session, view = self.desk.session, self.desk.view
        if session is None:
            return
        begin, end = view.selection or (view.caret, view.caret)
        steps = _making(
            target,
            drawing(
                session.document,
                session.tagset,
                session.state,
                session.pending,
                LIGHT,
                width=WIDTH,
                zoom=1.0,
                begin=0 if is_whole else begin,
                end=None if is_whole else end,
                with_suggestions=with_suggestions,
            ),
        )
        self._follow(steps, target)

    def _follow(self, steps: Steps[None], target: Path) -> None:
        """Show how far the picture is, let it be cancelled, and say how it ended."""
        title = tr("Picture of the article")
        work = LongWork(self.desk, title, lambda _: self._tell(target), self._refuse)
        work.begin(in_steps(steps))

    def _tell(self, target: Path) -> None:
        self._folder = target.absolute().parent
        self.desk.say(tr("Written to {path}.", path=shown_path(target)))

    def _refuse(self, refusal: Refusal) -> None:
        show_message(self.desk.window, tr("The picture was not saved"), say(refusal))


def _making(target: Path, drawn: Steps[Picture]) -> Steps[None]:
    """Lay the picture out, then write it."""
    picture = yield from within(drawn, 0.0, _LAYING_OUT)
    yield from within(saving(target, picture), _LAYING_OUT, 1.0)


def _pictures_folder() -> Path:
    place = QStandardPaths.StandardLocation.PicturesLocation
    folder = Path(QStandardPaths.writableLocation(place))
    return folder if folder.is_dir() else Path.home()
