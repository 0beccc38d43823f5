"""What was learnt is shown, forgotten and learnt again; a suggester of one's own is asked, too."""

import json
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotation.values.items import Suggestions
from storage.file.folders import models_folder
from tests.ui.engine.test_onnx_folder import make_folder
from tests.ui.hands import CTRL, K, Press, dialog_of, place
from ui.dialogs.learnt_dialog import LearntDialog
from ui.engine.models import kept_in
from ui.look.settings import OwnSetting, Settings, load_settings
from ui.window import MainWindow

GOOD = """
import json, sys
for line in sys.stdin:
    asked = json.loads(line)
    begin = asked["text"].find("مسقط")
    span = {"tag": "ORG", "begin": begin, "end": begin + 4, "score": 0.97, "reason": "لأنها مدينة"}
    print(json.dumps({"spans": [span] if begin >= 0 else []}), flush=True)
"""
WRONG = """
import sys
for line in sys.stdin:
    print('{"spans": [{"tag": "ORG", "begin": -5, "end": 900000}]}', flush=True)
"""


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.opening.is_suggesting)


def pending_of(window: MainWindow) -> Suggestions:
    assert window.desk.session is not None
    return window.desk.session.pending


def command(tmp_path: Path, source: str) -> str:
    script = tmp_path / "own.py"
    script.write_text(source, "utf-8")
    return f'"{sys.executable}" -X utf8 "{script}"'


def ask(window: MainWindow, press: Press, qtbot: QtBot) -> LearntDialog:
    press(K.Key_L, CTRL)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(LearntDialog)))
    dialog = dialog_of(qtbot, window, LearntDialog)
    assert isinstance(dialog, LearntDialog)
    return dialog


def fact(dialog: LearntDialog, row: int) -> str:
    value = dialog.facts.itemAt(row, dialog.facts.ItemRole.FieldRole)
    assert value is not None
    return str(value.widget().text())  # type: ignore[union-attr]


def test_what_was_learnt_is_shown_forgotten_and_learnt_again(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    press(K.Key_Tab)
    press(K.Key_Return)
    press(K.Key_Backspace)
    first = window.desk.session
    press(K.Key_F)
    qtbot.waitUntil(lambda: window.desk.session is not first)
    settle(qtbot, window)
    dialog = ask(window, press, qtbot)
    assert "documents: \u20661\u2069;" in fact(dialog, 0)
    table = dialog.tabs.widget(0)
    rows = [[table.item(r, c).text() for c in range(7)] for r in range(table.rowCount())]  # type: ignore[attr-defined]
    assert sum(int(row[4].strip("\u2066\u2069")) for row in rows) == 1  # accepted
    assert sum(int(row[6].strip("\u2066\u2069")) for row in rows) == 1  # rejected
    qtbot.keyClick(dialog.forget_button, K.Key_Space)
    qtbot.waitUntil(lambda: "told to forget" in fact(dialog, 0))
    assert "documents: \u20660\u2069;" in fact(dialog, 1)
    assert kept_in(models_folder(window.desk.link.uid)) == (0, 0.0)  # type: ignore[union-attr]
    assert load_settings().of_project(window.desk.link.uid, OwnSetting.LEARNS) == "no"  # type: ignore[union-attr]
    qtbot.keyClick(dialog.learn_button, K.Key_Space)
    qtbot.waitUntil(lambda: "documents: \u20661\u2069;" in fact(dialog, 0))
    settle(qtbot, window)
    assert kept_in(models_folder(window.desk.link.uid))[0] > 0  # type: ignore[union-attr]
    dialog.reject()


def test_a_command_of_ones_own_suggests_beside_ours(
    window: MainWindow, press: Press, qtbot: QtBot, tmp_path: Path
) -> None:
    before = {s.id for s in pending_of(window).spans}
    dialog = ask(window, press, qtbot)
    dialog.other.line.setText(command(tmp_path, GOOD))
    dialog.reject()
    begin, end = place(window, "مسقط")
    qtbot.waitUntil(
        lambda: any(s.fragments == ((begin, end),) for s in pending_of(window).spans),
    )
    fresh = [s for s in pending_of(window).spans if s.id not in before]
    assert [(s.tag, s.score, s.reason) for s in fresh] == [("ORG", 0.97, "لأنها مدينة")]
    settle(qtbot, window)
    dialog = ask(window, press, qtbot)
    dialog.other.line.clear()
    dialog.reject()
    settle(qtbot, window)
    assert {s.id for s in pending_of(window).spans} == before


def test_hostile_output_is_refused_in_a_sentence(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    before = pending_of(window)
    window.desk.set_own(OwnSetting.SUGGESTER, command(tmp_path, WRONG))
    qtbot.waitUntil(lambda: "cannot be used" in window.desk.status.message.sentence)
    settle(qtbot, window)
    assert pending_of(window) == before


def test_a_program_that_is_missing_is_told(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.set_own(OwnSetting.SUGGESTER, "no-such-program --json")
    qtbot.waitUntil(lambda: "cannot be started" in window.desk.status.message.sentence)


def test_a_folder_with_a_model_suggests_in_the_window(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.desk.set_own(OwnSetting.SUGGESTER, str(make_folder(tmp_path / "model")))
    settle(qtbot, window)
    assert "model" not in window.desk.status.message.sentence
    (tmp_path / "model" / "model.onnx").write_bytes(b"no model")
    window.desk.set_own(OwnSetting.SUGGESTER, f"{tmp_path / 'model'}/")
    qtbot.waitUntil(lambda: "cannot be used" in window.desk.status.message.sentence)


@pytest.mark.parametrize("value", [[], {"u": 3}, {"u": {"order": 4}}, "x"])
def test_damaged_settings_of_projects_are_left_out(value: object, tmp_path: Path) -> None:
    folder = tmp_path / "config"
    folder.mkdir(exist_ok=True)
    (folder / "settings.json").write_text(json.dumps({"projects": value}), "utf-8")
    assert load_settings().of_project("u", OwnSetting.ORDER) == ""
    kept = (
        Settings().with_own("u", OwnSetting.ORDER, "pending").with_own("u", OwnSetting.LEARNS, "no")
    )
    assert kept.with_own("u", OwnSetting.ORDER, "").projects == {"u": {"learns": "no"}}


def test_a_dialog_that_was_closed_meanwhile_stays_closed(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    dialog = ask(window, press, qtbot)
    worker, link = window.opening.offering.worker, window.desk.link
    assert worker is not None
    assert link is not None
    worker.learnt.emit()  # it asks anew
    dialog.close()
    answers: list[object] = []
    worker.account(answers.append)
    qtbot.waitUntil(lambda: len(answers) == 1)
    link.ask(lambda project: None, answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert not any(d.isVisible() for d in window.findChildren(LearntDialog))
