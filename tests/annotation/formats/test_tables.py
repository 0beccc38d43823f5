"""Texts out of tables, lines and pages."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotation.errors import AnnotationError, KnownError
from annotation.formats.registry import read
from annotation.tagsets.tagset import Tagset
from annotation.values.record import Record

Load = Callable[..., list[Record]]
PAGE = """<!DOCTYPE html><html lang="ar"><head><title>افتتاح الجسر | وكالة</title>
<meta property="og:title" content="افتتاح الجسر"><meta property="article:published_time"
content="2025-03-04T10:00:00Z"></head><body><nav><a href="/">الرئيسية</a></nav><article>
<h1>افتتاح الجسر</h1>
<p>افتتح وزيرُ النقل سامي الحدّاد الجسرَ الجديد في مدينة الوادي صباح الثلاثاء، بحضور الأهالي.</p>
<p>وقال الوزير إن «المشروع» كلّف ٢٠ مليون دينار، وإن العمل استمر ثلاثة أعوام كاملة في المنطقة.</p>
</article><footer>جميع الحقوق محفوظة</footer></body></html>"""


def test_rows_of_a_table_become_documents(load: Load, tmp_path: Path) -> None:
    path = tmp_path / "أخبار.csv"
    path.write_text(
        'العنوان,النص,المصدر\nخبر,"قال ""سامي"":\r\nنعم، ٢٠",كونا\nثان,مُحَمَّد 😀 ﻻ,\n\n', "utf-8-sig"
    )
    first, second = (record.document for record in load(path))
    assert (first.name, first.text) == ("خبر", 'قال "سامي":\r\nنعم، ٢٠')
    assert first.attributes == (("المصدر", "كونا"),)
    assert (second.text, second.attributes) == ("مُحَمَّد 😀 ﻻ", ())


@pytest.mark.parametrize(("sign", "suffix"), [("\t", "tsv"), (";", "csv"), (",", "csv")])
def test_the_delimiter_is_seen_and_columns_are_chosen(
    sign: str, suffix: str, tagset: Tagset, new_id: Callable[[], str], tmp_path: Path
) -> None:
    path = tmp_path / f"t.{suffix}"
    rows = [["رقم", "أصل", "ترجمة", "تاريخ"], ["١", "نص عربي", "English", "2025"]]
    path.write_text("\n".join(sign.join(row) for row in rows), "utf-8")
    options = {"text": "أصل", "name": "رقم", "attributes": "تاريخ"}
    [record] = read([path], "table", tagset, new_id, lambda _: None, options=options)
    assert (record.document.name, record.document.text) == ("١", "نص عربي")
    assert record.document.attributes == (("تاريخ", "2025"),)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("a,b\n1,2\n", "line 2: There is no column “text”; there are a, b"),
        ("text,text\nنص,نص\n", "line 1: The column “text” stands there twice"),
        ("text,b\nنص\n", "line 2: This row has 1 cells, the header has 2"),
        ('text\n"   "\n', "line 2: The column “text” holds no text here"),
        ('text,b\n"نص,1\n', "line 2: This is not a row of a table"),
        (",,\nنص,1,2\n", "line 1: The first line must name the columns"),
    ],
)
def test_a_faulty_table_is_refused_with_its_line(
    content: str, reason: str, load: Load, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(KnownError) as refusal:
        load(path)
    assert reason in str(refusal.value)


def test_lines_of_json_give_texts_and_attributes(
    tagset: Tagset, new_id: Callable[[], str], tmp_path: Path
) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(
        '{"المتن": "خبر أول", "title": "أ", "id": 7, "tags": ["x"], "ok": true}\n\n'
        '{"title": "ب"}\n{"المتن": "خبر ثالث"}\n',
        "utf-8",
    )
    skipped: list[KnownError] = []
    found = list(read([path], "text-lines", tagset, new_id, lambda _: None, skip=skipped.append))
    assert [record.document.text for record in found] == ["خبر أول", "خبر ثالث"]
    assert found[0].document.attributes == (("id", 7), ("ok", True))
    assert found[1].document.name == "t-4"
    assert ["line 3" in str(error) for error in skipped] == [True]


def test_a_page_gives_its_article_and_not_what_stands_around_it(load: Load, tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    [record] = load(path)
    text = record.document.text
    assert record.document.name == "افتتاح الجسر"
    assert text.startswith("افتتاح الجسر\n")
    assert "وزيرُ النقل سامي الحدّاد" in text
    assert "الرئيسية" not in text
    assert "الحقوق" not in text
    assert ("date", "2025-03-04") in record.document.attributes


def test_an_empty_page_is_refused(load: Load, tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    path = tmp_path / "page.html"
    path.write_text("<html><body></body></html>", "utf-8")
    with pytest.raises(KnownError, match="holds no article"):
        load(path)


def test_options_belong_to_one_format(tagset: Tagset, new_id: Callable[[], str]) -> None:
    with pytest.raises(AnnotationError, match="belong to one format"):
        list(read([], None, tagset, new_id, lambda _: None, options={"text": "a"}))
