"""Through sqlite-utils nothing gets into the file but rows, and none outside a transaction."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from annotation.values.items import (
    Decision,
    Document,
    Relation,
    Span,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
    Verdict,
)
from annotation.values.record import Record
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.file.project_file import ProjectFile
from storage.file_format.schema import current_schema, objects_in
from storage.file_format.tables import Table
from storage.project import JournalStep, Project, Run

ROOT = Path(__file__).parents[3]


def suggested(ahmad: Span, bank: Span) -> Suggestions:
    person = SuggestedSpan("g1", "PER", ahmad.fragments, 0.9, "gazetteer", "اسم")
    ends = (ahmad.fragments[0], bank.fragments[0])
    relation = SuggestedRelation("g2", "HOLDS", *ends, "PER", "ORG", 0.5, "rules", "")
    return Suggestions((person,), (relation,))


def test_no_operation_makes_a_table(
    project: Project, document: Document, tmp_path: Path, ahmad: Span, bank: Span, met: Relation
) -> None:
    """A mistyped name would make sqlite-utils create a table, quietly."""
    wanted = current_schema().objects(current_schema().version)
    suggestions = suggested(ahmad, bank)
    more = Suggestions((SuggestedSpan("g3", "ORG", bank.fragments[:1], 1, "rules", "كلمة"),))
    other = Document.of("d2", "ثانٍ", "خبر قصير ٣ 😀")
    opened = project.open_set("d1", "سارة")
    project.suggestions("d1")
    changes = tuple(Change(None, item) for item in (ahmad, bank, met))
    decided = (Change(None, Decision("g1", Verdict.REJECTED)),)
    run = Run("u1", "rules", "1", {"least": 0.5}, "2026-01-01")
    operations = (
        lambda: project.commit(
            opened.id, JournalStep("t1", "", Transaction(Op.CREATE_SPAN, changes))
        ),
        lambda: project.add_records([Record(other, "علي"), Record(document, "", suggestions=more)]),
        lambda: project.store_suggestions(run, [("d1", suggestions)]),
        lambda: project.commit(opened.id, JournalStep("t2", "", Transaction(Op.REJECT, decided))),
        lambda: project.store_suggestions(run, [("d1", suggestions)]),
        lambda: list(project.records(with_suggestions=True)),
        lambda: project.stats(),
        lambda: project.check(),
        lambda: project.search("قصير"),
        lambda: project.backup(tmp_path / "نسخة.tawseem"),
    )
    for operation in operations:
        operation()
        assert objects_in(project._file.connection) == wanted
    assert project.check() == []


def test_rows_are_written_within_a_transaction_only(project: Project) -> None:
    """Outside one sqlite-utils commits by itself, past the watch over the path."""
    with pytest.raises(RuntimeError, match="within writing"):
        project._file.insert(Table.ANNOTATOR, name="نور", checksum=0)
    assert project.annotators() == []


def test_sqlite_utils_commits_nothing_within_our_transaction(project: Project) -> None:
    """What it writes goes when the transaction fails, whatever else was read and written."""
    file = project._file
    heard: list[str] = []
    file.connection.set_trace_callback(heard.append)
    with pytest.raises(sqlite3.IntegrityError):
        write_and_fail(file)
    file.connection.set_trace_callback(None)
    assert [sql for sql in heard if sql.startswith("COMMIT")] == []
    assert file.rows("SELECT * FROM annotator") == []
    assert file.value("SELECT count(*) FROM annotation_set") == 0


def write_and_fail(file: ProjectFile) -> None:
    """Write in every way there is, then an annotator whose name is taken."""
    with file.writing():
        row = file.insert(Table.ANNOTATOR, name="نور", checksum=0)
        assert file.rows("SELECT id, name FROM annotator") == [{"id": row, "name": "نور"}]
        sets = [{"document_id": 1, "annotator_id": row}] * 2
        file.table(Table.ANNOTATION_SET).insert_all(sets, ignore=True)
        file.table(Table.SUGGESTION_RUN).delete_where("uid = ?", ("لا شيء",))
        assert file.connection.in_transaction
        file.insert(Table.ANNOTATOR, name="نور", checksum=0)


OPEN_AND_WORK = """
import sys
from pathlib import Path
from annotation.values.state import Change
from annotation.values.items import Stage, StageMark
from annotation.values.transaction import Op, Transaction
from storage.project import JournalStep, Project
with Project.open(Path(sys.argv[1])) as project:
    project.documents("سارة")
    opened = project.open_set("d1", "سارة")
    project.suggestions("d1")
    change = Change(None, StageMark(Stage.FINISHED))
    project.commit(opened.id, JournalStep("t9", "", Transaction(Op.SET_STAGE, (change,))))
    print("sqlite_utils" in sys.modules)
    project.stats()
    print("sqlite_utils" in sys.modules)
"""


def test_opening_and_working_do_not_wait_for_sqlite_utils(project: Project, path: Path) -> None:
    """Importing it takes as long as a slow frame; it comes with the first report or import."""
    project.open_set("d1", "سارة")
    project.close()
    command = [sys.executable, "-c", OPEN_AND_WORK, str(path)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "True"]
