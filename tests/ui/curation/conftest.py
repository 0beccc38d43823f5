"""A project in which three people have finished an article differently, and a curator's window."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import RELATION_LAYER, SPAN_LAYER, Document, Relation, Span, Stage
from annotation.values.record import Record
from storage.project import Project
from storage.system.ids import new_id
from tests.ui.conftest import FIRST, SECOND, TAGSET
from ui.curation.documents_dialog import CurationDialog
from ui.curation.settling import Settling
from ui.window import MainWindow

Mention = tuple[str, str]
NONE = Qt.KeyboardModifier.NoModifier


def finished(
    text: str, name: str, who: str, mentions: Sequence[Mention], met: tuple[int, int] | None = None
) -> Record:
    """A finished set: spans by tag and words, and perhaps who met whom."""
    spans = [
        Span(new_id(), SPAN_LAYER, tag, ((at := text.index(words), at + len(words)),))
        for tag, words in mentions
    ]
    links = () if met is None else (_met(spans[met[0]], spans[met[1]]),)
    document = Document.of(new_id(), name, text)
    in_order = tuple(sorted(spans, key=lambda span: span.sort_key))
    return Record(document, who, Stage.FINISHED, in_order, links)


def _met(head: Span, tail: Span) -> Relation:
    return Relation(new_id(), RELATION_LAYER, "MET", head.id, tail.id)


# Positions of the first article: 1 differs in tag, 2 in bounds, 3 is agreed, 4 is incomplete.
MINISTER, OMAR, BANK, SALMA = "وزيرُ المالِ", "عُمَر السالمي", "البنك الدولي", "سلمى حداد"
SARA = [("OCC", MINISTER), ("PER", OMAR), ("ORG", BANK), ("PER", SALMA)]
ALI = [("PER", MINISTER), ("PER", "عُمَر"), ("ORG", BANK)]


@pytest.fixture
def learns() -> bool:
    return False  # nothing here depends on it


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    path = tmp_path / "team.tawseem"
    with Project.create(path, read_tagset(TAGSET.read_text("utf-8"), TAGSET.name)) as project:
        project.add_records(
            [
                finished(FIRST, "لقاء", "سارة", SARA, met=(1, 3)),
                finished(FIRST, "لقاء", "علي", ALI),
                finished(SECOND, "معرض", "سارة", [("PER", SALMA)]),
                finished(SECOND, "معرض", "علي", [("PER", SALMA)]),
            ]
        )
    return path


@pytest.fixture
def curate(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> Callable[..., tuple[MainWindow, Settling]]:
    """Open the window and curate a document, by keys: its place in the list is given."""

    def curate_(number: int = 0, language: str = "en") -> tuple[MainWindow, Settling]:
        window = open_window(language)
        choose(qtbot, window, number)
        settling = window.curation.curating.settling
        assert settling is not None
        return window, settling

    return curate_


def choose(qtbot: QtBot, window: MainWindow, number: int) -> None:
    """Ctrl+Shift+C, down to a document, Enter."""
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window.desk.view, Qt.Key.Key_C, both)
    qtbot.waitUntil(lambda: bool(window.findChildren(CurationDialog)))
    dialog = window.findChildren(CurationDialog)[-1]
    for _ in range(number):
        QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.curation.curating.settling is not None)
    window.activateWindow()
    window.desk.view.setFocus()
    qtbot.waitUntil(window.desk.view.hasFocus)


def press(window: MainWindow, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    """Press keys where the keyboard is."""
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or window.desk.view, key, held)
