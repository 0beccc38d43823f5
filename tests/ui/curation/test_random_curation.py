"""Random keys while documents are curated: nothing fails, and the file holds what is shown."""

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotation.commands.rules import check_relation, check_span
from storage.project import Project
from tests.examples import seeds
from tests.ui.curation.conftest import press
from tests.ui.hands import CTRL, SHIFT, K, state_of
from ui.curation.settling import Settling
from ui.window import MainWindow

NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
PLAIN = (K.Key_1, K.Key_2, K.Key_3, K.Key_B, K.Key_0, K.Key_E, K.Key_Return, K.Key_N, K.Key_Up)
PLAIN += (K.Key_Down, K.Key_Tab, K.Key_Escape, K.Key_Delete, K.Key_Left, K.Key_7, K.Key_F, K.Key_M)
PRESSED = [(key, NONE) for key in PLAIN]
PRESSED += [(K.Key_Z, CTRL), (K.Key_Z, CTRL), (K.Key_Z, CTRL | SHIFT), (K.Key_Tab, SHIFT)]
PRESSED += [(K.Key_Left, ALT), (K.Key_Right, ALT), (K.Key_Left, SHIFT), (K.Key_R, NONE)]


@pytest.mark.many
@pytest.mark.parametrize("seed", seeds(3))
def test_random_keys_neither_fail_nor_warn(
    qtbot: QtBot, curate: Callable[..., tuple[MainWindow, Settling]], seed: int
) -> None:
    window, _ = curate(0, "ar")
    chance = random.Random(seed)
    for _ in range(250):
        key, held = chance.choice(PRESSED)
        press(window, key, held=held)
        QApplication.processEvents()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
    link = window.desk.link
    assert link is not None
    qtbot.waitUntil(lambda: link.unsaved == 0)
    shown, path, tagset = state_of(window), link.path, link.tagset
    for span in shown.spans:
        check_span(shown, tagset, span)
    for relation in shown.relations:
        check_relation(shown, tagset, relation)
    window.close()
    with Project.open(path) as project:
        assert project.state(shown.document.id, "sara") == shown
        assert project.check() == []
