"""Parquet as `datasets` and Arrow read it, files of others, and files that are damaged."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import KnownError
from annotation.values.record import Record

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
Load = Callable[..., list[Record]]
Write = Callable[..., Any]


@pytest.fixture
def exported(record: Record, tmp_path: Path, write: Write) -> Path:
    write([record], tmp_path / "out", "parquet")
    return tmp_path / "out"


def test_arrow_finds_the_schema_and_every_span(exported: Path, record: Record) -> None:
    table = pq.read_table(exported / "documents.parquet")
    assert table.schema.field("spans").type.value_type.field("begin").type == pa.int32()
    [row] = table.to_pylist()
    text = row["text"]
    wanted = {(s.tag, s.begin, s.end) for s in record.spans if len(s.fragments) == 1}
    assert {(s["tag"], s["begin"], s["end"]) for s in row["spans"]} == wanted
    assert row["tokens"] == [text[begin:end] for begin, end in row["token_spans"]]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_datasets_loads_the_folder_and_names_the_tags(exported: Path, tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    loaded = datasets.Dataset.from_parquet(
        str(exported / "documents.parquet"), cache_dir=str(tmp_path / "cache")
    )
    names = loaded.features["ner_tags"].feature.names
    assert names[:3] == ["O", "B-PER", "I-PER"]
    [row] = loaded
    tagged = [
        (token, names[tag])
        for token, tag in zip(row["tokens"], row["ner_tags"], strict=True)
        if tag
    ]
    assert tagged[:3] == [("وزيرُ", "B-OCC"), ("المالِ", "I-OCC"), ("عُمَر", "B-PER")]
    card = datasets.load_dataset_builder(str(exported), cache_dir=str(tmp_path / "cache"))
    assert "train" in card.config.data_files


def test_tokens_and_numbers_of_another_data_set_are_read(tmp_path: Path, load: Load) -> None:
    names = '{"info": {"features": {"ner_tags": {"feature": {"names": ["O", "B-PER", "I-PER"]}}}}}'
    table = pa.table({"tokens": [["قالت", "سلمى", "حداد", "أمس"]], "ner_tags": [[0, 1, 2, 0]]})
    pq.write_table(table.replace_schema_metadata({"huggingface": names}), tmp_path / "أ.parquet")
    [record] = load(tmp_path / "أ.parquet")
    assert record.document.text == "قالت سلمى حداد أمس"
    assert [(s.tag, s.fragments) for s in record.spans] == [("PER", ((5, 14),))]


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"body": ["نص"]}, "neither a column “text”"),
        ({"tokens": [["نص"]], "ner_tags": [[3]]}, "row 1: The tag 3 is a number without a name"),
        ({"tokens": [["نص"]], "ner_tags": [[0, 1]]}, "row 1: There are 1 tokens and 2 tags"),
        ({"text": [None]}, "row 1: “text” is missing"),
        ({"text": ["نص"], "spans": [["PER"]]}, "row 1: “spans” must be a JSON object"),
        ({"text": ["نص"], "spans": [[{"tag": "PER", "begin": -1, "end": 1}]]}, "not a stretch"),
        ({"text": ["نص"], "spans": [[{"tag": "PER", "begin": 0, "end": 9}]]}, "not a stretch"),
        ({"text": ["نص"], "attributes": ["[" * 10_000]}, "row 1: This (JSON|is not valid JSON)"),
    ],
)
def test_what_is_wrong_is_refused_with_its_row(
    columns: dict[str, Any], reason: str, tmp_path: Path, load: Load
) -> None:
    pq.write_table(pa.table(columns), tmp_path / "خطأ.parquet")
    with pytest.raises(KnownError, match=reason) as refused:
        load(tmp_path / "خطأ.parquet")
    assert "خطأ.parquet" in str(refused.value)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_file_that_is_cut_is_refused(
    share: float, exported: Path, tmp_path: Path, load: Load
) -> None:
    whole = (exported / "documents.parquet").read_bytes()
    path = tmp_path / "مقطوع.parquet"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(KnownError, match="is damaged"):
        load(path)


def test_bytes_changed_anywhere_are_read_or_refused(
    exported: Path, tmp_path: Path, load: Load
) -> None:
    whole = (exported / "documents.parquet").read_bytes()
    path = tmp_path / "تالف.parquet"
    outcomes = set()
    for at in range(4, len(whole), max(1, len(whole) // 150)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            load(path)
        except KnownError as error:
            outcomes.add(str(error)[:30])
    assert outcomes


def test_without_arrow_a_sentence_says_how_to_get_it(
    record: Record, tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(KnownError, match=r"“pyarrow”: pip install pyarrow .*tawseem\[parquet\]"):
        write([record], tmp_path / "out", "parquet")
    assert list(tmp_path.iterdir()) == []
