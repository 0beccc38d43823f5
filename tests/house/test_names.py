"""One word per thing: what GLOSSARY.md forbids is not in the code."""

import re

import pytest

from tests.house.inventory import HOUSE, code, name_of, names_given, product_code

VAGUE = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "base", "core"}
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def words(name: str) -> set[str]:
    """The words of a CamelCase or snake_case name, in small letters."""
    return {word.lower() for word in WORD.findall(name)}


def forbidden_words() -> set[str]:
    glossary = (HOUSE / "GLOSSARY.md").read_text("utf-8")
    section = glossary.split("## Never in a name")[1].split("\n## ")[0]
    return set(re.findall(r"`(\w+)`", section))


def test_the_glossary_lists_words_that_never_name_anything() -> None:
    assert {"entity", "prediction", "category", "idx", "pos"} <= forbidden_words()


@pytest.mark.parametrize(("name", "found"), [("EntityList", {"entity", "list"}), ("pos", {"pos"})])
def test_names_are_taken_apart_into_words(name: str, found: set[str]) -> None:
    assert words(name) == found


def test_no_name_in_the_product_uses_a_forbidden_word() -> None:
    forbidden = forbidden_words()
    offenders = [
        f"{name_of(path)}: {name}"
        for path in product_code()
        for name in sorted(set(names_given(path)))
        if words(name) & forbidden
    ]
    assert offenders == []


def test_no_module_or_class_has_a_name_that_says_nothing() -> None:
    modules = [name_of(path) for path in code() if words(path.stem) & VAGUE]
    folders = [name_of(path) for path in code() if path.parent.name in VAGUE]
    assert modules + folders == []
