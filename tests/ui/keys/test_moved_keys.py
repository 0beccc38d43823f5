"""Whoever moves every key finds none where it was: no sentence and no handler knows the old one."""

import re
from collections.abc import Callable, Mapping
from functools import partial

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotation.tagsets.tagset_file import read_tagset
from tests.ui.conftest import TAGSET
from tests.ui.curation.conftest import curate as curate
from tests.ui.curation.conftest import project_path as project_path
from tests.ui.hands import place, state_of
from tests.ui.keys.moved import moved_keys, moved_tags, press, texts, type_letter, usual_caps
from ui.agreement.window import AgreementWindow
from ui.curation.settling import Settling
from ui.dialogs.cheat_sheet import CheatSheet
from ui.dialogs.command_palette import CommandPalette
from ui.dialogs.explanation import ExplainedLine, ExplanationDialog
from ui.dialogs.help import PAGES as PAGES_OF_HELP
from ui.dialogs.help import with_keys
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.keys_dialog import KeysDialog
from ui.dialogs.places_dialog import PlacesDialog
from ui.dialogs.statistics import StatisticsDialog
from ui.keys.actions import BY_ID
from ui.keys.key_dispatcher import Act, KeyDispatcher, Mode, WindowKeys
from ui.keys.key_names import NEW_LINE
from ui.keys.keymap import Keymap, readable, set_keymap
from ui.keys.listing import key_entries
from ui.look.resources import resource
from ui.look.settings import OwnSetting, keys_as_text
from ui.look.theme import LIGHT
from ui.review.comment_dialog import CommentDialog
from ui.review.comments_window import CommentsWindow
from ui.review.window import ReviewWindow
from ui.sampling.window import SamplingWindow
from ui.window import MainWindow

DELIVERED = read_tagset(resource("tagsets", "arabic-news.toml").read_text("utf-8"), "arabic-news")
TAGS_DELIVERED = (*DELIVERED.spans.values(), *DELIVERED.relations.values())
SMALL = read_tagset(TAGSET.read_text("utf-8"), TAGSET.name)
ISOLATED = re.compile("\u2066([^\u2069]*)\u2069")
MOVED = moved_keys()
# What an Arabic layout types on the key of each Latin letter.
ARABIC = {
    "A": "ش",
    "B": "لا",
    "C": "ؤ",
    "E": "ث",
    "F": "ب",
    "J": "ت",
    "K": "ن",
    "L": "م",
    "M": "ة",
    "N": "ى",
    "P": "ح",
    "R": "ق",
    "S": "س",
    "U": "ع",
    "W": "ص",
    "X": "ء",
    "Y": "غ",
}
LETTERS = {
    key for action in BY_ID.values() for key in action.keys if key.isalpha() and len(key) == 1
}
PAGES = 4  # of the other windows: they stay open while keys are changed
Curate = Callable[..., tuple[MainWindow, Settling]]


@pytest.fixture
def others(qtbot: QtBot) -> Callable[[], list[QWidget]]:
    def make() -> list[QWidget]:
        made = other_windows()
        for one in made:
            qtbot.addWidget(one)
        return made

    return make


def other_windows() -> list[QWidget]:
    """The pages beside the main window, then the dialogs that have keys of their own."""
    lines = [ExplainedLine("وافق", "شخص", "#336699", "0.9", "تجربة", "أظهره")] * 9
    return [
        ReviewWindow(SMALL, LIGHT),
        CommentsWindow("سارة", LIGHT),
        SamplingWindow(["علي"], "سارة", SMALL, LIGHT),
        AgreementWindow(["علي", "سارة"], [], SMALL, LIGHT),
        CommentDialog("وافق", None),
        PlacesDialog("", "", "نعم", None),
        ExplanationDialog("", lines, None),
        StatisticsDialog([("أ", "1")], [], None),
        ImportDialog([], "سارة", None),
        CommandPalette([], None),
        KeysDialog(key_entries(SMALL), None),
    ]


def move_all(window: MainWindow) -> None:
    window.desk.change_settings(keys=MOVED)
    window.desk.set_own(OwnSetting.TAG_KEYS, keys_as_text(moved_tags(SMALL)))


class Overheard:
    """What keys came to, in place of doing it."""

    def __init__(self) -> None:
        self.acts: list[str] = []

    def instead_of(self, acts: Mapping[str, Act]) -> dict[str, Act]:
        return {id: partial(self.acts.append, id) for id in acts}


class OverheardMode:
    """A mode of the window that is on as it is, and notes what its keys came to."""

    def __init__(self, mode: Mode, overheard: Overheard) -> None:
        self.context = mode.context
        self._mode = mode
        self._overheard = overheard

    def key_acts(self) -> Mapping[str, Act] | None:
        acts = self._mode.key_acts()
        return None if acts is None else self._overheard.instead_of(acts)

    def take_key(self, key: str) -> bool:
        return self._mode.take_key(key)


def overhear(window: MainWindow, roots: list[QWidget]) -> tuple[Overheard, list[KeyDispatcher]]:
    """Note what keys come to in these windows, in place of doing it."""
    overheard = Overheard()
    found = [dispatcher for root in roots for dispatcher in root.findChildren(KeyDispatcher)]
    for dispatcher in found:
        dispatcher.acts = overheard.instead_of(dispatcher.acts)
    window.keys.modes = [OverheardMode(mode, overheard) for mode in window.keys.modes]
    return overheard, found


def check(overheard: Overheard, widget: QWidget, ids: Mapping[str, Act]) -> None:
    """The new key of each action comes to it where its widget is, and no old key to anything."""
    for id in ids:
        press(widget, MOVED[id][0])
        assert overheard.acts == [id]
        overheard.acts.clear()
        for key in BY_ID[id].keys:
            press(widget, key)
            assert overheard.acts == [], f"{key} still means {overheard.acts}"


def test_every_action_is_done_by_its_new_key_and_by_no_old_one(
    curate: Curate, others: Callable[[], list[QWidget]], qtbot: QtBot
) -> None:
    window, settling = curate()
    move_all(window)
    view = window.desk.view
    on_position = settling.key_acts()
    beside = others()
    overheard, dispatchers = overhear(window, [window, *beside])
    done = set(on_position)
    check(overheard, view, on_position)
    for dispatcher in dispatchers:
        parent = dispatcher.parent()
        assert isinstance(parent, QWidget)
        widget = view if isinstance(dispatcher, WindowKeys) else parent
        check(overheard, widget, dispatcher.acts)
        done |= set(dispatcher.acts)
    window.curation.curating.leave()
    qtbot.waitUntil(lambda: window.curation.curating.settling is None)
    assert window.desk.session is not None
    for words, tag in (("وزيرُ المالِ", "OCC"), ("عُمَر السالمي", "PER")):
        view.select(*place(window, words))
        window.choosing.choose_tag(tag)
    window.relating.begin()
    window.relating.choose("HOLDS")
    on_relating = window.relating.key_acts()
    assert on_relating is not None
    check(overheard, view, on_relating)
    assert done | set(on_relating) == set(BY_ID)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_that_is_shown_names_a_key_that_was_moved(
    curate: Curate, others: Callable[[], list[QWidget]], language: str
) -> None:
    window, _ = curate(0, language)
    pages = others()[:PAGES]
    assert usual_caps() & set(named([window, *pages]))
    move_all(window)
    shown = [window, *pages, *others(), CheatSheet(window.helping.key_groups(), window)]
    assert usual_caps() & set(named(shown)) == {readable(NEW_LINE)}  # Qt's own, in a text


def named(roots: list[QWidget]) -> list[str]:
    """The keys that are named in windows: like numbers they are kept from left to right."""
    return [cap for text in texts(roots) for cap in ISOLATED.findall(text)]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", PAGES_OF_HELP)
def test_a_help_page_names_no_key_that_was_moved(name: str, language: str) -> None:
    page = resource("help", language, f"{name}.md").read_text("utf-8")
    set_keymap(Keymap(MOVED, moved_tags(DELIVERED)))
    told = set(re.findall("`[\u2066]?([^`\u2066\u2069]+)[\u2069]?`", with_keys(page, DELIVERED)))
    digits_and_letters = {tag.key.upper() for tag in TAGS_DELIVERED}
    assert told & (usual_caps() | digits_and_letters) == set()


def test_tags_follow_their_own_keys(curate: Curate, qtbot: QtBot) -> None:
    window, _ = curate()
    window.curation.curating.leave()
    qtbot.waitUntil(lambda: window.curation.curating.settling is None)
    move_all(window)
    view = window.desk.view
    before = len(state_of(window).spans)
    view.select(*place(window, "مسقط"))
    press(view, "1")
    assert len(state_of(window).spans) == before
    press(view, moved_tags(SMALL)["span:PER"][0])
    assert [span.tag for span in state_of(window).spans][-1] == "PER"
    assert window.desk.palette.chips[0].accessibleName().endswith(moved_tags(SMALL)["span:PER"][0])
    assert window.desk.link is not None
    assert window.desk.link.tagset.spans["PER"].key == "1"


def test_letters_are_heard_under_an_arabic_layout_in_every_context(
    curate: Curate, others: Callable[[], list[QWidget]]
) -> None:
    window, settling = curate()
    view, on_position = window.desk.view, settling.key_acts()
    beside = others()
    overheard, dispatchers = overhear(window, [window, *beside])
    assert set(ARABIC) == LETTERS
    answered: set[str] = set()
    heard = [(view, on_position)]
    heard += [(d.parent(), d.acts) for d in dispatchers if not isinstance(d, WindowKeys)]
    for widget, acts in heard:
        assert isinstance(widget, QWidget)
        for id in acts:
            for letter in [ARABIC[key] for key in BY_ID[id].keys if key in LETTERS]:
                type_letter(widget, letter)
                assert overheard.acts == [id], letter
                overheard.acts.clear()
                answered.add(id)
    assert len(answered) > 5
