"""Several people at work on a corpus: who has what, files for each, and their work coming back."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QInputDialog

from annotation.assigning.assignment import AssignmentRule
from annotation.errors import Refusal
from storage.project import Project
from storage.requests import Portions
from storage.team.assignment import Given
from storage.team.merging import MergeReport
from storage.team.splitting import SplitFile
from storage.team.team import AnnotatorSummary, SharedOut
from ui.desk.acting import GoOn
from ui.desk.desk import Desk
from ui.desk.long_work import LongWork, in_reading, in_storage
from ui.dialogs.assign_dialog import AssignDialog
from ui.dialogs.message import show_message
from ui.dialogs.team_dialog import TeamDialog
from ui.look.language import left_to_right, say, tr
from ui.project.merge_words import merge_lines
from ui.project.opening import DocumentOpening

SUFFIX = ".tawseem"
TOGETHER = 200  # documents of a change of assignments, between which acts are saved


class Teaming:
    """Annotators, assignment, split and merge."""

    def __init__(self, desk: Desk, documents: DocumentOpening) -> None:
        self.desk = desk
        self._documents = documents

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {
            "team": self._ask_team,
            "assign": self._ask_assign,
            "split": self._ask_split,
            "merge": self._ask_merge,
        }

    # -- people and rules --------------------------------------------------------------------------

    def _ask_team(self) -> None:
        if self.desk.link is not None:
            self.desk.link.read(lambda project: project.team.people(), self._show_team)

    def _show_team(self, people: Sequence[AnnotatorSummary]) -> None:
        dialog = TeamDialog(people, self.desk.window)
        dialog.added.connect(lambda name: self._change(dialog, partial(_added, name)))
        dialog.previewed.connect(lambda rule: self._preview(dialog, rule))
        dialog.rule_asked.connect(lambda rule: self._share_out(dialog, rule))
        dialog.handed_on.connect(
            lambda giver, taker: self._change(dialog, partial(_handed_on, giver, taker))
        )
        dialog.preview()
        dialog.open()

    def _preview(self, dialog: TeamDialog, rule: AssignmentRule) -> None:
        def show(given: SharedOut) -> None:
            if dialog in self._open_dialogs():
                dialog.show_outcome(given)

        if self.desk.link is not None:
            self.desk.link.read(lambda project: project.team.preview_rule(rule), show)

    def _share_out(self, dialog: TeamDialog, rule: AssignmentRule) -> None:
        if self.desk.link is not None:
            self.desk.link.read(
                lambda project: project.team.share_out(rule),
                lambda given: self._change(dialog, partial(_given, rule, given)),
                lambda refusal: self._complain(dialog, refusal),
            )

    def _complain(self, dialog: TeamDialog, refusal: Refusal) -> None:
        if dialog in self._open_dialogs():
            dialog.complain(say(refusal))

    def _change(self, dialog: TeamDialog, change: Callable[[Project], Portions[None]]) -> None:
        """Change something, then show everybody's newer numbers."""

        def show(people: list[AnnotatorSummary]) -> None:
            self.desk.list_documents()
            if dialog in self._open_dialogs():
                dialog.show_people(people)
                dialog.preview()

        def failed(refusal: Refusal) -> None:
            self._complain(dialog, refusal)

        def changed(_: object) -> None:
            if link is not None and self.desk.link is link:
                link.read(lambda project: project.team.people(), show, failed)

        link = self.desk.link
        if link is not None:
            link.work(change, changed, failed)

    def _open_dialogs(self) -> list[TeamDialog]:
        """Dialogs that are still there: one that was closed is deleted by Qt."""
        return self.desk.window.findChildren(TeamDialog)

    # -- by hand -----------------------------------------------------------------------------------

    def _ask_assign(self) -> None:
        if self.desk.link is not None:
            self.desk.link.ask(lambda project: project.annotators(), self._show_assign)

    def _show_assign(self, annotators: list[str]) -> None:
        panel = self.desk.documents
        shown = [(row.id, row.name) for row in panel.table.rows_model.rows]
        if not shown:
            return
        dialog = AssignDialog(shown, panel.table.current_id(), annotators, self.desk.window)
        dialog.asked.connect(self._assign)
        dialog.open()

    def _assign(self, ids: list[str], annotator: str, gives: bool) -> None:
        def work(project: Project) -> Portions[int]:
            change, count = project.team.assign if gives else project.team.unassign, 0
            for at in range(0, len(ids), TOGETHER):
                count += change(ids[at : at + TOGETHER], [annotator])
                yield
            return count

        def done(count: int) -> None:
            self.desk.list_documents()
            self.desk.say(tr("Assignments changed: {count}.", count=count))

        if self.desk.link is not None:
            self.desk.link.work(work, done, self.desk.refuse)

    # -- apart and together ------------------------------------------------------------------------

    def _ask_split(self) -> None:
        if self.desk.link is not None:
            self.desk.link.ask(lambda project: project.annotators(), self._name_people)

    def _name_people(self, annotators: list[str]) -> None:
        dialog = QInputDialog(self.desk.window)
        dialog.setWindowTitle(tr("Files for annotators"))
        dialog.setLabelText(tr("For whom? Names with commas between them."))
        dialog.setTextValue(tr(", ").join(annotators))
        dialog.setOkButtonText(tr("Choose a folder…"))
        dialog.setCancelButtonText(tr("Cancel"))
        dialog.textValueSelected.connect(self._choose_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose_folder(self, text: str) -> None:
        names = [name.strip() for name in text.replace("،", ",").split(",") if name.strip()]
        folder = QFileDialog.getExistingDirectory(self.desk.window, tr("Files for annotators"))
        if folder:
            self.split(names, Path(folder))

    def split(self, names: Sequence[str], folder: Path) -> None:
        """Make each annotator a file in a folder, in the background.

        What is written meanwhile is not in the files, so that they have them is noted afterwards.
        """
        link = self.desk.link
        if link is None:
            return

        def work(project: Project, go_on: GoOn) -> list[SplitFile]:
            return project.team.split(names, folder, progress=go_on)

        def made(parts: list[SplitFile]) -> None:
            link.ask(
                lambda project: project.team.note_handed_out(names), lambda _: done(parts), failed
            )

        def done(parts: list[SplitFile]) -> None:
            lines = (
                tr("{path}: {count} documents", path=left_to_right(p.path), count=p.documents)
                for p in parts
            )
            sentence = tr("Files made: {count}.", count=len(parts))
            show_message(self.desk.window, tr("Files for annotators"), sentence, "\n".join(lines))

        def failed(refusal: Refusal) -> None:
            show_message(self.desk.window, tr("No file was made"), say(refusal))

        title = tr("Files for annotators")
        LongWork(self.desk, title, made, failed).begin(in_reading(work))

    def _ask_merge(self) -> None:
        pattern = f"{tr('Tawseem projects')} (*{SUFFIX})"
        names, _ = QFileDialog.getOpenFileNames(
            self.desk.window, tr("Files of annotators"), "", pattern
        )
        if names:
            self.merge([Path(name) for name in names])

    def merge(self, paths: Sequence[Path]) -> None:
        """Bring the work of files back, in the background; nobody works on a document meanwhile."""
        if self.desk.link is None:
            return
        reopen = self._documents.put_aside()

        def work(project: Project, go_on: GoOn) -> MergeReport:
            return project.team.merge(paths, progress=go_on)

        def done(report: MergeReport) -> None:
            reopen()
            sentence = tr("Acts that came: {count}.", count=report.steps)
            if report.contradictions:
                sentence += " " + tr(
                    "Annotation sets changed on both sides: {count}. Nothing of them was touched.",
                    count=len(report.contradictions),
                )
            details = "\n".join(merge_lines(report))
            show_message(self.desk.window, tr("Merged"), sentence, details)

        def failed(refusal: Refusal) -> None:
            reopen()
            show_message(self.desk.window, tr("Nothing was merged"), say(refusal))

        LongWork(self.desk, tr("Merging"), done, failed, refreshes=True).begin(in_storage(work))


def _added(name: str, project: Project) -> Portions[None]:
    project.team.add(name)
    yield


def _handed_on(giver: str, taker: str, project: Project) -> Portions[None]:
    for _ in range(0, max(1, project.team.count_not_begun(giver)), TOGETHER):
        project.team.reassign(giver, taker, TOGETHER)
        yield


def _given(rule: AssignmentRule, given: Sequence[Given], project: Project) -> Portions[None]:
    for at in range(0, len(given), TOGETHER):
        project.team.give(rule, given[at : at + TOGETHER])
        yield
