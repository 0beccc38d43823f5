"""A corpus in a few words: marked sentences, one annotator's or several."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from annotation.review.finding import Finding, FindingKind
from annotation.review.reviewed_document import Material
from annotation.review.search import review
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import RELATION_LAYER, SPAN_LAYER, Document, Relation, Span, Stage
from annotation.values.record import Record
from annotation.values.state import State

SMALL = Path(__file__).parents[2] / "data" / "small.toml"
TAGSET = read_tagset(SMALL.read_text("utf-8"), SMALL.name)
_MARK = re.compile(r"\[(?P<tag>[A-Z]+) (?P<words>[^\]]*)\]")


def marked(name: str, text: str, annotator: str = "سلمى", links: Iterable[str] = ()) -> Record:
    """A record of a text like «زار [PER عمر] [ORG البنك]»; a link is like "HOLDS 0 1"."""
    plain, spans, last = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[last : match.start()]
        begin = len(plain)
        plain += match["words"]
        place = ((begin, len(plain)),)
        spans.append(Span(f"{name}-{annotator}-{len(spans)}", SPAN_LAYER, match["tag"], place))
        last = match.end()
    plain += text[last:]
    relations = []
    for number, link in enumerate(links):
        tag, head, tail = link.split()
        ends = spans[int(head)].id, spans[int(tail)].id
        relations.append(Relation(f"{name}-{annotator}-r{number}", RELATION_LAYER, tag, *ends))
    document = Document.of(name, f"مقال {name}", plain)
    return Record(document, annotator, Stage.FINISHED, tuple(spans), tuple(relations))


def found(
    *documents: Sequence[Record] | Record,
    kind: FindingKind | None = None,
    floor: float = 0.1,
    tagset: Tagset = TAGSET,
) -> list[Finding]:
    """What a review finds in documents, of one kind or of all."""
    together = [(d,) if isinstance(d, Record) else tuple(d) for d in documents]
    material = [Material(records) for records in together]
    findings = review(lambda: material, tagset, floor=floor)
    return [f for f in findings if kind is None or f.kind is kind]


def state_of(record: Record) -> State:
    """The record as the state of its annotator."""
    return State(record.document, (*record.spans, *record.relations))


def often(text: str, times: int, first: int = 1) -> list[Record]:
    """Several documents that say the same."""
    return [marked(f"n{number}", f"{text} {number}") for number in range(first, first + times)]


def renamed(record: Record, mark: str) -> Record:
    """The same work under other ids and in another order."""
    spans = tuple(replace(s, id=mark + s.id) for s in reversed(record.spans))
    relations = tuple(
        replace(r, id=mark + r.id, head=mark + r.head, tail=mark + r.tail)
        for r in reversed(record.relations)
    )
    return replace(record, spans=spans, relations=relations)
