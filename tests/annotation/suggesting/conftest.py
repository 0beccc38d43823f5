from collections.abc import Callable
from pathlib import Path

import pytest

from annotation.suggesting.lexicon import Lexicon
from annotation.suggesting.suggester import Suggester
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document

RESOURCES = Path(__file__).parents[3] / "resources"
GAZETTEERS = RESOURCES / "gazetteers"


@pytest.fixture(scope="session")
def tagset() -> Tagset:
    path = RESOURCES / "tagsets" / "arabic-news.toml"
    return read_tagset(path.read_text(encoding="utf-8"), path.name)


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon.read(GAZETTEERS)


@pytest.fixture(scope="session")
def suggester(tagset: Tagset) -> Suggester:
    return Suggester(GAZETTEERS, tagset)


@pytest.fixture
def own_suggester(tagset: Tagset) -> Suggester:
    """A suggester that may learn: the one of the session is everybody's."""
    return Suggester(GAZETTEERS, tagset)


@pytest.fixture(scope="session")
def spans_of(suggester: Suggester) -> Callable[[str], list[tuple[str, str]]]:
    def spans(text: str) -> list[tuple[str, str]]:
        document = Document.of("d", "d", text)
        return [(s.tag, text[s.begin : s.end]) for s in suggester.suggest(document).spans]

    return spans


@pytest.fixture(scope="session")
def relations_of(suggester: Suggester) -> Callable[[str], list[tuple[str, str, str]]]:
    def relations(text: str) -> list[tuple[str, str, str]]:
        found = suggester.suggest(Document.of("d", "d", text)).relations
        return [(r.tag, text[slice(*r.head)], text[slice(*r.tail)]) for r in found]

    return relations
