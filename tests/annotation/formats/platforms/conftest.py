"""Tagsets made of names, and reading with them."""

import itertools
import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from annotation.formats.reading import ReaderNotice
from annotation.formats.registry import read
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.record import Record

Names = Iterable[str]


def made_tagset(spans: Names, relations: Names = (), labels: Names = ()) -> Tagset:
    """A tagset that has these names and lets everything overlap."""
    spans = sorted(spans)
    names = 'name = { ar = "وسم", en = "tag" }\n'
    words = names + 'definition = { ar = "وسم", en = "tag" }\nexamples = []\n'
    ends = f"heads = {json.dumps(spans)}\ntails = {json.dumps(spans)}\n"
    parts = ['slug = "others"\nversion = 1\ntitle = { ar = "غيرنا", en = "Others" }']
    parts.append('overlap = "any"')
    parts += [f'[span.{slug}]\ncolour = "#123456"\n{words}' for slug in spans]
    parts += [f"[relation.{slug}]\n{words}{ends}" for slug in sorted(relations)]
    parts += [f"[label.{slug}]\n{names}" for slug in labels]
    return read_tagset("\n".join(parts), "others.toml")


@pytest.fixture
def tagset_of() -> Callable[..., Tagset]:
    return made_tagset


@pytest.fixture
def read_with(remarks: list[ReaderNotice]) -> Callable[..., list[Record]]:
    """Read a path with a tagset: `read_with(tagset, path, format="doccano")`."""

    def _read(tagset: Tagset, path: Path, format: str | None = None) -> list[Record]:
        counter = itertools.count()
        return list(read([path], format, tagset, lambda: f"n{next(counter)}", remarks.append))

    return _read
