"""The project file on the desk: open, new, sample, documents, numbers, check, copy."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from annotation.errors import Damaged, KnownError, Refusal
from annotation.tagsets.tagset_file import read_tagset
from storage.project import Project
from ui.desk.desk import Desk
from ui.desk.long_work import LongWork, on_a_thread
from ui.desk.project_link import ProjectLink
from ui.desk.sample import make_sample, news_tagset
from ui.dialogs.message import show_message
from ui.dialogs.path_field import Wanted, ask_to_replace, file_chooser
from ui.look.language import current_language, left_to_right, say, tr
from ui.look.resources import resource
from ui.look.settings import annotator_name

if TYPE_CHECKING:  # read when something is restored
    from ui.project.restoring import OpenProject, Restoring

SUFFIX = ".tawseem"


class Projects:
    """The project as a whole."""

    def __init__(self, desk: Desk, open_project: "OpenProject") -> None:
        self.desk = desk
        self._open_project = open_project

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {
            "new-project": self.new,
            "open-project": self.open,
            "open-sample": self.open_sample,
            "statistics": self._statistics,
            "check": self._check,
            "backup": self._backup,
            "restore-backup": self._restore_open,
        }

    # -- opening -----------------------------------------------------------------------------------

    def open(self) -> None:
        """Ask for a project file and open it."""
        pattern = f"{tr('Tawseem projects')} (*{SUFFIX})"
        name, _ = QFileDialog.getOpenFileName(self.desk.window, tr("Open project"), "", pattern)
        if name:
            self._open_project(Path(name))

    def open_sample(self) -> None:
        """Open the sample project, which is made if it is not there yet."""
        annotator = annotator_name(self.desk.settings)
        LongWork(
            self.desk,
            tr("Making the sample project…"),
            self._open_project,
            lambda refusal: self._tell(tr("The sample project cannot be made"), refusal),
        ).begin(on_a_thread(lambda go_on: make_sample(annotator)))

    def new(self) -> None:
        """Ask for a name, a folder and a tagset, make a project and open it."""
        from ui.dialogs.new_project import NewProjectDialog

        news = resource("tagsets", "arabic-news.toml")
        tagsets = [(news_tagset().title[current_language()], news)]
        dialog = NewProjectDialog(tagsets, Path.home(), self.desk.window)
        dialog.asked.connect(self._make)
        dialog.open()

    def _make(self, path: Path, tagset: Path) -> None:
        LongWork(
            self.desk,
            tr("Making the project…"),
            self._open_project,
            lambda refusal: self._tell(tr("The project cannot be made"), refusal),
        ).begin(on_a_thread(lambda go_on: make_project(path, tagset)))

    def refuse(self, path: Path, refusal: Refusal) -> None:
        """Say why a project cannot be opened; where it is damaged or gone, offer its backups."""
        title = tr("This project cannot be opened")
        if isinstance(refusal, Damaged) or not path.exists():
            self._restoring(path).offer(title, refusal)
        else:
            self._tell(title, refusal)

    def tell_damage(self, path: Path, damage: Damaged) -> None:
        """Say that the open project was found to be damaged, and offer its backups."""
        self.desk.refuse(damage)
        title = tr("This project is damaged; nothing is written any more")
        self._restoring(path).offer(title, damage)

    def _restoring(self, path: Path) -> "Restoring":
        from ui.project.restoring import Restoring

        return Restoring(self.desk, path, self._open_project)

    def _restore_open(self) -> None:
        if self.desk.link is not None:
            self._restoring(self.desk.link.path).begin()

    # -- documents ---------------------------------------------------------------------------------

    def open_first(self, name: str | None, open_: Callable[[str], None]) -> None:
        """Open the document of this name or id, or the first unfinished, or the first."""
        if self.desk.link is None:
            return
        if name is not None:
            self.desk.link.ask(
                lambda project: project.document_named(name),
                lambda document: open_(document.id),
            )
            return
        first = self.desk.documents.queue.first_to_open()
        if first is not None:
            open_(first)

    # -- numbers, check, copy ----------------------------------------------------------------------

    def _statistics(self) -> None:
        if self.desk.link is not None:
            self.desk.link.read(lambda project: project.stats(), self._show_statistics)

    def _show_statistics(self, stats: Mapping[str, Any]) -> None:
        from ui.dialogs.statistics import StatisticsDialog
        from ui.project.project_numbers import overview, tables

        link, window = self.desk.link, self.desk.window
        if link is not None:
            StatisticsDialog(overview(stats), tables(stats, link.tagset), window).open()

    def _check(self) -> None:
        if self.desk.link is not None:
            self.desk.say(tr("Checking the project…"))
            self.desk.link.read(lambda project: project.check(), self._show_check)

    def _show_check(self, findings: Sequence[Refusal]) -> None:
        self.desk.status.quiet()
        if findings:
            sentence = tr("{count} things are wrong with this project.", count=len(findings))
        else:
            sentence = tr("The project is sound: the journal and the tables agree.")
        show_message(self.desk.window, tr("Check"), sentence, "\n".join(map(say, findings)))

    def _backup(self) -> None:
        link = self.desk.link
        if link is None:
            return
        pattern = f"{tr('Tawseem projects')} (*{SUFFIX})"
        start = str(link.path.with_stem(link.path.stem + "-copy"))
        chooser = file_chooser(tr("Save a copy"), Wanted.SAVE_FILE, start, self.desk.window)
        chooser.setDefaultSuffix(SUFFIX.removeprefix("."))
        chooser.setNameFilter(pattern)
        chooser.fileSelected.connect(lambda name: self._copy(link, Path(name)))
        chooser.open()

    def _copy(self, link: ProjectLink, target: Path) -> None:
        """Write a copy; what is there is replaced when the person says so."""

        def go_on() -> None:
            link.read(
                lambda project: project.backup(target, overwrite=True),
                lambda aside: self._say_copied(target, aside),
            )

        if target.exists():
            ask_to_replace(self.desk.window, target, go_on)
        else:
            go_on()

    def _say_copied(self, target: Path, aside: Path | None) -> None:
        said = tr("A checked copy is at {path}.", path=left_to_right(target))
        if aside is not None:
            said += " " + tr("What was there is now {path}.", path=left_to_right(aside))
        self.desk.say(said)

    def _tell(self, title: str, refusal: Refusal) -> None:
        show_message(self.desk.window, title, say(refusal))


def make_project(path: Path, tagset: Path) -> Path:
    """An empty project at this path with a tagset that lies in a file; KnownError says what is in
    the way.
    """
    try:
        source = tagset.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnownError("{file} cannot be read: {reason}.", file=tagset, reason=error) from error
    Project.create(path, read_tagset(source, tagset.name)).close()
    return path
