"""spaCy reads what is written for it and trains on it; its damaged files are refused."""

import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import KnownError
from annotation.values.items import RELATION_LAYER, SPAN_LAYER, Document, Relation, Span
from annotation.values.record import Record

pytest.importorskip("spacy")
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:(click|typer|weasel|spacy|thinc).*"),
    pytest.mark.filterwarnings("ignore:.*lookups.*:UserWarning"),
]
Load = Callable[..., list[Record]]
Write = Callable[..., Any]
TEXTS = {
    "emoji": "قال 😀👍🏽 أحمد علي اليوم",
    "harakat": "قَالَ أَحْمَدُ عَلِيٌّ",
    "crlf": "السطر الأول\r\n\r\nقال  أحمد علي\t\u00a0",
    "nfd": "قال أحمد آل ثاني",
    "lam-alef": "زار الإسلام ﻻ",
    "empty": "لا شيء هنا",
}
SPANS = {
    "emoji": ["أحمد علي", "أحمد"],
    "harakat": ["أَحْمَدُ", "حْمَدُ"],
    "crlf": ["أحمد علي", "السطر الأول\r\n\r\nقال"],
    "nfd": ["أحمد آل ثاني"],
    "lam-alef": ["إسلام", "لام", "ﻻ"],
    "empty": [],
}


def tricky(kind: str) -> Record:
    text = TEXTS[kind]
    places = [(text.index(words), text.index(words) + len(words)) for words in SPANS[kind]]
    tags = ["PER", "ORG"]
    spans = [Span(f"s{n}", SPAN_LAYER, tags[n % 2], (place,)) for n, place in enumerate(places)]
    relations = [Relation("r", RELATION_LAYER, "MET", "s0", "s1")] if len(spans) > 1 else []
    return Record(Document.of(kind, kind, text), spans=tuple(spans), relations=tuple(relations))


@pytest.fixture
def exported(record: Record, tmp_path: Path, write: Write) -> Path:
    records = [*map(tricky, TEXTS), replace(record, document=replace(record.document, name="كبير"))]
    write(records, tmp_path / "out", "spacy")
    return tmp_path / "out"


def test_spacy_finds_every_span_where_it_was(exported: Path) -> None:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    [file] = exported.glob("*.spacy")
    found = {p.user_data["name"]: p for p in DocBin().from_disk(file).get_docs(Vocab())}
    for kind in TEXTS:
        parsed, record = found[kind], tricky(kind)
        assert parsed.text == TEXTS[kind]
        wanted = {(*span.fragments[0], span.tag) for span in record.spans}
        in_group = {(s.start_char, s.end_char, s.label_) for s in parsed.spans["sc"]}
        assert in_group == wanted
        assert {(s.start_char, s.end_char, s.label_) for s in parsed.ents} <= wanted
        assert all(s.text == TEXTS[kind][s.start_char : s.end_char] for s in parsed.spans["sc"])
    assert list(found["emoji"].user_data["._.", "rel", None, None].values()) == [{"MET": 1.0}]


def test_spacy_trains_a_step_with_the_configuration(exported: Path) -> None:
    from spacy import util
    from spacy.training.initialize import init_nlp

    path = str(exported)
    overrides = {"paths.train": path, "paths.dev": path, "training.max_steps": 1}
    config = util.load_config(exported / "config.cfg", overrides, interpolate=False)
    nlp = init_nlp(config)
    corpus = util.registry.resolve(config.interpolate()["corpora"])["train"]
    examples = list(corpus(nlp))
    assert sum(len(example.reference.spans["sc"]) for example in examples) == sum(
        len(example.get_aligned_spans_y2x(example.reference.spans["sc"], allow_overlap=True))
        for example in examples
    )
    losses = nlp.update(examples)
    assert {"ner", "spancat"} <= losses.keys()


def test_what_others_left_in_ents_and_rel_is_read(tmp_path: Path, load: Load) -> None:
    from spacy.tokens import Doc, DocBin
    from spacy.tokens import Span as SpacySpan
    from spacy.vocab import Vocab

    parsed = Doc(Vocab(), words=["سلمى", "مديرة", "البنك"])
    parsed.set_ents([SpacySpan(parsed, 0, 1, "PER"), SpacySpan(parsed, 1, 3, "OCC")])
    parsed.user_data["._.", "rel", None, None] = {(0, 1): {"HOLDS": 1.0, "MET": 0.0}}
    DocBin(docs=[parsed], store_user_data=True).to_disk(tmp_path / "ملف.spacy")
    [record] = load(tmp_path / "ملف.spacy")
    assert [(s.tag, s.fragments) for s in record.spans] == [
        ("PER", ((0, 4),)),
        ("OCC", ((5, 16),)),
    ]
    assert [r.tag for r in record.relations] == ["HOLDS"]
    assert record.document.name == "ملف-1"


def bomb(megabytes: int) -> bytes:
    """A small file of so many megabytes of zeros, put together of the same packed one."""
    packing = zlib.compressobj()
    zeros = bytes(1_000_000)
    begin, again = (packing.compress(zeros) + packing.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    checksum = (megabytes * 1_000_000 % 65_521) << 16 | 1  # Adler-32 of zeros
    return begin + again * (megabytes - 1) + packing.flush()[:-4] + checksum.to_bytes(4, "big")


HOSTILE = {
    "bomb": bomb(600),
    "cut": zlib.compress(b"\x81\xa7version")[:-4],
    "no msgpack": zlib.compress(b"\xc1" * 50),
    "other msgpack": zlib.compress(b"\x93\x01\x02\x03"),
    "no zlib": b"\x78\x9cnothing of the kind",
    "empty": b"\x78",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_damaged_file_is_refused_in_a_sentence(kind: str, tmp_path: Path, load: Load) -> None:
    path = tmp_path / "تالف.spacy"
    path.write_bytes(HOSTILE[kind])
    with pytest.raises(KnownError, match=r"تالف\.spacy” is (damaged|empty or holds more)"):
        load(path)


def test_a_span_beyond_the_tokens_is_refused(tmp_path: Path, load: Load) -> None:
    from spacy.tokens import Doc, DocBin
    from spacy.tokens import Span as SpacySpan
    from spacy.vocab import Vocab

    long, short = Doc(Vocab(), words=["سلمى"] * 9), Doc(Vocab(), words=["سلمى"])
    long.spans["sc"] = [SpacySpan(long, 7, 9, "PER")]
    bins = DocBin(docs=[short, long])
    bins.span_groups = [bins.span_groups[1]] * 2
    bins.to_disk(tmp_path / "ملف.spacy")
    with pytest.raises(KnownError, match=r"ملف\.spacy” is damaged"):
        load(tmp_path / "ملف.spacy")


def test_without_spacy_a_sentence_says_how_to_get_it(
    record: Record, tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "spacy.tokens", None)
    with pytest.raises(KnownError, match=r"“spacy”: pip install spacy .*tawseem\[spacy\]"):
        write([record], tmp_path / "out", "spacy")
    assert list(tmp_path.iterdir()) == []
