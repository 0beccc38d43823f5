"""What goes in and out of a project, in the background with progress and Cancel."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import asdict, replace
from functools import cache, partial
from itertools import islice
from pathlib import Path

from shiboken6 import isValid

from annotation.errors import Refusal
from annotation.files.own_files import permissions_of
from annotation.formats.exporting import Exported
from annotation.formats.previewing import Sight, preview
from annotation.formats.reading import ReaderNotice
from annotation.formats.registry import READ, WRITTEN, read
from annotation.values.items import Document, Suggestions
from annotation.values.record import Record
from annotation.values.state import State
from storage.exchange.importing import StagedImport
from storage.project import ImportSummary, Project
from storage.system.ids import new_id
from ui.beside.beside import beside
from ui.desk.acting import GoOn
from ui.desk.desk import Desk
from ui.desk.long_work import LongWork, in_reading
from ui.dialogs.export_dialog import ExportAnswer, ExportDialog
from ui.dialogs.format_choice import FormatChoice
from ui.dialogs.import_dialog import ImportAnswer, ImportDialog
from ui.dialogs.message import show_message
from ui.engine.messages import EngineMessage
from ui.look.format_words import format_word, loss_lines, remark_lines, sight_lines
from ui.look.language import isolated, left_to_right, say, tr
from ui.panels.work_line import ReadingSign
from ui.project import export_job
from ui.project.export_job import choices_of, read_exported, records_of
from ui.project.opening import DocumentOpening
from ui.suggesting.offered import document_and_state
from ui.suggesting.worker import Urgency

PREVIEWED = 3  # documents named in the preview of an import


class Transfer:
    """Import, export, and suggesting for a whole project."""

    def __init__(self, desk: Desk, documents: DocumentOpening) -> None:
        self.desk = desk
        self._documents = documents

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {
            "import": self._ask_import,
            "export": self._ask_export,
            "suggest-all": self._suggest_all,
        }

    # -- import ------------------------------------------------------------------------------------

    def _ask_import(self) -> None:
        formats = [
            FormatChoice(name, format_word(name), options=format.read_options)
            for name, format in READ.items()
        ]
        annotator = self.desk.annotator
        dialog = ImportDialog(formats, annotator, self.desk.window)
        dialog.asked.connect(self._import)
        dialog.looked.connect(lambda answer: self._preview_import(answer, dialog))
        dialog.open()

    def _records(
        self, answer: ImportAnswer, remark: Callable[[ReaderNotice], None], skip: list[str]
    ) -> Iterator[Record]:
        """What the answer brings in; what is wrong goes to `skip` when that was asked for."""
        assert self.desk.link is not None
        tell = (lambda refusal: skip.append(say(refusal))) if answer.keeps_going else None
        return read(
            answer.paths,
            answer.format or None,
            self.desk.link.tagset,
            new_id,
            remark,
            options=answer.options,
            skip=tell,
        )

    def _preview_import(self, answer: ImportAnswer, dialog: ImportDialog) -> None:
        """Show the first documents by name, or why they cannot be read; archives take a while."""
        link = self.desk.link
        if link is None:
            return
        skipped: list[str] = []

        def work(project: Project) -> list[Record]:
            del project
            return list(islice(self._records(answer, _unremarked, skipped), PREVIEWED))

        def done(records: list[Record]) -> None:
            if isValid(dialog):
                dialog.show_preview("\n".join([*map(_first_words, records), *skipped]))

        def failed(refusal: Refusal) -> None:
            if isValid(dialog):
                dialog.show_preview("", say(refusal))

        link.read(work, done, failed)

    def _import(self, answer: ImportAnswer) -> None:
        """Read and check all of it beside the work; then it has happened, and comes by and by."""
        link = self.desk.link
        if link is None:
            return
        if link.refusal is not None:
            show_message(self.desk.window, tr("Nothing was imported"), say(link.refusal))
            return
        remarks: list[ReaderNotice] = []
        skipped: list[str] = []
        records = self._records(answer, remarks.append, skipped)

        def work(project: Project, go_on: GoOn) -> StagedImport | None:
            coming = _assigned(records, answer.annotator)
            return project.imports.stage(project.tagset, coming, go_on)

        def failed(refusal: Refusal) -> None:
            show_message(self.desk.window, tr("Nothing was imported"), say(refusal))

        def read_in(staged: StagedImport | None) -> None:
            if staged is None:
                self.desk.say(tr("The import was cancelled; nothing came in."))
                return

            def admitted(_: None) -> None:
                self._tell_imported(staged.summary, remarks, skipped)
                link.bring_in()
                self._show_again(staged.sets)

            link.ask(lambda project: project.imports.admit(staged), admitted, failed)

        sign = ReadingSign(self.desk.status.work)
        LongWork(self.desk, sign, read_in, failed).begin(in_reading(work))

    def _show_again(self, sets: Collection[tuple[str, str]]) -> None:
        """The set on the desk was empty and has got the work of an import: show it."""
        session = self.desk.session
        if session is not None and (session.document.id, session.annotator) in sets:
            self._documents.close()
            self._documents.open(session.document.id)

    def _tell_imported(
        self, summary: ImportSummary, remarks: list[ReaderNotice], skipped: list[str]
    ) -> None:
        self.desk.say(
            tr(
                "{added} documents added, {known} known already.",
                added=summary.documents_added,
                known=summary.documents_known,
            )
        )
        if remarks or skipped:
            noticed = len(remarks) + len(skipped)
            sentence = tr("{count} things were noticed on the way.", count=noticed)
            lines = "\n".join(filter(None, [*remark_lines(remarks), *skipped]))
            show_message(self.desk.window, tr("Imported, with remarks"), sentence, lines)

    # -- export ------------------------------------------------------------------------------------

    def _ask_export(self) -> None:
        if self.desk.link is not None:
            self.desk.link.ask(lambda project: project.annotators(), self._show_export)

    def _show_export(self, annotators: list[str]) -> None:
        formats = [
            FormatChoice(name, format_word(name), format.is_folder, format.options)
            for name, format in WRITTEN.items()
        ]
        dialog = ExportDialog(formats, annotators, self.desk.window)
        dialog.asked.connect(self._export)
        dialog.looked.connect(lambda answer: self._preview_export(answer, dialog))
        dialog.open()

    def _preview_export(self, answer: ExportAnswer, dialog: ExportDialog) -> None:
        """Show how the first documents would be written."""
        link = self.desk.link
        if link is None:
            return
        options = _options(answer, link.path)

        def work(project: Project) -> Sight:
            choices = choices_of(options, project.tagset)
            return preview(records_of(options, project), replace(choices, split=None))

        def show(text: str) -> None:
            if isValid(dialog):
                dialog.show_preview(text)

        link.read(work, lambda sight: show(sight_lines(sight)), lambda refusal: show(say(refusal)))

    def _export(self, answer: ExportAnswer) -> None:
        if self.desk.link is None:
            return

        def done(exported: Exported) -> None:
            sentence = tr("Written to {path}.", path=left_to_right(exported.parts[0].path))
            if exported.loss:
                sentence += " " + tr("The format could not hold everything:")
            show_message(
                self.desk.window, tr("Export"), sentence, "\n".join(loss_lines(exported.loss))
            )

        def failed(refusal: Refusal) -> None:
            show_message(self.desk.window, tr("Nothing was exported"), say(refusal))

        options = _options(answer, self.desk.link.path)
        job = beside(export_job.__name__, options, read_exported, ends_by_itself=True)
        LongWork(self.desk, tr("Exporting"), done, failed).begin(job)

    # -- suggestions for everything ----------------------------------------------------------------

    def _suggest_all(self) -> None:
        """Compute suggestions for every document, one after the other in the background."""
        link, worker = self.desk.link, self._documents.offering.suggester()
        ids = self.desk.documents.queue.ids()
        if link is None or worker is None or not ids:
            return
        work = LongWork(
            self.desk,
            tr("Suggesting"),
            lambda _: None,
            self.desk.refuse,
            total=len(ids),
            refreshes=True,
        )
        annotator = self.desk.annotator
        run = cache(worker.new_run)  # one for all, made when the suggester has said its name

        def read_next(number: int) -> None:
            if number == len(ids) or not work.go_on(number):
                work.end()
                return
            link.ask(
                lambda project: document_and_state(project, ids[number], annotator),
                partial(suggest, number),
                work.refuse,
            )

        def suggest(number: int, found: tuple[Document, State]) -> None:
            if self.desk.is_blind(found[0], annotator):
                read_next(number + 1)
                return
            floor = self.desk.settings.hidden
            worker.suggest(*found, partial(store, number), work.refuse, Urgency.AHEAD, floor=floor)

        def store(number: int, suggestions: Suggestions) -> None:
            if self._documents.is_wanted(ids[number]):
                read_next(number + 1)  # what is open is kept up to date as it is
                return
            made = run()
            link.ask(
                lambda project: project.store_suggestions(made, [(ids[number], suggestions)]),
                lambda _: read_next(number + 1),
                work.refuse,
            )

        work.begin(lambda _: read_next(0))


def _assigned(records: Iterator[Record], annotator: str) -> Iterator[Record]:
    """Records with the work that names nobody given to this annotator."""
    for record in records:
        yield record.by(annotator) if record.is_annotated and not record.annotator else record


def _first_words(record: Record) -> str:
    words = record.document.text[:80].replace("\n", " ")
    return f"{isolated(record.document.name)}: {isolated(words)}…"


def _unremarked(remark: ReaderNotice) -> None:
    """A preview passes over what an import will tell."""


def _options(answer: ExportAnswer, project: Path) -> EngineMessage:
    """What a person wants, for the job; who may read the project may read what is made of it."""
    given = {"target": str(answer.target), "permissions": permissions_of(project)}
    return asdict(answer) | given
