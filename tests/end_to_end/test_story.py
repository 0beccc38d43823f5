"""The whole work on one article by key presses alone, over a restart, back and forth."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotation.formats.registry import read
from annotation.values.items import Stage
from annotation.values.record import Record
from storage.project import Project
from storage.system.ids import new_id
from tests.end_to_end.keyboard import Annotator, Gold, gold_of
from ui.app import dress, make_application
from ui.desk.sample import news_tagset
from ui.look.settings import Settings
from ui.window import MainWindow

GOLD = Path(__file__).parent.parent / "data" / "gold" / "gold.jsonl"
SPANS, RELATIONS = 40, 20


@pytest.fixture
def article() -> Record:
    """The sample article with the most relations."""
    records = read([GOLD], "jsonl", news_tagset(), new_id, lambda remark: None)
    return max(records, key=lambda record: len(record.relations))


@pytest.fixture
def project(article: Record, tmp_path: Path) -> Path:
    """A project with that article and nobody's work."""
    path = tmp_path / "story.tawseem"
    with Project.create(path, news_tagset()) as project:
        project.add_records([Record(article.document)])
    return path


@pytest.fixture
def open_window(qtbot: QtBot, project: Path) -> Callable[[], MainWindow]:
    def open_() -> MainWindow:
        dress(make_application(), Settings(language="ar"))
        window = MainWindow(Settings(language="ar", annotator="سارة"))
        qtbot.addWidget(window)
        window.show()
        window.open_project(project)
        qtbot.waitUntil(lambda: window.desk.session is not None)
        wait_for_suggestions(qtbot, window)
        window.desk.view.setFocus()
        return window

    return open_


def wait_for_suggestions(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.opening.is_suggesting)


def settle_everything(qtbot: QtBot, annotator: Annotator, gold: Gold) -> None:
    """Settle suggestions until none comes after."""
    while annotator.session.pending:
        annotator.settle_suggestions(gold)
        wait_for_suggestions(qtbot, annotator.window)


def reached(annotator: Annotator, gold: Gold) -> bool:
    state = annotator.session.state
    spans = {(span.tag, span.fragments) for span in state.spans}
    return spans == gold.spans and len(state.relations) == len(gold.links)


def test_an_article_is_annotated_by_keys_alone_and_undone_over_a_restart(
    qtbot: QtBot,
    article: Record,
    open_window: Callable[[], MainWindow],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert len(article.spans) >= SPANS
    assert len(article.relations) >= RELATIONS
    window = open_window()
    annotator = Annotator(window)
    tagset = annotator.session.tagset
    gold = gold_of(article, {t.slug for t in tagset.relations.values() if t.is_symmetric})

    settle_everything(qtbot, annotator, gold)
    annotator.add_missing_spans(gold)
    wait_for_suggestions(qtbot, window)
    settle_everything(qtbot, annotator, gold)
    annotator.add_missing_relations(gold)
    assert reached(annotator, gold)
    annotator.press(Qt.Key.Key_F, why="finish")
    finished = annotator.session.state
    assert finished.stage is Stage.FINISHED
    qtbot.waitUntil(lambda: window.desk.link is not None and window.desk.link.unsaved == 0)
    with capsys.disabled():
        print(
            f"\n{len(gold.spans)} spans and {len(gold.links)} relations in {annotator.keys} keys: "
            + ", ".join(f"{why} {count}" for why, count in sorted(annotator.counts.items()))
        )
    window.close()

    again = Annotator(open_window())
    assert again.session.state == finished
    steps = len(again.session.history.done)
    for _ in range(steps):
        again.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert again.session.state.items() == ()
    assert again.session.history.done == ()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for _ in range(steps):
        again.press(Qt.Key.Key_Z, both)
    assert again.session.state == finished
