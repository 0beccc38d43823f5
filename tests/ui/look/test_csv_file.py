"""CSV files that spreadsheets open and do not run."""

import csv
import io
from pathlib import Path

import pytest

from annotation.errors import KnownError
from annotation.formats.registry import read
from storage.system.ids import new_id
from ui.desk.sample import news_tagset
from ui.look.csv_file import csv_text, write_csv

RUN = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"]


def test_a_file_begins_with_the_mark_and_is_read_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "أرقام.csv"
    rows = [("الموسِّم", "العدد"), ("عُمَر «السالمي»", 12), ('سلمى, "حداد"\nهدى', 0.5), (None, -0.25)]
    write_csv(path, rows)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        read = list(csv.reader(file))
    assert read == [["" if cell is None else str(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("begin", RUN)
def test_a_text_that_would_be_run_stands_behind_an_apostrophe(begin: str) -> None:
    (row,) = csv.reader(io.StringIO(csv_text([(f"{begin}HYPERLINK(1)",)]), newline=""))
    assert row == [f"'{begin}HYPERLINK(1)"]


@pytest.mark.parametrize("begin", [*RUN, *(f"'{sign}" for sign in RUN), "''=", "'", "«", ""])
def test_our_own_import_reads_what_was_written(begin: str, tmp_path: Path) -> None:
    path = tmp_path / "أخبار.csv"
    text = f"{begin}قال عمر"
    write_csv(path, [("النص", "-المصدر"), (text, text)])
    [record] = read([path], None, news_tagset(), new_id, lambda _: None)
    assert record.document.text == text
    assert record.document.attributes == (("-المصدر", text),)


def test_a_number_below_zero_stays_a_number() -> None:
    assert csv_text([(-0.5, -3)]) == "-0.5,-3\r\n"


def test_a_folder_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="cannot be written"):
        write_csv(tmp_path / "لا" / "أرقام.csv", [("أ",)])
