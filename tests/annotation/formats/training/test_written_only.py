"""Formats that are only written: what stands in them, letter for letter and number for number."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import KnownError
from annotation.formats.exporting import Exported
from annotation.formats.training import gliner
from annotation.formats.training.ace import plain_source
from annotation.values.items import RELATION_LAYER, SPAN_LAYER, Document, Relation, Span
from annotation.values.record import Record

Write = Callable[..., Exported]
NAMES = ("gliner", "tacred", "docred", "ace", "instructions")
TEXT = (
    "التقت 😀 سَلمى حداد عمرَ في البنك الدولي & <شركة>.\r\n"
    "قالت سَلمى لعمر: لا! ثم سافرت إلى ﻻهاي. آل ثاني"
)


def span(id: str, tag: str, words: str, after: int = 0) -> Span:
    begin = TEXT.index(words, after)
    return Span(id, SPAN_LAYER, tag, ((begin, begin + len(words)),))


@pytest.fixture
def article() -> Record:
    """Two people who met, one of them named twice, an organisation within another, a long span."""
    second = TEXT.index("قالت")
    spans = (
        span("a", "PER", "سَلمى حداد"),
        span("b", "PER", "عمرَ"),
        span("c", "ORG", "البنك الدولي"),
        span("d", "ORG", "بنك"),
        span("e", "PER", "سَلمى", second),
        span("f", "PER", "عمر", second),
        span("g", "OCC", "قالت سَلمى لعمر: لا! ثم سافرت إلى ﻻهاي. آل ثاني"),
    )
    relations = (
        Relation("1", RELATION_LAYER, "MET", "a", "b"),
        Relation("2", RELATION_LAYER, "SAME", "a", "e"),
        Relation("3", RELATION_LAYER, "SAME", "f", "b"),
        Relation("4", RELATION_LAYER, "MET", "e", "f"),
        Relation("5", RELATION_LAYER, "HOLDS", "a", "g"),
    )
    return Record(Document.of("d", "لقاء", TEXT), spans=spans, relations=relations)


def lost(exported: Exported) -> dict[str, int]:
    return {item.kind.value: item.count for item in exported.loss.items}


def empty() -> Record:
    return Record(Document.of("e", "فارغ", "لا شيء هنا."))


@pytest.mark.parametrize("name", NAMES)
def test_every_document_is_written_and_proven(
    name: str, article: Record, record: Record, tmp_path: Path, write: Write
) -> None:
    exported = write([empty(), article, record, replace(empty())], tmp_path / "out", name)
    assert exported.parts[0].documents == 4


@pytest.mark.parametrize("name", NAMES)
def test_no_document_at_all_can_be_written(name: str, tmp_path: Path, write: Write) -> None:
    assert write([], tmp_path / "out", name).parts[0].documents == 0


def test_a_writer_that_is_wrong_is_found_out(
    article: Record, tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = gliner.as_rows

    def off_by_one(rows: Any) -> str:
        wrong = [
            row | {"ner": [(first, last + 1, tag) for first, last, tag in row["ner"]]}
            for row in rows
        ]
        return right(wrong)

    monkeypatch.setattr(gliner, "as_rows", off_by_one)
    with pytest.raises(KnownError, match="does not read back"):
        write([article], tmp_path / "out", "gliner")
    assert list(tmp_path.iterdir()) == []


def test_the_end_of_a_span_of_gliner_is_its_last_token(
    article: Record, tmp_path: Path, write: Write
) -> None:
    exported = write([article], tmp_path / "out", "gliner")
    rows = json.loads((tmp_path / "out").read_text("utf-8"))
    found = {
        (" ".join(row["tokenized_text"][first : last + 1]), tag)
        for row in rows
        for first, last, tag in row["ner"]
    }
    assert {("سَلمى حداد", "PER"), ("بنك", "ORG"), ("ال بنك الدولي", "ORG")} <= found
    assert all(token not in word for row in rows for word in row["tokenized_text"] if len(word) > 1
               for token in ".،&<>!")  # fmt: skip
    assert "OCC" not in {tag for _, tag in found}
    assert lost(exported)["spans"] == 1
    assert "spans" not in lost(
        write([article], tmp_path / "2", "gliner", options={"longest": "any"})
    )


def test_pairs_of_tacred_are_legal_and_drawn_the_same_way(
    article: Record, tmp_path: Path, write: Write
) -> None:
    for out in ("1", "2"):
        write([empty(), article], tmp_path / out, "tacred", options={"negatives": "all"})
    first, second = ((tmp_path / out / "relations.json").read_bytes() for out in ("1", "2"))
    assert first == second
    rows = json.loads(first)
    ends = [
        (
            row["relation"],
            " ".join(row["token"][row["subj_start"] : row["subj_end"] + 1]),
            " ".join(row["token"][row["obj_start"] : row["obj_end"] + 1]),
        )
        for row in rows
    ]
    assert ends[0] == ("MET", "سَلمى حداد", "عمرَ")
    unrelated = [(head, tail) for relation, head, tail in ends if relation == "no_relation"]
    assert ("عمرَ", "سَلمى حداد") not in unrelated  # MET has no direction
    assert ("عمرَ", "ال بنك الدولي") in unrelated
    assert all(len(row["stanford_pos"]) == len(row["token"]) for row in rows)
    drawn = json.loads((tmp_path / "1" / "sampling.json").read_text("utf-8"))
    assert [d["rows"] for d in drawn] == [0, len(rows)]
    assert drawn[1]["unrelated"] == drawn[1]["unrelated_possible"] == len(unrelated)


@pytest.mark.parametrize("negatives", [0, 1])
def test_so_many_pairs_without_a_relation_are_drawn_for_each_with_one(
    negatives: int, article: Record, tmp_path: Path, write: Write
) -> None:
    few = replace(article, relations=article.relations[:1])
    write([few], tmp_path / "out", "tacred", options={"negatives": str(negatives)})
    rows = json.loads((tmp_path / "out" / "relations.json").read_text("utf-8"))
    assert [row["relation"] for row in rows] == ["MET"] + ["no_relation"] * negatives


def test_equivalent_mentions_are_one_vertex_of_docred(
    article: Record, tmp_path: Path, write: Write
) -> None:
    exported = write([article], tmp_path / "out", "docred")
    [row] = json.loads((tmp_path / "out").read_text("utf-8"))
    for vertex in row["vertexSet"]:
        for mention in vertex:
            begin, end = mention["pos"]
            words = row["sents"][mention["sent_id"]][begin:end]
            assert "".join(words) == "".join(mention["name"].split())
    names = [[mention["name"] for mention in vertex] for vertex in row["vertexSet"]]
    assert ["سَلمى حداد", "سَلمى"] in names
    assert ["عمرَ", "عمر"] in names
    labels = {(x["r"], names[x["h"]][0], names[x["t"]][0]) for x in row["labels"]}
    assert ("MET", "سَلمى حداد", "عمرَ") in labels
    assert lost(exported) == {"relations": 1}  # the people met twice, the clusters once
    assert row["title"] == "لقاء"


def test_offsets_of_ace_count_the_source_without_tags_and_end_inclusive(
    article: Record, tmp_path: Path, write: Write
) -> None:
    write([article], tmp_path / "out", "ace")
    source = plain_source((tmp_path / "out" / "لقاء.sgm").read_text("utf-8"))
    tree = ET.parse(tmp_path / "out" / "لقاء.apf.xml")
    places = list(tree.iter("charseq"))
    assert len(places) > 14
    for place in places:
        begin, last = int(place.get("START", "")), int(place.get("END", ""))
        assert source[begin : last + 1] == place.text
    clusters = {
        tuple(m.findtext("head/charseq", "") for m in cluster.iter("entity_mention"))
        for cluster in tree.iter("entity")
    }
    assert ("سَلمى حداد", "سَلمى") in clusters
    ids = {cluster.get("ID") for cluster in tree.iter("entity")}
    ids |= {mention.get("ID") for mention in tree.iter("entity_mention")}
    arguments = [*tree.iter("relation_argument"), *tree.iter("relation_mention_argument")]
    assert {argument.get("REFID") for argument in arguments} <= ids
    assert (tmp_path / "out" / "FileList").read_text("utf-8") == "لقاء\n"


@pytest.mark.parametrize(
    ("language", "spans", "tag"), [("ar", "المقاطع", "شخص"), ("en", "spans", "Person")]
)
def test_an_instruction_has_its_prompt_and_answer_in_one_language(
    language: str, spans: str, tag: str, article: Record, tmp_path: Path, write: Write
) -> None:
    write([article], tmp_path / "out", "instructions", options={"language": language})
    [asked, answered] = json.loads((tmp_path / "out").read_text("utf-8"))["messages"]
    assert asked["content"].endswith(TEXT)
    assert tag in asked["content"]
    answer = json.loads(answered["content"])
    assert [item for item in answer[spans] if tag in item.values() and "سَلمى حداد" in item.values()]
    assert all(
        any(value in TEXT for value in item.values() if isinstance(value, str))
        for item in answer[spans]
    )
