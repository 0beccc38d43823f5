"""Keys are known in one place: windows hear actions, and sentences name keys as they are set."""

import ast
import json
import re
from functools import cache
from pathlib import Path

from tests.house.inventory import HOUSE, name_of, parsed, product_code
from tests.ui.look.test_translations import CATALOGUE, templates
from ui.keys.actions import ACTIONS

KEYS = {key for action in ACTIONS for key in action.keys} | {"Esc", "Del"}
# Texts that are written like a key and name none, by file.
NO_KEYS = {
    "ui/annotating/everywhere.py": {"Delete"},  # the answer to a question
    "ui/article/tag_names.py": {"?", "؟"},  # instead of a name
    "ui/commands/agreement_commands.py": {"1"},  # a number in a table
    "ui/dialogs/passage_lines.py": {"R"},  # a letter that is measured
    "ui/effort/report.py": {"1"},  # a number in a table
    "ui/engine/process.py": {"1"},  # values of environment variables
    "ui/panels/items_panel.py": {"8"},  # a digit that is measured
    "ui/suggesting/learnt.py": {"Right"},  # what was right
}
# Where key presses of Qt are handled, and why that is no act of ours.
OF_QT = {
    "ui/article/view.py",  # leaves every key to the window
    "ui/dialogs/command_palette.py",  # hands what moves in a list to the list below the line
    "ui/dialogs/keys_dialog.py",  # takes whichever key comes
    "ui/panels/chip.py",  # arrows go from chip to chip, as in lists
}
# How a key is called in a sentence; a single letter stands alone, as in "R relates".
NAMED = re.compile(
    r"\b(Ctrl|Shift|Enter|Return|Esc|Escape|Backspace|Tab|Space|Page Up|Page Down|F\d{1,2})\b"
    r"|(?<![\w{&.,’'-])[B-HJ-Z](?![\w&.}’'-])|[⌫⌘⌥⇧]"
)
# What sentences say in Latin letters that is no key.
NO_NAMES = re.compile(
    r"F1( of spans| للمقاطع)?\)|T, R, E, A, M, \*, N and|T وR وE وA وM و\* وN"
    r"|there can be O,|يجوز O "
)


@cache
def elsewhere() -> dict[Path, list[ast.AST]]:
    """The files of ui that are not the table of keys, with everything in them."""
    window = (path for path in product_code() if path.is_relative_to(HOUSE / "ui"))
    return {p: list(ast.walk(parsed(p))) for p in window if p.parent.name != "keys"}


def test_no_window_knows_a_key_of_qt() -> None:
    known = [
        f"{name_of(path)}:{node.lineno}: {ast.unparse(node)}"
        for path, nodes in elsewhere().items()
        for node in nodes
        if (isinstance(node, ast.Attribute) and node.attr in ("Key", "StandardKey"))
        or (isinstance(node, ast.Name) and node.id in ("QKeySequence", "QShortcut"))
    ]
    assert known == []


def test_no_window_knows_a_key_by_its_name() -> None:
    known = [
        f"{name_of(path)}:{node.lineno}: {node.value}"
        for path, nodes in elsewhere().items()
        for node in nodes
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value in KEYS - NO_KEYS.get(name_of(path), set())
    ]
    assert known == []


def test_acts_are_heard_by_the_dispatcher_alone() -> None:
    handling = {
        name_of(path)
        for path in elsewhere()
        if re.search(r"\bdef keyPressEvent\b|\bKeyPress\b|returnPressed", path.read_text("utf-8"))
    }
    assert handling == OF_QT


def test_no_sentence_names_a_key_in_its_words() -> None:
    arabic = json.loads(CATALOGUE.read_text("utf-8")).values()
    told = [text for text in (*templates(), *arabic) if NAMED.search(NO_NAMES.sub("", text))]
    assert told == []
