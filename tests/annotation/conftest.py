"""A small tagset and documents for the tests of the core."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document
from annotation.values.state import State

SMALL = Path(__file__).parent.parent / "data" / "small.toml"
TEXT = "التقى وزيرُ المالِ عُمَر 😀 بمديرة البنك الدولي سلمى في 12/05/2025 CASA-1000."


@pytest.fixture
def tagset() -> Tagset:
    return read_tagset(SMALL.read_text("utf-8"), SMALL.name)


@pytest.fixture
def document() -> Document:
    return Document.of("d1", "لقاء", TEXT)


@pytest.fixture
def state(document: Document) -> State:
    return State(document)


@pytest.fixture
def new_id() -> Callable[[], str]:
    counter = itertools.count(1)
    return lambda: f"n{next(counter)}"
