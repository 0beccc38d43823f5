"""Everything that takes the keyboard says what it is: in the window and in the dialogs."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.hands import place
from ui.window import MainWindow

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextBrowser,
)
DIALOGS = (
    "settings",
    "new-project",
    "import",
    "export",
    "picture",
    "statistics",
    "cheat-sheet",
    "command-palette",
    "help",
    "edit-keys",
    "about",
    "team",
    "assign",
    "learnt",
    "curate",
)


def nameless(root: QWidget) -> list[str]:
    """Controls that the keyboard reaches and that have no name."""
    found = []
    for widget in root.findChildren(QWidget):
        is_part = isinstance(widget.parent(), QComboBox | QAbstractSpinBox | QAbstractItemView)
        takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not isinstance(widget, CONTROLS) or is_part or not takes_keys or not widget.isVisible():
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            parent = widget.parentWidget()
            found.append(f"{type(widget).__name__} in {type(parent).__name__}")
    return found


@pytest.fixture(params=["ar", "en"])
def window(request: pytest.FixtureRequest, open_window: Callable[..., MainWindow]) -> MainWindow:
    return open_window(request.param)


def test_every_control_of_the_window_has_a_name(window: MainWindow) -> None:
    window.desk.view.select(*place(window, "عُمَر السالمي"))
    window.run("find")
    QApplication.processEvents()
    assert nameless(window) == []


def test_every_control_of_the_dialogs_has_a_name(window: MainWindow, qtbot: QtBot) -> None:
    found: dict[str, list[str]] = {}
    for action in DIALOGS:
        window.run(action)
        qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(QDialog)))
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                found[action] = nameless(dialog)
                dialog.close()
        QApplication.processEvents()
    assert {action: names for action, names in found.items() if names} == {}
    assert set(DIALOGS) - set(found) == set()
