"""Writing brat standoff: a text and its .ann beside it.

The format: https://brat.nlplab.org/standoff.html, and brat's own reader where the two disagree.
"""

import re
from dataclasses import replace

from annotation.formats.jsonl_writing import sorted_relations, sorted_spans
from annotation.tagsets.tagset import Tagset
from annotation.values.items import AttributeValue, Document, Span, surface
from annotation.values.record import Record

NOTE = "note"  # the attribute that brat keeps as the annotator's note
REFERENCE = "reference"  # the one that it keeps as a normalisation, `Wikidata:Q42`
_BREAKS = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_REFERENCE = re.compile(r"[^\s:]+:\S+")
_BOM = "\ufeff"


def write_brat(record: Record) -> dict[str, str]:
    """The contents of the .txt and of the .ann, by suffix."""
    return {".txt": file_text(record.document.text), ".ann": "".join(_lines(record))}


def file_text(text: str) -> str:
    """The text as a file holds it: a BOM that belongs to the text needs another before it."""
    return _BOM + text if text.startswith(_BOM) else text


def held_by_brat(record: Record) -> Record:
    """The part of a record that brat standoff can hold."""
    return replace(
        record,
        document=Document.of(record.document.id, record.document.name, record.document.text),
        spans=tuple(
            replace(s, attributes=tuple((n, v) for n, v in s.attributes if is_writable(n, v)))
            for s in record.spans
        ),
        relations=tuple(
            replace(r, attributes=tuple((n, v) for n, v in r.attributes if is_note(n, v)))
            for r in record.relations
        ),
        labels=(),
    )


def one_line(text: str) -> str:
    """The words of a span as brat's text column shows them."""
    return _BREAKS.sub(" ", text)


def is_note(name: str, value: AttributeValue) -> bool:
    """Whether an attribute can stand as an annotator's note."""
    return (
        name == NOTE
        and isinstance(value, str)
        and bool(value)
        and value == value.strip()
        and not _BREAKS.search(value)
    )


def is_reference(name: str, value: AttributeValue) -> bool:
    """Whether an attribute can stand as a normalisation: a knowledge base and an id in it."""
    return name == REFERENCE and isinstance(value, str) and bool(_REFERENCE.fullmatch(value))


def is_writable(name: str, value: AttributeValue) -> bool:
    """Whether brat can hold an attribute of a span: its value is one word, or it is a note."""
    if is_note(name, value) or not isinstance(value, str):
        return True
    return name != NOTE and bool(value) and not any(map(str.isspace, value))


def _lines(record: Record) -> list[str]:
    spans, relations = sorted_spans(record), sorted_relations(record)
    ids = {span.id: f"T{number}" for number, span in enumerate(spans, 1)}
    lines = [_text_bound(ids[span.id], span, record.document.text) for span in spans]
    notes: list[tuple[str, AttributeValue]] = []
    references: list[tuple[str, AttributeValue, Span]] = []
    number = 0
    for span in spans:
        for name, value in sorted(span.attributes):
            if is_note(name, value):
                notes.append((ids[span.id], value))
            elif is_reference(name, value):
                references.append((ids[span.id], value, span))
            elif is_writable(name, value):
                number += 1
                lines.append(f"A{number}\t{name} {ids[span.id]}{_value(value)}\n")
    for count, relation in enumerate(relations, 1):
        ends = f"Arg1:{ids[relation.head]} Arg2:{ids[relation.tail]}"
        lines.append(f"R{count}\t{relation.tag} {ends}\n")
        notes.extend((f"R{count}", v) for n, v in relation.attributes if is_note(n, v))
    for count, (id, value, span) in enumerate(references, 1):
        words = one_line(surface(record.document.text, span.fragments))
        lines.append(f"N{count}\tReference {id} {value}\t{words}\n")
    lines.extend(f"#{n}\tAnnotatorNotes {id}\t{note}\n" for n, (id, note) in enumerate(notes, 1))
    return lines


def _text_bound(id: str, span: Span, text: str) -> str:
    offsets = ";".join(f"{begin} {end}" for begin, end in span.fragments)
    return f"{id}\t{span.tag} {offsets}\t{one_line(surface(text, span.fragments))}\n"


def _value(value: AttributeValue) -> str:
    """The third column of an attribute; a flag that is set has none."""
    if value is True:
        return ""
    return f" {str(value).lower()}" if value is False else f" {value}"


def brat_settings(tagset: Tagset) -> dict[str, str]:
    """The files that make brat show this tagset, and Arabic from right to left."""
    roles = [
        f"{tag.slug}\tArg1:{'|'.join(sorted(tag.heads))}, Arg2:{'|'.join(sorted(tag.tails))}"
        for tag in tagset.relations.values()
    ]
    attributes = [
        f"{attribute.slug}\tArg:{'|'.join(sorted(on))}{values}"
        for attribute in tagset.attributes.values()
        if attribute.slug != NOTE and (on := attribute.on & set(tagset.spans))
        for values in [f", Value:{'|'.join(attribute.values)}" if attribute.values else ""]
    ]
    sections = {
        "entities": list(tagset.spans),
        "relations": ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", *roles],
        "events": [],
        "attributes": attributes,
    }
    colours = ["SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken"]
    colours += [f"{tag.slug}\tbgColor:{tag.colour}" for tag in tagset.spans.values()]
    labels = [f"{tag.slug} | {tag.name['ar']}" for tag in tagset.spans.values()]
    looks = {"options": ["Text\tdirection:rtl"], "labels": labels, "drawing": colours}
    return {"annotation.conf": _conf(sections), "visual.conf": _conf(looks)}


def _conf(sections: dict[str, list[str]]) -> str:
    return "\n".join(
        f"[{name}]\n" + "".join(f"{line}\n" for line in lines) for name, lines in sections.items()
    )
