"""A state and its lookups: what an act hands on is what would be found anew."""

from hypothesis import given
from hypothesis import strategies as st

from annotation.values.items import Document, Item, Relation, Span
from annotation.values.state import Change, State

TEXT = "زارت سلمى حدّاد مقرّ البنك الدولي في ٢٠٢٥ 😀 ثم عادت. " * 60
DOCUMENT = Document.of("d", "زيارة", TEXT)
IDS = tuple(f"s{number}" for number in range(6))
places = st.integers(0, len(TEXT) - 2).flatmap(
    lambda begin: st.integers(begin + 1, min(len(TEXT), begin + 1500)).map(lambda e: (begin, e))
)
spans = st.builds(
    lambda id, tag, place: Span(id, "entities", tag, (place,)),
    st.sampled_from(IDS),
    st.sampled_from(("PER", "ORG")),
    places,
)
relations = st.builds(
    lambda id, head, tail: Relation(id, "relations", "MET", head, tail),
    st.sampled_from(("r0", "r1", "r2")),
    st.sampled_from(IDS),
    st.sampled_from(IDS),
)
acts = st.lists(st.lists(st.one_of(spans, relations), min_size=1, max_size=3), max_size=12)


def change_to(state: State, item: Item) -> Change:
    """Put the item there, change it, or take it away when it is there as it is."""
    is_span = isinstance(item, Span)
    before = state.span(item.id) if is_span else state.relation(item.id)  # type: ignore[union-attr]
    return Change(before, None if before == item else item)


def look(state: State) -> None:
    """Ask for every lookup, so that the next state inherits it."""
    assert state.spans is not None
    assert state.relations is not None
    assert state.relations_in_reading_order is not None
    state.relations_of("s0")
    state.spans_near(0, 1)


def act(state: State, items: list[Item]) -> State:
    """All of them in one act, in which one item may change several times."""
    changes, step = [], state
    for item in items:
        changes.append(change_to(step, item))
        step = step.apply(changes[-1:])
    return state.apply(changes)


@given(acts)
def test_lookups_that_acts_hand_on_equal_those_made_anew(steps: list[list[Item]]) -> None:
    state = State(DOCUMENT)
    for number, items in enumerate(steps):
        if number % 3 == 0:  # some lookups are mended later, by several acts at once
            look(state)
        state = act(state, items)
        anew = State(DOCUMENT, state.items())
        assert state.span_count == len(anew.spans)
        assert state.spans == anew.spans
        assert state.relations == anew.relations
        assert state.relations_in_reading_order == anew.relations_in_reading_order
        for id in IDS:
            assert set(state.relations_of(id)) == set(anew.relations_of(id))
        for begin in range(0, len(TEXT), 300):
            near = {span.id for span in state.spans_near(begin, begin + 700)}
            assert near == {span.id for span in anew.spans_near(begin, begin + 700)}
            assert state.spans_at(begin) == anew.spans_at(begin)


@given(acts)
def test_the_changes_since_an_earlier_state_lead_to_the_later_one(steps: list[list[Item]]) -> None:
    states = [State(DOCUMENT)]
    for items in steps:
        for item in items:
            states.append(states[-1].apply([change_to(states[-1], item)]))
    for earlier in (states[0], states[-1], states[max(0, len(states) - 2)]):
        assert earlier.apply(states[-1].changes_since(earlier)) == states[-1]


def test_the_spans_near_a_range_include_one_that_begins_long_before() -> None:
    wide = Span("wide", "entities", "ORG", ((0, len(TEXT)),))
    state = State(DOCUMENT, [wide])
    assert state.spans_near(2000, 2001) == [wide]
    assert state.spans_near(100, 2001) == [wide]
