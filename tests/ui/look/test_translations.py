"""Every sentence that people may see has its Arabic, with the same values in it."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from annotation.errors import KnownError
from annotation.suggesting.reasons import REASONS
from ui.keys.action import Context, Menu
from ui.keys.actions import ACTIONS
from ui.look.language import say

ROOT = Path(__file__).parents[3]
CATALOGUE = ROOT / "resources" / "translations" / "ar.json"
ROOMS = ("annotation", "storage", "ui")
# Calls whose first argument is a template, and those where it stands at another place.
SPEAKING = {"tr": 0, "Refusal": 0, "AnnotationError": 0, "KnownError": 0, "StaleChange": 0}
SPEAKING |= {"Damaged": 0, "DiskRefusal": 0, "Unconfirmed": 0, "ReaderNotice": 0, "refuse": 2}
SPEAKING |= {"__init__": 0}  # of a refusal that is a class of its own
TABLES = {"_SENTENCES"}  # dictionaries of templates


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path, ast.parse(path.read_text("utf-8"))


def texts(node: ast.expr, assigned: dict[str, list[ast.expr]]) -> Iterator[str]:
    """The literal texts that an expression may be, following names of its module."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from texts(body, assigned)
            yield from texts(other, assigned)
        case ast.Dict(values=values):
            for value in values:
                yield from texts(value, assigned)
        case ast.Name(id=name):
            for value in assigned.get(name, []):
                yield from texts(value, {})


def assignments(module: ast.Module) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
    return found


def templates_in(module: ast.Module) -> Iterator[str]:
    assigned = assignments(module)
    for name in TABLES & assigned.keys():
        for table in assigned[name]:
            yield from texts(table, assigned)
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = SPEAKING.get(name, len(node.args))
            if place < len(node.args):
                yield from texts(node.args[place], assigned)


def templates() -> dict[str, str]:
    """Every template with the place where it was found."""
    found = dict.fromkeys((a.text for a in ACTIONS), "ui/keys/actions.py")
    found |= {place.value: "ui/keys/action.py" for place in (*Menu, *Context)}
    found |= dict.fromkeys(REASONS.values(), "annotation/suggesting/reasons.py")
    for path, module in modules():
        for template in filter(None, templates_in(module)):  # a label may begin empty
            found.setdefault(template, str(path.relative_to(ROOT)))
    return found


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.fixture(scope="module")
def catalogue() -> dict[str, str]:
    return dict(json.loads(CATALOGUE.read_text("utf-8")))


def test_every_template_in_the_code_has_an_arabic_translation(catalogue: dict[str, str]) -> None:
    missing = [f"{place}: {t}" for t, place in templates().items() if t not in catalogue]
    assert not missing, "\n".join(missing)


def test_a_translated_sentence_quotes_a_long_value_in_short() -> None:
    refusal = KnownError("{file} is empty; it is not a project.", file="وسم " * 5000)
    assert len(say(refusal)) < 600


def test_a_translation_has_the_placeholders_of_its_template(catalogue: dict[str, str]) -> None:
    for template, translation in catalogue.items():
        assert placeholders(template) == placeholders(translation), template


def test_no_translation_is_left_of_a_template_that_has_gone(catalogue: dict[str, str]) -> None:
    assert set(catalogue) <= set(templates())


def test_a_translation_is_in_arabic_and_ends_as_its_template_does(
    catalogue: dict[str, str],
) -> None:
    for template, translation in catalogue.items():
        assert any("\u0600" <= letter <= "\u06ff" for letter in translation), template
        assert template.endswith("…") == translation.endswith("…"), template
        assert template.endswith("?") == translation.endswith("؟"), template


def test_the_catalogue_is_sorted_and_readable(catalogue: dict[str, str]) -> None:
    tidy = json.dumps(dict(sorted(catalogue.items())), ensure_ascii=False, indent=1)
    assert CATALOGUE.read_text("utf-8").rstrip("\n") == tidy
