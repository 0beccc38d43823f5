import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.panels.flow import FlowLayout

BOX = QSize(40, 20)


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    flow = FlowLayout(widget, gap=10)
    for _ in range(5):
        box = QWidget(widget)
        box.setFixedSize(BOX)
        flow.addWidget(box)
    return widget


def places(holder: QWidget, width: int) -> list[tuple[int, int]]:
    layout = holder.layout()
    assert layout is not None
    holder.resize(width, layout.heightForWidth(width))
    layout.activate()
    boxes = [layout.itemAt(i) for i in range(layout.count())]
    return [(box.geometry().x(), box.geometry().y()) for box in boxes if box is not None]


def test_what_does_not_fit_goes_to_the_next_line(holder: QWidget) -> None:
    assert places(holder, 140) == [(0, 0), (50, 0), (100, 0), (0, 30), (50, 30)]


def test_a_line_begins_at_the_right_in_arabic(holder: QWidget) -> None:
    holder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert places(holder, 140) == [(100, 0), (50, 0), (0, 0), (100, 30), (50, 30)]


@pytest.mark.parametrize(("width", "height"), [(1000, 20), (140, 50), (90, 80), (40, 140)])
def test_the_height_follows_from_the_width(holder: QWidget, width: int, height: int) -> None:
    layout = holder.layout()
    assert layout is not None
    assert layout.heightForWidth(width) == height


def test_what_is_hidden_takes_no_room(holder: QWidget) -> None:
    layout = holder.layout()
    assert layout is not None
    for number in (0, 1, 2):
        item = layout.itemAt(number)
        assert item is not None
        box = item.widget()
        assert box is not None
        box.hide()
    assert layout.heightForWidth(140) == 20
