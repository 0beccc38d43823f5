"""What is remembered of an article from act to act is what would be looked up anew."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, Relation, Span, Suggestions
from annotation.values.state import Change, State
from tests.examples import examples
from tests.ui.article.conftest import SMALL as TAGSET
from ui.article import ArticleView
from ui.article.shown import ShownItems
from ui.article.text_map import TextMap

SMALL = read_tagset(TAGSET.read_text("utf-8"), TAGSET.name)
WORDS = "وصلت سلمى بنجلون إلى مسقط\n" * 6
TAGS = ("MET", "HOLDS", "SAME")
Act = tuple[str, int, int]

acts = st.lists(
    st.tuples(
        st.sampled_from(["span", "relation", "relation", "delete", "move", "relabel", "reverse"]),
        st.integers(0, 11),
        st.integers(0, 11),
    ),
    max_size=14,
)


def span(number: int, *, shift: int = 0) -> Span:
    begin = number * 12 + shift
    return Span(f"s{number}", "entities", "PER", ((begin, begin + 5),))


START = (
    *(span(number) for number in range(8)),
    *(
        Relation(f"r{head}-{tail}", "relations", tag, f"s{head}", f"s{tail}")
        for head, tail, tag in ((0, 1, "MET"), (0, 2, "HOLDS"), (3, 2, "HOLDS"), (5, 4, "HOLDS"))
    ),
)


def done(state: State, act: Act) -> State:
    """The state after an act, the same state where it makes no sense."""
    kind, one, other = act
    before = state.span(f"s{one}")
    if kind == "span" and before is None:
        return state.apply([Change(None, span(one))])
    if kind == "move" and before is not None:
        return state.apply([Change(before, span(one, shift=other % 4))])
    if kind == "delete" and before is not None:
        gone = [Change(relation, None) for relation in state.relations_of(before.id)]
        return state.apply([*gone, Change(before, None)])
    if kind in ("relabel", "reverse") and state.relations:
        old = state.relations[one % len(state.relations)]
        new = replace(old, tag=TAGS[other % 3])
        if kind == "reverse":
            new = replace(old, head=old.tail, tail=old.head)
        return state.apply([Change(old, new)])
    if kind == "relation" and before is not None and state.span(f"s{other}") and one != other:
        tag = TAGS[(one + other) % 3]
        relation = Relation(f"r{one}-{other}", "relations", tag, f"s{one}", f"s{other}")
        if state.relation(relation.id) is None:
            return state.apply([Change(None, relation)])
    return state


def lookups(shown: ShownItems, state: State) -> list[object]:
    ids = [one.id for one in state.spans]
    return [
        {id: set(shown.relations_of(id)) for id in ids},
        {relation.id: relation for relation in shown.relations.values()},
        {relation.id: shown.bundle_of(relation) for relation in shown.relations.values()},
        {id: shown.home(id) for id in ids},
    ]


@given(acts)
def test_lookups_after_acts_are_those_of_a_fresh_look(rows: list[Act]) -> None:
    document = Document.of("d", "x", WORDS)
    text_map = TextMap(WORDS)
    state = State(document, START)
    shown = ShownItems(text_map, SMALL)
    shown.update(state, Suggestions())
    for row in rows:
        state = done(state, row)
        shown.update(state, Suggestions())
        fresh = ShownItems(text_map, SMALL)
        fresh.update(state, Suggestions())
        assert lookups(shown, state) == lookups(fresh, state)


def drawn(view: ArticleView) -> list[object]:
    """Where everything stands."""
    assert view._sheet is not None
    found: list[object] = []
    for number in range(len(view._sheet.text_map)):
        paragraph = view._sheet.paragraph(number)
        found.append(paragraph.height)
        for line in paragraph.lines:
            found.append((line.top, line.hidden, line.rises))
            found.append(sorted((p.mark.id, p.lane, p.pill_left, p.runs) for p in line.pieces))
            found.append(
                sorted(
                    (c.bundle, c.lane, c.left, c.right, c.label_left, sorted(c.homes.items()))
                    for c in line.combs
                )
            )
    return found


@given(acts)
@examples(25)
def test_lines_that_an_act_leaves_alone_stand_as_if_laid_out_anew(
    make_view: Callable[..., ArticleView], rows: list[Act]
) -> None:
    state = State(Document.of("d", "x", WORDS), START)
    view = make_view(state, Suggestions(), 500)
    for row in rows:
        state = done(state, row)
        view.show_items(state, Suggestions())
    assert drawn(view) == drawn(make_view(state, Suggestions(), 500))
    view.close()


@pytest.mark.parametrize("count", [3, 40, 200])
def test_however_many_arcs_meet_a_line_all_are_shown_or_counted(
    make_view: Callable[..., ArticleView], count: int
) -> None:
    text = "سلمى " * 12 + "\n" + "عمر " * 250
    begin = 12 * 5 + 1
    near = [Span(f"a{n}", "entities", "PER", ((n * 5, n * 5 + 4),)) for n in range(12)]
    far = [
        Span(f"b{n}", "entities", "ORG", ((begin + n * 4, begin + n * 4 + 3),))
        for n in range(count)
    ]
    ties = [
        Relation(f"r{n}", "relations", TAGS[n % 3], f"a{n % 12}", f"b{n}") for n in range(count)
    ]
    state = State(Document.of("d", "x", text), [*near, *far, *ties])
    view = make_view(state, Suggestions(), 1200)
    assert view._sheet is not None
    paragraph = view._sheet.paragraph(0)
    (line,) = paragraph.lines
    shown = {id for comb in line.combs for id in comb.relations}
    assert len(shown) + line.without_arc == count
    assert max((comb.lane for comb in line.combs), default=0) < 8
    view.open_paragraph(0)
    (line,) = view._sheet.paragraph(0).lines
    assert {id for comb in line.combs for id in comb.relations} == {tie.id for tie in ties}
