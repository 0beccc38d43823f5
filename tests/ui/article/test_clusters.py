"""Exact geometry: every glyph is hit where it is drawn, whatever directions meet on the line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from tests.examples import examples
from ui.article.clusters import ClusterMap
from ui.article.look import look_at
from ui.article.paragraph import Paragraph
from ui.article.text_map import TextMap

PIECES = (
    "الإسلام",
    "لا",
    "لآ",
    "للأردن",
    "مُحَمَّدٌ",
    "قالَ",
    "محـــمد",
    "ا\u0654",
    "ﷲ",
    "ﻻ",
    "CASA-1000",
    "(x)",
    "2025/03/04",
    "٢٠٢٢",
    "46–64",
    "«",
    "»",
    "\u200f",
    "\u2068Hello عالم\u2069",
    "\u202aab\u202c",
    "می\u200cخواهم",
    "😀",
    "👨\u200d👩\u200d👧\u200d👦",
    "e\u0301",
    "\u00a0",
    " ",
    "\t",
    "، ",
    ". ",
)
mixed = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)

# text, words of the span as begin and end, after snapping to clusters, number of visual runs
CASES = [
    ('خطة "ATLAS-2000" الجديدة', (0, 23), (0, 23), 1),
    ('خطة "ATLAS-2000" الجديدة', (0, 10), (0, 10), 2),
    ('خطة "ATLAS-2000" الجديدة', (11, 23), (11, 23), 2),
    ('خطة "ATLAS-2000" الجديدة', (5, 15), (5, 15), 1),
    ("منذ 2019 هـ", (0, 6), (0, 6), 2),
    ("منذ ٢٠١٩ هـ", (0, 8), (0, 8), 1),
    ("والأبناء", (1, 4), (1, 4), 1),
    ("الأمل", (2, 3), (2, 3), 1),
    ("كِتابٌ", (0, 1), (0, 2), 1),
    ("كِتابٌ", (1, 3), (0, 3), 1),
    ("😀 وفد 👩\u200d🔬 هنا", (6, 7), (6, 9), 1),
    ("طـــويل", (1, 4), (1, 4), 1),
    ("بند (ب) [C]", (4, 7), (4, 7), 1),
    ("قال \u2068Salam أهلا\u2069 ثم", (5, 15), (5, 15), 1),
    ("قال \u202aab نعم\u202c ثم", (0, 6), (0, 6), 2),
    ("وبالمكتبة أمس", (3, 9), (3, 9), 1),
    ("للأمانة العامة", (2, 7), (2, 7), 1),
    ("الأمل", (0, 2), (0, 2), 1),
    ("يوم 12 مايو 2026 مساء", (4, 11), (4, 11), 1),
    ("يوم 12 مايو 2026 مساء", (4, 16), (4, 16), 1),
    ("في 12/05/2026 مساء", (0, 5), (0, 5), 2),
    ("خطة (ATLAS) بدأت", (0, 6), (0, 6), 2),
    ("نامه\u200cها كثيرة", (4, 7), (3, 7), 1),
    ("قال ﷲ ﻻ", (4, 5), (4, 5), 1),
    ("زار ا\u0654مجد بيته", (4, 6), (4, 6), 1),
    ("سلمى\u00a0حداد هنا", (0, 10), (0, 10), 1),
    ("وفد 😀 من عمّان", (10, 14), (10, 14), 1),
]
# How the letters stand from left to right, without brackets and what is invisible.
VISUAL_ORDER = {
    'خطة "ATLAS-2000" الجديدة': 'ةديدجلا "ATLAS-2000" ةطخ',
    "منذ 2019 هـ": "ـه 2019 ذنم",
    "منذ ٢٠١٩ هـ": "ـه ٢٠١٩ ذنم",
    "كِتابٌ": "بٌاتكِ",
    "😀 وفد 👩\u200d🔬 هنا": "انه 👩\u200d🔬 دفو 😀",
    "بند (ب) [C]": "C ب دنب",
    "قال \u2068Salam أهلا\u2069 ثم": "مث Salam الهأ لاق",
    "قال \u202aab نعم\u202c ثم": "مث ab معن لاق",
    "للأمانة العامة": "ةماعلا ةنامألل",
    "يوم 12 مايو 2026 مساء": "ءاسم 2026 ويام 12 موي",
    "في 12/05/2026 مساء": "ءاسم 12/05/2026 يف",
    "خطة (ATLAS) بدأت": "تأدب ATLAS ةطخ",
    "نامه\u200cها كثيرة": "ةريثك اههمان",
    "زار ا\u0654مجد بيته": "هتيب دجما\u0654 راز",
}


def lay_out(text: str, width: int = 4000) -> Paragraph:
    """One paragraph of the text, however its letters run, from right to left."""
    text_map = TextMap(text.replace("\n", " "))
    text_map.is_right_to_left = True
    paragraph = Paragraph(text_map, 0, look_at(1.0), width)
    paragraph.stack([20] * len(paragraph.lines))
    return paragraph


def runs_of(text: str, begin: int, end: int) -> tuple[tuple[int, int], int]:
    """The span snapped to clusters, in code points, and how many visual runs it has."""
    paragraph = lay_out(text)
    text_map = paragraph.text_map
    low, high = text_map.position(0, begin), text_map.position(0, end)
    clusters = paragraph.clusters(paragraph.lines[0])
    touched = [c for c in clusters.clusters if c.begin < high and low < c.end]
    first, last = touched[0].begin, touched[-1].end
    snapped = (text_map.offset(0, first), text_map.offset(0, last))
    return snapped, len(clusters.intervals(low, high))


@pytest.mark.parametrize(("text", "span", "snapped", "runs"), CASES)
def test_a_span_is_drawn_on_whole_clusters_in_one_run_for_each_visual_run(
    qtbot: QtBot, text: str, span: tuple[int, int], snapped: tuple[int, int], runs: int
) -> None:
    assert runs_of(text, *span) == (snapped, runs)


@pytest.mark.parametrize("text", VISUAL_ORDER)
def test_clusters_stand_in_the_visual_order(qtbot: QtBot, text: str) -> None:
    paragraph = lay_out(text)
    clusters = paragraph.clusters(paragraph.lines[0])
    text_map = paragraph.text_map
    seen = "".join(
        text_map.text[text_map.offset(0, c.begin) : text_map.offset(0, c.end)]
        for c in clusters.visible
    )
    assert _letters(seen) == VISUAL_ORDER[text]


def _letters(text: str) -> str:
    """Without what is mirrored or invisible."""
    return "".join(c for c in text if c not in "()[]«»\u200e\u200f\u200c\u2068\u2069\u202a\u202c")


fewer = examples(60)


def _visible_lines(text: str) -> list[tuple[Paragraph, ClusterMap]]:
    paragraph = lay_out(text, width=420)
    return [(paragraph, paragraph.clusters(line)) for line in paragraph.lines]


@fewer
@given(mixed)
def test_every_visible_cluster_is_hit_across_its_width(qtbot: QtBot, text: str) -> None:
    for _, clusters in _visible_lines(text):
        for cluster in clusters.visible:
            for share in (0.05, 0.3, 0.5, 0.7, 0.95):
                x = cluster.left + share * cluster.width
                assert clusters.cluster_at(x) is cluster
                assert clusters.position_at(x) in (cluster.begin, cluster.end)


@fewer
@given(mixed)
def test_a_caret_put_down_where_it_stands_stays(qtbot: QtBot, text: str) -> None:
    for _, clusters in _visible_lines(text):
        for cluster in clusters.visible:
            x = clusters.caret_x(cluster.begin)
            assert x is not None
            inward = -0.2 if cluster.is_right_to_left else 0.2
            assert clusters.position_at(x + inward) == cluster.begin


@fewer
@given(mixed)
def test_clusters_cover_the_line_without_overlap(qtbot: QtBot, text: str) -> None:
    for _, clusters in _visible_lines(text):
        for one, other in zip(clusters.visible, clusters.visible[1:], strict=False):
            assert one.right <= other.left + 0.6
        ends = [clusters.begin, *(cluster.end for cluster in clusters.clusters)]
        begins = [*(cluster.begin for cluster in clusters.clusters), clusters.end]
        assert ends == begins


@fewer
@given(mixed, st.data())
def test_a_range_covers_the_same_whether_measured_quickly_or_by_clusters(
    qtbot: QtBot, text: str, data: st.DataObject
) -> None:
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    paragraph = lay_out(text, width=420)
    text_map = paragraph.text_map
    low, high = text_map.position(0, begin), text_map.position(0, end)
    if low == high:
        return
    found = [intervals for _, intervals in paragraph.intervals(low, high)]
    clusters = [paragraph.clusters(line) for line in paragraph.lines]
    by_line = [
        c.intervals(max(low, c.begin), min(high, c.end))
        for c in clusters
        if c.begin < high and low < c.end
    ]
    wanted = [intervals for intervals in by_line if intervals]
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        assert len(one) == len(other)
        for box, exact_box in zip(one, other, strict=True):
            assert box == pytest.approx(exact_box, abs=0.6)


def test_both_letters_of_a_ligature_have_a_width_of_their_own(qtbot: QtBot) -> None:
    for word in ("لا", "الإسلام", "لآلئ", "للأردن"):
        paragraph = lay_out(word)
        clusters = paragraph.clusters(paragraph.lines[0]).clusters
        assert all(cluster.width > 1 for cluster in clusters), word
