"""A record put together from what another program says: spans by its ids, relations between them.

Offsets are checked against the text; spaces at the borders of a span are cut off, which every
program but ours allows, and a border between a letter and its mark is kept: both are remarked on.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from annotation.arabic.letters import MARKS, ZWJ
from annotation.errors import AnnotationError
from annotation.formats.checking import faults
from annotation.formats.json_fields import sound_text
from annotation.formats.reading import ReaderInput, ReaderNotice
from annotation.formats.tag_names import tag_named
from annotation.values.items import (
    LABEL_LAYER,
    RELATION_LAYER,
    SPAN_LAYER,
    Attributes,
    Document,
    DocumentLabel,
    Fragment,
    Origin,
    Relation,
    Span,
    Stage,
    Suggestions,
)
from annotation.values.record import Record

_SCALARS = (str, int, float)  # and bool, which is an int


class RecordGathering:
    """What one annotator did on one document, as it comes out of a file."""

    def __init__(self, document: Document, reading: ReaderInput) -> None:
        self.document = document
        self._reading = reading
        self._spans: dict[str, list[Span]] = {}  # by the file's id; several when several tags
        self._relations: list[Relation] = []
        self._labels: list[DocumentLabel] = []
        self._trimmed = 0
        self._inside = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been found on the document."""
        return not (self._spans or self._relations or self._labels)

    def fragment(self, begin: object, end: object) -> Fragment:
        """The stretch of text between two offsets, less the spaces at its borders.

        AnnotationError when nothing of the text lies there.
        """
        text = self.document.text
        if not (_is_offset(begin) and _is_offset(end)) or not 0 <= begin < end <= len(text):  # type: ignore[operator]
            raise AnnotationError(
                "{begin}–{end} is not a stretch of this text of {length} characters.",
                begin=begin,
                end=end,
                length=len(text),
            )
        given = (int(begin), int(end))  # type: ignore[call-overload]
        words = text[given[0] : given[1]]
        trimmed = (
            given[0] + len(words) - len(words.lstrip()),
            given[1] - len(words) + len(words.rstrip()),
        )
        if trimmed[0] >= trimmed[1]:
            raise AnnotationError("The span {begin}–{end} holds only spaces.", begin=begin, end=end)
        self._trimmed += trimmed != given
        self._inside += any(splits_letter(text, offset) for offset in trimmed)
        return trimmed

    def add_span(
        self, key: str, names: Iterable[str], fragment: Fragment, attributes: Attributes = ()
    ) -> None:
        """Add a span for each of its tags, known in the file by `key`.

        AnnotationError when the key is taken.
        """
        if key in self._spans:
            raise AnnotationError("The id “{id}” stands twice.", id=key)
        self._spans[key] = [
            Span(
                self._reading.new_id(),
                SPAN_LAYER,
                self.span_tag(name),
                (fragment,),
                tuple(sorted(attributes)),
                Origin.IMPORTED,
            )
            for name in names
        ]

    def add_relation(self, name: str, head: str, tail: str, *, attributes: Attributes = ()) -> None:
        """Add a relation between the spans known by two keys.

        AnnotationError when one is not there.
        """
        for key in (head, tail):
            if not self._spans.get(key):
                raise AnnotationError(
                    "The relation “{id}” leads to a span “{span}” that is not there.",
                    id=name,
                    span=key,
                )
        tag = self.relation_tag(name)
        ends = self._ends(tag, self._spans[head], self._spans[tail])
        new_id = self._reading.new_id()
        self._relations.append(
            Relation(new_id, RELATION_LAYER, tag, *ends, attributes, Origin.IMPORTED)
        )

    def _ends(self, tag: str, heads: Sequence[Span], tails: Sequence[Span]) -> tuple[str, str]:
        """The head and the tail; where an end has several tags, those that the tag allows."""
        pairs = [(head, tail) for head in heads for tail in tails]
        relation = self._reading.tagset.relations.get(tag)
        allowed = [(h, t) for h, t in pairs if relation and relation.allows(h.tag, t.tag)]
        if len(pairs) > 1 and len(allowed) > 1:
            raise AnnotationError(
                "An end of the relation “{tag}” has several tags, and more than one fits.", tag=tag
            )
        head, tail = (allowed or pairs)[0]
        return head.id, tail.id

    def add_label(self, tag: str) -> None:
        """Add a label of the document."""
        label = sound_text("label", tag)
        self._labels.append(DocumentLabel(self._reading.new_id(), LABEL_LAYER, label))

    def span_tag(self, name: str) -> str:
        """The span tag that a name means; when an export is read back, the name itself.

        AnnotationError when the tagset has none such.
        """
        sound_text("label", name)
        if not self._reading.obeys_rules:
            return name
        return tag_named(name, self._reading.tagset.spans).slug

    def relation_tag(self, name: str) -> str:
        """The relation tag that a name means; when an export is read back, the name itself.

        AnnotationError when the tagset has none such.
        """
        sound_text("label", name)
        if not self._reading.obeys_rules:
            return name
        return tag_named(name, self._reading.tagset.relations).slug

    def record(
        self,
        annotator: str = "",
        stage: Stage | None = None,
        suggestions: Suggestions | None = None,
    ) -> Record:
        """The record, checked by the rules; its stage follows from what it holds if not given."""
        record = Record(
            self.document,
            annotator,
            stage or (Stage.NEW if self.is_empty else Stage.IN_PROGRESS),
            tuple(span for spans in self._spans.values() for span in spans),
            tuple(self._relations),
            tuple(self._labels),
            suggestions or Suggestions(),
        )
        if self._reading.obeys_rules:
            for _, error in faults(record, self._reading.tagset):
                raise error
        self._remark()
        return record

    def _remark(self) -> None:
        name = self.document.name
        if self._trimmed:
            self._reading.remark(
                ReaderNotice(
                    "In “{document}”, {count} spans lost the spaces at their borders.",
                    {"document": name, "count": self._trimmed},
                )
            )
        if self._inside:
            self._reading.remark(
                ReaderNotice(
                    "In “{document}”, {count} spans begin or end between a letter and its mark.",
                    {"document": name, "count": self._inside},
                )
            )


def splits_letter(text: str, offset: int) -> bool:
    """Whether an offset lies between a letter and its mark, or within a joined emoji."""
    if not 0 < offset < len(text):
        return False
    return text[offset] in MARKS or ZWJ in (text[offset], text[offset - 1])


def document_of(text: str, name: str, attributes: dict[str, Any], reading: ReaderInput) -> Document:
    """A document with a new id; only texts, numbers and truth values become attributes.

    AnnotationError when the text is empty.
    """
    if not sound_text("text", text):
        raise AnnotationError("The text of the document is empty.")
    kept = {k: v for k, v in attributes.items() if isinstance(v, _SCALARS)}
    for key, value in kept.items():
        sound_text(key, key + (value if isinstance(value, str) else ""))
    if dropped := [key for key, value in attributes.items() if key not in kept and value]:
        reading.remark(
            ReaderNotice(
                "In “{document}”, “{fields}” was left out: it is neither text nor number.",
                {"document": name, "fields": "”, “".join(dropped)},
            )
        )
    sound_text("name", name)
    return Document.of(reading.new_id(), name, text, tuple(sorted(kept.items())))


def _is_offset(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
