import pytest
from PySide6.QtWidgets import QWidget

from ui.language import current_language, set_language


@pytest.fixture(params=["ar", "en"], autouse=True)
def language(request):
    before = current_language()
    set_language(request.param)
    yield request.param
    set_language(before)


@pytest.fixture
def window(qtbot):
    """What dialogs stand over; they are its children and die with it."""
    widget = QWidget()
    widget.resize(1200, 800)
    qtbot.addWidget(widget)
    widget.show()
    return widget
