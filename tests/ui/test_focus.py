"""Where the keyboard is can be seen, in both themes, wherever it can be."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.hands import place
from ui.app import make_application
from ui.look.focus_ring import FocusRing
from ui.look.settings import ColourScheme
from ui.look.theme import LIGHT, contrast, wear
from ui.window import MainWindow

SEEN = 3.0  # WCAG 2.2, 1.4.11 and 2.4.13
FEWEST = 40  # pixels, about the outline of a check box


def reachable(root: QWidget) -> list[QWidget]:
    """The widgets that take the keyboard and are there to be seen."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.window() is root
    ]


def picture(root: QWidget, place: QRect) -> QImage:
    QApplication.processEvents()
    return root.grab(place).toImage()


def is_changed(before: QImage, after: QImage) -> bool:
    """Whether enough pixels look plainly different."""
    count = 0
    for y in range(before.height()):
        if count >= FEWEST:
            break
        if before.constScanLine(y) == after.constScanLine(y):
            continue
        for x in range(before.width()):
            one, other = before.pixel(x, y), after.pixel(x, y)
            if one != other and contrast(QColor(one), QColor(other)) >= SEEN:
                count += 1
    return count >= FEWEST


def around(widget: QWidget, root: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint()), widget.size()).adjusted(-3, -3, 3, 3)


def unseen(root: QWidget) -> list[str]:
    """Widgets that look the same with the keyboard as without it."""
    elsewhere = QWidget(root)
    elsewhere.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    elsewhere.show()
    found = []
    for widget in reachable(root):
        if widget is elsewhere:
            continue
        elsewhere.setFocus(Qt.FocusReason.TabFocusReason)
        without = picture(root, around(widget, root))
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert widget.hasFocus()
        if not is_changed(without, picture(root, around(widget, root))):
            found.append(f"{type(widget).__name__} {widget.accessibleName()!r}")
    elsewhere.hide()
    elsewhere.deleteLater()
    return found


@pytest.fixture(params=[ColourScheme.LIGHT, ColourScheme.DARK])
def dressed(request: pytest.FixtureRequest, window: MainWindow) -> Iterator[MainWindow]:
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton)  # a test before may have held it down
    window.desk.change_settings(appearance=request.param)
    yield window
    wear(make_application(), LIGHT)


def test_the_keyboard_is_seen_wherever_it_is_in_the_window(dressed: MainWindow) -> None:
    window = dressed
    window.desk.view.select(*place(window, "عُمَر السالمي"))
    window.choosing.choose_tag("PER")
    window.run("toggle-paragraph-text")
    window.run("find")
    kinds = {type(widget).__name__ for widget in reachable(window)}
    assert {"ArticleView", "RowsTable", "TagChip", "ParagraphText", "QLineEdit"} <= kinds
    assert {"DetailsPanel", "QComboBox", "QTabBar", "QCheckBox", "QToolButton"} <= kinds
    assert unseen(window) == []


@pytest.mark.parametrize("action", ["settings", "command-palette", "edit-keys", "import", "team"])
def test_the_keyboard_is_seen_in_dialogs(dressed: MainWindow, qtbot: QtBot, action: str) -> None:
    dressed.run(action)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in dressed.findChildren(QDialog)))
    (dialog,) = (d for d in dressed.findChildren(QDialog) if d.isVisible())
    assert reachable(dialog)
    assert unseen(dialog) == []
    dialog.close()


def test_a_button_that_is_clicked_gets_no_ring(window: MainWindow, qtbot: QtBot) -> None:
    window.run("find")
    button = window.page.find_bar.everywhere
    ring = window.findChild(FocusRing, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert ring.isVisible()
    qtbot.mousePress(button, Qt.MouseButton.LeftButton)
    assert button.hasFocus()
    assert not ring.isVisible()
    qtbot.mouseRelease(button, Qt.MouseButton.LeftButton)


def test_the_ring_goes_where_its_widget_goes_and_away_with_it(window: MainWindow) -> None:
    table = window.desk.documents.table
    table.setFocus()
    ring = window.findChild(FocusRing, options=Qt.FindChildOption.FindDirectChildrenOnly)
    window.row.setSizes([500, 580, 340])
    QApplication.processEvents()
    assert ring.geometry().contains(QRect(table.mapTo(window, QPoint()), table.size()))


def test_the_ring_goes_away_with_its_widget_and_comes_again(qtbot: QtBot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    holder = QWidget(root)
    widget = QWidget(holder)
    holder.resize(80, 40)
    widget.setGeometry(10, 10, 40, 20)
    root.show()
    ring = FocusRing(root)
    ring.surround(widget)
    assert ring.geometry() == QRect(8, 8, 44, 24)
    for gone in (widget, holder):
        gone.hide()
        assert not ring.isVisible()
        gone.show()
        assert ring.isVisible()
    ring.surround(None)
    assert not ring.isVisible()
