"""Curation over what interrupts it: another language of the window, a rule run from a terminal."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotation.values.items import Document, Stage
from annotation.values.record import Record
from storage.project import Project
from storage.system.ids import new_id
from tests.ui.curation.conftest import SALMA, SARA, choose, press
from tests.ui.hands import CTRL, SHIFT, K, state_of, words
from ui.app import Opening, make_application
from ui.cli import main
from ui.curation.settling import Settling
from ui.look.language import set_language
from ui.look.settings import Settings, save_settings
from ui.window import MainWindow

Curate = Callable[..., tuple[MainWindow, Settling]]


@pytest.fixture
def opening(qtbot: QtBot, project_path: Path) -> Iterator[Opening]:
    save_settings(Settings(language="en", annotator="sara"))
    with Project.open(project_path) as project:
        project.add_records([Record(Document.of(new_id(), "معرض", "معرضٌ آخر بالاسم نفسه."))])
    opening = Opening(make_application(), project_path)
    qtbot.waitUntil(lambda: opening.window.desk.session is not None)
    yield opening
    opening.window.close()
    set_language("en")
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_another_language_leaves_the_document_in_curation(qtbot: QtBot, opening: Opening) -> None:
    first = opening.window
    choose(qtbot, first, 1)
    document = state_of(first).document
    press(first, K.Key_1)
    first.run("switch-language")
    qtbot.waitUntil(lambda: opening.window is not first)
    window = opening.window
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.desk.session is not None)
    session = window.desk.session
    assert session is not None
    assert (session.is_curated, session.document) == (True, document)
    qtbot.waitUntil(lambda: window.curation.curating.settling is not None)
    assert window.curation.curating.panel.isVisible()
    assert words(window) == [("PER", SALMA)]


def test_what_a_rule_did_in_all_documents_is_undone_and_redone_by_one_key(
    qtbot: QtBot, project_path: Path, curate: Curate
) -> None:
    command = ["curate", str(project_path), "--strategy", "trust=سارة", "--curator", "sara"]
    assert main([*command, "--finish"]) == 0
    with Project.open(project_path) as project:
        other = project.document_named("معرض").id
    window, settling = curate()
    link = window.desk.link
    assert link is not None
    assert words(window) == SARA

    def elsewhere() -> tuple[Stage, int]:
        found: list[tuple[Stage, int]] = []
        link.ask(
            lambda project: project.state(other, "sara"),
            lambda state: found.append((state.stage, len(state.spans))),
        )
        qtbot.waitUntil(lambda: bool(found))
        return found[0]

    assert elsewhere() == (Stage.FINISHED, 1)
    press(window, K.Key_Z, held=CTRL)
    qtbot.waitUntil(lambda: words(window) == [])
    assert settling.still_open == 5
    assert elsewhere() == (Stage.NEW, 0)
    press(window, K.Key_Z, held=CTRL | SHIFT)
    qtbot.waitUntil(lambda: words(window) == SARA)
    assert settling.still_open == 0
    assert elsewhere() == (Stage.FINISHED, 1)
