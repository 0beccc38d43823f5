"""The formats: what each is called, what it can hold, and how it is read and written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from annotation.errors import AnnotationError, KnownError
from annotation.formats.archives import unpacked
from annotation.formats.brat_reading import read_brat
from annotation.formats.brat_writing import (
    brat_settings,
    held_by_brat,
    write_brat,
)
from annotation.formats.conll import CONLL
from annotation.formats.conllu import CONLLU
from annotation.formats.format import Format, Layout, Output, chosen_options
from annotation.formats.guessing import (
    TEXT,
    looks_like_brat,
    looks_like_json_line,
)
from annotation.formats.html import HTML
from annotation.formats.inception.formats import CAS_JSON, WEBANNO_TSV, XMI
from annotation.formats.inception.pubannotation import PUBANNOTATION
from annotation.formats.jsonl_reading import read_jsonl
from annotation.formats.jsonl_writing import in_order, write_line
from annotation.formats.loss import ContentKind, left_out
from annotation.formats.platforms.doccano import DOCCANO
from annotation.formats.platforms.label_studio import LABEL_STUDIO
from annotation.formats.platforms.prodigy import PRODIGY
from annotation.formats.reading import ReaderInput, ReaderNotice
from annotation.formats.sinks import folder, text_file
from annotation.formats.sources import BRAT, find_sources
from annotation.formats.tables import TABLE, TEXT_LINES
from annotation.formats.text import held_by_text, read_plain, write_plain
from annotation.formats.training.ace import ACE
from annotation.formats.training.docbin import DOCBIN
from annotation.formats.training.docred import DOCRED
from annotation.formats.training.gliner import GLINER
from annotation.formats.training.instructions import INSTRUCTIONS
from annotation.formats.training.parquet import PARQUET
from annotation.formats.training.tacred import TACRED
from annotation.formats.web_annotation import WEB_ANNOTATION
from annotation.tagsets.tagset import Tagset
from annotation.values.record import Record

_ALL = (
    Format(
        name="jsonl",
        suffixes=(".jsonl", ".ndjson"),
        holds=frozenset(ContentKind),
        read=read_jsonl,
        recognises=looks_like_json_line,
        output=Output(
            begin=text_file(
                lambda record, w: write_line(record, with_suggestions=w.with_suggestions)
            ),
            held=lambda record, _: in_order(record),
            lost=lambda record, held, _: {},
            keeps_suggestions=True,
        ),
    ),
    Format(
        name=BRAT,
        suffixes=(".txt", ".ann"),
        holds=frozenset(
            {
                ContentKind.SPANS,
                ContentKind.OVERLAPPING_SPANS,
                ContentKind.DISCONTINUOUS_SPANS,
                ContentKind.RELATIONS,
                ContentKind.SPAN_ATTRIBUTES,
            }
        ),
        read=read_brat,
        recognises=looks_like_brat,
        output=Output(
            layout=Layout.FOLDER,
            begin=folder(lambda record, _: write_brat(record), brat_settings),
            held=lambda record, _: held_by_brat(record),
            beside=(".conf",),
        ),
    ),
    CONLLU,
    CONLL,
    Format(
        name=TEXT,
        suffixes=(".txt", ".text"),
        read=read_plain,
        output=Output(
            layout=Layout.FOLDER,
            begin=folder(lambda record, _: write_plain(record)),
            held=lambda record, _: held_by_text(record),
            lost=lambda record, held, _: left_out(record, held),
        ),
    ),
    XMI,
    CAS_JSON,
    WEBANNO_TSV,
    PUBANNOTATION,
    LABEL_STUDIO,
    PRODIGY,
    DOCCANO,
    DOCBIN,
    PARQUET,
    GLINER,
    TACRED,
    DOCRED,
    ACE,
    INSTRUCTIONS,
    WEB_ANNOTATION,
    TABLE,
    TEXT_LINES,
    HTML,
)
FORMATS: dict[str, Format] = {format.name: format for format in _ALL}
READ = {name: format for name, format in FORMATS.items() if format.read}
# A file is asked for in this order: our own lines are any JSON objects to a glance, so come last.
_GUESSED = sorted(READ.values(), key=lambda format: format.name == "jsonl")
WRITTEN = {name: format for name, format in FORMATS.items() if format.output}


def format_named(name: str) -> Format:
    """The format of this name; AnnotationError names those there are."""
    if name not in FORMATS:
        raise AnnotationError(
            "There is no format “{format}”; there are {formats}.",
            format=name,
            formats=", ".join(FORMATS),
        )
    return FORMATS[name]


def read(
    paths: Iterable[Path],
    format: str | None,
    tagset: Tagset,
    new_id: Callable[[], str],
    remark: Callable[[ReaderNotice], None],
    *,
    options: Mapping[str, str] | None = None,
    skip: Callable[[KnownError], None] | None = None,
) -> Iterator[Record]:
    """Every record in the files and folders; without a format each file's content decides.

    With `skip` what cannot be read is told there, and the reading goes on behind it; else
    KnownError. AnnotationError when a format or an option is not known.
    """
    formats = [format_named(format)] if format else _GUESSED
    chosen = _read_options(formats, options or {})
    reading = ReaderInput(tagset, new_id, remark, options=chosen, skip=skip)
    seen: set[Path] = set()
    for path in paths:
        with unpacked(path, reading) as (place, here):
            for source in find_sources(place, formats, here, seen):
                reader = READ[source.format].read
                assert reader is not None
                with here.passing_over():
                    yield from reader(source, here)


def _read_options(formats: list[Format], options: Mapping[str, str]) -> dict[str, str]:
    if len(formats) == 1:
        return chosen_options(formats[0], formats[0].read_options, options)
    if options:
        raise AnnotationError("Options belong to one format; say which with --format.")
    return {}
