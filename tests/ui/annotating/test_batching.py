"""The same words over the whole project, in the real window, by keys: one batch, one undo."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotation.commands.occurrences import phrase_of
from annotation.commands.same_words import BatchWish, Deed, carry_out, places
from annotation.values.items import Document, Stage, SuggestedSpan, Suggestions
from annotation.values.record import Record
from annotation.values.state import State
from annotation.values.transaction import Transaction
from storage.exchange.staged import end_of
from storage.project import Project, Run
from storage.system.ids import new_id
from tests.ui.conftest import SECOND
from tests.ui.hands import CTRL, SHIFT, K, Press, asked, dialog_of, place, state_of, suggest, words
from ui.annotating.batching import Batching
from ui.dialogs.message import QuestionDialog
from ui.dialogs.places_dialog import PlaceRow, PlacesDialog
from ui.look.item_kinds import ItemKind
from ui.window import MainWindow

THIRD = "وصلت سلمى حدّاد إلى مسقط 😀، ثم غادرت وسلمى حداد معها في ١٢ مايو."
BANK = ("ORG", "البنك الدولي")
SALMA = "سلمى حداد"


@pytest.fixture
def project_path(project_path, tmp_path):  # type: ignore[no-untyped-def]
    with Project.open(project_path) as project:
        project.add_records([Record(Document.of(new_id(), "وصول", THIRD))])
    return project_path


def states(qtbot: QtBot, window: MainWindow) -> list[State]:
    ids = window.desk.documents.queue.ids()
    found = asked(window, qtbot, lambda project: [project.state(id, "sara") for id in ids])
    assert isinstance(found, list)
    return found


def counts(qtbot: QtBot, window: MainWindow) -> list[int]:
    return [len(state.spans) for state in states(qtbot, window)]


def tag_salma_everywhere(window: MainWindow, press: Press, qtbot: QtBot) -> PlacesDialog:
    """1 tags the words, Shift+P looks in the whole project."""
    window.desk.view.select(*place(window, SALMA))
    press(K.Key_1)
    press(K.Key_P, SHIFT)
    dialog = dialog_of(qtbot, window, PlacesDialog)
    assert isinstance(dialog, PlacesDialog)
    qtbot.waitUntil(lambda: not dialog.is_searching)
    return dialog


def accept(window: MainWindow, press: Press, qtbot: QtBot) -> None:
    press(K.Key_Return)
    qtbot.waitUntil(lambda: "in one step" in window.desk.status.message.sentence)
    window.desk.view.setFocus()


def test_a_batch_over_the_project_is_one_step_back_and_forth(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    dialog = tag_salma_everywhere(window, press, qtbot)
    names = [line.words for line in dialog.places.lines if not isinstance(line, PlaceRow)]
    assert [name.strip("\u2068\u2069") for name in names] == ["لقاء", "معرض", "وصول"]
    assert [row.words for row in dialog.places.places()] == [SALMA, SALMA, "سلمى حدّاد", SALMA]
    accept(window, press, qtbot)
    assert counts(qtbot, window) == [2, 1, 2]
    press(K.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "Undone" in window.desk.status.message.sentence)
    assert counts(qtbot, window) == [1, 0, 0]
    assert words(window) == [("PER", SALMA)]
    press(K.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: "Done again" in window.desk.status.message.sentence)
    assert counts(qtbot, window) == [2, 1, 2]
    press(K.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(words(window)) == 1)
    press(K.Key_Z, CTRL)
    assert words(window) == []
    assert counts(qtbot, window) == [0, 0, 0]


def test_the_list_of_documents_shows_what_a_batch_did(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    tag_salma_everywhere(window, press, qtbot)
    accept(window, press, qtbot)
    rows = window.desk.documents.table.rows_model.rows
    assert [(row.spans, row.stage) for row in rows] == [
        (2, Stage.IN_PROGRESS),
        (1, Stage.IN_PROGRESS),
        (2, Stage.IN_PROGRESS),
    ]


def test_an_act_in_the_open_document_alone_does_not_read_the_list_anew(
    window: MainWindow, qtbot: QtBot
) -> None:
    here = state_of(window)
    phrase = phrase_of(here.document.text, (place(window, SALMA),))
    assert phrase is not None
    wish = BatchWish(Deed.TAG, "PER", phrase)
    found = places(wish, here, window.desk.link.tagset, Suggestions())  # type: ignore[union-attr]
    read_anew: list[None] = []
    window.desk.documents.listed.connect(lambda: read_anew.append(None))
    Batching(window.desk).carry_out(wish, {here.document.id: found})
    assert words(window) == [("PER", SALMA)] * 2
    asked(window, qtbot, lambda project: None)  # whatever was asked before has been answered
    assert read_anew == []


def test_a_batch_is_taken_back_after_a_restart_from_another_document(
    open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_window()

    def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(QApplication.focusWidget() or window.desk.view, key, held)

    tag_salma_everywhere(window, press, qtbot)
    accept(window, press, qtbot)
    window.close()
    window = open_window()
    third = window.desk.documents.queue.ids()[2]
    window.opening.open(third)
    qtbot.waitUntil(lambda: state_of(window).document.id == third)
    window.desk.view.setFocus()
    press(K.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "other documents" in window.desk.status.message.sentence)
    assert counts(qtbot, window) == [1, 0, 0]
    press(K.Key_Y, CTRL)
    qtbot.waitUntil(lambda: "Done again" in window.desk.status.message.sentence)
    assert counts(qtbot, window) == [2, 1, 2]


def test_a_finished_document_is_pointed_out_and_left_as_it_is(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    first = state_of(window).document.id
    window.opening.open(window.desk.documents.queue.ids()[1])
    qtbot.waitUntil(lambda: state_of(window).document.id != first)
    press(K.Key_F)
    qtbot.waitUntil(lambda: state_of(window).document.name == "وصول")
    window.opening.open(first)
    qtbot.waitUntil(lambda: state_of(window).document.id == first)
    dialog = tag_salma_everywhere(window, press, qtbot)
    headings = [line.note for line in dialog.places.lines if not isinstance(line, PlaceRow)]
    assert [bool(note) for note in headings] == [False, True, False]
    assert len(dialog.places.places()) == 3
    press(K.Key_2)  # the unfinished alone
    qtbot.waitUntil(lambda: not dialog.is_searching)
    assert dialog.places.total() == 3
    press(K.Key_3)
    qtbot.waitUntil(lambda: not dialog.is_searching)
    assert dialog.places.total() == 4
    accept(window, press, qtbot)
    assert counts(qtbot, window) == [2, 0, 2]


def test_spans_of_the_whole_project_are_deleted_and_relabelled(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    tag_salma_everywhere(window, press, qtbot)
    accept(window, press, qtbot)
    window.desk.make_current(ItemKind.SPAN, state_of(window).spans[0].id)
    press(K.Key_2)
    press(K.Key_P, SHIFT)
    dialog = dialog_of(qtbot, window, PlacesDialog)
    assert isinstance(dialog, PlacesDialog)
    qtbot.waitUntil(lambda: not dialog.is_searching)
    assert dialog.places.places() == []  # they have a tag: none is ticked by itself
    press(K.Key_A)
    accept(window, press, qtbot)
    tags = [span.tag for state in states(qtbot, window) for span in state.spans]
    assert tags == ["ORG"] * 5
    window.desk.make_current(ItemKind.SPAN, state_of(window).spans[0].id)
    press(K.Key_Delete, SHIFT)
    dialog = dialog_of(qtbot, window, PlacesDialog)
    assert isinstance(dialog, PlacesDialog)
    press(K.Key_3)
    qtbot.waitUntil(lambda: not dialog.is_searching)
    press(K.Key_Return)
    qtbot.waitUntil(lambda: words(window) == [])
    assert counts(qtbot, window) == [0, 0, 0]


def suggested(id: str, text: str) -> SuggestedSpan:
    begin = text.index(SALMA)
    return SuggestedSpan(id, "PER", ((begin, begin + len(SALMA)),), 0.8, "rule:test", "تجربة")


def test_suggestions_are_rejected_in_the_whole_project(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    suggest(window, ("PER", SALMA))
    ids = window.desk.documents.queue.ids()
    run = Run(new_id(), "test", "1", {}, "2026-01-01")
    far = [
        (document, Suggestions((suggested(f"g{number}", text),)))
        for number, (document, text) in enumerate(zip(ids[1:], (SECOND, THIRD), strict=True), 6)
    ]
    # whatever the suggester had prepared there until now gives way
    asked(window, qtbot, lambda project: project.store_suggestions(run, far))
    window.desk.make_current(ItemKind.SUGGESTED_SPAN, "g0")
    press(K.Key_Backspace, SHIFT)
    dialog = dialog_of(qtbot, window, PlacesDialog)
    assert isinstance(dialog, PlacesDialog)
    press(K.Key_3)
    qtbot.waitUntil(lambda: not dialog.is_searching)
    accept(window, press, qtbot)
    decided = [d.suggestion for state in states(qtbot, window) for d in state.decisions]
    assert decided == ["g0", "g6", "g7"]


def test_what_was_done_since_is_asked_about_before_a_batch_goes(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    tag_salma_everywhere(window, press, qtbot)
    accept(window, press, qtbot)
    first, second, _ = window.desk.documents.queue.ids()
    window.opening.open(second)
    qtbot.waitUntil(lambda: state_of(window).document.id == second)
    window.desk.view.select(*place(window, "عمر السالمي"))
    press(K.Key_1)
    window.opening.open(first)
    qtbot.waitUntil(lambda: state_of(window).document.id == first)
    press(K.Key_Z, CTRL)
    qtbot.waitUntil(lambda: any(q.isVisible() for q in window.findChildren(QuestionDialog)))
    assert counts(qtbot, window) == [2, 2, 2]
    dialog_of(qtbot, window, QuestionDialog)
    press(K.Key_Return)
    qtbot.waitUntil(lambda: "Undone" in window.desk.status.message.sentence)
    assert counts(qtbot, window) == [1, 2, 0]


def test_a_batch_of_a_curator_is_taken_back_in_the_curators_sets(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    phrase = phrase_of(SALMA, ((0, len(SALMA)),))
    assert phrase is not None
    assert window.desk.link is not None
    wish, tagset, curator = (
        BatchWish(Deed.TAG, "PER", phrase),
        window.desk.link.tagset,
        "ليلى (تحكيم)",
    )

    def command(state: State) -> Transaction | None:
        found = places(wish, state, tagset, Suggestions())
        return carry_out(wish, state, tagset, found, new_id=new_id)

    ids = window.desk.documents.queue.ids()
    asked(
        window,
        qtbot,
        lambda project: end_of(
            project.batches.writing(curator, "b", [(id, command) for id in ids])
        ),
    )
    window.opening.open(ids[1], curator=curator)
    qtbot.waitUntil(lambda: window.desk.session is not None and window.desk.session.is_curated)
    assert len(words(window)) == 1
    window.desk.view.setFocus()
    press(K.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "other documents" in window.desk.status.message.sentence)
    assert words(window) == []
    left = asked(window, qtbot, lambda project: [project.state(id, curator).spans for id in ids])
    assert left == [(), (), ()]
