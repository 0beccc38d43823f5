"""Curation by keys in the real window: one key a position, minds changed, editing, going on."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from annotation.curation.strategies import StrategyRule
from annotation.values.items import SettlementChoice, Stage
from tests.ui.curation.conftest import BANK, MINISTER, OMAR, SALMA, choose, press
from tests.ui.hands import CTRL, SHIFT, K, state_of, words
from ui.curation.documents_dialog import CurationDialog
from ui.curation.settling import Settling
from ui.curation.strategy_dialog import StrategyDialog
from ui.look.item_kinds import ItemKind
from ui.window import MainWindow

Curate = Callable[..., tuple[MainWindow, Settling]]


def test_the_list_tells_what_is_there_and_what_is_open(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    QTest.keyClick(window.desk.view, K.Key_C, CTRL | SHIFT)
    qtbot.waitUntil(lambda: bool(window.findChildren(CurationDialog)))
    dialog = window.findChildren(CurationDialog)[0]
    qtbot.waitUntil(lambda: len(dialog._open) == 2)
    model = dialog.table.rows_model
    shown = [[model.index(row, column).data() for column in (2, 3, 4)] for row in range(2)]
    assert shown == [["2", "", "5"], ["2", "", "1"]]
    dialog.reject()


def test_one_key_settles_a_position_and_goes_to_the_next(curate: Curate) -> None:
    window, settling = curate()
    assert settling.current is not None
    assert [p.is_open for p in settling.positions] == [True] * 5
    press(window, K.Key_1, K.Key_2, K.Key_1)
    assert words(window) == [("OCC", MINISTER), ("PER", "عُمَر"), ("ORG", BANK)]
    assert settling.current.begin == settling.positions[3].begin
    press(window, K.Key_2)  # who has nothing here is right: it is left out
    settlement = settling.positions[3].settlement
    assert settlement is not None
    assert settlement.choice is SettlementChoice.NEITHER
    assert settling.still_open == 1


def test_all_the_keys(curate: Curate) -> None:
    window, settling = curate()
    press(window, K.Key_0)
    assert words(window) == []
    press(window, K.Key_B)  # both borders, one within the other
    assert words(window) == [("PER", OMAR), ("PER", "عُمَر")]
    press(window, K.Key_Return)
    assert words(window)[-1] == ("ORG", BANK)
    press(window, K.Key_N, K.Key_N)
    assert settling.current == settling.positions[0]
    press(window, K.Key_Tab)
    assert settling.current == settling.positions[3]
    press(window, K.Key_Up)
    assert settling.current == settling.positions[2]
    press(window, K.Key_Delete)
    assert [tag for tag, _ in words(window)] == ["PER", "PER"]
    press(window, K.Key_Tab, held=SHIFT)
    press(window, K.Key_Escape)
    assert settling.current is None
    assert state_of(window).stage is Stage.IN_PROGRESS


def test_keys_of_tags_do_nothing_on_a_position_and_work_again_while_editing(
    curate: Curate,
) -> None:
    window, settling = curate()
    press(window, K.Key_M, K.Key_H, K.Key_7)
    assert words(window) == []
    press(window, K.Key_E)
    assert settling.is_editing
    assert words(window) == [("OCC", MINISTER)]
    press(window, K.Key_2)  # the tag's key again
    assert words(window) == [("ORG", MINISTER)]
    press(window, K.Key_Right, held=Qt.KeyboardModifier.AltModifier)
    assert words(window) == [("ORG", "وزيرُ")]
    settlement = settling.positions[0].settlement
    assert settlement is not None
    assert settlement.choice is SettlementChoice.EDITED
    press(window, K.Key_Tab)
    assert not settling.is_editing
    assert settling.current == settling.positions[1]


def test_words_of_ones_own_are_tagged_after_escape_and_count_by_e(curate: Curate) -> None:
    window, settling = curate()
    press(window, K.Key_Escape)
    begin = settling.positions[0].begin
    window.desk.view.select(begin, begin + len("وزيرُ"))
    press(window, K.Key_7)
    assert words(window) == [("OCC", "وزيرُ")]
    settling.go_to(settling.positions[0])
    window.desk.make_current(ItemKind.SPAN, state_of(window).spans[0].id)
    press(window, K.Key_E)
    settlement = settling.positions[0].settlement
    assert settlement is not None
    assert settlement.items == (state_of(window).spans[0].id,)


def test_undo_leads_back_to_the_position_and_redo_to_what_was_settled(curate: Curate) -> None:
    window, settling = curate()
    press(window, K.Key_1, K.Key_1)
    press(window, K.Key_Z, held=CTRL)
    assert settling.current == settling.positions[1]
    assert settling.positions[1].is_open
    press(window, K.Key_Z, held=CTRL)
    assert settling.current == settling.positions[0]
    assert words(window) == []
    press(window, K.Key_Z, K.Key_Z, held=CTRL | SHIFT)
    assert words(window) == [("OCC", MINISTER), ("PER", OMAR)]


def test_a_relation_is_taken_with_its_ends(curate: Curate) -> None:
    window, settling = curate()
    press(window, K.Key_Up)  # round to the last
    assert settling.current == settling.positions[4]
    press(window, K.Key_1)
    assert words(window) == [("PER", OMAR), ("PER", SALMA)]
    assert len(state_of(window).relations) == 1
    assert settling.still_open == 2


def test_a_reason_is_kept_with_the_settlement(qtbot: QtBot, curate: Curate) -> None:
    window, settling = curate()
    settling._give("boundary")
    assert "where the span ends" in settling._panel.card.outcome.text()
    press(window, K.Key_1)
    settlement = settling.positions[0].settlement
    assert settlement is not None
    assert settlement.reason == "boundary"
    press(window, K.Key_Up, K.Key_R)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in settling._panel.findChildren(QMenu)))
    menu = next(m for m in settling._panel.findChildren(QMenu) if m.isVisible())
    QTest.keyClick(menu, K.Key_2)
    settlement = settling.positions[0].settlement
    assert settlement is not None
    assert settlement.reason == "slip"


def test_a_rule_settles_many_as_one_step_after_a_preview(qtbot: QtBot, curate: Curate) -> None:
    window, settling = curate()
    press(window, K.Key_Return, held=CTRL)
    dialog = window.findChildren(StrategyDialog)[0]
    assert "Taken: \u20661\u2069" in dialog.outcome.text()
    assert words(window) == []
    dialog.trusted.setCurrentText("علي")
    dialog.rules.button(tuple(StrategyRule).index(StrategyRule.TRUST)).setChecked(True)
    dialog.accept()
    assert words(window) == [("PER", MINISTER), ("PER", "عُمَر"), ("ORG", BANK)]
    assert settling.still_open == 0
    press(window, K.Key_Z, held=CTRL)
    assert words(window) == []
    assert settling.still_open == 5


def test_finishing_asks_first_then_opens_the_next_and_leaves_the_mode_at_the_end(
    qtbot: QtBot, curate: Curate
) -> None:
    window, settling = curate()
    curating = window.curation.curating
    press(window, K.Key_F)
    assert state_of(window).stage is Stage.NEW
    assert "still open" in window.desk.status.message.text()
    press(window, K.Key_F)
    qtbot.waitUntil(lambda: curating.settling not in (None, settling))
    second = curating.settling
    assert second is not None
    press(window, K.Key_1, K.Key_F)
    assert state_of(window).stage is Stage.FINISHED
    qtbot.waitUntil(lambda: "last document" in window.desk.status.message.text())


def test_articles_side_by_side_follow_each_other_and_lead_to_positions(curate: Curate) -> None:
    window, settling = curate()
    columns = window.curation.curating.sources.columns
    assert [column.annotator for column in columns] == ["سارة", "علي"]
    for column in columns:
        assert column.view.current is not None
    version = settling.positions[2].versions[1]
    columns[1].view.click((ItemKind.SPAN, version.items[0].id))
    assert settling.current == settling.positions[2]
    window.resize(700, 556)
    main = window.desk.view
    bar = columns[0].view.verticalScrollBar()
    bar.setValue(bar.maximum())
    offset, y = columns[0].view.top_line()
    if main.verticalScrollBar().maximum() > main.verticalScrollBar().value():
        assert abs(main.height_of(offset) - y) <= 2


def test_leaving_for_an_ordinary_document_gives_the_window_back(
    qtbot: QtBot, curate: Curate
) -> None:
    window, _ = curate()
    assert window.desk.items.isHidden()
    assert window.curation.curating.panel.isVisible()
    window.curation.curating.panel.leave.click()
    qtbot.waitUntil(lambda: window.desk.session is not None and not window.desk.session.is_curated)
    assert window.curation.curating.settling is None
    assert not window.desk.items.isHidden()
    assert not window.curation.curating.panel.isVisible()
    assert not window.curation.curating.sources.isVisible()


def test_an_annotator_curates_under_a_title(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    window.desk.settings = type(window.desk.settings)(annotator="سارة")
    choose(qtbot, window, 0)
    assert window.desk.session is not None
    assert window.desk.session.annotator == "سارة (curator)"
    settling = window.curation.curating.settling
    assert settling is not None
    assert settling.words.annotators == ("سارة", "علي")


def test_settling_many_is_refused_where_nothing_is_curated(
    window: MainWindow,
) -> None:
    window.run("settle-many")
    assert "Open a document for curation first" in window.desk.status.message.text()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_cheat_sheet_tells_the_keys_of_curation(curate: Curate, language: str) -> None:
    window, _ = curate(0, language)
    groups = window.helping.key_groups()
    assert ("B", dict(groups[0][1])["B"]) in groups[0][1]
    assert len(groups[0][1]) == 11


def test_the_positions_are_reached_with_the_other_panels(curate: Curate) -> None:
    window, _ = curate()
    panel = window.curation.curating.panel
    for _ in range(6):
        if panel.table.hasFocus():
            break
        press(window, K.Key_F6)
    assert panel.table.hasFocus()
    press(window, K.Key_Down, K.Key_2)
    assert words(window) == [("PER", "عُمَر")]


def test_the_articles_beside_are_read_and_sized_as_the_curators(curate: Curate) -> None:
    window, _ = curate()
    view = window.curation.curating.sources.columns[0].view
    before = view.zoom
    window.run("zoom-in")
    assert view.zoom == pytest.approx(before * 1.1)
    window.run("toggle-marks")
    assert view._reading.hides_marks
    window.run("toggle-dark")
    assert view._theme.is_dark is window.desk.view._theme.is_dark


def test_only_open_positions_are_listed_if_one_wants(curate: Curate) -> None:
    window, settling = curate()
    panel = window.curation.curating.panel
    panel.open_only.setChecked(True)
    press(window, K.Key_1, K.Key_1)
    assert [row.id for row in panel.table.rows_model.rows] == [
        position.id for position in settling.positions[2:]
    ]
    panel.open_only.setChecked(False)
    assert len(panel.table.rows_model.rows) == 5


def test_an_edit_after_escape_does_not_take_the_keys_back(curate: Curate) -> None:
    window, settling = curate()
    press(window, K.Key_1, K.Key_Escape)
    window.desk.make_current(ItemKind.SPAN, state_of(window).spans[0].id)
    press(window, K.Key_2)
    assert words(window) == [("ORG", MINISTER)]
    assert settling.current is None
    settlement = settling.positions[0].settlement
    assert settlement is not None
    assert settlement.choice is SettlementChoice.EDITED
