"""Texts of files reach Qt by doors that show them letter for letter; nothing guesses."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.inventory import name_of, parsed, product_code

DOOR = "ui/look/plain_text.py"
# What reads its text as markup where it looks like it, and the only place that may have it.
GUESSING = {
    "QLabel": {DOOR},
    "QMessageBox": set(),
    "QErrorMessage": set(),
    "QProgressDialog": set(),
    "QInputDialog": {"ui/project/teaming.py"},  # it says a sentence of ours
    "QWhatsThis": set(),
    "QToolTip": set(),
    "QStaticText": set(),
    "QDesktopServices": set(),
}
# What takes markup or opens something, and who may ask for it.
MARKED = {
    "setHtml": set(),
    "insertHtml": set(),
    "fromHtml": {"ui/panels/details.py"},
    "setMarkdown": {"ui/dialogs/help.py"},
    "setTextFormat": {DOOR},
    "setOpenExternalLinks": set(),
    "setStatusTip": set(),
    "setWhatsThis": set(),
    "setTabToolTip": set(),
    "setTabWhatsThis": set(),
    "openUrl": set(),
    "getSaveFileName": set(),  # it asks about overwriting in a box that guesses
    "ToolTipRole": {"ui/panels/rows.py", "ui/agreement/matrix.py"},
}
# What must be handed on by one of our doors.
DOORS = {"setToolTip": {"tip", "tag_tip"}, "setWindowTitle": {"as_title"}}


def modules() -> Iterator[tuple[str, ast.Module]]:
    return ((name_of(path), parsed(path)) for path in product_code() if is_of_the_window(path))


def is_of_the_window(path: Path) -> bool:
    return name_of(path).startswith("ui/")


def offences(where: str, module: ast.Module) -> Iterator[str]:
    """What in a module hands a text to Qt past the doors."""
    makes = {"QLabel"}
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in makes and where not in GUESSING[name]:
                yield f"{where}:{node.lineno} {name}"
            case ast.ClassDef(bases=bases):
                names = {base.id for base in bases if isinstance(base, ast.Name)}
                yield from (
                    f"{where}:{node.lineno} {name}"
                    for name in names & GUESSING.keys()
                    if where not in GUESSING[name]
                )
            case ast.ImportFrom(names=names):
                yield from (
                    f"{where}:{node.lineno} {name.name}"
                    for name in names
                    if name.name in GUESSING.keys() - makes and where not in GUESSING[name.name]
                )
            case ast.Attribute(attr=name) if where not in MARKED.get(name, {where}):
                yield f"{where}:{node.lineno} {name}"
            case ast.Call(func=ast.Attribute(attr=name), args=[text]) if name in DOORS:
                if not _is_ours(text, DOORS[name]):
                    yield f"{where}:{node.lineno} {name}"


def _is_ours(text: ast.expr, doors: set[str]) -> bool:
    """Whether a text goes by a door, or is a sentence of ours without values."""
    match text:
        case ast.Call(func=ast.Name(id="tr"), args=[ast.Constant()], keywords=[]):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in doors
    return False


def test_texts_reach_qt_by_the_doors() -> None:
    found = [offence for where, module in modules() for offence in offences(where, module)]
    assert found == []


def test_every_exemption_is_needed() -> None:
    used = {(where, _name(node)) for where, module in modules() for node in ast.walk(module)}
    for name, places in {**GUESSING, **MARKED}.items():
        for where in places:
            assert (where, name) in used


def _name(node: ast.AST) -> str:
    return getattr(node, "id", "") or getattr(node, "attr", "")


@pytest.mark.parametrize(
    "code",
    [
        "QLabel(name, self)",
        "class A(QLabel): pass",
        "from PySide6.QtWidgets import QMessageBox",
        "self.words.setToolTip(name)",
        "self.words.setToolTip(tr('{name}', name=name))",
        "self.words.setToolTip(f'{tip(name)}')",
        "self.setWindowTitle(name)",
        "self.page.setHtml(name)",
        "label.setTextFormat(Qt.TextFormat.RichText)",
        "item.setData(ROLE.ToolTipRole, name)",
        "action.setStatusTip(name)",
    ],
)
def test_what_goes_past_the_doors_is_noticed(code: str) -> None:
    assert [*offences("ui/panels/x.py", ast.parse(code))]


@pytest.mark.parametrize(
    "code",
    [
        "PlainLabel(name, self)",
        "self.words.setToolTip(tip(name))",
        "self.chip.setToolTip(tag_tip(tag))",
        "self.setWindowTitle(as_title(name))",
        "self.setWindowTitle(tr('Help'))",
    ],
)
def test_what_goes_by_the_doors_is_let_in(code: str) -> None:
    assert [*offences("ui/panels/x.py", ast.parse(code))] == []
