from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Span, Suggestions
from annotation.values.state import Change, State
from ui.look.item_kinds import ItemKind
from ui.look.language import ARABIC
from ui.look.theme import DARK
from ui.panels.items_panel import ItemsPanel
from ui.panels.table import RowsTable

NOTHING = Suggestions()


@pytest.fixture
def panel(
    qtbot: QtBot, document: Document, tagset: Tagset, state: State, pending: Suggestions
) -> ItemsPanel:
    made = ItemsPanel()
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show_items(document, tagset, state, pending)
    made.show()
    return made


def said(spy: QSignalSpy) -> list[list[object]]:
    return [spy.at(i) for i in range(spy.count())]


def cells(table: RowsTable[Span], row: int) -> list[str]:
    model = table.rows_model
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.data(model.index(row, c), role)) for c in range(model.columnCount())]


def test_tabs_tell_how_many_there_are(panel: ItemsPanel) -> None:
    titles = [panel.tabs.tabText(place) for place in range(3)]
    assert titles == ["Spans 3", "Relations 2", "Suggestions 3"]
    panel.clear()
    assert panel.tabs.tabText(0) == "Spans 0"


def test_while_items_are_being_read_nothing_is_said_to_be_missing(
    panel: ItemsPanel, document: Document, tagset: Tagset
) -> None:
    panel.wait()
    assert {table.empty_words for table in panel.tables()} == {"The items are being read…"}
    assert [panel.tabs.tabText(n) for n in range(2)] == ["Spans …", "Relations …"]
    panel.retranslate()
    assert panel.spans.empty_words == "The items are being read…"
    panel.show_items(document, tagset, State(document), NOTHING)
    assert panel.spans.empty_words.startswith("No spans yet")
    assert panel.tabs.tabText(0) == "Spans 0"
    panel.wait()
    panel.clear()
    assert panel.relations.empty_words == "No relations yet."


def test_spans_stand_in_reading_order_with_tag_words_place_and_origin(panel: ItemsPanel) -> None:
    assert [row.id for row in panel.spans.rows_model.rows] == ["s1", "s2", "s3"]
    assert cells(panel.spans, 1) == [
        "Person",
        "\u2068عُمَر\u2069",
        "\u206619–24\u2069",
        "suggestion accepted",
    ]


def test_suggestions_stand_together_in_reading_order(panel: ItemsPanel) -> None:
    assert [row.id for row in panel.suggestions.rows_model.rows] == ["g1", "g3", "g2"]
    assert cells(panel.suggestions, 0)[2] == "93% · confident"
    assert "{braces} as found" in cells(panel.suggestions, 2)[3]


def test_the_arrow_of_a_suggested_relation_follows_the_screen(
    qtbot: QtBot,
    language: str,
    document: Document,
    tagset: Tagset,
    state: State,
    pending: Suggestions,
) -> None:
    made = ItemsPanel()
    qtbot.addWidget(made)
    tag = replace(tagset.relations["MET"], is_symmetric=False)
    directed = replace(tagset, relations={**tagset.relations, "MET": tag})
    made.show_items(document, directed, state, pending)
    arrow = "←" if language == ARABIC else "→"
    assert cells(made.suggestions, 1)[1] == f"\u2068سلمى\u2069 {arrow} \u2068البنك الدولي\u2069"
    made.show_items(document, tagset, state, pending)
    assert "↔" in cells(made.suggestions, 1)[1]


def test_a_current_item_is_selected_and_its_tab_comes_only_when_asked(panel: ItemsPanel) -> None:
    chosen = QSignalSpy(panel.chosen)
    panel.set_current(ItemKind.RELATION, "r1")
    assert panel.relations.current_id() == "r1"
    assert panel.tabs.currentWidget() is panel.spans
    panel.set_current(ItemKind.SUGGESTED_RELATION, "g3", follow=True)
    assert panel.tabs.currentWidget() is panel.suggestions
    assert (panel.relations.current_id(), panel.suggestions.current_id()) == ("", "g3")
    panel.set_current(None, "")
    assert panel.suggestions.current_id() == ""
    assert chosen.count() == 0


def test_a_click_arrow_keys_and_enter_tell_kind_and_id(panel: ItemsPanel, qtbot: QtBot) -> None:
    chosen, activated = QSignalSpy(panel.chosen), QSignalSpy(panel.activated)
    panel.set_current(ItemKind.SUGGESTED_SPAN, "g1", follow=True)
    table = panel.suggestions
    qtbot.keyClick(table, Qt.Key.Key_Down)
    middle = table.visualRect(table.rows_model.index(2, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert said(chosen) == [[ItemKind.SUGGESTED_RELATION, "g3"], [ItemKind.SUGGESTED_SPAN, "g2"]]
    qtbot.keyClick(table, Qt.Key.Key_Enter)
    assert said(activated) == [[ItemKind.SUGGESTED_SPAN, "g2"]]
    assert isinstance(activated.at(0)[0], ItemKind)


def test_a_double_click_activates(panel: ItemsPanel, qtbot: QtBot) -> None:
    activated = QSignalSpy(panel.activated)
    table = panel.spans
    middle = table.visualRect(table.rows_model.index(0, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert said(activated) == [[ItemKind.SPAN, "s1"]]


def test_an_act_changes_only_the_rows_it_concerns(
    panel: ItemsPanel, document: Document, tagset: Tagset, state: State
) -> None:
    model = panel.spans.rows_model
    spies = [QSignalSpy(s) for s in (model.rowsInserted, model.rowsRemoved, model.modelReset)]
    panel.set_current(ItemKind.SPAN, "s3")
    span = Span("s9", "entities", "OCC", ((29, 35),))
    grown = state.apply([Change(None, span)])
    panel.show_items(document, tagset, grown, NOTHING)
    assert [spy.count() for spy in spies] == [1, 0, 0]
    assert panel.spans.current_id() == "s3"
    panel.show_items(document, tagset, state, NOTHING)
    assert [spy.count() for spy in spies] == [1, 1, 0]
    assert panel.spans.current_id() == "s3"


def test_the_row_that_goes_leaves_none_current(
    panel: ItemsPanel, document: Document, tagset: Tagset, state: State
) -> None:
    chosen = QSignalSpy(panel.chosen)
    panel.set_current(ItemKind.SPAN, "s3")
    salma, met = state.span("s3"), state.relation("r2")
    shrunk = state.apply([Change(met, None), Change(salma, None)])
    panel.show_items(document, tagset, shrunk, NOTHING)
    assert panel.spans.current_id() == ""
    assert chosen.count() == 0


def test_a_relabelled_span_is_shown_where_it_stands(
    panel: ItemsPanel, document: Document, tagset: Tagset, state: State
) -> None:
    before = state.span("s3")
    assert before is not None
    changed = state.apply([Change(before, replace(before, tag="ORG", attributes=()))])
    panel.show_items(document, tagset, changed, NOTHING)
    assert cells(panel.spans, 2)[0] == "Organisation"


def test_a_third_click_on_a_title_gives_reading_order_back(panel: ItemsPanel, qtbot: QtBot) -> None:
    header = panel.spans.horizontalHeader()
    orders = []
    for _ in range(3):
        x = header.sectionViewportPosition(1) + 5
        qtbot.mouseClick(
            header.viewport(), Qt.MouseButton.LeftButton, pos=header.rect().center().__class__(x, 5)
        )
        orders.append([row.id for row in panel.spans.rows_model.rows])
    assert orders == [["s3", "s2", "s1"], ["s1", "s2", "s3"], ["s1", "s2", "s3"]]


def test_words_keep_to_one_line(qtbot: QtBot, tagset: Tagset) -> None:
    document = Document.of("d", "م", "وزير\n\t الخارجية والدفاع")
    span = Span("s", "entities", "OCC", ((0, 4), (16, 24)))
    panel = ItemsPanel()
    qtbot.addWidget(panel)
    panel.show_items(document, tagset, State(document, [span]), NOTHING)
    assert cells(panel.spans, 0)[1] == "\u2068وزير … والدفاع\u2069"


def test_a_tag_that_the_tagset_lost_is_shown_by_its_slug(qtbot: QtBot, tagset: Tagset) -> None:
    document = Document.of("d", "م", "سلمى")
    span = Span("s", "entities", "GONE", ((0, 4),))
    panel = ItemsPanel()
    qtbot.addWidget(panel)
    panel.show_items(document, tagset, State(document, [span]), NOTHING)
    panel.show()
    panel.grab()
    assert cells(panel.spans, 0)[0] == "GONE"


def test_everything_is_drawn_in_both_directions_and_themes(
    qtbot: QtBot,
    language: str,
    document: Document,
    tagset: Tagset,
    state: State,
    pending: Suggestions,
) -> None:
    panel = ItemsPanel()
    qtbot.addWidget(panel)
    panel.resize(640, 240)
    panel.show_items(document, tagset, state, pending)
    panel.set_theme(DARK)
    panel.show()
    pictures = []
    for place in range(3):
        panel.tabs.setCurrentIndex(place)
        pictures.append(panel.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]


def test_ten_thousand_spans_change_by_one_row(qtbot: QtBot, tagset: Tagset) -> None:
    document = Document.of("d", "طويل", "سلمى " * 10_000)
    spans = [Span(f"s{i}", "entities", "PER", ((i * 5, i * 5 + 4),)) for i in range(10_000)]
    state = State(document, spans)
    panel = ItemsPanel()
    qtbot.addWidget(panel)
    panel.show_items(document, tagset, state, NOTHING)
    panel.show()
    panel.set_current(ItemKind.SPAN, "s9000", follow=True)
    top = panel.spans.verticalScrollBar().value()
    shrunk = state.apply([Change(spans[9001], None)])
    removed = QSignalSpy(panel.spans.rows_model.rowsRemoved)
    panel.show_items(document, tagset, shrunk, NOTHING)
    assert [spy[1:] for spy in said(removed)] == [[9001, 9001]]
    assert panel.spans.current_id() == "s9000"
    assert panel.spans.verticalScrollBar().value() == top
