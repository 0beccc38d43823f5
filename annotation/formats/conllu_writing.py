"""Writing CoNLL-U Plus: words with their clitics as multiword tokens, spans and relations beside.

The format: https://universaldependencies.org/ext-format.html. Two columns are ours. TAWSEEM:NE has
the spans of a token, `B-PER:3|I-OCC:1`: B at the beginning of a span and of each further piece,
I within, and the number of the span in its document. TAWSEEM:REL stands at the first token of a
head: `HOLDS_POSITION:3>1`. MISC has the range of a token in the text, in code points.
"""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from annotation.formats.aligned import aligned_words, sentence_starts
from annotation.formats.jsonl_writing import sorted_relations, sorted_spans
from annotation.values.items import Document, Fragment
from annotation.values.record import Record

COLUMNS = "# global.columns = "
BEGIN = "# newdoc id = "
TEXT = "# tawseem_text = "
SENTENCE = "# text = "
SPANS, RELATIONS = "TAWSEEM:NE", "TAWSEEM:REL"
USUAL = "ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC"
HEADER = f"{COLUMNS}{USUAL} {SPANS} {RELATIONS}\n"
_NOTHING = "_"

Cells = Mapping[int, list[str]]  # what is said of a token, by where it begins


def write_conllu(record: Record) -> str:
    """One document: its name and text as JSON strings, then its sentences."""
    document = record.document
    lines = [BEGIN + _json(document.name), TEXT + _json(document.text)]
    return "\n".join([*lines, *_sentences(record)]) + "\n"


def held_by_conllu(record: Record) -> Record:
    """The part of a record that CoNLL-U Plus can hold."""
    return replace(
        record,
        document=Document.of(record.document.id, record.document.name, record.document.text),
        spans=tuple(replace(span, attributes=()) for span in record.spans),
        relations=tuple(replace(relation, attributes=()) for relation in record.relations),
        labels=(),
    )


def _json(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _sentences(record: Record) -> Iterator[str]:
    """The lines of all sentences, a blank one after each."""
    text = record.document.text
    words = list(aligned_words(text, record.spans, with_clitics=True))
    tokens = [piece for word in words for piece in word]
    spans, relations = _cells(record, tokens)
    starts = [*sentence_starts(text, record.spans), len(text) + 1]
    sentence: list[list[Fragment]] = []
    number = 0
    for word in [*words, [(len(text) + 1, len(text) + 1)]]:
        if sentence and word[0][0] >= starts[0]:
            number += 1
            yield from _sentence(text, number, sentence, spans, relations)
            sentence = []
        while starts and word[0][0] >= starts[0]:
            del starts[0]
        sentence.append(word)


def _cells(record: Record, tokens: list[Fragment]) -> tuple[Cells, Cells]:
    """What stands in our two columns, by where a token begins."""
    spans: dict[int, list[str]] = defaultdict(list)
    relations: dict[int, list[str]] = defaultdict(list)
    ordered = sorted_spans(record)
    numbers = {span.id: number for number, span in enumerate(ordered, 1)}
    begins = [begin for begin, _ in tokens]
    for span in ordered:
        for low, high in span.fragments:
            for begin in begins[bisect_left(begins, low) : bisect_left(begins, high)]:
                letter = "B" if begin == low else "I"
                spans[begin].append(f"{letter}-{span.tag}:{numbers[span.id]}")
    where = {span.id: span.begin for span in ordered}
    for relation in sorted_relations(record):
        ends = f"{numbers[relation.head]}>{numbers[relation.tail]}"
        relations[where[relation.head]].append(f"{relation.tag}:{ends}")
    return spans, relations


def _sentence(
    text: str, number: int, words: list[list[Fragment]], spans: Cells, relations: Cells
) -> Iterator[str]:
    spaces = [word[0][0] > before[-1][1] for before, word in pairwise(words)]
    spaces.append(True)
    forms = [text[word[0][0] : word[-1][1]] for word in words]
    said = "".join(f + " " * s for f, s in zip(forms, spaces, strict=True)).rstrip(" ")
    yield f"# sent_id = {number}"
    yield f"{SENTENCE}{said}"
    id = 1
    for word, form, is_apart in zip(words, forms, spaces, strict=True):
        space = "" if is_apart else "SpaceAfter=No|"
        if len(word) > 1:
            span = f"{id}-{id + len(word) - 1}"
            yield _row(span, form, f"{space}{_range(word[0][0], word[-1][1])}", [], [])
            space = ""
        for begin, end in word:
            about = space + _range(begin, end)
            row = _row(str(id), text[begin:end], about, spans.get(begin), relations.get(begin))
            yield row
            id += 1
    yield ""


def _range(begin: int, end: int) -> str:
    return f"TokenRange={begin}:{end}"


def _row(
    id: str, form: str, about: str, spans: list[str] | None, relations: list[str] | None
) -> str:
    between = [_NOTHING] * 7
    ours = ["|".join(cell) if cell else _NOTHING for cell in (spans, relations)]
    return "\t".join([id, form, *between, about, *ours])
