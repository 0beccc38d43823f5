"""Dialogs in both languages, over a window that takes them along when it goes."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from ui.look.language import current_language, set_language


@pytest.fixture(params=["ar", "en"], autouse=True)
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    before = current_language()
    set_language(request.param)
    yield request.param
    set_language(before)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    """What dialogs stand over; they are its children and are closed with it.

    A modal dialog that stayed open would take the mouse from every window of the tests to come.
    """
    widget = QWidget()
    widget.resize(1200, 800)
    qtbot.addWidget(widget)
    widget.show()
    yield widget
    for dialog in widget.findChildren(QDialog):
        dialog.hide()
