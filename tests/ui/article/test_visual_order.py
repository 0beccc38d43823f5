"""Glyphs stand in the order that an independent implementation of UAX #9 finds, in any face."""

import re

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from tests.examples import examples
from tests.ui.faces import FACES, require
from ui.article.look import look_at
from ui.article.paragraph import Paragraph
from ui.article.reading_aids import ReadingAids
from ui.article.text_map import TextMap
from ui.look.faces import READING

PIECES = (
    "الإسلام",
    "لا",
    "للأردن",
    "مُحَمَّدٌ",
    "محـــمد",
    "ا\u0654",
    "CASA-1000",
    "x",
    "2025/03/04",
    "٢٠٢٢",
    "46–64",
    "12:30",
    "50%",
    "😀",
    "👨\u200d👩\u200d👧\u200d👦",
    "e\u0301",
    "، ",
    ". ",
    " ",
    " ",
)
mixed = st.lists(st.sampled_from(PIECES), min_size=1, max_size=10).map("".join).map(str.strip)
usual = examples(80)
_UNSEEN = re.compile("[\u200d\\s]")


def lay_out(text: str, face: str) -> Paragraph:
    text_map = TextMap(text)
    text_map.is_right_to_left = True
    paragraph = Paragraph(text_map, 0, look_at(1.0, ReadingAids(face=require(face))), 9000)
    paragraph.stack([20])
    return paragraph


@pytest.mark.parametrize("face", [READING, *FACES])
@usual
@given(mixed)
def test_the_visual_order_is_that_of_uax_9(qtbot: QtBot, face: str, text: str) -> None:
    if not text:
        return
    paragraph = lay_out(text, face)
    clusters = paragraph.clusters(paragraph.lines[0])
    text_map = paragraph.text_map
    seen = [text[text_map.offset(0, c.begin) : text_map.offset(0, c.end)] for c in clusters.visible]
    letters = [_UNSEEN.sub("", cluster)[:1] for cluster in seen]
    assert [letter for letter in letters if letter] == _by_uax_9(text)


def _by_uax_9(text: str) -> list[str]:
    """The first characters of all clusters from left to right, found without Qt's ordering.

    Each cluster is put in as its first character alone, so that reordering keeps it whole.
    """
    layout = Paragraph(TextMap(text), 0, look_at(1.0), 9000)
    starts: list[int] = []
    position = 0
    while position < len(layout.units):
        starts.append(position)
        position = layout.next_stop(position)
    firsts = [layout.text_map.offset(0, start) for start in starts]
    line = "".join(text[at] for at in firsts)
    ordered = get_display(line, base_dir="R")
    return [letter for letter in ordered if not _UNSEEN.match(letter)]


@pytest.mark.parametrize("face", [READING, *FACES])
@usual
@given(mixed, st.data())
def test_the_boxes_of_a_span_are_the_boxes_of_its_clusters(
    qtbot: QtBot, face: str, text: str, data: st.DataObject
) -> None:
    if not text:
        return
    paragraph = lay_out(text, face)
    line, text_map = paragraph.lines[0], paragraph.text_map
    begin = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(begin + 1, len(text)))
    low, high = text_map.position(0, begin), text_map.position(0, end)
    boxes = [box for _, intervals in paragraph.intervals(low, high) for box in intervals]
    clusters = paragraph.clusters(line)
    covered = [c for c in clusters.visible if c.begin < high and low < c.end]
    for cluster in covered:
        middle = (cluster.left + cluster.right) / 2
        assert any(left <= middle <= right for left, right in boxes)
    widths = sum(right - left for left, right in boxes)
    assert widths == pytest.approx(sum(c.width for c in covered), abs=0.8 + 0.15 * len(covered))


@pytest.mark.parametrize("face", [READING, *FACES])
@usual
@given(mixed)
def test_every_cluster_is_hit_at_its_centre_and_a_caret_comes_back(
    qtbot: QtBot, face: str, text: str
) -> None:
    if not text:
        return
    paragraph = lay_out(text, face)
    clusters = paragraph.clusters(paragraph.lines[0])
    for cluster in clusters.visible:
        assert clusters.cluster_at((cluster.left + cluster.right) / 2) is cluster
        x = clusters.caret_x(cluster.begin)
        assert x is not None
        inward = -0.2 if cluster.is_right_to_left else 0.2
        assert clusters.position_at(x + inward) == cluster.begin
