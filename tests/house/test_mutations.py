"""The faults that `make mutants` puts in: small ones, everywhere that something is decided."""

import ast
from pathlib import Path

import pytest

from tests.tools.mutations import mutations, with_notes

HOUSE = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("a < b", {"a <= b", "a >= b"}),
        ("a < b < c", {"a <= b < c", "a >= b < c", "a < b <= c", "a < b >= c"}),
        ("a or b", {"a and b", "a", "b"}),
        ("a and b and c", {"a or b or c", "b and c", "a and c", "a and b"}),
        ("not a", {"a"}),
        ("x if a else y", {"not a"}),
        ("[x for x in y if x]", {"not x"}),
        ("a + 1", {"a - 1", "2"}),
        ("x += 0.25", {"x -= 0.25", "0.75"}),
        ("f(True)", {"False", "pass"}),
        ("raise Refusal('لا يصح')", {"pass"}),
        ("say('لا شيء')", {"pass"}),
        ("x: int | None = None", set()),
        ("f'{1}'", set()),
        ("@cached(3)\ndef f(): return x", set()),
    ],
)
def test_which_faults_are_made(source: str, faults: set[str]) -> None:
    assert {fault.after for fault in mutations(source)} == faults


def test_a_fault_changes_one_place_and_can_be_read_by_python() -> None:
    source = (HOUSE / "annotation" / "commands" / "rules.py").read_text("utf-8")
    made = mutations(source)
    assert len({fault.source for fault in made}) == len(made) > 100
    for fault in made:
        ast.parse(fault.source)
        assert fault.source != source


def test_notes_change_nothing_else() -> None:
    source = 'class A:\n    @property\n    def name(self):\n        """اسم."""\n        return 1\n'
    noted = with_notes(source, "a.py")
    assert [line for line in noted.split("\n") if "entered" not in line] == source.split("\n")
    assert noted.count("('a.py', 3)") == 1
