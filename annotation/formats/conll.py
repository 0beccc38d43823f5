"""CoNLL columns as a format: what can be chosen about them, and what they hold."""

from annotation.formats.conll_reading import READ_OPTIONS, read_conll
from annotation.formats.conll_writing import OPTIONS, held_by_conll, write_conll
from annotation.formats.format import Format, Output
from annotation.formats.guessing import looks_like_conll
from annotation.formats.loss import ContentKind
from annotation.formats.sinks import text_file

CONLL = Format(
    name="conll",
    suffixes=(".conll", ".iob", ".iob2", ".bio"),
    holds=frozenset({ContentKind.SPANS, ContentKind.OVERLAPPING_SPANS, ContentKind.DOCUMENT_NAMES}),
    read=read_conll,
    recognises=looks_like_conll,
    options=OPTIONS,
    read_options=READ_OPTIONS,
    output=Output(
        begin=text_file(write_conll),
        held=held_by_conll,
        offsets="none; tokens in order, text in a comment",
    ),
)
