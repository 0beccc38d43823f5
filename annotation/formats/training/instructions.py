"""Instructions for language models: a prompt with the tags and a text, and the right answer.

A line is a conversation, `{"messages": [{"role", "content"}]}`, as the fine-tuning of most models
takes it. The answer is JSON, and names spans by their words, because a model cannot count letters;
prompt, tags and keys are in Arabic or in English.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from annotation.formats.format import Format, Option, Output, WriterInput
from annotation.formats.holding import bare, lost_between
from annotation.formats.jsonl_writing import sorted_relations, sorted_spans
from annotation.formats.loss import ContentKind, LossCounts
from annotation.formats.reading import ReaderInput
from annotation.formats.sinks import text_file
from annotation.tagsets.tagset import RelationTag, SpanTag, Tagset
from annotation.values.items import Document, surface
from annotation.values.record import Record

_LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class _Words:
    """What a prompt says in one language, and the keys of the answer."""

    task: str
    relations_too: str
    form: str
    text: str
    spans: str
    relations: str
    number: str
    words: str
    tag: str
    head: str
    tail: str


_IN = {
    "ar": _Words(
        task="استخرج من النص المقاطع التي تنطبق عليها الوسوم الآتية، كما كُتبت حرفًا حرفًا:",
        relations_too="ثم اذكر العلاقات بين هذه المقاطع، وهي من الأنواع الآتية:",
        form="أجب بصيغة JSON وحدها.",
        text="النص:",
        spans="المقاطع",
        relations="العلاقات",
        number="رقم",
        words="نص",
        tag="وسم",
        head="من",
        tail="إلى",
    ),
    "en": _Words(
        task="Find the spans of the text that these tags apply to, letter for letter:",
        relations_too="Then name the relations between those spans, which are of these kinds:",
        form="Answer with JSON alone.",
        text="Text:",
        spans="spans",
        relations="relations",
        number="id",
        words="text",
        tag="tag",
        head="head",
        tail="tail",
    ),
}


def _prompt(document: Document, tagset: Tagset, language: str) -> str:
    words = _IN[language]
    lines = [words.task, *(_tag_line(tag, language) for tag in tagset.spans.values())]
    if tagset.relations:
        lines += [words.relations_too]
        lines += [_tag_line(tag, language) for tag in tagset.relations.values()]
    return "\n".join([*lines, words.form, "", words.text, document.text])


def _tag_line(tag: SpanTag | RelationTag, language: str) -> str:
    definition = " ".join(tag.definition[language].split())
    return f"- {tag.name[language]}: {definition}"


def _name(slug: str, tagset: Tagset, language: str) -> str:
    """What a tag is called; one that the tagset no longer has keeps its slug."""
    tag = tagset.spans.get(slug) or tagset.relations.get(slug)
    return tag.name[language] if tag else slug


def _answer(record: Record, tagset: Tagset, language: str) -> dict[str, Any]:
    words, spans = _IN[language], sorted_spans(record)
    numbers = {span.id: number for number, span in enumerate(spans, 1)}
    answer: dict[str, Any] = {
        words.spans: [
            {
                words.number: numbers[span.id],
                words.words: surface(record.document.text, span.fragments),
                words.tag: _name(span.tag, tagset, language),
            }
            for span in spans
        ]
    }
    if tagset.relations:
        answer[words.relations] = [
            {
                words.tag: _name(relation.tag, tagset, language),
                words.head: numbers[relation.head],
                words.tail: numbers[relation.tail],
            }
            for relation in sorted_relations(record)
        ]
    return answer


def _held(record: Record, writing: WriterInput) -> Record:
    document = Document.of(record.document.id, record.document.name, record.document.text)
    held = bare(replace(record, document=document, labels=()))
    return held if writing.tagset.relations else replace(held, relations=())


def _lost(record: Record, held: Record, writing: WriterInput) -> LossCounts:
    del writing
    return lost_between(record, held) | {ContentKind.DOCUMENT_NAMES: 1}


def _write(record: Record, writing: WriterInput) -> str:
    language = writing.option(_LANGUAGE)
    answer = json.dumps(_answer(record, writing.tagset, language), ensure_ascii=False)
    messages = [
        {"role": "user", "content": _prompt(record.document, writing.tagset, language)},
        {"role": "assistant", "content": answer},
    ]
    return json.dumps({"messages": messages}, ensure_ascii=False, allow_nan=False) + "\n"


def _told(record: Record, name: str, writing: WriterInput) -> str:
    """The text, the words of each span with its tag, and each relation by the words of its ends."""
    del name
    language, text = writing.option(_LANGUAGE), record.document.text
    said = {
        span.id: (surface(text, span.fragments), _name(span.tag, writing.tagset, language))
        for span in record.spans
    }
    relations = [
        (_name(r.tag, writing.tagset, language), said[r.head], said[r.tail])
        for r in _held(record, writing).relations
    ]
    return repr((text, sorted(said.values()), sorted(relations)))


def _read_back(place: Path, reading: ReaderInput, writing: WriterInput) -> Iterator[str]:
    del reading
    words = _IN[writing.option(_LANGUAGE)]
    with place.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            asked, answered = (m["content"] for m in json.loads(line)["messages"])
            answer = json.loads(answered)
            spans = {s[words.number]: (s[words.words], s[words.tag]) for s in answer[words.spans]}
            relations = [
                (r[words.tag], spans[r[words.head]], spans[r[words.tail]])
                for r in answer.get(words.relations, [])
            ]
            text = asked.partition(f"\n\n{words.text}\n")[2]
            yield repr((text, sorted(spans.values()), sorted(relations)))


INSTRUCTIONS = Format(
    name="instructions",
    suffixes=(".jsonl",),
    holds=frozenset(
        {
            ContentKind.SPANS,
            ContentKind.OVERLAPPING_SPANS,
            ContentKind.DISCONTINUOUS_SPANS,
            ContentKind.RELATIONS,
        }
    ),
    options=(Option(_LANGUAGE, tuple(_IN)),),
    output=Output(
        begin=text_file(_write),
        held=_held,
        lost=_lost,
        offsets="none: spans are named by their words",
        told=_told,
        read_back=_read_back,
    ),
)
