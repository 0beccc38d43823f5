"""A tag's key as one person has it: by project, in their settings, and nowhere else."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotation.tagsets.tagset_file import read_tagset
from storage.project import Project
from tests.ui.conftest import TAGSET
from tests.ui.hands import K, Press, bring, dialog_of, place, words
from ui.dialogs.keys_dialog import KeysDialog
from ui.keys.keymap import keymap
from ui.look.settings import OwnSetting, keys_as_text, keys_from_text
from ui.window import MainWindow


def give(window: MainWindow, qtbot: QtBot, id: str, key: Qt.Key) -> None:
    """Give a tag another key, as a person does."""
    window.run("edit-keys")
    dialog = dialog_of(qtbot, window, KeysDialog)
    assert isinstance(dialog, KeysDialog)
    dialog.choose(id)
    qtbot.keyClick(dialog.table, K.Key_Return)
    qtbot.keyClick(dialog.catcher, key)
    dialog.accept()
    window.desk.view.setFocus()


def test_the_new_key_tags_and_the_tagsets_own_does_not(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    give(window, qtbot, "span:ORG", K.Key_O)
    window.desk.view.select(*place(window, "البنك الدولي"))
    press(K.Key_2)
    assert words(window) == []
    press(K.Key_O)
    assert words(window) == [("ORG", "البنك الدولي")]
    chip = next(chip for chip in window.desk.palette.chips if chip.tag.slug == "ORG")
    assert chip.accessibleName().endswith("O")
    assert "O" in dict(window.helping.key_groups())["Tag the selection or the word"][1]


def test_a_relation_is_chosen_by_its_own_key_while_one_relates(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    give(window, qtbot, "relation:MET", K.Key_Z)
    for text in ("عُمَر السالمي", "سلمى حداد"):
        window.desk.view.select(*place(window, text))
        press(K.Key_1)
    press(K.Key_R)
    press(K.Key_M)
    assert window.relating.making is not None
    assert window.relating.making.tag is None
    press(K.Key_Z)
    assert window.relating.making.tag is not None
    assert window.relating.making.tag.slug == "MET"


def test_it_is_kept_by_project_and_the_tagset_stays_as_it_is(
    window: MainWindow, project_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    give(window, qtbot, "span:ORG", K.Key_O)
    other = tmp_path / "other.tawseem"
    tagset = read_tagset(TAGSET.read_text("utf-8"), TAGSET.name)
    Project.create(other, tagset).close()
    bring(window, qtbot, other)
    assert keymap().tag_keys(tagset.spans["ORG"]) == ("2",)
    bring(window, qtbot, project_path)
    assert keymap().tag_keys(tagset.spans["ORG"]) == ("O",)
    window.close_project()
    with Project.open(project_path, read_only=True) as project:
        assert project.tagset.source == tagset.source


@pytest.mark.parametrize("text", ["", "{", "[]", '{"span:ORG": "O"}', "null"])
def test_keys_that_cannot_be_read_are_left_out(text: str) -> None:
    assert keys_from_text(text) == {}


def test_keys_are_read_as_they_were_kept(window: MainWindow) -> None:
    keys = {"span:ORG": ["O", "Ctrl+U"], "relation:MET": []}
    assert keys_from_text(keys_as_text(keys)) == keys
    window.desk.set_own(OwnSetting.TAG_KEYS, keys_as_text(keys))
    window.desk.set_own(OwnSetting.TAG_KEYS, keys_as_text({}))
    assert window.desk.tag_keys() == {}
    assert window.desk.settings.projects == {}
