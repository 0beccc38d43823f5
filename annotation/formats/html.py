"""Pages of news sites: title, date and body, without what stands around them.

Finding the body is the work of trafilatura (https://trafilatura.readthedocs.io), an extra.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotation.errors import KnownError
from annotation.formats.format import Format
from annotation.formats.json_fields import sound_text
from annotation.formats.reading import ReaderInput, SourceFile, read_text
from annotation.values.items import Document
from annotation.values.record import Record

_LIMIT = 10_000_000  # bytes; pages are a hundredth of this
_FACTS = ("date", "author", "hostname", "url", "sitename")


def read_page(source: SourceFile, reading: ReaderInput) -> Iterator[Record]:
    """The one article of a page, its title before its body; KnownError when there is none."""
    markup = read_text(source.path, reading.remark, _LIMIT)
    page = _extracted(markup, source.path)
    title = (page.title or "").strip()
    body = (page.text or "").strip()
    if not body:
        raise KnownError("“{file}” holds no article.", file=source.path)
    text = body if not title or body.startswith(title) else f"{title}\n{body}"
    facts = ((name, getattr(page, name, None)) for name in _FACTS)
    attributes = tuple((name, sound_text(name, str(value))) for name, value in facts if value)
    name = title or source.name
    yield Record(Document.of(reading.new_id(), name, sound_text("text", text), attributes))


def _extracted(markup: str, path: Path) -> Any:
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise KnownError(
            "Reading pages needs the package trafilatura: pip install trafilatura."
        ) from error
    page = bare_extraction(markup, with_metadata=True, include_comments=False)
    if page is None:
        raise KnownError("“{file}” holds no article.", file=path)
    return page


def _looks_like_page(path: Path, text: str) -> bool:
    start = text.lstrip()[:300].lower()
    return start.startswith(("<!doctype html", "<html")) or (
        path.suffix.lower() in HTML.suffixes and "<" in start
    )


HTML = Format(
    name="html",
    suffixes=(".html", ".htm", ".xhtml"),
    read=read_page,
    recognises=_looks_like_page,
)
