"""Lists follow single acts: the same rows as lists made anew, and no work for rows untouched."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Relation, Span, Suggestions
from annotation.values.state import Change, State
from tests.examples import examples
from ui.panels.item_words import ItemWords
from ui.panels.items_panel import ItemsPanel

WORDS = "زارت سلمى حدّاد مقرّ الـبنك لا إلا في ٢٠٢٥ 😀 2025 ثم CASA-1000 عادت. "
DOCUMENT = Document.of("d", "زيارة", WORDS * 6)
NOTHING = Suggestions()
IDS = tuple(f"s{number}" for number in range(9))
TAGS = ("PER", "ORG", "OCC")
begins = st.integers(0, len(DOCUMENT.text) - 20)
spans = st.builds(
    lambda id, tag, begin, length: Span(id, "entities", tag, ((begin, begin + length),)),
    *(st.sampled_from(IDS), st.sampled_from(TAGS), begins, st.integers(1, 18)),
)
relations = st.builds(
    lambda id, tag, head, tail: Relation(id, "relations", tag, head, tail),
    st.sampled_from(("r0", "r1", "r2", "r3", "r4")),
    *(st.sampled_from(("MET", "HOLDS")), st.sampled_from(IDS), st.sampled_from(IDS)),
)
acts = st.lists(st.lists(spans | relations, min_size=1, max_size=4), max_size=8)
orders = st.tuples(st.integers(-1, 3), st.booleans())


def act(state: State, items: list[Span | Relation]) -> State:
    """Put the items there, change them, or take away those that are there as they are."""
    for item in items:
        before = state.span(item.id) if isinstance(item, Span) else state.relation(item.id)
        state = state.apply([Change(before, None if before == item else item)])
    return state


def rows(panel: ItemsPanel) -> list[list[object]]:
    return [list(table.rows_model.rows) for table in panel.tables()]


def sort(panel: ItemsPanel, order: tuple[int, bool]) -> None:
    column, is_descending = order
    direction = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
    for table in (panel.spans, panel.relations):
        model = table.rows_model
        model.sort(column if column < model.columnCount() else -1, direction)


@examples(60)
@given(steps=acts, order=orders)
def test_lists_that_follow_acts_are_those_made_anew(
    qtbot: QtBot, tagset: Tagset, steps: list[list[Span | Relation]], order: tuple[int, bool]
) -> None:
    panel, state = ItemsPanel(), State(DOCUMENT)
    panel.show_items(DOCUMENT, tagset, state, NOTHING)
    sort(panel, order)
    for items in steps:
        state = act(state, items)
        panel.show_items(DOCUMENT, tagset, state, NOTHING)
        anew = ItemsPanel()
        anew.show_items(DOCUMENT, tagset, State(DOCUMENT, state.items()), NOTHING)
        sort(anew, order)
        assert rows(panel) == rows(anew)
        for table in panel.tables():
            for place, row in enumerate(table.rows_model.rows):
                assert table.rows_model.place_of(row.id) == place
        anew.deleteLater()
    panel.deleteLater()


@pytest.fixture
def worded(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What has been put into words."""
    seen: list[object] = []
    words = ItemWords.words

    def noted(self: ItemWords, fragments: tuple[tuple[int, int], ...]) -> str:
        seen.append(fragments)
        return words(self, fragments)

    monkeypatch.setattr(ItemWords, "words", noted)
    return seen


def test_an_act_among_thousands_words_only_rows_in_sight(
    qtbot: QtBot, tagset: Tagset, worded: list[object]
) -> None:
    document = Document.of("d", "طويل", "سلمى " * 5_000)
    many = [Span(f"s{i:04}", "entities", "PER", ((i * 5, i * 5 + 4),)) for i in range(5_000)]
    links = [Relation(f"r{i:04}", "relations", "MET", f"s{i:04}", "s0000") for i in range(1, 3_000)]
    state = State(document, [*many, *links])
    panel = ItemsPanel()
    qtbot.addWidget(panel)
    panel.resize(340, 400)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.show_items(document, tagset, state, NOTHING)
    qtbot.waitUntil(lambda: bool(worded))
    in_sight = 2 * (panel.spans.viewport().height() // panel.spans.rowHeight(0) + 2)
    for number in range(5):
        worded.clear()
        wider = replace(many[number], fragments=((number * 5, number * 5 + 9),))
        state = state.apply([Change(many[number], wider)])
        panel.show_items(document, tagset, state, NOTHING)
        panel.spans.viewport().repaint()
        assert 0 < len(worded) <= in_sight


def test_an_act_out_of_sight_words_nothing(
    qtbot: QtBot, tagset: Tagset, worded: list[object]
) -> None:
    document = Document.of("d", "طويل", "سلمى " * 5_000)
    many = [Span(f"s{i:04}", "entities", "PER", ((i * 5, i * 5 + 4),)) for i in range(5_000)]
    state = State(document, many)
    panel = ItemsPanel()
    panel.show_items(document, tagset, state, NOTHING)
    worded.clear()
    state = state.apply([Change(many[4_000], replace(many[4_000], tag="ORG"))])
    panel.show_items(document, tagset, state, NOTHING)
    assert worded == []
    panel.deleteLater()
