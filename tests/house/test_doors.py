"""One door for acts: a step is made in one place."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.inventory import name_of, parsed, product_code

DOOR = "storage/work/acting.py"
READS_BACK = "storage/work/journal.py"


def calls(path: Path) -> Iterator[str]:
    """The names of what a file calls."""
    for node in ast.walk(parsed(path)):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                yield name


def test_a_step_is_made_behind_one_door_and_read_back_from_the_journal() -> None:
    makers = [name_of(path) for path in product_code() if "JournalStep" in calls(path)]
    assert makers == [DOOR, READS_BACK]
