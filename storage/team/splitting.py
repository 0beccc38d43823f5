"""Splitting: a project file for each annotator, with what is theirs and nothing of the others'."""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from annotation.assigning.assignment import Manner
from annotation.errors import AnnotationError, KnownError
from annotation.files.own_files import permissions_of
from annotation.files.placing import Unconfirmed, incomplete, take_back
from annotation.files.work_folders import unfinished_beside
from annotation.formats.file_names import safe_name
from storage.corpus.project_settings import Setting, read_blindness
from storage.exchange.arriving import refuse_while_coming
from storage.file.new_file import place, unsynced
from storage.file.project_file import ProjectFile
from storage.file.troubles import damaged, reading, told
from storage.file_format import schema as schemas
from storage.file_format.row_checksum import row_checksum
from storage.file_format.tables import Table
from storage.safekeeping.backup import count_in, refuse_unlike
from storage.safekeeping.replacing import held_for_replacing, place_over
from storage.system.clock import now
from storage.team.assignment import assigned_ids, assignment_row, has_assignments, note_handed_out
from storage.work import journal
from storage.work.sets import count_decided

TOGETHER = 50  # documents between two signs of progress
_ONE, _OWN = 1, 1  # rows of a fresh file: its project and its annotator
_ITEMS = (
    Table.SPAN,
    Table.RELATION,
    Table.DOCUMENT_LABEL,
    Table.DECISION,
    Table.SETTLEMENT,
    Table.REMARK,
)
_SUGGESTED = (Table.SUGGESTED_SPAN, Table.SUGGESTED_RELATION)


@dataclass(frozen=True, slots=True)
class SplitFile:
    """A project file that was split off: whose, where, with how many documents.

    `aside` is where a file is now that had its name.
    """

    annotator: str
    path: Path
    documents: int
    aside: Path | None = None


def split(
    file: ProjectFile,
    annotators: Sequence[str],
    folder: Path,
    *,
    everything: bool,
    overwrite: bool,
    progress: Callable[[int], bool],
) -> list[SplitFile]:
    """Make a file for each annotator, all of them or none.

    Each holds the documents assigned to its annotator, or all of them with `everything` and where
    nothing is assigned to anybody. `progress` hears how many documents are written; when it
    returns False, AnnotationError.
    """
    refuse_while_coming(file)
    targets = _targets(file, annotators, folder, overwrite=overwrite)
    chosen = {name: None if everything else _documents_of(file, name) for name in targets}
    count = 0
    with contextlib.ExitStack() as unfinished:
        made: list[tuple[Path, SplitFile]] = []
        for name, target in targets.items():
            if overwrite:
                unfinished.enter_context(held_for_replacing(file, target))
            path = unfinished.enter_context(unfinished_beside(target))
            number = 0
            for number in _write_part(file, path, name, chosen[name]):
                if not progress(count + number):
                    raise AnnotationError("The split was cancelled; nothing was written.")
            count += number
            made.append((path, SplitFile(name, target, number)))
        return _place_all(file, made, overwrite=overwrite)


def _targets(
    file: ProjectFile, annotators: Sequence[str], folder: Path, *, overwrite: bool
) -> dict[str, Path]:
    """Where each annotator's file goes; KnownError before anything is made."""
    if not annotators or not all(name.strip() for name in annotators):
        raise AnnotationError("Say who is to annotate.")
    if len(set(annotators)) < len(annotators):
        raise AnnotationError("Name every annotator once.")
    if not folder.is_dir():
        raise KnownError("There is no folder {folder}.", folder=folder)
    targets = {name: folder / part_name(file.path.stem, name) for name in annotators}
    if len({str(path).casefold() for path in targets.values()}) < len(targets):
        raise AnnotationError("Two of these names give the same name of a file.")
    for path in targets.values():
        if path.resolve() == file.path:
            raise KnownError("{path} is the project itself.", path=path)
        if os.path.lexists(path) and not overwrite:
            raise KnownError("{path} exists already; choose another name.", path=path)
    return targets


def part_name(stem: str, annotator: str) -> str:
    """What an annotator's file is called, on every system."""
    return f"{stem}-{safe_name(annotator, fallback='_')}.tawseem"


def _documents_of(file: ProjectFile, annotator: str) -> set[str] | None:
    """The ids of what is assigned to an annotator; None where everybody has everything."""
    if not has_assignments(file):
        return None
    found = set(assigned_ids(file, annotator))
    if not found:
        raise KnownError(
            "Nothing is assigned to “{annotator}”: assign documents first, or give everybody all.",
            annotator=annotator,
        )
    return found


def _place_all(
    file: ProjectFile, made: Sequence[tuple[Path, SplitFile]], *, overwrite: bool
) -> list[SplitFile]:
    """Give the finished files their names; when one cannot have it, all is as it was before."""
    permissions = permissions_of(file.path)
    placed: list[SplitFile] = []
    unconfirmed: Unconfirmed | None = None
    try:
        for path, part in made:
            counts, aside = count_in(path), None
            try:
                if overwrite:
                    aside = place_over(path, part.path, permissions)
                else:
                    place(path, part.path, permissions)
            except Unconfirmed as reason:  # it is there
                unconfirmed, aside = reason, reason.aside
            placed.append(replace(part, aside=aside))
            refuse_unlike(part.path, counts)
        note_handed_out(file, [part.annotator for part in placed])
    except BaseException as error:
        left = [part.path for part in placed if not _is_taken_back(part)]
        if left and isinstance(error, KnownError | OSError):
            raise incomplete(left, error) from error
        raise
    if unconfirmed is not None:
        raise unconfirmed
    return placed


def _is_taken_back(part: SplitFile) -> bool:
    """Whether a file could be taken away again, and its name given back to what had it."""
    try:
        take_back(part.path, part.aside)
    except OSError:
        return False
    return True


def _write_part(
    file: ProjectFile, path: Path, annotator: str, chosen: set[str] | None
) -> Iterator[int]:
    """Write one file, telling now and then how many documents are in."""
    with told(path), contextlib.closing(unsynced(path)) as part:
        schemas.current_schema().create(part)
        part.execute("BEGIN")
        copy = _Part(file, part, annotator)
        documents = iter(copy.rows_of(chosen))
        number = 0
        while some := list(islice(documents, TOGETHER)):
            for row in some:
                number += 1
                copy.add(row, number)
            yield number
        part.execute("COMMIT")
        yield number


class _Part:
    """One file under way. Rows are copied as they lie there, under new numbers."""

    def __init__(self, file: ProjectFile, part: sqlite3.Connection, annotator: str) -> None:
        self._source = file.connection
        self._path = file.path
        self._part = part
        self._annotator = annotator
        self._at = now()
        self._runs: dict[int, int] = {}
        self._blindness = read_blindness(file)
        self._copy(Table.PROJECT, "id", _ONE, _ONE)
        blind_share = Setting.BLIND_SHARE.value  # the others tell who else works here, and how well
        self._copy(Table.PROJECT_SETTING, "name", blind_share, blind_share)
        part.execute(
            "INSERT INTO annotator (id, name, checksum) VALUES (?, ?, ?)",
            (_OWN, annotator, row_checksum([annotator])),
        )

    def rows_of(self, chosen: set[str] | None) -> list[int]:
        """The rows of the documents wanted, in the order of import."""
        with reading(self._path):
            rows = self._source.execute("SELECT id, uid FROM document ORDER BY id").fetchall()
        return [row for row, uid in rows if chosen is None or uid in chosen]

    def add(self, row: int, number: int) -> None:
        """Copy a document with its suggestions and its annotator's own work."""
        self._copy(Table.DOCUMENT, "id", row, number)
        if not self._copy(Table.DOCUMENT_TEXT, "document_id", row, number):
            raise damaged(self._path, Table.DOCUMENT_TEXT)
        self._add_suggestions(row, number)
        values = assignment_row((number, _OWN), Manner.HANDED_OUT, self._at)
        self._insert(Table.ASSIGNMENT, tuple(values), [tuple(values.values())])
        self._add_work(row, number)

    def _add_suggestions(self, row: int, number: int) -> None:
        """Copy what is suggested, but nothing for whom does the document without suggestions."""
        with reading(self._path):
            (sha256,) = self._source.execute(
                "SELECT sha256 FROM document WHERE id = ?", (row,)
            ).fetchone()
        if self._blindness.covers(sha256, self._annotator):
            self._part.execute("UPDATE document SET suggestions = 0 WHERE id = ?", (number,))
            return
        for table in _SUGGESTED:
            self._copy(table, "document_id", row, number)

    def _add_work(self, row: int, number: int) -> None:
        with reading(self._path):
            found = self._source.execute(
                "SELECT s.id, s.stage, s.spans, s.relations, s.decided, s.checksum"
                " FROM annotation_set s"
                " JOIN annotator a ON a.id = s.annotator_id"
                " WHERE s.document_id = ? AND a.name = ?",
                (row, self._annotator),
            ).fetchone()
        if found is None:
            return
        set_id, *numbers = found
        columns = ("stage", "spans", "relations", "decided", "checksum")
        keys = ("id", "document_id", "annotator_id")
        self._insert(Table.ANNOTATION_SET, (*keys, *columns), [(number, number, _OWN, *numbers)])
        for table in _ITEMS:
            self._copy(table, "set_id", set_id, number)
        count_decided(self._part, number)
        for line in self._lines(set_id):
            journal.append(self._part, (line[0], number, *line[2:]))

    def _lines(self, set_id: int) -> list[journal.JournalLine]:
        query = f"SELECT {journal.COLUMNS} FROM journal WHERE set_id = ? ORDER BY id"
        with reading(self._path):
            return self._source.execute(query, (set_id,)).fetchall()

    def _copy(self, table: Table, key: str, old: object, new: object) -> int:
        """Copy the rows of a table that belong to something, which may have a new number; how many
        those are.
        """
        with reading(self._path):
            cursor = self._source.execute(
                f"SELECT * FROM {table} WHERE {key} = ? ORDER BY rowid", (old,)
            )
            names = tuple(column[0] for column in cursor.description)
            rows = cursor.fetchall()
        if rows:
            renumbered = [
                tuple(
                    self._renumbered(name, value, key, new)
                    for name, value in zip(names, row, strict=True)
                )
                for row in rows
            ]
            self._insert(table, names, renumbered)
        return len(rows)

    def _renumbered(self, name: str, value: object, key: str, new: object) -> object:
        if name == key:
            return new
        return self._run(value) if name == "run_id" and isinstance(value, int) else value

    def _run(self, row: int) -> int:
        """The row of a run of suggestions, which is copied when it is first met."""
        if row not in self._runs:
            self._runs[row] = len(self._runs) + 1
            self._copy(Table.SUGGESTION_RUN, "id", row, self._runs[row])
        return self._runs[row]

    def _insert(
        self, table: Table, columns: Sequence[str], rows: Sequence[tuple[object, ...]]
    ) -> None:
        places = ", ".join("?" * len(columns))
        names = ", ".join(f'"{column}"' for column in columns)
        self._part.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)
