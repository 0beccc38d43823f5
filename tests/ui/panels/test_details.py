from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotation.tagsets.tagset import Attribute, AttributeKind, Tagset
from annotation.values.items import Document, Suggestions
from annotation.values.state import Change, State
from ui.keys.keymap import Keymap, set_keymap
from ui.look.item_kinds import ItemKind
from ui.look.language import ARABIC
from ui.look.theme import DARK
from ui.panels.attribute_form import number
from ui.panels.chip import tag_tip
from ui.panels.details import DetailsPanel

NAMES = {"ar": "ملاحظة", "en": "note"}
MORE = {
    "note": Attribute("note", AttributeKind.TEXT, NAMES, frozenset({"PER"})),
    "number": Attribute("number", AttributeKind.NUMBER, NAMES, frozenset({"PER"})),
}


@pytest.fixture
def wide(tagset: Tagset) -> Tagset:
    """The small tagset with attributes of all four kinds."""
    return replace(tagset, attributes={**tagset.attributes, **MORE})


class Desk(QWidget):
    """A panel beside an article that has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.article, self.panel = QTextEdit(self), DetailsPanel(self)
        column = QVBoxLayout(self)
        column.addWidget(self.article)
        column.addWidget(self.panel)
        self.resize(400, 700)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    made = Desk()
    qtbot.addWidget(made)
    made.show()
    made.article.setFocus()
    qtbot.waitUntil(made.article.hasFocus)
    return made


@pytest.fixture
def shown(
    desk: Desk, document: Document, wide: Tagset, state: State, pending: Suggestions
) -> DetailsPanel:
    """The panel with the span عُمَر."""
    desk.panel.show_item(ItemKind.SPAN, "s2", document, wide, state, pending)
    return desk.panel


def said(spy: QSignalSpy) -> list[list[object]]:
    return [spy.at(i) for i in range(spy.count())]


def editor(panel: DetailsPanel, slug: str) -> QWidget:
    return panel.form.editors[slug]


def test_a_span_is_told_in_words(
    qtbot: QtBot,
    language: str,
    document: Document,
    tagset: Tagset,
    state: State,
    pending: Suggestions,
) -> None:
    panel = DetailsPanel()
    qtbot.addWidget(panel)
    panel.show_item(ItemKind.SPAN, "s2", document, tagset, state, pending)
    is_arabic = language == ARABIC
    assert "عُمَر" in panel.words.text()
    assert panel.tag.accessibleName() == ("شخص" if is_arabic else "Person")
    assert "19–24" in panel.facts.text()
    assert ("اسم إنسان" if is_arabic else "A person&#x27;s name") in panel.definition.text()


def test_arabic_examples_in_an_english_definition_stand_together(
    qtbot: QtBot, document: Document, tagset: Tagset, state: State, pending: Suggestions
) -> None:
    person = replace(tagset.spans["PER"], definition={"en": "A name: [سلمى], [عمر]", "ar": "اسم"})
    told = replace(tagset, spans={**tagset.spans, "PER": person})
    panel = DetailsPanel()
    qtbot.addWidget(panel)
    panel.show_item(ItemKind.SPAN, "s2", document, told, state, pending)
    for markup in (panel.definition.text(), tag_tip(person)):
        assert "A name: \u2067[سلمى]\u2069, \u2067[عمر]\u2069</p>" in markup


def test_a_relation_is_told_by_its_ends(
    desk: Desk, document: Document, tagset: Tagset, state: State, pending: Suggestions
) -> None:
    desk.panel.show_item(ItemKind.RELATION, "r2", document, tagset, state, pending)
    assert "عُمَر" in desk.panel.words.text()
    assert "سلمى" in desk.panel.tail.text()
    assert desk.panel.tag.accessibleName() == "met"
    assert list(desk.panel.form.editors) == ["unsure"]


def test_a_suggestion_tells_its_reason_its_score_and_the_keys(
    desk: Desk, document: Document, tagset: Tagset, state: State, pending: Suggestions
) -> None:
    desk.panel.show_item(ItemKind.SUGGESTED_SPAN, "g1", document, tagset, state, pending)
    assert "known name" in desk.panel.reason.text()
    assert "rules" in desk.panel.facts.text()
    assert desk.panel.score.accessibleName() == "93% · confident"
    acts = [act for _, act in desk.panel.hints.words()]
    assert acts[:2] == ["Accept and go on", "Reject and go on"]
    assert not desk.panel.form.isVisible()


def test_hints_name_the_keys_that_the_person_has_set(shown: DetailsPanel) -> None:
    assert ("\u2066R\u2069", "Relate this span to another") in shown.hints.words()
    set_keymap(Keymap({"relate": ["G"], "delete": []}))
    keys = dict(shown.hints.words())
    assert "\u2066G\u2069" in keys
    assert "Delete" not in keys.values()


def test_nothing_current_tells_what_to_press(shown: DetailsPanel) -> None:
    shown.clear()
    assert "Nothing is chosen" in shown.heading.text()
    assert not shown.words.isVisible()
    assert "Next suggestion" in dict(shown.hints.words()).values()


def test_an_item_that_is_gone_shows_nothing(
    shown: DetailsPanel, document: Document, wide: Tagset, pending: Suggestions
) -> None:
    shown.show_item(ItemKind.SPAN, "s2", document, wide, State(document), pending)
    assert not shown.words.isVisible()


def test_editors_show_the_values(shown: DetailsPanel) -> None:
    mention, unsure = editor(shown, "mention"), editor(shown, "unsure")
    assert isinstance(mention, QComboBox)
    assert isinstance(unsure, QCheckBox)
    assert mention.currentText() == "name"
    assert unsure.isChecked()


def test_a_click_on_a_check_box_tells_the_value_and_the_article_keeps_the_focus(
    shown: DetailsPanel, desk: Desk, qtbot: QtBot
) -> None:
    told, done = QSignalSpy(shown.attribute_set), QSignalSpy(shown.done)
    box = editor(shown, "unsure")
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(9, box.height() // 2))
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(9, box.height() // 2))
    assert said(told) == [
        ["s2", ItemKind.SPAN, "unsure", None],
        ["s2", ItemKind.SPAN, "unsure", True],
    ]
    assert done.count() == 2
    assert desk.article.hasFocus()


def test_a_choice_is_told_once_and_the_dash_takes_it_away(shown: DetailsPanel) -> None:
    told, done = QSignalSpy(shown.attribute_set), QSignalSpy(shown.done)
    combo = editor(shown, "mention")
    assert isinstance(combo, QComboBox)
    for place in (2, 2, 0):
        combo.setCurrentIndex(place)
        combo.activated.emit(place)
    assert [values[2:] for values in said(told)] == [["mention", "pronoun"], ["mention", None]]
    assert done.count() == 3


def test_text_is_told_at_enter_and_escape_takes_it_back(shown: DetailsPanel, qtbot: QtBot) -> None:
    told, done = QSignalSpy(shown.attribute_set), QSignalSpy(shown.done)
    line = editor(shown, "note")
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.setText("غير واضح")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert [values[2:] for values in said(told)] == [["note", "غير واضح"]]
    line.setText("شيء آخر")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "غير واضح"
    assert told.count() == 1
    assert done.count() == 2
    line.setText("  ")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert said(told)[-1][2:] == ["note", None]


def test_numbers_have_digits_of_either_kind(shown: DetailsPanel, qtbot: QtBot) -> None:
    told, refused = QSignalSpy(shown.attribute_set), QSignalSpy(shown.refused)
    line = editor(shown, "number")
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.setText("١٢٫٥")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert [values[2:] for values in said(told)] == [["number", 12.5]]
    line.setText("كثير")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert refused.at(0) == ["“كثير” is not a number."]
    assert line.text() == "12.5"


@pytest.mark.parametrize(
    ("written", "value"),
    [("٣٠٠", 300), ("-2", -2), ("1.5", 1.5), ("nan", None), ("1_000", None), ("x", None)],
)
def test_a_number_is_read_or_it_is_none(written: str, value: float | None) -> None:
    assert number(written) == value


def test_showing_the_changed_item_again_keeps_the_editors(
    shown: DetailsPanel, document: Document, wide: Tagset, state: State, pending: Suggestions
) -> None:
    before = dict(shown.form.editors)
    omar = state.span("s2")
    assert omar is not None
    changed = state.apply([Change(omar, replace(omar, attributes=(("mention", "pronoun"),)))])
    shown.show_item(ItemKind.SPAN, "s2", document, wide, changed, pending)
    assert shown.form.editors == before
    mention = editor(shown, "mention")
    assert isinstance(mention, QComboBox)
    assert mention.currentText() == "pronoun"


def test_text_being_written_goes_to_the_item_it_was_written_for(
    shown: DetailsPanel,
    document: Document,
    wide: Tagset,
    state: State,
    pending: Suggestions,
) -> None:
    told = QSignalSpy(shown.attribute_set)
    line = editor(shown, "note")
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.insert("لعمر وحده")
    shown.show_item(ItemKind.SPAN, "s3", document, wide, state, pending)
    assert said(told) == [["s2", ItemKind.SPAN, "note", "لعمر وحده"]]
    assert line.text() == ""


def test_text_being_written_outlives_what_happens_elsewhere(
    shown: DetailsPanel, document: Document, wide: Tagset, state: State, pending: Suggestions
) -> None:
    line = editor(shown, "note")
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.insert("لم يكت")
    shown.show_item(ItemKind.SPAN, "s2", document, wide, state, Suggestions())
    assert line.text() == "لم يكت"


def test_everything_is_drawn_in_both_directions_and_themes(
    qtbot: QtBot,
    language: str,
    document: Document,
    tagset: Tagset,
    state: State,
    pending: Suggestions,
) -> None:
    panel = DetailsPanel()
    qtbot.addWidget(panel)
    panel.resize(320, 320)
    panel.set_theme(DARK)
    panel.show()
    pictures = []
    for kind, id in (
        (ItemKind.SPAN, "s2"),
        (ItemKind.RELATION, "r1"),
        (ItemKind.SUGGESTED_RELATION, "g3"),
        (None, ""),
    ):
        panel.show_item(kind, id, document, tagset, state, pending)
        pictures.append(panel.grab().toImage())
    assert all(one != other for one, other in pairwise(pictures))
