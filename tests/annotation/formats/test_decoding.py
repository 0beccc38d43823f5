import codecs

import pytest

from annotation.errors import KnownError
from annotation.formats.decoding import decode

ARABIC = (
    "وقال رئيس الوزراء، إن المباحثات بين البلدين في الرباط كانت «مثمرة» جدّاً.\r\nأكّد ذلك ٣ مرّات؟"
)
PLAIN = "عاد الوزير من سفره إلى العاصمة مساء أمس، وقال إن الأمر لم يتغير بعد."


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_unicode_is_read_letter_for_letter(bom: bytes, encoding: str) -> None:
    decoded = decode(bom + ARABIC.encode(encoding), "مقال.txt")
    assert (decoded.text, decoded.encoding, decoded.replaced) == (ARABIC, encoding, 0)


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859_6"])
@pytest.mark.parametrize("text", [PLAIN, "قال الوزير", "في المدينة\nمن البيت إلى السوق 2025"])
def test_the_two_arabic_alphabets_are_told_apart(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    assert (decoded.text, decoded.encoding) == (text, encoding)


def test_harakat_and_latin_in_windows_arabic_are_kept() -> None:
    text = "قالَ مُحَمَّدٌ إن شركة CASA-1000 في الرباط، وإنّها «كبيرة»؛ أليس كذلك؟ ـــ"
    assert decode(text.encode("cp1256"), "a.txt").text == text


def test_a_short_word_in_utf16_is_not_taken_for_utf8() -> None:
    assert decode("محمد".encode("utf-16-le"), "a.txt").text == "محمد"


def test_only_one_leading_bom_is_dropped() -> None:
    assert decode("\ufeff\ufeffنص\ufeff".encode(), "a.txt").text == "\ufeffنص\ufeff"


def test_lone_surrogates_are_replaced_and_counted_and_pairs_joined() -> None:
    broken = b"\xed\xa0\xbd " + "نص".encode() + b" \xed\xa0\xbd\xed\xb8\x80"
    decoded = decode(broken, "a.txt")
    assert (decoded.text, decoded.replaced) == ("\ufffd نص 😀", 1)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"%PDF-1.7 ...",
        b"PK\x03\x04\x14\x00",
        b"SQLite format 3\x00...",
        bytes(range(256)) * 4,
        "نص\x00آخر".encode(),
        b"\x00\x01\x02\x03" * 50,
        codecs.BOM_UTF16_LE + "ا\x00ب".encode("utf-16-le"),
    ],
)
def test_what_is_not_text_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(KnownError, match="صورة"):
        decode(data, "صورة.txt")


def test_damaged_utf8_is_refused_with_the_byte() -> None:
    data = ARABIC.encode() * 3
    with pytest.raises(KnownError, match="damaged at byte 61"):
        decode(data[:61] + b"\xff" + data[61:], "a.txt")


def test_damaged_utf16_is_refused() -> None:
    with pytest.raises(KnownError, match="damaged at byte"):
        decode(codecs.BOM_UTF16_LE + "نص".encode("utf-16-le") + b"\x06", "a.txt")


def test_other_eight_bit_text_is_refused() -> None:
    with pytest.raises(KnownError, match="Arabic encoding"):
        decode("Über den Wolken — süß".encode("cp1252"), "a.txt")
