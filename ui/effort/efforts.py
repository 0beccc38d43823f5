"""Everybody's effort: counted beside the window, shown in a window of its own."""

from collections.abc import Callable, Mapping

from annotation.assigning.blindness import Blindness
from ui.beside.page_job import PageJob
from ui.beside.saving import save_from, save_image
from ui.desk.desk import Desk
from ui.effort.charts import effort_image
from ui.effort.job import read_report
from ui.effort.report import EffortReport
from ui.effort.tables import effort_rows
from ui.effort.window import EffortWindow
from ui.look.csv_file import write_csv
from ui.look.dressing import theme_for
from ui.look.language import tr

JOB = "ui.effort.job"


class Efforts(PageJob[EffortWindow]):
    """The effort of the open project, and which share of documents goes without suggestions."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, JOB, self._counted)

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {"effort": self._show}

    def _show(self) -> None:
        """Show the window, which counts at once."""
        link = self.desk.link
        if self.brought_up() or link is None:
            return
        can_change = not (link.is_read_only or link.handed_out_to)
        theme = theme_for(self.desk.settings)
        window = EffortWindow(theme, link.blindness.share, can_change=can_change)
        self.keep(window)
        window.read_asked.connect(self._count)
        window.share_asked.connect(self._set_share)
        window.csv_asked.connect(self._save_numbers)
        window.picture_asked.connect(self._save_picture)
        window.show()
        window.tabs.setFocus()
        self._count()

    # -- counting ----------------------------------------------------------------------------------

    def _count(self) -> None:
        """Count from the beginning."""
        self.begin({}, read_report)

    def _counted(self, report: EffortReport) -> None:
        if self.window is not None:
            self.window.show_report(report)

    # -- the share without suggestions -------------------------------------------------------------

    def _set_share(self, share: float) -> None:
        """From now on; the open document follows when it is opened the next time."""
        link = self.desk.link
        if link is None:
            return

        def done(rule: Blindness) -> None:
            link.blindness = rule
            self.desk.list_documents()
            self._count()

        link.ask(lambda project: project.quality.set_blind_share(share), done, self.show_refusal)

    # -- files -------------------------------------------------------------------------------------

    def _save_numbers(self) -> None:
        window = self.window
        if window is not None and (report := window.report) is not None:
            save_from(
                window,
                window,
                tr("Save numbers"),
                "effort.csv",
                lambda path: write_csv(path, effort_rows(report)),
            )

    def _save_picture(self) -> None:
        window = self.window
        if window is not None and window.report is not None:
            image = effort_image(window.report.annotators, window.font())
            save = tr("Save picture")
            save_from(window, window, save, "effort.png", lambda path: save_image(path, image))
