"""A small tagset, real texts, and projects whose backups and index lie in the test's folder."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import (
    Decision,
    Document,
    DocumentLabel,
    Item,
    Relation,
    Remark,
    RemarkKind,
    Settlement,
    SettlementChoice,
    Span,
    Stage,
    StageMark,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
    Verdict,
)
from annotation.values.record import Record
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.corpus.project_settings import Setting, write_setting
from storage.exchange.arriving import COLUMNS as ARRIVAL_COLUMNS
from storage.file_format.row_checksum import row_checksum
from storage.project import JournalStep, Project
from tests.patience import PATIENCE

TAGSET = """
slug = "small"
version = 1
title = { ar = "صغيرة", en = "Small" }
overlap = "any"

[span.PER]
name = { ar = "شخص", en = "Person" }
definition = { ar = "اسم إنسان", en = "A person's name" }
examples = ["زارت [سلمى]"]
colour = "#4C78A8"
key = "1"

[span.ORG]
name = { ar = "منظمة", en = "Organisation" }
definition = { ar = "منظمة", en = "An organisation" }
examples = ["[البنك الدولي]"]
colour = "#B279A2"
key = "2"

[relation.HOLDS]
name = { ar = "يعمل في", en = "works for" }
definition = { ar = "يعمل في", en = "works for" }
examples = []
key = "h"
heads = ["PER"]
tails = ["ORG"]

[relation.MET]
name = { ar = "التقى", en = "met" }
definition = { ar = "التقى", en = "met" }
examples = []
key = "m"
heads = ["PER", "ORG"]
tails = ["PER", "ORG"]

[attribute.mention]
kind = "choice"
name = { ar = "الذكر", en = "mention" }
on = ["PER"]
values = ["name", "pronoun"]

[attribute.unsure]
kind = "flag"
name = { ar = "غير مؤكد", en = "unsure" }
on = ["PER", "ORG", "MET"]

[label.politics]
name = { ar = "سياسة", en = "politics" }
"""

TEXT = (
    "التقى أَحْمَدُ بن سالم 😀 مديرةَ البنك الدولي سلمى الـعـلي في 12/05/٢٠٢٥.\n"
    "وقال أحمد: لا بدّ من CASA-1000، والأمل باقٍ."
)


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAWSEEM_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TAWSEEM_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def tagset() -> Tagset:
    return read_tagset(TAGSET, "small.toml")


@pytest.fixture
def document() -> Document:
    return Document.of("d1", "لقاء", TEXT, (("source", "وكالة"), ("year", 2025)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "أخبار.tawseem"


@pytest.fixture
def project(path: Path, tagset: Tagset, document: Document) -> Iterator[Project]:
    with Project.create(path, tagset) as project:
        project.add_records([Record(document)])
        yield project


@pytest.fixture
def place(document: Document) -> Callable[[str], tuple[int, int]]:
    """Where words stand in the text."""

    def find(words: str) -> tuple[int, int]:
        begin = document.text.index(words)
        return (begin, begin + len(words))

    return find


@pytest.fixture
def ahmad(place: Callable[[str], tuple[int, int]]) -> Span:
    return Span("s1", "entities", "PER", (place("أَحْمَدُ بن سالم"),), (("mention", "name"),))


@pytest.fixture
def bank(place: Callable[[str], tuple[int, int]]) -> Span:
    return Span("s2", "entities", "ORG", (place("البنك"), place("سلمى")))


@pytest.fixture
def met() -> Relation:
    return Relation("r1", "relations", "MET", "s1", "s2", (("unsure", True),))


def assigned_to(project: Project, annotator: str) -> list[str]:
    """The ids of what is assigned to somebody, in the order of import."""
    if not has_assignments(project):
        return []  # everybody has everything
    return [document.id for document in project.documents(annotator) if document.is_mine]


def has_assignments(project: Project) -> bool:
    """Whether anything is assigned to anybody."""
    return any(person.assigned for person in project.team.people())


@pytest.fixture
def full(
    path: Path, tagset: Tagset, document: Document, ahmad: Span, bank: Span, met: Relation
) -> Iterator[Project]:
    """A project with a row of every kind: two documents, two people."""
    span, link = ahmad.fragments[0], bank.fragments[0]
    suggestions = Suggestions(
        (SuggestedSpan("g1", "PER", ahmad.fragments, 0.5, "معجم", "اسم معروف"),),
        (SuggestedRelation("g2", "MET", span, link, "PER", "ORG", 0.5, "نمط", "التقى"),),
    )
    items: tuple[Item, ...] = (
        StageMark(Stage.IN_PROGRESS),
        ahmad,
        bank,
        met,
        DocumentLabel("l1", "labels", "politics", ()),
        Decision("g1", Verdict.ACCEPTED, "s1"),
        Settlement("p1", SettlementChoice.TAKEN, "slip", ("s1",), (("علي", "s7"),)),
        Remark("m1", RemarkKind.COMMENT, "علي", "s7", "لماذا؟", "m0", "2026-01-01"),
    )
    with Project.create(path, tagset) as project:
        project.add_records(
            [
                Record(document, suggestions=suggestions),
                Record(Document.of("d2", "خبر آخر", "وصل الوفد في المساء.", (("year", 2025),))),
            ]
        )
        project.open_set("d2", "علي")
        set_id = project.open_set("d1", "سارة").id
        made = Transaction(Op.CURATE, tuple(Change(None, item) for item in items), batch="b1")
        project.commit(set_id, JournalStep("t1", "2026-01-01", made))
        project.commit(
            set_id,
            JournalStep("t2", "2026-01-02", Transaction(Op.DELETE_SPAN, (Change(met, None),))),
        )
        project.commit(
            set_id,
            JournalStep("t3", "2026-01-03", Transaction(Op.UNDO, (Change(None, met),), "t2")),
        )
        project.team.assign(["d1"], ["سارة"])
        write_setting(project._file, Setting.BLIND_SHARE, "0.1")
        with project._file.writing() as connection:
            coming = ("u1", "2026-01-01", ".أخبار.coming", "0" * 64, 9, 2)
            places = ", ".join("?" * (len(coming) + 1))
            connection.execute(
                f"INSERT INTO arrival (id, {ARRIVAL_COLUMNS}, checksum) VALUES (1, {places})",
                (*coming, row_checksum(coming)),
            )
        assert project.check() == []
        yield project


def step(id: str, *items: Item) -> JournalStep:
    """A step of no particular day that makes these."""
    changes = tuple(Change(None, item) for item in items)
    return JournalStep(id, "2026-01-01", Transaction(Op.CREATE_SPAN, changes))


class Held:
    """A question that is being answered until somebody lets it go on."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.goes_on = threading.Event()

    def spans(self, project: Project) -> tuple[Span, ...]:
        self.begun.set()
        assert self.goes_on.wait(PATIENCE)
        return project.state("d1", "سارة").spans
