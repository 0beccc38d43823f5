"""Files and folders: what is taken from them, what is refused, and how targets are treated."""

import json
import os
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import AnnotationError, KnownError
from annotation.formats import reading
from annotation.formats.exporting import ExportChoices, export
from annotation.formats.guessing import guess_format
from annotation.formats.jsonl_writing import write_line
from annotation.formats.loss import ContentKind
from annotation.formats.reading import ReaderNotice
from annotation.formats.registry import READ
from annotation.formats.sinks import text_file
from annotation.formats.splitting import read_split
from annotation.values.items import Document, SuggestedRelation, SuggestedSpan, Suggestions
from annotation.values.record import Record

Load = Callable[..., list[Record]]
Write = Callable[..., Any]


def test_a_folder_is_read_in_order_without_its_hidden_files(
    tmp_path: Path, load: Load, remarks: list[ReaderNotice]
) -> None:
    for name in ("ب.txt", "أ.txt", "قسم/ج.txt", ".hidden.txt", ".git/x.txt", "صورة.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("نص " + name, "utf-8")
    records = load(tmp_path)
    assert [r.document.name for r in records] == ["أ", "ب", "قسم/ج"]
    assert records[0].document.text == "نص أ.txt"
    assert [remark.values["count"] for remark in remarks] == [1]


def test_a_file_named_twice_is_read_once(tmp_path: Path, load: Load) -> None:
    path = tmp_path / "أ.txt"
    path.write_text("نص", "utf-8")
    assert len(load(tmp_path, path, path)) == 1


def test_a_name_written_apart_by_the_system_is_put_together(tmp_path: Path, load: Load) -> None:
    path = tmp_path / unicodedata.normalize("NFD", "أحمد.txt")
    path.write_text("نص", "utf-8")
    assert load(path)[0].document.name == "أحمد"


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"  \r\n \xc2\xa0"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.conll"])
def test_an_empty_file_is_refused(content: bytes, name: str, tmp_path: Path, load: Load) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(KnownError, match="is empty"):
        load(tmp_path / name)


def test_what_is_not_there_and_what_is_no_file_is_refused(tmp_path: Path, load: Load) -> None:
    with pytest.raises(KnownError, match="There is no file or folder"):
        load(tmp_path / "غائب.txt")
    with pytest.raises(KnownError, match="holds no file that can be imported"):
        load(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.txt")
        with pytest.raises(KnownError, match="is not a file"):
            load(tmp_path / "pipe.txt")


def test_a_text_of_50_megabytes_is_refused_in_a_sentence(tmp_path: Path, load: Load) -> None:
    path = tmp_path / "كبير.txt"
    with path.open("wb") as file:
        file.write("نص ".encode())
        file.truncate(50_000_000)
        file.seek(0)
        file.write("كلمة ".encode() * 20_000)
    with pytest.raises(KnownError, match="has 50 MB, more than the 20 MB"):
        load(path, format="text")


def test_a_long_jsonl_is_read_line_by_line(
    tmp_path: Path, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "FILE_LIMIT", 100)
    path = tmp_path / "corpus.jsonl"
    line = json.dumps({"text": "نصٌّ\u2028طويل"}, ensure_ascii=False).encode()
    path.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join([line] * 9))
    assert [r.document.text for r in load(path)] == ["نصٌّ\u2028طويل"] * 9
    path.write_bytes(b"\n".join([line] * 9) + b'\n{"text": "\xff"}')
    with pytest.raises(KnownError, match="line 10: This line is not UTF-8"):
        load(path, format="jsonl")
    path.write_bytes(b"\n".join([line] * 9 + [b'{"text": "' + b"a" * 100 + b'"}']))
    with pytest.raises(KnownError, match="line 10: This line is longer"):
        load(path, format="jsonl")


@pytest.mark.parametrize(
    ("content", "format"),
    [
        ('{"text": "نص"}', "jsonl"),
        ("\n\n{", "jsonl"),
        ("قال\tO\nعمر\tB-PER\n", "conll"),
        ("-DOCSTART- -X- O O\n\nقال NN O O\n", "conll"),
        ('# newdoc name = "أ"\nقال\tO\n', "conll"),
        ("قال عمر إن الأمر انتهى.\nثم عاد.", "text"),
        ("# عنوان = مهم\nنص", "text"),
    ],
)
def test_the_format_is_guessed_from_the_content(content: str, format: str, tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        path = tmp_path / "file"
        path.write_bytes(content.encode(encoding))
        assert guess_format(path, list(READ.values())) == format
    path.write_text(content + "\nكلمة" * 30_001, "utf-8")
    assert guess_format(path, list(READ.values())) in (format, "text")


def test_names_are_made_safe_and_unique_and_the_change_is_told(
    tmp_path: Path, write: Write, load: Load
) -> None:
    names = ["a/../b", "CON", "تقرير", "تقرير", "نصّ\u202egpj", ".مخفي", "x" * 300]
    records = [Record(Document.of(str(n), name, f"نص {n}")) for n, name in enumerate(names)]
    exported = write(records, tmp_path / "out", "text")
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert written == sorted(
        ["a_.._b.txt", "_CON.txt", "تقرير.txt", "تقرير-2.txt", "نصّ_gpj.txt", "مخفي.txt",
         "x" * 180 + ".txt"]
    )  # fmt: skip
    [lost] = exported.loss.items
    assert (lost.kind, lost.count) == (ContentKind.DOCUMENT_NAMES, 6)
    assert len(load(tmp_path / "out")) == 7


def files(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("name", ["jsonl", "brat", "conll", "text"])
def test_an_existing_target_is_left_alone_unless_it_may_be_replaced(
    name: str, record: Record, tmp_path: Path, write: Write
) -> None:
    out = tmp_path / "out"
    write([record], out, name)
    before = files(tmp_path)
    with pytest.raises(KnownError, match="is there already"):
        write([], out, name)
    assert files(tmp_path) == before
    other = replace(record, document=Document.of("d2", "آخر", record.document.text))
    write([other], out, name, overwrite=True)
    after = files(tmp_path)
    assert after != before
    assert {p.name for p in tmp_path.iterdir()} == {"out", "out.manifest.json"}


def test_a_folder_with_other_things_in_it_is_never_replaced(
    record: Record, tmp_path: Path, write: Write
) -> None:
    precious = tmp_path / "out" / "رسالة.docx"
    precious.parent.mkdir()
    precious.write_bytes(b"PK")
    for name in ("brat", "text", "jsonl"):
        with pytest.raises(KnownError, match=r"other things|left alone"):
            write([record], tmp_path / "out", name, overwrite=True)
    assert precious.read_bytes() == b"PK"


def test_what_fails_midway_leaves_nothing_behind(
    record: Record, tmp_path: Path, write: Write
) -> None:
    def broken() -> Any:
        yield record
        raise KeyboardInterrupt

    for name in ("jsonl", "brat"):
        with pytest.raises(KeyboardInterrupt):
            write(broken(), tmp_path / "out", name)
    with pytest.raises(AnnotationError, match=r"leave out spans \(7\), relations \(2\)"):
        write([replace(record, labels=())], tmp_path / "out", "text", refuses_loss=True)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_refused(record: Record, tmp_path: Path, write: Write) -> None:
    with pytest.raises(KnownError, match="There is no folder"):
        write([record], tmp_path / "غائب" / "out", "jsonl")


def test_an_export_that_does_not_read_back_is_not_kept(
    record: Record, tmp_path: Path, wish_for: Callable[..., ExportChoices]
) -> None:
    wish = wish_for("jsonl")
    forgetful = text_file(
        lambda record, _: write_line(replace(record, relations=()), with_suggestions=False)
    )
    output = replace(wish.format.output, begin=forgetful)
    broken = replace(wish, format=replace(wish.format, output=output))
    with pytest.raises(KnownError, match="does not read back"):
        export([record], tmp_path / "out", broken)
    assert list(tmp_path.iterdir()) == []


def test_parts_are_decided_by_the_text_alone(
    record: Record, tmp_path: Path, write: Write, load: Load
) -> None:
    split = read_split("train=80, dev=10, test=10")
    records = [Record(Document.of(f"d{n}", f"وثيقة {n}", f"نص رقم {n}")) for n in range(200)]
    exported = write(records, tmp_path / "out.jsonl", "jsonl", split=split)
    counts = {part.path.name: part.documents for part in exported.parts}
    assert list(counts) == ["out-train.jsonl", "out-dev.jsonl", "out-test.jsonl"]
    assert sum(counts.values()) == 200
    assert 130 < counts["out-train.jsonl"] < 185
    again = write(records[::-1], tmp_path / "two", "text", split=split)
    assert [part.documents for part in again.parts] == list(counts.values())
    dev = {r.document.text for r in load(tmp_path / "out-dev.jsonl")}
    assert dev == {r.document.text for r in load(tmp_path / "two-dev")}


@pytest.mark.parametrize("text", ["", "train", "train=", "train=0", "a=1,a=2", "a=-1", "a=1,,b=2"])
def test_a_split_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(AnnotationError, match="is not a split"):
        read_split(text)


def test_suggestions_become_items_where_a_format_has_no_place_for_them(
    record: Record, tmp_path: Path, write: Write, load: Load
) -> None:
    spans = (
        SuggestedSpan("g1", "PER", ((19, 24),), 0.9, "قائمة", ""),
        SuggestedSpan("g2", "ORG", ((34, 46),), 0.8, "قائمة", ""),
        SuggestedSpan("g3", "ORG", ((40, 51),), 0.2, "قائمة", ""),
    )
    relation = SuggestedRelation(
        "g4", "MET", (19, 24), (34, 46), "PER", "ORG", 0.7, "نمط", ""
    )  # fmt: skip
    suggested = Record(record.document, suggestions=Suggestions(spans, (relation,)))
    exported = write([suggested], tmp_path / "out", "brat", with_suggestions=True)
    [back] = load(tmp_path / "out")
    assert [(s.tag, s.fragments) for s in back.spans] == [
        ("PER", ((19, 24),)),
        ("ORG", ((34, 46),)),
    ]
    assert len(back.relations) == 1
    lost = {item.kind: item.count for item in exported.loss.items}
    assert lost == {ContentKind.SUGGESTIONS: 1, ContentKind.DOCUMENT_ATTRIBUTES: 1}
    write([suggested], tmp_path / "plain", "brat")
    assert load(tmp_path / "plain")[0].spans == ()


@pytest.mark.parametrize(
    "content",
    [
        '[{"tokenized_text": ["سلمى"], "ner": []}]',
        '  [ [{"name": "سلمى"}] ]',
        '<?xml version="1.0"?><source>سلمى</source>',
    ],
)
def test_mark_up_of_an_unknown_form_is_no_article_though_its_name_says_nothing(
    content: str, tmp_path: Path, load: Load
) -> None:
    (tmp_path / "بيانات").write_text(content, "utf-8")
    with pytest.raises(KnownError, match="of a form that is not known here"):
        load(tmp_path / "بيانات")
    (tmp_path / "بيانات.txt").write_text(content, "utf-8")
    assert load(tmp_path / "بيانات.txt")[0].document.text == content


def test_an_article_may_begin_with_a_bracket(tmp_path: Path, load: Load) -> None:
    (tmp_path / "خبر").write_text("[بيشكيك] وصل أحمد.", "utf-8")
    assert load(tmp_path / "خبر")[0].document.text == "[بيشكيك] وصل أحمد."
