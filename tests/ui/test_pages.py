"""Pages beside the main window go when they are closed, and say so once."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.annotation.review.conftest import TAGSET
from ui.agreement.window import AgreementWindow
from ui.app import make_application
from ui.dialogs.sheet import PageSheet
from ui.effort.window import EffortWindow
from ui.look.theme import LIGHT
from ui.review.comments_window import CommentsWindow
from ui.review.window import ReviewWindow
from ui.sampling.window import SamplingWindow

PAGES: dict[str, Callable[[], PageSheet]] = {
    "agreement": lambda: AgreementWindow(["أمل", "باسم"], [], TAGSET, LIGHT),
    "effort": lambda: EffortWindow(LIGHT, 0.0, can_change=True),
    "sampling": lambda: SamplingWindow(["أمل"], "مريم", TAGSET, LIGHT),
    "review": lambda: ReviewWindow(TAGSET, LIGHT),
    "comments": lambda: CommentsWindow("مريم", LIGHT),
}


@pytest.mark.parametrize("by_key", [False, True])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_is_closed_goes_and_says_so_once(qtbot: QtBot, name: str, by_key: bool) -> None:
    make_application()
    page = PAGES[name]()
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(page)
    heard: list[int] = []
    page.closed.connect(lambda: heard.append(1))
    page.show()
    if by_key:
        QTest.keyClick(page, Qt.Key.Key_Escape)
    else:
        page.close()
    assert not page.isVisible()
    assert heard == [1]
