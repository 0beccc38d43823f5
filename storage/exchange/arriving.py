"""What is staged is decided in one short commit, and then comes in, a portion at a time.

From the decision on it has happened: whatever ends the program, it goes on at the next opening, and
whoever touches a document first gets what was still to come for it.
"""

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from typing import Any

from annotation.errors import KnownError, Refusal, StaleChange
from annotation.files.placing import remove_file
from storage.exchange.importing import DOCUMENT_COLUMNS
from storage.exchange.staged import StagedSteps, last_row
from storage.exchange.staging_file import (
    LostStaging,
    StagedLine,
    StagingReader,
    remove_leftovers,
)
from storage.file.project_file import ProjectFile
from storage.file_format.row_checksum import row_checksum
from storage.file_format.tables import Table
from storage.log.log_file import note
from storage.work.journal import entry_of
from storage.work.journal_steps import JournalStep
from storage.work.sets import make_set, write_entry
from storage.work.suggestions import (
    Run,
    add_run,
    add_suggestion_rows,
    count_suggestions,
    remove_undecided,
)

IMPORT_SUGGESTER = "import"
NOTED = "noted"  # of a record: the side journal is to know its step
NoteStep = Callable[[int, JournalStep], None]
PORTION = 1 << 16  # bytes of a staging file that come in together: a hundredth of a second
COLUMNS = "uid, at, file, sha256, size, records"


@dataclass(frozen=True, slots=True)
class _Facts:
    """The row of an arrival, but for how far it is."""

    uid: str
    at: str
    file: str
    sha256: str
    size: int
    records: int


class Arrival:
    """What is decided and still coming in; `left` counts the records to come.

    `note` hears of steps that the side journal is to know, when they are in.
    """

    def __init__(self, file: ProjectFile, note: NoteStep) -> None:
        self._file = file
        (facts,) = file.query(f"SELECT {COLUMNS} FROM arrival")
        self._facts = _Facts(*facts)
        self._arrived = self._place = 0
        self._look_how_far()
        self._note = note
        self._reader: StagingReader | None = None
        self._written: list[tuple[int, JournalStep]] = []  # in the transaction under way
        self._later: dict[str, list[int]] = defaultdict(list)  # records of known documents
        self._run_row = 0
        self.troubles: list[Refusal] = []  # what could not come in, and why

    @property
    def left(self) -> int:
        """How many records are still to come."""
        return self._facts.records - self._arrived

    def notice(self) -> KnownError:
        """What is told of it where it cannot go on."""
        return KnownError(
            "{left} of {records} parts of an import, or of an act over many documents, are still to"
            " come in; they come when the project is opened for writing.",
            left=self.left,
            records=self._facts.records,
        )

    def bring(self) -> Iterator[int]:
        """Bring in what is left, a portion at each step, which says how much is left then.

        KnownError when the disk refuses: what is in is in, and it may be asked again.
        """
        self._look_how_far()  # SQLite may have refused a commit that is in the file
        try:
            yield from self._opened()
            while self.left:
                self._bring_portion()
                yield self.left
        except LostStaging:
            self._give_up()
        self._remove_file()

    def bring_document(self, document_id: str) -> None:
        """Bring in at once what is still to come for a document that is in the project."""
        if self._file.value("SELECT id FROM document WHERE uid = ?", document_id) is None:
            return
        try:
            for _ in self._opened():
                pass
            places = [place for place in self._later.get(document_id, ()) if place >= self._place]
            if places:
                with self._file.writing():
                    self._add([next(self._lines(place)) for place in places])
                self._note_written()
            self._later.pop(document_id, None)  # only now: the disk may have refused
        except LostStaging:
            self._give_up()

    def close(self) -> None:
        """Let the staging file go; what is left comes when the project is opened again."""
        if self._reader is not None:
            self._reader.close()

    def _look_how_far(self) -> None:
        rows = self._file.query("SELECT arrived, place FROM arrival")
        all_ = (self._facts.records, self._facts.size)
        self._arrived, self._place = rows[0] if rows else all_

    # -- the staging file -------------------------------------------------------------------------

    def _opened(self) -> Iterator[int]:
        """Open the staging file and compare it with what was decided, a piece at a time."""
        if self._reader is not None or not self.left:
            return
        reader = StagingReader(self._file.path.with_name(self._facts.file), self._facts.size)
        try:
            for _ in reader.verify(self._facts.sha256):
                yield self.left
            self.take(reader)
        finally:
            if self._reader is None:
                reader.close()

    def take(self, reader: StagingReader) -> None:
        """Read from here on through this reader."""
        for document_id, place in reader.later_places(self._place):
            self._later[document_id].append(place)
        self._reader = reader

    def _lines(self, place: int) -> Iterator[StagedLine]:
        assert self._reader is not None
        return self._reader.lines(place)

    def _portion(self) -> list[StagedLine]:
        """The records that come next."""
        lines = []
        for line in self._lines(self._place):
            lines.append(line)
            if line.end - self._place >= PORTION:
                break
        return lines

    def _remove_file(self) -> None:
        self.close()
        path = self._file.path.with_name(self._facts.file)
        with contextlib.suppress(OSError):
            if not path.is_symlink():
                remove_file(path)

    def _give_up(self) -> None:
        """Say what did not come, for it cannot any more."""
        left, all_ = self.left, self._facts.records
        note("arrival lost", left=left, records=all_)
        with self._file.writing() as connection:
            connection.execute("DELETE FROM arrival")
        self._arrived = all_
        self.troubles.append(lost(left, all_))

    # -- into the project -------------------------------------------------------------------------

    def _bring_portion(self) -> None:
        lines = self._portion()
        arrived, place = self._arrived + len(lines), lines[-1].end
        with self._file.writing() as connection:
            self._add(lines)
            if arrived == self._facts.records:
                connection.execute("DELETE FROM arrival")
            else:
                how_far = "UPDATE arrival SET arrived = ?, place = ?"
                connection.execute(how_far, (arrived, place))
        self._arrived, self._place = arrived, place
        self._note_written()

    def _note_written(self) -> None:
        for set_id, step in self._written:
            self._note(set_id, step)
        self._written = []

    def _add(self, lines: list[StagedLine]) -> None:
        """Add records, within a transaction; those that are in already are passed over."""
        self._written = []
        self._add_documents([line.values for line in lines if line.is_first])
        for line in lines:
            row = self._file.value("SELECT id FROM document WHERE uid = ?", line.document_id)
            if "annotator" in line.values:
                set_id = make_set(self._file, row, line.values["annotator"])
                if "line" in line.values:
                    self._write_step(set_id, line)
            if "suggestions" in line.values:
                self._add_suggestions(row, line.values["suggestions"])

    def _add_documents(self, several: list[dict[str, Any]]) -> None:
        """sqlite-utils writes a row 6 times faster among many than alone."""
        rows, texts = [], []
        for row, values in enumerate(several, last_row(self._file, "document") + 1):
            rows.append({"id": row, **dict(zip(DOCUMENT_COLUMNS, values["document"], strict=True))})
            texts.append({"document_id": row, "text": values["text"]})
        self._file.table(Table.DOCUMENT).insert_all(rows)
        self._file.table(Table.DOCUMENT_TEXT).insert_all(texts)

    def _write_step(self, set_id: int, line: StagedLine) -> None:
        """Write a record's work, unless what was done there since leaves no place for it."""
        step = entry_of(tuple(line.values["line"]))
        connection = self._file.connection
        connection.execute("SAVEPOINT step")
        try:
            write_entry(connection, set_id, step)
            if NOTED in line.values:
                self._written.append((set_id, step))
        except StaleChange as error:
            connection.execute("ROLLBACK TO step")
            self.troubles.append(_left_out(self._file, line, error))
        connection.execute("RELEASE step")

    def _add_suggestions(self, row: int, rows: Any) -> None:
        """Replace what is undecided; several records of a document bring theirs together."""
        run = Run(self._facts.uid, IMPORT_SUGGESTER, "1", {}, self._facts.at)
        run_row = add_run(self._file, run)
        remove_undecided(self._file, row, but_run=run_row)
        add_suggestion_rows(self._file, run_row, row, rows)
        count_suggestions(self._file, row)


def decide(file: ProjectFile, staged: StagedSteps, note: NoteStep) -> Arrival:
    """From here on it has happened.

    KnownError when what it was compared with is another by now; nothing is left of it then.
    """
    lies = staged.file
    facts = _Facts(staged.id, staged.at, lies.path.name, lies.sha256, lies.size, lies.records)
    try:
        reader = StagingReader(lies.path, lies.size)
    except LostStaging as error:
        raise lost(facts.records, facts.records) from error
    except KnownError:
        staged.discard()
        raise
    try:
        with file.writing() as connection:
            _refuse_another_project(file, staged)
            values = astuple(facts)
            connection.execute(
                f"INSERT INTO arrival (id, {COLUMNS}, checksum) VALUES (1, ?, ?, ?, ?, ?, ?, ?)",
                (*values, row_checksum(values)),
            )
    except BaseException:
        # SQLite may have refused a commit that is in the file.
        if file.value("SELECT uid FROM arrival") != facts.uid:
            reader.close()
            staged.discard()
            raise
    try:
        arrival = Arrival(file, note)
        arrival.take(reader)
    except KnownError as error:
        reader.close()
        raise still_to_come(facts.records, error) from error
    return arrival


def still_to_come(records: int, reason: KnownError) -> KnownError:
    """What is told when something that is decided cannot come in now."""
    return KnownError(
        "This is decided, but {count} records are still to come; they come when it can be,"
        " or when the project is opened next: {reason}",
        count=records,
        reason=reason,
    )


def find_arrival(file: ProjectFile, note: NoteStep) -> Arrival | None:
    """What a session before has left to come in; staging files of nobody are removed."""
    name = file.value("SELECT file FROM arrival")
    if not file.is_read_only:
        remove_leftovers(file.path, but=name)
    if name is None:
        return None
    _ = file.database  # imported here, and not between two acts
    return Arrival(file, note)


def refuse_while_coming(file: ProjectFile) -> None:
    """KnownError while something is still coming in: for what looks at many documents."""
    if last_row(file, "arrival"):
        raise KnownError(
            "An import, or an act over many documents, is still coming in; wait until all of it is"
            " there."
        )


def lost(left: int, records: int) -> KnownError:
    """The refusal of what has not come whole."""
    return KnownError(
        "{left} of {records} parts of an import, or of an act over many documents, did not come in,"
        " for the file beside the project in which they waited is lost or changed; import the same"
        " files, or do the same, again.",
        left=left,
        records=records,
    )


def _refuse_another_project(file: ProjectFile, staged: StagedSteps) -> None:
    refuse_while_coming(file)
    if staged.last_document not in (None, last_row(file, "document")):
        raise KnownError("Other documents came in while these were read; import them again.")
    worked_on = file.query(
        "SELECT DISTINCT d.uid, a.name, d.name FROM journal j JOIN annotation_set s"
        " ON s.id = j.set_id JOIN document d ON d.id = s.document_id"
        " JOIN annotator a ON a.id = s.annotator_id WHERE j.id > ?",
        staged.last_step,
    )
    for id, annotator, document in worked_on:
        if (id, annotator) in staged.sets:
            raise KnownError(
                "“{annotator}” worked on “{document}” meanwhile; nothing was done, try again.",
                annotator=annotator,
                document=document,
            )


def _left_out(file: ProjectFile, line: StagedLine, reason: Refusal) -> KnownError:
    name = file.value("SELECT name FROM document WHERE uid = ?", line.document_id)
    return KnownError(
        "What was to come into the work of “{annotator}” on “{document}” did not fit: {reason}",
        annotator=line.values["annotator"],
        document=name,
        reason=reason,
    )
