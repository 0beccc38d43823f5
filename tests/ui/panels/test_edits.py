from hypothesis import given
from hypothesis import strategies as st

from ui.panels.edits import MOST_STEPS, Edit, Removal, edits

ids = st.lists(st.sampled_from([f"n{i}" for i in range(30)]), unique=True)


def made(old: list[str], new: list[str], steps: tuple[Edit, ...]) -> list[str]:
    rows = list(old)
    for step in steps:
        if isinstance(step, Removal):
            del rows[step.begin : step.end]
        else:
            rows[step.begin : step.begin] = new[step.begin : step.end]
    return rows


@given(ids, ids)
def test_the_steps_lead_from_the_old_rows_to_the_new(old: list[str], new: list[str]) -> None:
    assert made(old, new, edits(old, new)) == new


@given(ids, st.data())
def test_rows_that_stay_in_order_are_never_touched(old: list[str], data: st.DataObject) -> None:
    new = [id for id in old if data.draw(st.booleans())]
    removed = {
        id
        for step in edits(old, new)
        if isinstance(step, Removal)
        for id in old[step.begin : step.end]
    }
    assert removed == set(old) - set(new)


def test_nothing_is_done_where_nothing_differs() -> None:
    assert edits(["a", "b"], ["a", "b"]) == ()


def test_very_many_differences_become_one_exchange() -> None:
    old = [str(i) for i in range(1000)]
    assert len(edits(old, old[::2])) == 2 < MOST_STEPS
