"""Two people finish an article differently, a third makes one of it: by key presses alone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, Origin, Stage
from annotation.values.record import Record
from storage.project import Project
from storage.system.ids import new_id
from tests.end_to_end.keyboard import CTRL, KEYS, SHIFT, Annotator, Gold
from ui.app import dress, make_application
from ui.cli import main
from ui.curation.documents_dialog import CurationDialog
from ui.curation.settling import Settling
from ui.look.settings import Settings
from ui.window import MainWindow

TAGSET = Path(__file__).parent.parent / "data" / "small.toml"
TEXT = (
    "التقى وزيرُ المالِ عُمَر السالمي مديرة البنك الدولي سلمى حداد في مسقط.\n"
    "وقالت سلمى حداد إنّ عمر السالمي زار البنك الدولي."
)
Open = Callable[[str], MainWindow]


def span(tag: str, words: str, number: int = 0) -> tuple[str, tuple[tuple[int, int]]]:
    begin = -1
    for _ in range(number + 1):
        begin = TEXT.index(words, begin + 1)
    return tag, ((begin, begin + len(words)),)


MINISTER, OMAR = span("OCC", "وزيرُ المالِ"), span("PER", "عُمَر السالمي")
BANK, SALMA = span("ORG", "البنك الدولي"), span("PER", "سلمى حداد")
AGAIN, LATER = span("PER", "سلمى حداد", 1), span("ORG", "البنك الدولي", 1)
SYMMETRIC = {"MET", "SAME"}
SARA = Gold(
    {MINISTER, OMAR, BANK, SALMA, AGAIN},
    {("HOLDS", OMAR, MINISTER), ("MET", OMAR, SALMA), ("SAME", SALMA, AGAIN)},
    SYMMETRIC,
)
ALI = Gold(
    {span("ORG", "وزيرُ المالِ"), span("PER", "عُمَر"), BANK, SALMA, LATER},
    {("MET", span("PER", "عُمَر"), SALMA)},
    SYMMETRIC,
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "story.tawseem"
    with Project.create(path, read_tagset(TAGSET.read_text("utf-8"), TAGSET.name)) as project:
        project.add_records([Record(Document.of(new_id(), "لقاء", TEXT))])
    return path


@pytest.fixture
def open_window(qtbot: QtBot, project: Path) -> Open:
    def open_(annotator: str) -> MainWindow:
        settings = Settings(language="ar", annotator=annotator)
        dress(make_application(), settings)
        window = MainWindow(settings)
        qtbot.addWidget(window)
        window.show()
        window.open_project(project)
        qtbot.waitUntil(lambda: window.desk.session is not None)
        qtbot.waitUntil(lambda: not window.opening.is_suggesting)
        window.desk.view.setFocus()
        return window

    return open_


def annotate(qtbot: QtBot, window: MainWindow, gold: Gold) -> None:
    """Mark everything by hand and finish."""
    annotator = Annotator(window)
    annotator.add_missing_spans(gold)
    annotator.add_missing_relations(gold)
    annotator.press(KEYS["F"])
    assert annotator.session.state.stage is Stage.FINISHED
    close(qtbot, window)


def close(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.desk.link is not None and window.desk.link.unsaved == 0)
    window.close()


def curate(qtbot: QtBot, window: MainWindow) -> tuple[Annotator, Settling]:
    """Ctrl+Shift+C and Enter: the article is there to be curated."""
    curator = Annotator(window)
    curator.press(KEYS["C"], CTRL | SHIFT)
    qtbot.waitUntil(lambda: bool(window.findChildren(CurationDialog)))
    dialog = window.findChildren(CurationDialog)[0]
    qtbot.waitUntil(dialog.table.hasFocus)
    curator.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.curation.curating.settling is not None)
    settling = window.curation.curating.settling
    assert settling is not None
    return curator, settling


def repeat(curator: Annotator, times: int, held: Qt.KeyboardModifier) -> None:
    for _ in range(times):
        curator.press(KEYS["Z"], held)


def exported(project: Path, annotator: str) -> dict[str, object]:
    out = project.parent / f"{annotator}.jsonl"
    words = ["export", str(project), str(out), "--format", "jsonl", "--annotator", annotator]
    assert main([*words, "--force"]) == 0
    data: dict[str, object] = json.loads(out.read_text("utf-8"))
    return data


def test_one_article_of_two_is_curated_exported_undone_and_redone_over_a_restart(
    qtbot: QtBot, project: Path, open_window: Open
) -> None:
    annotate(qtbot, open_window("سارة"), SARA)
    annotate(qtbot, open_window("علي"), ALI)
    before = {name: exported(project, name) for name in ("سارة", "علي")}

    window = open_window("هدى")
    curator, settling = curate(qtbot, window)
    positions = len(settling.positions)
    assert positions == 9
    keys = 0
    while settling.still_open:
        curator.press(KEYS["1"] if keys % 2 == 0 else KEYS["2"])
        keys += 1
    assert keys == positions
    curator.press(KEYS["F"])
    made = curator.session.state
    steps = curator.session.history.done
    assert made.stage is Stage.FINISHED
    assert len(steps) == positions + 1
    assert {item.origin for item in (*made.spans, *made.relations)} == {Origin.CURATED}
    close(qtbot, window)
    data = exported(project, "هدى")
    assert data["state"] == "finished"
    assert len(data["spans"]) == len(made.spans)  # type: ignore[arg-type]
    assert before == {name: exported(project, name) for name in before}

    again = open_window("هدى")
    curator, settling = curate(qtbot, again)
    assert curator.session.state == made
    assert settling.still_open == 0
    repeat(curator, len(steps), CTRL)
    assert curator.session.state.items() == ()
    assert settling.still_open == positions
    repeat(curator, len(steps), CTRL | SHIFT)
    assert curator.session.state == made
    assert settling.still_open == 0
    close(qtbot, again)
    with Project.open(project) as opened:
        assert opened.check() == []
