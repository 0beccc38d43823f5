"""Agreement of the annotators: compared beside the window, shown in a window of its own."""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from annotation.agreement.figures import Agreement, Cause, Cell, Comparison
from annotation.errors import KnownError
from storage.project import Project
from ui.agreement.charts import figures_image, matrix_image
from ui.agreement.looking_up import LookingUp, PassageQuery
from ui.agreement.messages import read_agreement
from ui.agreement.naming import TagNames
from ui.agreement.passages import PlacePair
from ui.agreement.tables import agreement_rows
from ui.agreement.window import AgreementWindow
from ui.agreement.words import cause_words
from ui.beside.page_job import PageJob
from ui.beside.saving import save_from, save_image
from ui.desk.desk import Desk
from ui.desk.one_page import OpenDocument
from ui.desk.project_link import ProjectLink
from ui.look.csv_file import write_csv
from ui.look.dressing import theme_for
from ui.look.language import tr

JOB = "ui.agreement.job"


class Agreeing(PageJob[AgreementWindow]):
    """The agreement of the open project."""

    def __init__(self, desk: Desk, open_document: OpenDocument) -> None:
        super().__init__(desk, JOB, self._compared)
        self._open_document = open_document
        self._looking: LookingUp | None = None

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {"agreement": self._ask}

    # -- the window --------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Show the window, which compares at once."""
        link = self.desk.link
        if not self.brought_up() and link is not None:
            link.read(_people, lambda people: self._show(link, *people))

    def _show(
        self, link: ProjectLink, annotators: Sequence[str], curators: Collection[str]
    ) -> None:
        if self.window is not None or self.desk.link is not link:
            return
        theme = theme_for(self.desk.settings)
        window = AgreementWindow(annotators, curators, link.tagset, theme)
        self.keep(window)
        names = TagNames(link.tagset)
        self._looking = LookingUp(link, names, cause_words(), window.show_places)
        window.compare_asked.connect(self._compare)
        window.cell_chosen.connect(self._look_up_cell)
        window.cause_chosen.connect(self._look_up_cause)
        window.more_wanted.connect(self._looking.more)
        window.places_cleared.connect(self._looking.stop)
        window.place_chosen.connect(self._open_place)
        window.csv_asked.connect(self._save_numbers)
        window.picture_asked.connect(
            lambda some, is_table: self._save_picture(some, names, is_table=is_table)
        )
        window.show()
        window.tabs.setFocus()
        self._compare()

    def forget(self) -> None:
        """Nothing is compared or looked up for a page that has gone."""
        super().forget()
        if self._looking is not None:
            self._looking.stop()
        self._looking = None

    # -- comparing ---------------------------------------------------------------------------------

    def _compare(self) -> None:
        """Compare whom the window asks for, from the beginning."""
        window = self.window
        if window is None:
            return
        if len(window.chosen) < 2:
            self.cancel()
            window.show_nothing(KnownError("Choose two annotators or more to compare."))
            return
        options = {"annotators": window.chosen, "stages": sorted(window.stages)}
        self.begin(options, read_agreement)

    def _compared(self, found: Agreement) -> None:
        if self.window is not None:
            self.window.show_agreement(found)

    # -- passages ----------------------------------------------------------------------------------

    def _look_up_cell(self, some: Comparison, cell: Cell, tags: tuple[str, str]) -> None:
        self._look_up(some, cell, tags=tags)

    def _look_up_cause(self, some: Comparison, cell: Cell, cause: Cause) -> None:
        self._look_up(some, cell, cause=cause)

    def _look_up(
        self,
        some: Comparison,
        cell: Cell,
        *,
        tags: tuple[str, str] | None = None,
        cause: Cause | None = None,
    ) -> None:
        if self.window is not None and self._looking is not None:
            stages = self.window.stages
            self._looking.begin(PassageQuery(some.annotators, stages, cell.documents, tags, cause))

    def _open_place(self, place: PlacePair) -> None:
        """Show the place in the main window and go there."""
        self.go_to(self._open_document, place.document_id, (place.begin, place.end))

    # -- files -------------------------------------------------------------------------------------

    def _save_numbers(self) -> None:
        window = self.window
        if window is not None and (found := window.found) is not None:
            self._save(
                tr("Save numbers"),
                "agreement.csv",
                lambda path: write_csv(path, agreement_rows(found)),
            )

    def _save_picture(self, some: Comparison, names: TagNames, *, is_table: bool) -> None:
        if self.window is not None:
            draw = matrix_image if is_table else figures_image
            image = draw(some, names, self.window.font())
            name = "agreement-table.png" if is_table else "agreement-figures.png"
            self._save(tr("Save picture"), name, lambda path: save_image(path, image))

    def _save(self, title: str, name: str, write: Callable[[Path], None]) -> None:
        if self.window is not None:
            save_from(self.window, self.window, title, name, write)


def _people(project: Project) -> tuple[list[str], list[str]]:
    """Everybody, and those whose sets are the result of curation."""
    return project.annotators(), project.curating.curators()
