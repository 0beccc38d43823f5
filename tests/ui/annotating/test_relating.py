"""A relation in the making, as a value."""

from pathlib import Path

import pytest

from annotation.commands.relation_commands import create_relation
from annotation.commands.span_commands import create_span
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document
from annotation.values.state import State
from ui.annotating.relation_draft import Relating, begin_relating

TEXT = "التقى عمر وسلمى وزير المال"


@pytest.fixture
def tagset() -> Tagset:
    path = Path(__file__).parents[2] / "data" / "small.toml"
    return read_tagset(path.read_text("utf-8"), path.name)


@pytest.fixture
def state(tagset: Tagset) -> State:
    state = State(Document.of("d", "لقاء", TEXT))
    for tag, words in (("PER", "عمر"), ("PER", "سلمى"), ("OCC", "وزير المال")):
        begin = TEXT.index(words)
        act = create_span(state, tagset, tag, ((begin, begin + len(words)),), id=words)
        state = state.apply(act.changes)
    return state


def start(state: State, tagset: Tagset, words: str) -> Relating:
    span = state.span(words)
    assert span is not None
    return begin_relating(state, tagset, span)


def test_only_tags_with_a_partner_are_offered(state: State, tagset: Tagset) -> None:
    assert [tag.slug for tag in start(state, tagset, "عمر").tags] == ["HOLDS", "MET", "SAME"]
    assert [tag.slug for tag in start(state, tagset, "وزير المال").tags] == ["HOLDS"]


def test_a_tag_offers_its_partners_and_tab_goes_round(state: State, tagset: Tagset) -> None:
    making = start(state, tagset, "وزير المال").with_tag(state, tagset, "HOLDS")
    assert [span.id for span in making.candidates] == ["سلمى", "عمر"]
    assert making.ends() == ("سلمى", "وزير المال")
    assert making.moved(1).ends() == ("عمر", "وزير المال")
    assert making.moved(2) == making
    assert making.picked(1).partner == state.span("عمر")
    assert making.picked(7) == making


def test_nothing_is_related_before_a_tag_is_chosen(state: State, tagset: Tagset) -> None:
    making = start(state, tagset, "عمر")
    assert making.ends() is None
    assert making.moved(1) == making


def test_partners_that_are_related_already_are_left_out(state: State, tagset: Tagset) -> None:
    act = create_relation(state, tagset, "HOLDS", "سلمى", "وزير المال", id="r")
    state = state.apply(act.changes)
    making = start(state, tagset, "وزير المال").with_tag(state, tagset, "HOLDS")
    assert [span.id for span in making.candidates] == ["عمر"]
