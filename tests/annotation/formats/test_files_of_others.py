"""Files that other programs wrote, where they are on this machine."""

import itertools
import json
import re
from pathlib import Path

import pytest

from annotation.errors import KnownError
from annotation.formats.registry import read
from annotation.record import Record
from annotation.tagset import Tagset
from annotation.tagset_file import read_tagset

FIXTURES = Path(__file__).parents[4] / "shared" / "data" / "fixtures"
pytestmark = pytest.mark.skipif(not FIXTURES.exists(), reason="no files of others here")


def tagset_of(folder: Path) -> Tagset:
    """A tagset with every tag that the .ann files under a folder use."""
    lines = [
        line for path in folder.rglob("*.ann") for line in path.read_text("utf-8-sig").split("\n")
    ]
    spans = {m[1] for line in lines if (m := re.match(r"T\d+\t([A-Za-z]\S*) ", line))}
    relations = {m[1] for line in lines if (m := re.match(r"R\d+\t([A-Za-z]\S*) ", line))}
    names = 'name = { ar = "وسم", en = "tag" }\ndefinition = { ar = "وسم", en = "tag" }\n'
    ends = f"heads = {json.dumps(sorted(spans))}\ntails = {json.dumps(sorted(spans))}\n"
    top = 'slug = "others"\nversion = 1\ntitle = { ar = "غيرنا", en = "Others" }\noverlap = "any"\n'
    parts = [f'[span.{slug}]\ncolour = "#123456"\nexamples = []\n{names}' for slug in sorted(spans)]
    parts += [f"[relation.{slug}]\nexamples = []\n{ends}{names}" for slug in sorted(relations)]
    parts += [
        "[relation.SAME]\nequivalence = true\nsymmetric = true\nexamples = []\n" + ends + names
    ]
    attributes = {m[1]: m[2] for line in lines if (m := re.match(r"A\d+\t(\S+) \S+ ?(.*)", line))}
    parts += [
        f'[attribute.{slug}]\nkind = "{"text" if value else "flag"}"\n'
        f'name = {{ ar = "صفة", en = "attribute" }}\non = {json.dumps(sorted(spans))}\n'
        for slug, value in attributes.items()
    ]
    return read_tagset(top + "\n".join(parts), "others.toml")


def load(path: Path, tagset: Tagset) -> list[Record]:
    counter = itertools.count()
    return list(read([path], None, tagset, lambda: f"n{next(counter)}", lambda _: None))


def gold(name: str) -> list[dict[str, object]]:
    text = (FIXTURES / "peer-exports" / f"_gold_{name}.codepoints.json").read_text("utf-8")
    loaded: list[dict[str, object]] = json.loads(text)
    return loaded


def test_what_brat_wrote_of_tricky_texts_is_read_as_it_was_meant() -> None:
    folder = FIXTURES / "peer-exports" / "brat"
    records = {r.document.name: r for r in load(folder, tagset_of(folder))}
    compared = 0
    for expected in gold("tricky"):
        record = records.get(f"tr_{expected['id']}")
        if record is not None:
            assert record.document.text == expected["text"]
            wanted = {(tag, begin, end) for _, tag, begin, end in expected["ents"]}  # type: ignore[attr-defined]
            assert {(s.tag, s.begin, s.end) for s in record.spans} == wanted
            compared += 1
    assert compared >= 15


def test_corpora_in_standoff_are_read_whole_or_refused_for_what_they_hold() -> None:
    reasons = "no tag “|has no attribute|is empty|already|two different"
    found, others = [], []
    for folder in (FIXTURES / "inception-brat", FIXTURES / "brat-tutorials"):
        tagset = tagset_of(folder)
        for path in sorted(folder.rglob("*.ann")):
            try:
                [record] = load(path, tagset)
            except KnownError as error:
                others += [] if re.search(reasons, str(error)) else [str(error)]
                continue
            lines = path.read_text("utf-8").split("\n")
            assert len(record.spans) == sum(line.startswith("T") for line in lines)
            found.append(record)
    assert others == []
    assert len(found) >= 30
    assert sum(len(record.spans) for record in found) > 300
