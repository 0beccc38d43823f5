"""doccano and Prodigy: their forms, how ends of relations are found, and what is refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import KnownError
from annotation.formats.reading import ReaderNotice
from annotation.values.items import Stage
from annotation.values.record import Record

Load = Callable[..., list[Record]]
TEXT = "قالت 😀 سَلمى مديرة البنك"
SALMA = TEXT.index("سَ"), TEXT.index(" مديرة")
POST = TEXT.index("مديرة"), len(TEXT)


@pytest.fixture
def load_lines(tmp_path: Path, load: Load) -> Load:
    """Read objects, one a line; the format is guessed unless given."""

    def _load(*lines: dict[str, Any], format: str | None = None) -> list[Record]:
        path = tmp_path / "أسطر.jsonl"
        path.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
        return load(path, format=format)

    return _load


def places(record: Record) -> list[tuple[str, str]]:
    return [(s.tag, record.document.text[s.begin : s.end]) for s in record.spans]


@pytest.mark.parametrize("key", ["label", "labels", "entities"])
def test_triples_of_doccano_stand_under_any_of_its_names(key: str, load_lines: Load) -> None:
    [record] = load_lines({"id": 3, "text": TEXT, key: [[*SALMA, "PER"], [*POST, "OCC"]], "سنة": 5})
    assert places(record) == [("PER", "سَلمى"), ("OCC", "مديرة البنك")]
    assert record.document.attributes == (("سنة", 5),)


@pytest.mark.parametrize(("form", "has_relations"), [("spans", False), ("relations", True)])
def test_the_form_of_doccano_can_be_chosen(
    form: str, has_relations: bool, record: Record, tmp_path: Path, write: Callable[..., Any]
) -> None:
    exported = write([record], tmp_path / "out", "doccano", options={"form": form})
    line = json.loads((tmp_path / "out").read_text("utf-8"))
    assert ("relations" in line) == has_relations
    assert ("label" in line) != has_relations
    lost = {item.kind: item.count for item in exported.loss.items}
    assert ("relations" in lost) != has_relations


def prodigy(**others: Any) -> dict[str, Any]:
    tokens = []
    for number, word in enumerate(TEXT.split()):
        begin = TEXT.index(word)
        tokens.append({"text": word, "start": begin, "end": begin + len(word), "id": number})
    spans = [
        {"start": SALMA[0], "end": SALMA[1], "token_start": 2, "token_end": 2, "label": "PER"},
        {"start": POST[0], "end": POST[1], "token_start": 3, "token_end": 4, "label": "OCC"},
    ]
    return {"text": TEXT, "tokens": tokens, "spans": spans, "answer": "accept", **others}


@pytest.mark.parametrize("names_spans", [True, False])
def test_the_ends_of_a_relation_of_prodigy_are_found(names_spans: bool, load_lines: Load) -> None:
    relation: dict[str, Any] = {"head": 2, "child": 4, "label": "HOLDS"}
    if names_spans:
        relation["head_span"], relation["child_span"] = prodigy()["spans"]
    [record] = load_lines(prodigy(relations=[relation]))
    [found] = record.relations
    words = {s.id: record.document.text[s.begin : s.end] for s in record.spans}
    assert (words[found.head], words[found.tail]) == ("سَلمى", "مديرة البنك")


def test_a_span_by_tokens_alone_has_its_offsets_from_them(load_lines: Load) -> None:
    span = {"token_start": 3, "token_end": 4, "label": "OCC"}
    [record] = load_lines(prodigy(spans=[span]))
    assert places(record) == [("OCC", "مديرة البنك")]


def test_answers_of_several_people_belong_to_one_document(
    load_lines: Load, remarks: list[ReaderNotice]
) -> None:
    records = load_lines(
        prodigy(_session_id="ب-ليلى"),
        prodigy(_session_id="ب-عمر", spans=[]),
        prodigy(_session_id="ب-منى", answer="ignore"),
        prodigy(_session_id="ب-سعد", answer="reject"),
    )
    assert len({r.document.id for r in records}) == 1
    assert [r.stage for r in records] == [
        Stage.IN_PROGRESS, Stage.NEW, Stage.SET_ASIDE, Stage.NEW,
    ]  # fmt: skip
    assert [len(r.spans) for r in records] == [2, 0, 0, 0]
    assert len(remarks) == 1


def test_tokens_of_an_export_to_prodigy_carry_every_span(
    record: Record, tmp_path: Path, write: Callable[..., Any]
) -> None:
    write([record], tmp_path / "out", "prodigy")
    line = json.loads((tmp_path / "out").read_text("utf-8"))
    text, tokens = line["text"], line["tokens"]
    assert all(token["text"] == text[token["start"] : token["end"]] for token in tokens)
    assert [token["id"] for token in tokens] == list(range(len(tokens)))
    for span in line["spans"]:
        assert tokens[span["token_start"]]["start"] == span["start"]
        assert tokens[span["token_end"]]["end"] == span["end"]  # inclusive
    for relation in line["relations"]:
        assert relation["head"] == relation["head_span"]["token_end"]
        assert relation["child"] == relation["child_span"]["token_end"]


WRONG: dict[str, tuple[str, str, str]] = {
    "negative": ("doccano", '{"text": "نص", "label": [[-1, 1, "PER"]]}', "not a stretch"),
    "reversed": ("doccano", '{"text": "نص", "label": [[2, 1, "PER"]]}', "not a stretch"),
    "beyond": ("doccano", '{"text": "نص", "label": [[0, 3, "PER"]]}', "not a stretch"),
    "no offsets": ("doccano", '{"text": "نص", "label": [[true, 1.5, "PER"]]}', "not a stretch"),
    "unknown tag": ("doccano", '{"text": "نص", "label": [[0, 2, "X"]]}', "no tag “X”"),
    "repetition": ("doccano", '{"text": "نص", "text": "نص", "label": []}', "stands twice"),
    "not a number": ("doccano", '{"text": "نص", "label": [[NaN, 2, "PER"]]}', "“NaN”"),
    "deep": ("doccano", '{"text": "نص", "label": ' + "[" * 10_000, "too deeply|not valid"),
    "bom": ("doccano", '{"text": "نص", \ufeff"label": []}', "not valid JSON"),
    "half a letter": ("doccano", r'{"text": "\ud83d", "label": []}', "half a surrogate"),
    "twice": (
        "doccano",
        '{"text": "نص", "entities": [{"id": 1, "start_offset": 0, "end_offset": 2, "label": "PER"},'
        ' {"id": 1, "start_offset": 0, "end_offset": 1, "label": "PER"}]}',
        "“1” stands twice",
    ),
    "nowhere": (
        "doccano",
        '{"text": "نص", "entities": [], "relations": [{"from_id": 1, "to_id": 2, "type": "MET"}]}',
        "leads to a span “1” that is not there",
    ),
    "open list": ("doccano", '[{"text": "نص", "label": []}', "is not closed"),
    "behind the list": ("doccano", '[{"text": "نص", "label": []}] {}', "stands behind it"),
    "a list of lists": ("doccano", '[["نص"]]', "must be a JSON object"),
    "no token": (
        "prodigy",
        '{"text": "نص", "spans": [{"start": 0, "end": 2, "token_start": 0, "token_end": 9,'
        ' "label": "PER"}]}',
        "no token 0",
    ),
    "other words": (
        "prodigy",
        '{"text": "نص آخر", "tokens": [{"start": 3, "end": 6, "id": 0}], "spans": [{"start": 0,'
        ' "end": 2, "token_start": 0, "token_end": 0, "label": "PER"}]}',
        "does not begin and end with its tokens",
    ),
    "no such end": (
        "prodigy",
        '{"text": "نص", "spans": [], "relations": [{"head": 0, "child": 1, "label": "MET"}]}',
        "0 spans end with the token 0",
    ),
    "strange answer": ("prodigy", '{"text": "نص", "answer": "maybe"}', "not one of accept"),
    "pictures": (
        "label-studio",
        '[{"data": {"image": "/data/1.png"}, "annotations": []}]',
        "“text” is missing",
    ),
    "regions twice": (
        "label-studio",
        '[{"data": {"text": "نص"}, "annotations": [{"result": [{"id": "a", "type": "labels",'
        ' "value": {"start": 0, "end": 2, "labels": ["PER"]}}, {"id": "a", "type": "labels",'
        ' "value": {"start": 0, "end": 1, "labels": ["PER"]}}]}]}]',
        "“a” stands twice",
    ),
    "predicted nowhere": (
        "label-studio",
        '[{"data": {"text": "نص"}, "predictions": [{"result": [{"type": "relation",'
        ' "from_id": "a", "to_id": "b", "labels": ["MET"]}]}]}]',
        "“a” that is not there",
    ),
    "no text": ("label-studio", '[{"data": {"text": ""}, "annotations": []}]', "is empty"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_is_refused_with_its_line(kind: str, tmp_path: Path, load: Load) -> None:
    format, content, reason = WRONG[kind]
    path = tmp_path / "خطأ.json"
    path.write_text(content, "utf-8")
    with pytest.raises(KnownError, match=reason) as refused:
        load(path, format=format)
    assert "خطأ.json, line 1" in str(refused.value)


def test_a_line_of_a_million_letters_is_read(load_lines: Load) -> None:
    text = "مُ" * 500_000
    [record] = load_lines({"text": text, "label": [[0, 1_000_000, "PER"]]})
    assert record.spans[0].end == 1_000_000


def test_the_line_of_an_object_in_a_printed_list_is_named(tmp_path: Path, load: Load) -> None:
    path = tmp_path / "list.json"
    objects = [{"text": "نص", "label": []}, {"text": "نص", "label": [[0, 9, "PER"]]}]
    path.write_text(json.dumps(objects, indent=1, ensure_ascii=False), "utf-8")
    with pytest.raises(KnownError, match="line 6, document 2: 0–9"):
        load(path)


@pytest.mark.parametrize("name", ["أ.json", "أ.xml", "أ.yaml"])
def test_marked_up_files_of_unknown_form_are_no_plain_text(
    name: str, tmp_path: Path, load: Load
) -> None:
    path = tmp_path / name
    path.write_text('["سلمى"]' if name.endswith("json") else "<نص>سلمى</نص>", "utf-8")
    with pytest.raises(KnownError, match="of a form that is not known here"):
        load(path)
    assert load(path, format="text")
