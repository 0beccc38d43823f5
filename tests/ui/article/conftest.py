"""An article of an agency's kind, its items, and a view that shows them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import (
    Document,
    Relation,
    Span,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
)
from annotation.values.state import State
from ui.article import ArticleView

SMALL = Path(__file__).parents[2] / "data" / "small.toml"
TEXT = "\n".join(
    (
        "الرباط، 12 ماي 2024. / مرسال/",
        "استقبلت وزيرة الطاقة سلمى بنجلون في مقر الوزارة نظيرها أحمد ولد سيدي، واتفق الجانبان "
        'على تسريع مشروع "ATLAS-2000" للربط الكهربائي بين البلدين بقيمة ٣٥٠ مليون دولار 👍🏽 قبل '
        "نهاية العام.",
        "",
        "وَخَتَمَ المُتَحَدِّثُ كَلامَهُ قائِلًا: إِنَّ العَمَلَ مُسْتَمِرٌّ لِلْإِسْراعِ في الإِنْجازِ. وقالت بنجلون: «نعم».",
    )
)


def place(words: str, text: str = TEXT, occurrence: int = 0) -> tuple[int, int]:
    """Where words stand in the text."""
    begin = -1
    for _ in range(occurrence + 1):
        begin = text.index(words, begin + 1)
    return begin, begin + len(words)


def span(id: str, tag: str, words: str, occurrence: int = 0) -> Span:
    return Span(id, "entities", tag, (place(words, TEXT, occurrence),))


SPANS = (
    span("minister", "OCC", "وزيرة الطاقة"),
    span("salma", "PER", "سلمى بنجلون"),
    span("house", "ORG", "مقر الوزارة"),
    span("ministry", "ORG", "الوزارة"),
    span("ahmad", "PER", "أحمد ولد سيدي"),
    span("again", "PER", "بنجلون", 1),
)
RELATIONS = (
    Relation("holds", "relations", "HOLDS", "salma", "minister"),
    Relation("met", "relations", "MET", "salma", "ahmad"),
    Relation("same", "relations", "SAME", "salma", "again"),
)
SUGGESTED = Suggestions(
    (
        SuggestedSpan("g1", "ORG", (place("مرسال"),), 0.9, "gazetteer", "list"),
        SuggestedSpan("g2", "PER", (place("المُتَحَدِّثُ"),), 0.6, "rules", "title"),
    ),
    (
        SuggestedRelation(
            "q1",
            "MET",
            place("سلمى بنجلون"),
            place("المُتَحَدِّثُ"),
            "PER",
            "PER",
            0.5,
            "rules",
            "verb",
        ),
    ),
)


@pytest.fixture
def article() -> SimpleNamespace:
    """The text, its items, and `place(words)`: where words stand in it."""
    return SimpleNamespace(
        text=TEXT, spans=SPANS, relations=RELATIONS, suggested=SUGGESTED, place=place
    )


@pytest.fixture
def tagset() -> Tagset:
    return read_tagset(SMALL.read_text("utf-8"), SMALL.name)


@pytest.fixture
def document() -> Document:
    return Document.of("d1", "لقاء الطاقة", TEXT)


@pytest.fixture
def state(document: Document) -> State:
    return State(document, (*SPANS, *RELATIONS))


@pytest.fixture
def make_view(qtbot: QtBot, tagset: Tagset) -> Iterator[Callable[..., ArticleView]]:
    # Kept until the test ends: a view nobody holds may be collected while its bar is painted.
    kept: list[ArticleView] = []

    def make(state: State, pending: Suggestions = SUGGESTED, width: int = 900) -> ArticleView:
        view = ArticleView()
        kept.append(view)
        qtbot.addWidget(view)
        view.resize(width, 800)
        view.show()
        view.set_article(state.document, tagset)
        view.show_items(state, pending)
        view.viewport().repaint()
        return view

    yield make
    kept.clear()


@pytest.fixture
def view(make_view: Callable[..., ArticleView], state: State) -> ArticleView:
    return make_view(state)
