"""The stacks are the fold of the journal, whichever way it is folded."""

from hypothesis import given
from hypothesis import strategies as st

from annotation.values.history import History, Step, history_of
from annotation.values.transaction import Op


@given(st.lists(st.sampled_from(["act", "undo", "redo"]), max_size=60))
def test_folding_at_once_equals_folding_line_by_line(acts: list[str]) -> None:
    history = History()
    journal: list[Step] = []
    for number, act in enumerate(acts):
        if act == "undo" and history.done:
            step = Step(f"s{number}", Op.UNDO)
        elif act == "redo" and history.undone:
            step = Step(f"s{number}", Op.REDO)
        else:
            step = Step(f"s{number}", Op.CREATE_SPAN)
        journal.append(step)
        history = history.after(step)
    assert history == history_of(journal)


def test_a_new_act_clears_what_was_undone() -> None:
    steps = [Step("a", Op.CREATE_SPAN), Step("b", Op.UNDO), Step("c", Op.REJECT)]
    assert history_of(steps[:2]) == History((), ("b",))
    assert history_of(steps) == History(("c",), ())
