"""Trunks in the gutter: they join lines, keep apart, and point to what is off screen."""

from collections.abc import Callable
from itertools import combinations
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Relation, Span, Suggestions
from annotation.values.state import State
from ui.article.arrangement import Widths
from ui.article.camera import Camera
from ui.article.frame import frame_for
from ui.article.look import look_at
from ui.article.sheet import ArticleSheet
from ui.article.shown import ShownItems
from ui.article.text_map import TextMap
from ui.article.trunks import DOWN, UP, Trunk, trunks

Make = Callable[..., ArticleSheet]
PARAGRAPH = (
    "زارت سلمى حداد مدينة خوجند أمس مع وفد من البنك الدولي لبحث مشروع الربط الكهربائي الجديد. "
)


@pytest.fixture
def sheet_of(qtbot: QtBot, tagset: Tagset) -> Make:
    def make(
        text: str, spans: list[Span], relations: list[Relation], width: int = 420
    ) -> ArticleSheet:
        text_map = TextMap(text)
        shown = ShownItems(text_map, tagset)
        shown.update(State(Document.of("d", "x", text), [*spans, *relations]), Suggestions())
        look = look_at(1.0)
        frame = frame_for(look, width, is_right_to_left=True)
        return ArticleSheet(text_map, shown, look, frame, Widths(lambda _: 40.0, lambda _: 50.0))

    return make


def words(text: str, step: int = 3) -> list[Span]:
    """Spans on every third word."""
    spans, at = [], 0
    for number, word in enumerate(text.split(" ")):
        if number % step == 0 and word:
            spans.append(Span(f"s{len(spans)}", "entities", "PER", ((at, at + len(word)),)))
        at += len(word) + 1
    return spans


def tie(number: int, head: str, tail: str, tag: str = "MET") -> Relation:
    return Relation(f"r{number}", "relations", tag, head, tail)


def seen(sheet: ArticleSheet, height: int, depth: int = 0) -> list[Trunk]:
    camera = Camera(height)
    camera.go(sheet, depth)
    return trunks(sheet, camera.placed(sheet), height)


def test_relations_between_lines_of_a_paragraph_take_lanes_of_their_own(sheet_of: Make) -> None:
    text = PARAGRAPH * 4
    spans = words(text)
    ties = [tie(n, spans[n].id, spans[n + 6].id) for n in range(4)]
    found = seen(sheet_of(text, spans, ties), 4000)
    assert len(found) == 4
    for one, other in combinations(found, 2):
        if one.x == other.x:
            ys, others = ([y for y, _ in trunk.stubs] for trunk in (one, other))
            assert max(ys) < min(others) or max(others) < min(ys)


def test_one_head_with_many_tails_is_one_trunk(sheet_of: Make) -> None:
    text = PARAGRAPH * 4
    spans = words(text)
    ties = [tie(n, "s0", f"s{n}") for n in range(8, 14)]
    (trunk,) = seen(sheet_of(text, spans, ties), 4000)
    assert {id for _, relations in trunk.stubs for id in relations} == {t.id for t in ties}


def test_an_end_that_is_off_screen_is_pointed_at(sheet_of: Make) -> None:
    text = "\n".join([PARAGRAPH.strip()] * 30)
    first, last = text.index("سلمى"), text.rindex("سلمى")
    spans = [
        Span("a", "entities", "PER", ((first, first + 4),)),
        Span("z", "entities", "PER", ((last, last + 4),)),
    ]
    sheet = sheet_of(text, spans, [tie(1, "a", "z")])
    (above,) = seen(sheet, 300)
    assert set(above.away.values()) == {DOWN}
    assert len(list(above.chevrons())) == 1
    (below,) = seen(sheet, 300, depth=10**6)
    assert set(below.away.values()) == {UP}
    assert seen(sheet, 300, depth=2000) == []


def test_both_ends_in_view_need_no_chevron(sheet_of: Make, article: SimpleNamespace) -> None:
    spans = list(article.spans)
    (trunk,) = seen(sheet_of(article.text, spans, [tie(1, "salma", "again")], 900), 4000)
    assert trunk.away == {}
    assert len(trunk.stubs) == 2
    assert trunk.path().boundingRect().left() == trunk.x


def test_a_lane_is_kept_when_scrolling(sheet_of: Make) -> None:
    text = "\n".join([PARAGRAPH.strip()] * 6)
    spans = words(text.replace("\n", " "), step=5)
    ties = [tie(n, spans[n].id, spans[n + 3].id) for n in range(10)]
    sheet = sheet_of(text, spans, ties)
    lanes = {trunk.bundle: trunk.x for trunk in seen(sheet, 500)}
    for depth in (100, 400, 900, 0):
        for trunk in seen(sheet, 500, depth):
            assert lanes.setdefault(trunk.bundle, trunk.x) == trunk.x


def test_lanes_are_kept_when_other_items_change(sheet_of: Make) -> None:
    text = "\n".join([PARAGRAPH.strip()] * 6)
    spans = words(text.replace("\n", " "), step=5)
    ties = [tie(n, spans[n].id, spans[n + 3].id) for n in range(8)]
    sheet = sheet_of(text, spans, ties, 700)
    seen(sheet, 500, depth=500)
    before = {trunk.bundle: trunk.x for trunk in seen(sheet, 4000)}
    more = Span("more", "entities", "ORG", ((0, 5),))
    fewer = State(Document.of("d", "x", text), [*spans, more, *ties[1:]])
    sheet.rearrange(sheet.shown.update(fewer, Suggestions()))
    after = {trunk.bundle: trunk.x for trunk in seen(sheet, 4000)}
    across = {
        bundle
        for bundle in after
        if len({sheet.shown.home(e) for r in sheet.shown.bundled(bundle) for e in r.ends}) > 1
    }
    assert across
    assert all(after[bundle] == before[bundle] for bundle in across)
