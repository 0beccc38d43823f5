"""Reading spaCy's DocBin: spans from every group and from `doc.ents`, relations from `doc._.rel`.

A file is small on the disk and may be endless unpacked, so it is unpacked within a limit before
spaCy sees it.
"""

import gc
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from annotation.errors import AnnotationError, KnownError, Refusal
from annotation.formats.platforms.gathering import RecordGathering, document_of
from annotation.formats.reading import FILE_LIMIT, MEGABYTE, ReaderInput, SourceFile, reading_file
from annotation.formats.training.libraries import library
from annotation.formats.training.rows import at_row
from annotation.values.record import Record

EXTRA = "spacy"
GROUP = "sc"  # where spaCy's span categorizer looks
NAME, ATTRIBUTES, RELATIONS = "name", "attributes", "relations"
REL = ("._.", "rel", None, None)  # how spaCy keeps `doc._.rel`
_UNPACKED_LIMIT = 512 * MEGABYTE
_LIKELY = 0.5  # from here on a score says yes


def read_docbin(source: SourceFile, reading: ReaderInput) -> Iterator[Record]:
    """One record for each document of a file; KnownError where it is wrong, or spaCy is missing."""
    data = _checked_data(source.path)
    tokens, vocab = library("spacy.tokens", EXTRA), library("spacy.vocab", EXTRA).Vocab()
    with _sound(source.path):
        found = iter(tokens.DocBin().from_bytes(data).get_docs(vocab))
    number = 0
    while True:
        number += 1
        with _sound(source.path):
            parsed = next(found, None)
        if parsed is None:
            return
        records = []
        with reading.passing_over(), at_row(source.path, number), _sound(source.path):
            records.append(_record(parsed, f"{source.name}-{number}", reading))
        yield from records


def _checked_data(path: Path) -> bytes:
    """The bytes of a file that unpack to something of a sensible size."""
    with reading_file(path):
        size = path.stat().st_size
        data = path.read_bytes() if size <= FILE_LIMIT else b""
    try:
        unpacker = zlib.decompressobj()
        is_whole = bool(data) and len(unpacker.decompress(data, _UNPACKED_LIMIT)) < _UNPACKED_LIMIT
    except zlib.error as error:
        raise _damaged(path) from error
    if not is_whole:
        raise KnownError(
            "“{file}” is empty or holds more than {limit} MB; split it into smaller files.",
            file=path,
            limit=_UNPACKED_LIMIT // MEGABYTE,
        )
    return data


@contextmanager
def _sound(path: Path) -> Iterator[None]:
    """Say in a sentence that a file is damaged, whatever it is that a library stumbles over.

    The unpacker of msgpack switches the garbage collector off and, when it fails, leaves it so.
    """
    was_collecting = gc.isenabled()
    try:
        yield
    except Refusal:
        raise
    except Exception as error:
        raise _damaged(path) from error
    finally:
        if was_collecting:
            gc.enable()


def _damaged(path: Path) -> KnownError:
    return KnownError("“{file}” is damaged, or is not what its name says.", file=path)


def _record(parsed: Any, name: str, reading: ReaderInput) -> Record:
    data = parsed.user_data
    own, attributes = data.get(NAME), data.get(ATTRIBUTES)
    document = document_of(
        parsed.text,
        own if isinstance(own, str) and own else name,
        dict(attributes) if isinstance(attributes, Mapping) else {},
        reading,
    )
    gathering = RecordGathering(document, reading)
    borders = [(token.idx, token.idx + len(token)) for token in parsed]
    places = _add_spans(parsed, borders, gathering)
    for tag, score in parsed.cats.items():
        if score >= _LIKELY:
            gathering.add_label(tag)
    if RELATIONS in data:
        for head, tail, tag in data[RELATIONS]:
            gathering.add_relation(tag, *(_key(places, number) for number in (head, tail)))
    else:
        for (head, tail), scores in _rel(data).items():
            for tag in (tag for tag, score in scores.items() if score >= _LIKELY):
                ends = [_at_token(places, token, document.text) for token in (head, tail)]
                gathering.add_relation(tag, *ends)
    return gathering.record()


TokenRange = tuple[int, int, str]  # tokens, half-open, and the tag


def _add_spans(
    parsed: Any, borders: Sequence[tuple[int, int]], gathering: RecordGathering
) -> list[TokenRange]:
    """Add every span once; their places, those of spaCy's own group first."""
    groups = sorted(parsed.spans, key=lambda key: (key != GROUP, key))
    spans = [span for key in groups for span in parsed.spans[key]]
    given = [(span.start, span.end, span.label_) for span in (*spans, *parsed.ents)]
    places = list(dict.fromkeys(given))
    for place in places:
        begin, end, tag = place
        if not 0 <= begin < end <= len(borders):
            raise AnnotationError("There is no token {token}.", token=end)
        fragment = gathering.fragment(borders[begin][0], borders[end - 1][1])
        gathering.add_span(repr(place), [tag], fragment)
    return places


def _key(places: Sequence[TokenRange], number: object) -> str:
    if not isinstance(number, int) or not 0 <= number < len(places):
        raise AnnotationError("There is no span {number} that a relation leads to.", number=number)
    return repr(places[number])


def _rel(data: Mapping[Any, Any]) -> Mapping[tuple[int, int], Mapping[str, float]]:
    """The relations of the tutorial's form, if there are any."""
    found = data.get(REL)
    return found if isinstance(found, Mapping) else {}


def _at_token(places: Sequence[TokenRange], token: int, text: str) -> str:
    """The key of the one span that begins with a token."""
    keys = [repr(place) for place in places if place[0] == token]
    if len(keys) != 1:
        raise AnnotationError(
            "{count} spans begin with the token {token} that a relation leads to.",
            count=len(keys),
            token=token,
        )
    return keys[0]
