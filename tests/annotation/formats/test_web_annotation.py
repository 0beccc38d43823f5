"""JSON-LD with Web Annotation selectors."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import KnownError
from annotation.formats.exporting import ExportChoices, export
from annotation.formats.loss import ContentKind
from annotation.formats.sinks import text_file
from annotation.values.items import Document
from annotation.values.record import Record

Write = Callable[..., Any]


def pieces(target: dict[str, Any]) -> list[dict[str, Any]]:
    return target.get("items", [target])  # type: ignore[no-any-return]


def test_positions_and_quotations_say_the_same(
    record: Record, tmp_path: Path, write: Write
) -> None:
    out = tmp_path / "out.jsonld"
    exported = write([record, Record(Document.of("e", "فارغ", "لا شيء 😀"))], out, "web-annotation")
    graph = json.loads(out.read_text("utf-8"))["@graph"]
    texts = {node["id"]: node["value"] for node in graph if node["type"] == "TextualBody"}
    assert sorted(texts.values()) == sorted([record.document.text, "لا شيء 😀"])
    spans = [node for node in graph if node.get("motivation") == "classifying"]
    assert len(spans) == len(record.spans)
    for node in spans:
        for piece in pieces(node["target"]):
            position, quote = piece["selector"]
            text = texts[piece["source"]]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert text[: position["start"]].endswith(quote["prefix"])
    assert [lost.kind for lost in exported.loss.items] == [ContentKind.LABELS]


def test_relations_link_annotations_that_are_there(
    record: Record, tmp_path: Path, write: Write
) -> None:
    write([record], tmp_path / "out.jsonld", "web-annotation")
    graph = json.loads((tmp_path / "out.jsonld").read_text("utf-8"))["@graph"]
    by_id = {node["id"]: node for node in graph}
    links = [node for node in graph if node.get("motivation") == "linking"]
    ends = {
        (link["body"][0]["value"], by_id[link["target"]]["body"]["value"],
         by_id[link["body"][1]]["body"]["value"])
        for link in links
    }  # fmt: skip
    assert ends == {("HOLDS", "PER", "OCC"), ("MET", "PER", "PER")}


def test_nothing_at_all_is_valid_json(tmp_path: Path, write: Write) -> None:
    write([], tmp_path / "out.jsonld", "web-annotation")
    assert json.loads((tmp_path / "out.jsonld").read_text("utf-8"))["@graph"] == []


def test_what_does_not_read_back_is_not_kept(
    record: Record, tmp_path: Path, wish_for: Callable[..., ExportChoices]
) -> None:
    wish = wish_for("web-annotation")
    assert wish.format.output
    forgetful = replace(wish.format.output, begin=text_file(lambda r, w: "{}", head="{\n"))
    with pytest.raises(KnownError, match="does not read back"):
        export(
            [record], tmp_path / "o", replace(wish, format=replace(wish.format, output=forgetful))
        )
    assert list(tmp_path.iterdir()) == []
