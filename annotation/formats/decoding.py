"""From the bytes of a file to its text: which encoding it is in, or why it is not text."""

import codecs
import re
from dataclasses import dataclass

from annotation.errors import KnownError

# What a file that is not text often is, by its first bytes.
_KINDS = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP, DOCX"),
    (b"\xd0\xcf\x11\xe0", "DOC"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x1f\x8b", "GZIP"),
    (b"{\\rtf", "RTF"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EIGHT_BIT = ("cp1256", "iso8859_6")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b\x1f\x7f]")  # less those that separate
_SURROGATES = re.compile("[\ud800-\udfff]")
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]")
# What tells Arabic text from the same bytes read in the other alphabet.
_LIKELY = re.compile(
    "(?<![\u0621-\u064a])(?:ال|وال|من|في|على|إلى|أن|إن|عن|هذا|التي|الذي|كان|قال)"
    "|[\u0621-\u064a](?:ين|ون|ات|ية|ها)(?![\u0621-\u064a])"
)
_UNLIKELY = re.compile(
    "[\u0621-\u064a][À-ÿŒœƒ‰†‡]|[À-ÿŒœƒ‰†‡][\u0621-\u064a]|(?<![\u0621-\u0652])[\u064b-\u0652]"
)
_SAMPLE = 100_000
_SENSIBLE_SHARE = 0.98


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the encoding it was in, and how many broken characters became U+FFFD."""

    text: str
    encoding: str
    replaced: int = 0


def decode(data: bytes, file_name: str) -> Decoded:
    """The text of a file; KnownError when it is not text. Only a leading BOM is dropped."""
    for start, kind in _KINDS:
        if data.startswith(start):
            raise KnownError(
                "“{file}” is not text but a file of another kind ({kind}); "
                "save it as plain text first.",
                file=file_name,
                kind=kind,
            )
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _whole(data[len(bom) :], encoding, file_name)
    text = _as_utf8(data) or _as_utf16(data)
    if text is not None:
        return text
    if _is_mostly_utf8(data):
        raise _damaged(data, file_name)
    return _eight_bit(data, file_name)


def _whole(data: bytes, encoding: str, file_name: str) -> Decoded:
    """Decode what a BOM has announced."""
    try:
        text = data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError as error:
        raise KnownError(
            "“{file}” begins as {encoding} but is damaged at byte {byte}.",
            file=file_name,
            encoding=encoding.upper(),
            byte=error.start,
        ) from error
    if "\x00" in text:
        raise _binary(file_name)
    return _mended(text, encoding)


def _mended(text: str, encoding: str) -> Decoded:
    """Join surrogate pairs that were written apart; a lone surrogate becomes U+FFFD."""
    if not _SURROGATES.search(text):
        return Decoded(text, encoding)
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    mended, count = _SURROGATES.subn("\ufffd", joined)
    return Decoded(mended, encoding, count)


def _as_utf8(data: bytes) -> Decoded | None:
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return _mended(text, "utf-8") if _is_text(text) else None


def _as_utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a BOM: one of every two bytes is nearly always 0 or 6 in Arabic text."""
    if len(data) % 2 or len(data) < 2:
        return None
    low, high = (sum(data[side:_SAMPLE:2].count(b) for b in (0, 6)) for side in (0, 1))
    encoding = "utf-16-le" if high > low else "utf-16-be"
    half = min(len(data), _SAMPLE) // 2
    if max(low, high) < half * 0.7 or min(low, high) > half * 0.3:
        return None
    try:
        text = data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return None
    return _mended(text, encoding) if _is_text(text) else None


def _is_text(text: str) -> bool:
    """Whether there is no NUL and hardly any other control character."""
    controls = len(_CONTROLS.findall(text[:_SAMPLE]))
    return "\x00" not in text and controls <= len(text[:_SAMPLE]) * (1 - _SENSIBLE_SHARE)


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether the few bytes that are wrong stand among many right UTF-8 letters."""
    text = data[:_SAMPLE].decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(1 for character in text if character > "\x7f") - wrong
    return right > wrong * 5 and "\x00" not in text


def _damaged(data: bytes, file_name: str) -> KnownError:
    """Where UTF-8 breaks off; binary data when it does not and yet is no text."""
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        return KnownError(
            "“{file}” begins as {encoding} but is damaged at byte {byte}.",
            file=file_name,
            encoding="UTF-8",
            byte=error.start,
        )
    return _binary(file_name)


def _eight_bit(data: bytes, file_name: str) -> Decoded:
    """The Windows or the ISO alphabet, whichever reads more like Arabic."""
    if _CONTROLS.search(data[:_SAMPLE].decode("latin-1")):
        raise _binary(file_name)
    readings = [(_likeness(data[:_SAMPLE], name), name) for name in _EIGHT_BIT]
    likeness, encoding = max(readings, key=lambda reading: reading[0])
    if likeness <= 0:
        raise KnownError(
            "“{file}” is neither in UTF-8 nor in an Arabic encoding; save it as UTF-8 first.",
            file=file_name,
        )
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise KnownError(
            "“{file}” begins as {encoding} but is damaged at byte {byte}.",
            file=file_name,
            encoding=encoding,
            byte=error.start,
        ) from error


def _likeness(data: bytes, encoding: str) -> float:
    """How much the bytes read like Arabic in this alphabet; not positive when they do not."""
    text = data.decode(encoding, "replace")
    letters = len(_ARABIC.findall(text))
    foreign = sum(1 for character in text if character > "\x7f") - letters
    wrong = len(_UNLIKELY.findall(text)) + 2 * text.count("\ufffd")
    if letters <= foreign:
        return 0
    return letters * 0.01 + len(_LIKELY.findall(text)) - wrong + 1


def _binary(file_name: str) -> KnownError:
    return KnownError("“{file}” is not text: it holds binary data.", file=file_name)
