"""The help pages: there in both languages, true to the keys, whole when Qt has read them."""

import re

import pytest
from pytestqt.qtbot import QtBot

from ui.dialogs.help import PAGES, HelpWindow, with_keys
from ui.keys.actions import ACTIONS
from ui.keys.keymap import readable
from ui.look.resources import resource

ISOLATES = str.maketrans("", "", "\u2066\u2069")


def page(language: str, name: str) -> str:
    written = resource("help", language, f"{name}.md").read_text("utf-8")
    return with_keys(written, None)


def plain_keys(language: str) -> set[str]:
    return set(re.findall("`([^`]+)`", page(language, "keys").translate(ISOLATES)))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_begins_with_its_title_and_links_only_to_pages(language: str) -> None:
    for name in PAGES:
        text = page(language, name)
        assert text.startswith("# ")
        assert set(re.findall(r"\]\(([^)]+)\)", text)) <= {f"{other}.md" for other in PAGES}


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_have_the_same_parts(name: str) -> None:
    shapes = [
        [line[:2] for line in page(language, name).splitlines() if line[:1] in ("#", "|")]
        for language in ("ar", "en")
    ]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_of_keys_names_the_usual_key_of_every_action(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    usual = {
        readable(action.keys[0]).replace("⌫", "Backspace")
        for action in ACTIONS
        if action.keys and action.menu is not None
    }
    assert usual <= plain_keys(language) | {"?"}


def test_keys_stay_left_to_right_within_arabic() -> None:
    for name in PAGES:
        without_blocks = re.sub("```.*?```", "", page("ar", name), flags=re.DOTALL)
        for code in re.findall("`([^`]+)`", without_blocks):
            assert code[0] + code[-1] == "\u2066\u2069"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_page_is_wider_than_its_window(qtbot: QtBot, language: str) -> None:
    window = HelpWindow(None, resource("help", language))
    qtbot.addWidget(window)
    window.show()
    for row in range(len(PAGES)):
        window.list.setCurrentRow(row)
        assert window.page.horizontalScrollBar().maximum() == 0
