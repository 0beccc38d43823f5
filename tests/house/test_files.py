"""How files look: their size, their place, their first sentence, and nothing half done."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.inventory import HOUSE, ROOMS, code, files, name_of, parsed, product_code, texts

LONGEST = 400
FRONT_DOOR = 60
# Put together here, so that this file does not hold what it looks for.
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")) + r")\b")
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("debian", "org"))
)


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_no_module_is_longer_than_400_lines() -> None:
    assert {name_of(p): lines(p) for p in code() if lines(p) > LONGEST} == {}


def test_the_front_door_is_short() -> None:
    assert lines(HOUSE / "main.py") < FRONT_DOOR


def test_every_module_opens_with_one_sentence() -> None:
    assert [name_of(p) for p in product_code() if not ast.get_docstring(parsed(p))] == []


@pytest.mark.parametrize("room", [*ROOMS, "tests"])
def test_every_room_has_a_readme(room: str) -> None:
    assert (HOUSE / room / "README.md").read_text("utf-8").startswith("# ")


def test_no_package_under_tests_hides_a_room() -> None:
    assert [name_of(p) for p in (HOUSE / "tests").rglob("__init__.py")] == []


def test_resources_hold_data_only() -> None:
    assert [name_of(p) for p in (HOUSE / "resources").rglob("*.py")] == []


def test_nothing_is_left_for_later() -> None:
    marked = [name_of(p) for p in code() if UNFINISHED.search(p.read_text("utf-8"))]
    unwritten = [
        name_of(path)
        for path in code()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Name) and node.id == "NotImplementedError"
    ]
    assert marked + unwritten == []


def test_no_file_names_a_host_of_a_package_registry() -> None:
    named = [
        f"{name_of(path)}: {host}"
        for path in texts()
        for host in REGISTRIES
        if host in path.read_text("utf-8")
    ]
    assert named == []


def test_links_in_the_documents_lead_to_files() -> None:
    broken = [
        f"{name_of(path)}: {target}"
        for path in files()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
        if not (path.parent / target).exists()
    ]
    assert broken == []


def is_there(document: Path, named: str) -> bool:
    """Whether a file is there: from the document, from the top, or by its end somewhere below."""
    if (document.parent / named).exists() or (HOUSE / named).exists():
        return True
    return document.parent != HOUSE and any(document.parent.rglob(named))


def test_python_files_named_in_the_documents_are_there() -> None:
    lost = [
        f"{name_of(path)}: {named}"
        for path in files()
        if path.suffix == ".md" and path.name != "CHANGELOG.md"
        for named in re.findall(r"`([\w./-]+\.(?:py|sql|sh))`", path.read_text("utf-8"))
        if named != "__init__.py" and not is_there(path, named)
    ]
    assert lost == []
