"""CoNLL-U Plus as a format."""

import re

from annotation.formats.conllu_reading import read_conllu
from annotation.formats.conllu_writing import (
    HEADER,
    held_by_conllu,
    write_conllu,
)
from annotation.formats.format import Format, Output
from annotation.formats.loss import ContentKind
from annotation.formats.sinks import text_file

_BEGINNING = re.compile(r"\s*# global\.columns *=")

CONLLU = Format(
    name="conllu-plus",
    suffixes=(".conllup", ".conllu"),
    holds=frozenset(
        {
            ContentKind.SPANS,
            ContentKind.OVERLAPPING_SPANS,
            ContentKind.DISCONTINUOUS_SPANS,
            ContentKind.RELATIONS,
            ContentKind.DOCUMENT_NAMES,
        }
    ),
    read=read_conllu,
    recognises=lambda path, text: bool(_BEGINNING.match(text)),
    output=Output(
        begin=text_file(lambda record, _: write_conllu(record), head=HEADER),
        held=lambda record, _: held_by_conllu(record),
        offsets="code points, end exclusive, in MISC",
    ),
)
