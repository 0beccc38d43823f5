"""Sets of several annotators written down in a few characters, and a curator's empty one."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from annotation.curation.alignment import Alignment, align
from annotation.curation.position import Position
from annotation.tagsets.tagset import Overlap, Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import (
    LABEL_LAYER,
    RELATION_LAYER,
    SPAN_LAYER,
    Attributes,
    Document,
    DocumentLabel,
    Relation,
    Span,
    Stage,
)
from annotation.values.record import Record
from annotation.values.state import State
from annotation.values.transaction import Transaction

SMALL = Path(__file__).parents[2] / "data" / "small.toml"
TAGSET = read_tagset(SMALL.read_text("utf-8"), SMALL.name)
ANY = replace(TAGSET, overlap=Overlap.ANY)
TEXT = "التقى وزيرُ المالِ عُمَر 😀 بمديرة البنك الدولي سلمى، وقال إن CASA-1000 بدأ في 12/05/2025."
DOCUMENT = Document.of("d1", "لقاء", TEXT)

Mention = tuple[str, int, int]
Link = tuple[str, int, int]  # tag, and the numbers of the mentions


def ids() -> Callable[[], str]:
    counter = itertools.count(1)
    return lambda: f"n{next(counter)}"


def work(
    annotator: str,
    mentions: Sequence[Mention],
    links: Sequence[Link] = (),
    labels: Sequence[str] = (),
    attributes: Attributes = (),
) -> Record:
    """A finished set; `attributes` are those of its first span."""
    spans = [
        Span(f"{annotator}{n}", SPAN_LAYER, tag, ((begin, end),), attributes if n == 0 else ())
        for n, (tag, begin, end) in enumerate(mentions)
    ]
    relations = [
        Relation(f"{annotator}r{n}", RELATION_LAYER, tag, f"{annotator}{h}", f"{annotator}{t}")
        for n, (tag, h, t) in enumerate(links)
    ]
    return Record(
        DOCUMENT,
        annotator,
        Stage.FINISHED,
        tuple(sorted(spans, key=lambda span: span.sort_key)),
        tuple(relations),
        tuple(DocumentLabel(f"{annotator}l{n}", LABEL_LAYER, tag) for n, tag in enumerate(labels)),
    )


class Curator:
    """A curator at work: every command is applied, and can be undone."""

    def __init__(self, *records: Record, tagset: Tagset = TAGSET) -> None:
        self.tagset = tagset
        self.alignment: Alignment = align(records, tagset)
        self.state = State(DOCUMENT)
        self.done: list[Transaction] = []
        self.new_id = ids()

    @property
    def positions(self) -> tuple[Position, ...]:
        return self.alignment.in_state(self.state)

    def do(
        self,
        command: Callable[..., Transaction | None],
        position: Position,
        *values: str,
        reason: str = "",
    ) -> Transaction | None:
        return self.keep(
            command(
                self.state,
                self.tagset,
                self.alignment,
                position,
                *values,
                new_id=self.new_id,
                reason=reason,
            )
        )

    def keep(self, transaction: Transaction | None) -> Transaction | None:
        if transaction is not None:
            self.state = self.state.apply(transaction.changes)
            self.done.append(transaction)
        return transaction

    def undo_all(self) -> None:
        for transaction in reversed(self.done):
            self.state = self.state.apply(c.inverse() for c in reversed(transaction.changes))
        self.done.clear()

    def spans(self) -> list[Mention]:
        return [(span.tag, span.begin, span.end) for span in self.state.spans]

    def links(self) -> list[tuple[str, Mention, Mention]]:
        return sorted(
            (relation.tag, *(self._mention(id) for id in (relation.head, relation.tail)))
            for relation in self.state.relations
        )

    def _mention(self, span_id: str) -> Mention:
        span = self.state.span(span_id)
        assert span is not None
        return (span.tag, span.begin, span.end)


def said(record: Record) -> tuple[object, ...]:
    """What a set says, whatever the ids and origins."""
    spans = {span.id: (span.fragments, span.tag, span.attributes) for span in record.spans}
    links = sorted(
        (relation.tag, spans[relation.head], spans[relation.tail], relation.attributes)
        for relation in record.relations
    )
    return sorted(spans.values()), links, sorted(label.tag for label in record.labels)


def said_by(state: State) -> tuple[object, ...]:
    """What a curator's state says."""
    return said(
        Record(state.document, "curator", Stage.NEW, state.spans, state.relations, state.labels)
    )
