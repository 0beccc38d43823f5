"""spaCy's DocBin: a folder of `.spacy` files with a configuration that trains on them.

A document has its outermost spans in `doc.ents`, all of them in `doc.spans["sc"]`, its labels in
`doc.cats`, and its relations in `doc._.rel` as spaCy's tutorial on relations has them: by the first
tokens of head and tail. Because spans may share their first token, `doc.user_data["relations"]`
names them once more by their numbers in `doc.spans["sc"]`.
The form: https://spacy.io/api/docbin, https://github.com/explosion/projects (rel_component).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotation.formats.aligned import aligned_tokens, tokens_of
from annotation.formats.format import Format, Layout, Output, WriterInput
from annotation.formats.holding import (
    SPANS_AND_RELATIONS,
    bare,
    outermost,
    with_whole_spans,
)
from annotation.formats.jsonl_writing import sorted_relations, sorted_spans
from annotation.formats.reading import ReaderInput, SourceFile
from annotation.formats.staging import content
from annotation.formats.training.docbin_reading import (
    ATTRIBUTES,
    EXTRA,
    GROUP,
    NAME,
    REL,
    RELATIONS,
    read_docbin,
)
from annotation.formats.training.libraries import library
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Fragment, Span
from annotation.values.record import Record

SUFFIX = ".spacy"
_CONFIG = "config.cfg"
_TOGETHER = 500  # documents in a file: a reader holds one file in memory
_LONGEST = 10  # tokens in a span that the trained model may suggest


class _Bins:
    """A folder of DocBins, each written when it is full."""

    def __init__(self, place: Path, writing: WriterInput) -> None:
        self._tokens = library("spacy.tokens", EXTRA)
        self._vocab = library("spacy.vocab", EXTRA).Vocab()
        self._place = place
        self._tagset = writing.tagset
        self._files = 0
        place.mkdir()
        place.joinpath(_CONFIG).write_text(_config(writing.tagset), "utf-8")
        self._bin = self._new_bin()

    def _new_bin(self) -> Any:
        columns = ["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"]
        return self._tokens.DocBin(attrs=columns, store_user_data=True)

    def add(self, record: Record, name: str) -> None:
        """Add a document to the file that is being filled."""
        del name
        self._bin.add(self._document(_held(record)))
        if len(self._bin) == _TOGETHER:
            self.close()

    def close(self) -> None:
        """Write what has not been written."""
        if len(self._bin):
            self._files += 1
            self._bin.to_disk(self._place / f"documents-{self._files:04}{SUFFIX}")
            self._bin = self._new_bin()

    def _document(self, record: Record) -> Any:
        text = record.document.text
        spans = sorted_spans(record)
        tokens, spaces = whole_tokens(text, aligned_tokens(text, spans))
        words = [text[begin:end] for begin, end in tokens]
        parsed = self._tokens.Doc(self._vocab, words=words, spaces=spaces)
        places = [tokens_of(tokens, span.begin, span.end) for span in spans]
        by_id = {span.id: number for number, span in enumerate(spans)}

        def spacy_span(span: Span) -> Any:
            return self._tokens.Span(parsed, *places[by_id[span.id]], label=span.tag)

        parsed.spans[GROUP] = [spacy_span(span) for span in spans]
        parsed.set_ents([spacy_span(span) for span in outermost(record)], default="outside")
        tags = {label.tag for label in record.labels}
        parsed.cats = {
            tag: float(tag in tags) for tag in {**self._tagset.labels, **dict.fromkeys(tags)}
        }
        relations = [(by_id[r.head], by_id[r.tail], r.tag) for r in sorted_relations(record)]
        parsed.user_data.update(
            {
                NAME: record.document.name,
                ATTRIBUTES: dict(sorted(record.document.attributes)),
                RELATIONS: relations,
                REL: _by_first_tokens(relations, places),
            }
        )
        return parsed


def whole_tokens(text: str, tokens: list[Fragment]) -> tuple[list[Fragment], list[bool]]:
    """Tokens that give the text back letter for letter, and whether a space follows each.

    Of what stands between two tokens one space belongs to the first, as spaCy has it; whatever
    else there is becomes a token of its own.
    """
    whole: list[Fragment] = []
    spaces: list[bool] = []
    at = 0
    for begin, end in [*tokens, (len(text), len(text))]:
        if whole and at < begin and text[at] == " ":
            spaces[-1] = True
            at += 1
        if at < begin:
            whole.append((at, begin))
            spaces.append(False)
        if begin < end:
            whole.append((begin, end))
            spaces.append(False)
        at = end
    return whole, spaces


def _by_first_tokens(
    relations: list[tuple[int, int, str]], places: list[Fragment]
) -> dict[Fragment, dict[str, float]]:
    """Relations as the component of spaCy's tutorial is trained on them."""
    found: dict[Fragment, dict[str, float]] = {}
    for head, tail, tag in relations:
        found.setdefault((places[head][0], places[tail][0]), {})[tag] = 1.0
    return found


def _config(tagset: Tagset) -> str:
    """A whole configuration for `spacy train`; only the paths of the parts are left to say.

    The tokens of training are those of the files: spaCy's own would hide spans within words.
    """
    making = library("spacy.cli.init_config", EXTRA)
    pipeline = ["ner", "spancat", *(["textcat_multilabel"] if tagset.labels else [])]
    config = making.init_config(lang="ar", pipeline=pipeline, optimize="efficiency")
    for part in ("train", "dev"):
        config["corpora"][part]["gold_preproc"] = True
    config["components"]["spancat"]["spans_key"] = GROUP
    config["components"]["spancat"]["suggester"] = {
        "@misc": "spacy.ngram_range_suggester.v1",
        "min_size": 1,
        "max_size": _LONGEST,
    }
    return str(config.to_str()) + "\n"


def _held(record: Record, writing: WriterInput | None = None) -> Record:
    del writing
    return bare(with_whole_spans(record))


def _read_back(place: Path, reading: ReaderInput, writing: WriterInput) -> Iterator[str]:
    del writing
    for path in sorted(place.glob(f"*{SUFFIX}")):
        for record in read_docbin(SourceFile(path, "", DOCBIN.name), reading):
            yield content(record, record.document.name)


def looks_like_docbin(path: Path, data: bytes) -> bool:
    """Whether the file is called so and begins as what zlib has made small."""
    return path.suffix.lower() == SUFFIX and data[:1] == b"\x78"


DOCBIN = Format(
    name="spacy",
    suffixes=(SUFFIX,),
    holds=SPANS_AND_RELATIONS,
    read=read_docbin,
    recognises_bytes=looks_like_docbin,
    output=Output(
        layout=Layout.BUNDLE,
        begin=_Bins,
        held=_held,
        beside=(SUFFIX, _CONFIG),
        offsets="tokens, end exclusive",
        read_back=_read_back,
    ),
)
