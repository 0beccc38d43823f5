"""Acts that this computer knows as saved and an open project lacks: offered, brought back, left."""

from collections.abc import Generator

from annotation.errors import Refusal
from storage.project import Project
from storage.safekeeping.lost_acts import BroughtBack, LostActs
from ui.desk.acting import GoOn
from ui.desk.desk import Desk
from ui.desk.long_work import LongWork, in_portions
from ui.desk.project_link import ProjectLink
from ui.dialogs.message import ask, show_message
from ui.look.language import tr
from ui.project.opening import DocumentOpening
from ui.project.recovery_words import left_out_lines, lost_sentence


class LostWork:
    """Asks once about what is lost; what somebody leaves is not asked about again."""

    def __init__(self, desk: Desk, documents: DocumentOpening) -> None:
        self.desk = desk
        self._documents = documents

    def offer(self, link: ProjectLink, lost: LostActs) -> None:
        """Ask whether the acts are to come back."""
        asked = ask(
            self.desk.window,
            tr("Acts are missing"),
            lost_sentence(lost),
            tr("Bring them back"),
            tr("Leave them"),
        )
        asked.answered.connect(lambda wants: self._answer(link, wants=wants))

    def _answer(self, link: ProjectLink, *, wants: bool) -> None:
        if self.desk.link is not link:
            return
        if wants:
            self._bring_back()
        else:
            link.ask(_leave, lambda _: None)

    def _bring_back(self) -> None:
        """Write them; the open document leaves the desk, for its set may be one of theirs."""
        reopen = self._documents.put_aside()

        def done(back: BroughtBack) -> None:
            reopen()
            sentence = tr("Acts that came back: {count}.", count=back.acts)
            show_message(
                self.desk.window, tr("Brought back"), sentence, "\n".join(left_out_lines(back))
            )

        def failed(refusal: Refusal) -> None:
            reopen()
            self.desk.refuse(refusal)

        title = tr("Bringing acts back…")
        LongWork(self.desk, title, done, failed, refreshes=True).begin(in_portions(_portions))


def _portions(project: Project, go_on: GoOn) -> Generator[None, None, BroughtBack]:
    back = BroughtBack(0, ())
    if project.safety is not None:
        for back in project.safety.bring_back():
            go_on(back.acts)
            yield
    return back


def _leave(project: Project) -> None:
    if project.safety is not None:
        project.safety.leave_lost()
