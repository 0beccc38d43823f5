"""A small article with spans, relations and suggestions, and both languages of the interface."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import (
    Document,
    Origin,
    Relation,
    Span,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
)
from annotation.values.state import State
from ui.look.language import ARABIC, ENGLISH, set_language

TAGSET = Path(__file__).parents[2] / "data" / "small.toml"
TEXT = "التقى وزيرُ المالِ عُمَر 😀 بمديرة البنك الدولي سلمى في 12/05/2025 CASA-1000."


def place(words: str) -> tuple[int, int]:
    begin = TEXT.index(words)
    return begin, begin + len(words)


@pytest.fixture(params=[ENGLISH, ARABIC])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """The interface in English, then in Arabic, with its direction."""
    set_language(request.param)
    qapp.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft
        if request.param == ARABIC
        else Qt.LayoutDirection.LeftToRight
    )
    yield request.param
    set_language(ENGLISH)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def arabic(qapp: QApplication) -> Iterator[None]:
    set_language(ARABIC)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    set_language(ENGLISH)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def tagset() -> Tagset:
    return read_tagset(TAGSET.read_text("utf-8"), TAGSET.name)


@pytest.fixture
def document() -> Document:
    return Document.of("d1", "لقاء", TEXT)


@pytest.fixture
def state(document: Document) -> State:
    omar = (("mention", "name"), ("unsure", True))
    return State(
        document,
        [
            Span("s2", "entities", "PER", (place("عُمَر"),), omar, Origin.ACCEPTED),
            Span("s1", "entities", "OCC", (place("وزيرُ المالِ"),)),
            Span("s3", "entities", "PER", (place("سلمى"),), origin=Origin.IMPORTED),
            Relation("r2", "relations", "MET", "s2", "s3"),
            Relation("r1", "relations", "HOLDS", "s2", "s1"),
        ],
    )


@pytest.fixture
def pending() -> Suggestions:
    bank = place("البنك الدولي")
    number = SuggestedSpan("g2", "ORG", (place("CASA-1000"),), 0.41, "rules", "{braces} as found")
    return Suggestions(
        (SuggestedSpan("g1", "ORG", (bank,), 0.93, "rules", "known name"), number),
        (SuggestedRelation("g3", "MET", place("سلمى"), bank, "PER", "ORG", 0.6, "rules", "near"),),
    )
