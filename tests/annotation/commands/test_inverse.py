"""Whatever is done, its inverse gives the state back; whatever is refused changes nothing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotation.commands.relation_commands import (
    create_relation,
    delete_relation,
    relabel_relation,
    reverse_relation,
)
from annotation.commands.set_commands import set_attribute, set_stage
from annotation.commands.span_commands import (
    add_fragment,
    create_span,
    delete_span,
    find_span,
    relabel_span,
    resize_span,
)
from annotation.errors import AnnotationError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Stage
from annotation.values.state import State
from annotation.values.transaction import Op, Transaction
from tests.examples import examples

TEXT = "التقى وزيرُ المالِ عُمَر 😀 بمديرة البنك الدولي سلمى ثم غادر باسم حداد مسقط"
BORDERS = sorted({border for word in re.finditer(r"\S+", TEXT) for border in word.span()})
# Mostly borders of words, else nearly everything would be refused.
OFFSETS = st.sampled_from(BORDERS) | st.integers(0, len(TEXT) + 1)
NUMBERS = st.integers(0, 5)
TAGS = ("PER", "ORG", "OCC", "NONE")
RELATIONS = ("HOLDS", "MET", "KNOWS", "NONE")
Act = Callable[[State, Tagset, int, int, int], Transaction | None]


def span_id(state: State, number: int) -> str:
    return state.spans[number % len(state.spans)].id if state.spans else "nobody"


def relation_id(state: State, number: int) -> str:
    there = state.relations
    return there[number % len(there)].id if there else "nobody"


def free_id(state: State) -> str:
    taken = {item.id for item in (*state.spans, *state.relations)}
    return next(f"i{n}" for n in range(1000) if f"i{n}" not in taken)


ACTS: Mapping[str, Act] = {
    "create": lambda s, t, a, b, n: create_span(
        s, t, TAGS[n % 4], (tuple(sorted((a, b))),), id=free_id(s)
    ),
    "relabel": lambda s, t, a, b, n: relabel_span(s, t, span_id(s, a), TAGS[n % 4]),
    "resize": lambda s, t, a, b, n: resize_span(s, t, span_id(s, n), (tuple(sorted((a, b))),)),
    "join": lambda s, t, a, b, n: add_fragment(s, t, span_id(s, n), *sorted((a, b))),
    "delete": lambda s, t, a, b, n: delete_span(s, span_id(s, n)),
    "relate": lambda s, t, a, b, n: create_relation(
        s, t, RELATIONS[n % 4], span_id(s, a), span_id(s, b), id=free_id(s)
    ),
    "retag": lambda s, t, a, b, n: relabel_relation(s, t, relation_id(s, a), RELATIONS[n % 4]),
    "reverse": lambda s, t, a, b, n: reverse_relation(s, t, relation_id(s, a)),
    "unrelate": lambda s, t, a, b, n: delete_relation(s, relation_id(s, n)),
    "attribute": lambda s, t, a, b, n: set_attribute(
        s, t, find_span(s, span_id(s, n)), "mention", "name"
    ),
    "stage": lambda s, t, a, b, n: set_stage(s, tuple(Stage)[n % 4]),
}
STEPS = st.lists(
    st.tuples(st.sampled_from(tuple(ACTS)), OFFSETS, OFFSETS, NUMBERS), min_size=1, max_size=20
)


def with_one_that_can_be_reversed(tagset: Tagset) -> Tagset:
    """The tagset with a directed relation between two of a kind."""
    known = replace(tagset.relations["MET"], slug="KNOWS", is_symmetric=False)
    return replace(tagset, relations={**tagset.relations, "KNOWS": known})


def begin(tagset: Tagset) -> State:
    """Four mentions and two relations; four words are free."""
    state = State(Document.of("d1", "لقاء", TEXT))
    marked = (("OCC", "وزيرُ المالِ"), ("PER", "عُمَر"), ("ORG", "البنك الدولي"), ("PER", "سلمى"))
    for number, (tag, words) in enumerate(marked):
        place = TEXT.index(words), TEXT.index(words) + len(words)
        state = state.apply(create_span(state, tagset, tag, (place,), id=f"s{number}").changes)
    for number, (tag, head, tail) in enumerate((("HOLDS", "s1", "s0"), ("KNOWS", "s1", "s3"))):
        made = create_relation(state, tagset, tag, head, tail, id=f"r{number}")
        state = state.apply(made.changes)
    return state


def test_an_inverse_gives_the_state_back_and_a_refusal_changes_nothing(tagset: Tagset) -> None:
    tagset = with_one_that_can_be_reversed(tagset)
    first = begin(tagset)
    done: set[str] = set()
    refused: set[str] = set()

    @given(steps=STEPS)
    @examples(80)
    def holds(steps: list[tuple[str, int, int, int]]) -> None:
        state = first
        for name, one, other, number in steps:
            items = tuple(state.items())
            try:
                act = ACTS[name](state, tagset, one, other, number)
            except AnnotationError:
                refused.add(name)
                assert tuple(state.items()) == items
                continue
            if act is None:
                continue
            after = state.apply(act.changes)
            back = after.apply(act.inverse(Op.UNDO, "step").changes)
            assert tuple(state.items()) == items
            assert set(back.items()) == set(items)
            done.add(name)
            state = after

    holds()
    assert done == set(ACTS)
    assert refused >= {"create", "resize", "relate"}
