"""What waits, followed act by act, is always what `pending` says."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from annotation.commands.pending import pending
from annotation.commands.relation_commands import create_relation, delete_relation
from annotation.commands.set_commands import set_stage
from annotation.commands.span_commands import create_span, delete_span, relabel_span
from annotation.commands.suggestion_commands import accept, accept_many, reconsider, reject
from annotation.commands.waiting import MANY, Waiting
from annotation.errors import AnnotationError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import (
    Document,
    Stage,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
)
from annotation.values.state import State
from annotation.values.transaction import Op, Transaction
from tests.examples import examples

WORDS = "زار عمر السالمي وزير المال 😀 البنك الدولي مع سلمى حداد في 12 مايو "
TEXT = WORDS * 12
TAGS = ("PER", "ORG", "OCC")


def places() -> list[tuple[int, int]]:
    found, at = [], 0
    for word in TEXT.split(" "):
        if word.isalpha():
            found.append((at, at + len(word)))
        at += len(word) + 1
    return found


PLACES = places()
NUMBERS = st.integers(0, 9)  # of the first places: acts must meet suggestions to change anything
KINDS = (
    *("accept", "reject", "make", "long", "delete", "relabel", "relate", "unrelate"),
    *("undo", "undo", "all", "reconsider", "stage"),
)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        NUMBERS,
        st.integers(0, 5),
    ),
    max_size=25,
)


def offered(spans: list[tuple[int, int]], links: list[tuple[int, int]]) -> Suggestions:
    found = {
        f"s{place}-{tag}": SuggestedSpan(
            f"s{place}-{tag}", TAGS[tag % 3], (PLACES[place],), 0.9, "rule:test", ""
        )
        for place, tag in spans
    }
    proposed = sorted(found.values(), key=lambda s: (s.begin, s.tag))
    relations = {
        f"r{a}-{b}": SuggestedRelation(
            f"r{a}-{b}",
            "HOLDS",
            proposed[a % len(proposed)].fragments[0],
            proposed[b % len(proposed)].fragments[0],
            proposed[a % len(proposed)].tag,
            proposed[b % len(proposed)].tag,
            0.9,
            "rule:test",
            "",
        )
        for a, b in links
        if proposed
    }
    return Suggestions(tuple(proposed), tuple(relations.values()))


@examples(150)
@given(
    spans=st.lists(st.tuples(NUMBERS, st.integers(0, 2)), min_size=1, max_size=30),
    links=st.lists(st.tuples(NUMBERS, NUMBERS), max_size=12),
    acts=ACTS,
)
def test_following_equals_working_out_anew(
    tagset: Tagset, spans: list[tuple[int, int]], links: list[tuple[int, int]], acts: list
) -> None:
    suggestions = offered(spans, links)
    ids = count()
    state = State(Document.of("d", "خبر", TEXT))
    waiting = Waiting(state, tagset, suggestions)
    done: list[Transaction] = []
    for kind, number, other in acts:
        try:
            act = act_of(kind, number, other, state, tagset, suggestions, done, ids)
        except AnnotationError:
            continue
        if act is None:
            continue
        if act.op is not Op.UNDO:
            done.append(act)
        state = state.apply(act.changes)
        assert waiting.follow(state) == pending(state, tagset, suggestions)


def act_of(kind, number, other, state, tagset, suggestions, done, ids):  # type: ignore[no-untyped-def]
    def new_id() -> str:
        return f"n{next(ids)}"

    everything = [*suggestions.spans, *suggestions.relations]
    one = everything[number % len(everything)]
    place = PLACES[number]
    match kind:
        case "accept":
            return accept(state, tagset, one, suggestions, new_id=new_id)
        case "reject":
            return reject(state, one) if state.decision(one.id) is None else None
        case "reconsider":
            return reconsider(state, one)
        case "all":
            return accept_many(state, tagset, everything, suggestions, new_id=new_id)
        case "make":
            return create_span(state, tagset, TAGS[other % 3], (place,), id=new_id())
        case "long":
            end = PLACES[min(number + other, len(PLACES) - 1)][1]
            return create_span(state, tagset, "ORG", ((place[0], end),), id=new_id())
        case "stage":
            return set_stage(state, Stage.FINISHED)
        case "undo" if done:
            return done.pop().inverse(Op.UNDO, "s")
    if len(state.spans) < 2:
        return None
    span, tail = (state.spans[n % len(state.spans)] for n in (number, number + other))
    match kind:
        case "delete":
            return delete_span(state, span.id)
        case "relabel":
            return relabel_span(state, tagset, span.id, TAGS[other % 3])
        case "relate":
            heads = [s for s in state.spans if s.tag == "PER"] or [span]
            tails = [s for s in state.spans if s.tag == "OCC"] or [tail]
            head, tail = heads[number % len(heads)], tails[other % len(tails)]
            return create_relation(state, tagset, "HOLDS", head.id, tail.id, id=new_id())
        case "unrelate" if state.relations:
            return delete_relation(state, state.relations[0].id)
    return None


def test_many_changes_at_once_are_followed_as_well(tagset: Tagset) -> None:
    suggestions = offered([(place, 0) for place in range(len(PLACES))], [(1, 2), (3, 4)])
    state = State(Document.of("d", "خبر", TEXT))
    waiting = Waiting(state, tagset, suggestions)
    ids = count()
    act = accept_many(state, tagset, suggestions.spans, suggestions, new_id=lambda: str(next(ids)))
    assert act is not None
    assert len(act.changes) > MANY
    done = state.apply(act.changes)
    assert waiting.follow(done) == pending(done, tagset, suggestions)
    back = done.apply(change.inverse() for change in reversed(act.changes))
    assert waiting.follow(back) == suggestions


def test_a_relation_drawn_by_hand_takes_the_suggested_one_away_and_gives_it_back(
    tagset: Tagset,
) -> None:
    state = State(Document.of("d", "خبر", TEXT))
    person, post = PLACES[1], PLACES[3]
    for id, tag, place in (("p", "PER", person), ("o", "OCC", post)):
        state = state.apply(create_span(state, tagset, tag, (place,), id=id).changes)
    link = SuggestedRelation("r", "HOLDS", person, post, "PER", "OCC", 0.9, "rule:test", "")
    suggestions = Suggestions((), (link,))
    waiting = Waiting(state, tagset, suggestions)
    assert waiting.suggestions == suggestions
    state = state.apply(create_relation(state, tagset, "HOLDS", "p", "o", id="x").changes)
    assert waiting.follow(state) == Suggestions()
    state = state.apply(delete_relation(state, "x").changes)
    assert waiting.follow(state) == suggestions
    state = state.apply(delete_span(state, "o").changes)
    assert waiting.follow(state) == Suggestions()
