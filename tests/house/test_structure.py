"""How the house is built: each public class name is one thing, and no files import in a circle."""

import tomllib

import pytest

from tests.house.inventory import HOUSE
from tests.tools.structure import circles, class_names, imports_of, module_files

# The mouse of the article view and the view itself: one thing in two files.
KNOWN_CIRCLES = [["ui.article.mouse", "ui.article.view"]]


def test_each_public_class_name_means_one_thing() -> None:
    twice = {name: there for name, there in class_names(module_files()).items() if len(there) > 1}
    assert twice == {}


def test_no_files_import_each_other_but_mouse_and_view() -> None:
    assert circles(imports_of(module_files())) == KNOWN_CIRCLES


@pytest.mark.parametrize(
    ("imports", "found"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"b"}, "b": {"c"}, "c": {"b"}}, [["b", "c"]]),
        ({"a": {"b", "d"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}, [["a", "b", "c", "d"]]),
    ],
)
def test_circles_are_found(imports: dict[str, set[str]], found: list[list[str]]) -> None:
    assert circles(imports) == found


def test_the_picture_of_the_floors_is_the_contract() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    [floors] = [c["layers"] for c in contracts if c.get("containers") == ["ui"]]
    picture = (HOUSE / "ARCHITECTURE.md").read_text("utf-8").split("```")[1]
    assert picture.split("\n")[1:-1] == floors
