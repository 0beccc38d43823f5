"""One document with everybody's work on it, made ready for being looked at."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotation.items import Document, Fragments, Span, Suggestions, Verdict
from annotation.record import NOTHING_SUGGESTED, Record
from annotation.review.finding import Doubt, Finding, FindingKind, Fix, finding_id
from annotation.review.reasons import Reason
from annotation.review.wording import DocumentWords, context_of, form_of
from annotation.rules import share_text

Place = tuple[int, int]
Key = tuple[Fragments, str]  # what a span says: where it is and its tag
Verdicts = Mapping[str, Verdict]


@dataclass(frozen=True, slots=True)
class Material:
    """What is read of one document: the records, what was suggested, and who decided what."""

    records: tuple[Record, ...]
    suggestions: Suggestions = NOTHING_SUGGESTED
    verdicts: Mapping[str, Verdicts] = field(default_factory=dict)  # by annotator


class Side:
    """One annotator's work in a document."""

    __slots__ = ("_cover", "annotator", "by_id", "by_place", "record", "verdicts")

    def __init__(self, record: Record, verdicts: Verdicts) -> None:
        self.record = record
        self.annotator = record.annotator
        self.verdicts = verdicts
        self.by_id = {span.id: span for span in record.spans}
        self.by_place: dict[Fragments, list[Span]] = {}
        self._cover = bytearray(len(record.document.text))
        for span in record.spans:
            self.by_place.setdefault(span.fragments, []).append(span)
            for begin, end in span.fragments:
                self._cover[begin:end] = b"\1" * (end - begin)

    def is_bare(self, begin: int, end: int) -> bool:
        """Whether no span of this annotator shares text with a place."""
        return self._cover.find(1, begin, end) < 0

    def over(self, fragments: Fragments) -> list[Span]:
        """The spans that share text with a place."""
        if self.is_bare(fragments[0][0], fragments[-1][1]):
            return []
        return [span for span in self.record.spans if share_text(span.fragments, fragments)]


@dataclass(frozen=True, slots=True)
class Votes:
    """What the others say of a span: the same, other tags, other bounds, or nothing at all."""

    same: int = 0
    tags: tuple[tuple[str, int], ...] = ()
    bounds: tuple[tuple[Fragments, int], ...] = ()
    bare: int = 0


_SILENCE = Votes()


class Scene:
    """A document, its words, and the sides whose work counts."""

    __slots__ = ("_forms", "_tagged", "document", "material", "sides", "words")

    def __init__(self, material: Material, sides: Sequence[Side], words: DocumentWords) -> None:
        self.material = material
        self.document: Document = material.records[0].document
        self.sides = sides
        self.words = words
        self._forms: dict[Place, str] = {}
        self._tagged: Counter[Key] = Counter(
            key for side in sides for key in {(s.fragments, s.tag) for s in side.record.spans}
        )

    def form(self, begin: int, end: int) -> str:
        """The folded words of a place; empty where there is too little to look for."""
        place = (begin, end)
        form = self._forms.get(place)
        if form is None:
            form = self._forms[place] = form_of(self.document.text, begin, end)
        return form

    def votes(self, side: Side, span: Span) -> Votes:
        """What the others say where this annotator has a span."""
        if len(self.sides) < 2:
            return _SILENCE
        same = self._tagged[span.fragments, span.tag] - 1
        if same == len(self.sides) - 1:
            return Votes(same)
        tags: Counter[str] = Counter()
        bounds: Counter[Fragments] = Counter()
        bare = 0
        for other in self.sides:
            if other is side:
                continue
            there = other.by_place.get(span.fragments, ())
            if any(s.tag == span.tag for s in there):
                continue
            tags.update({s.tag for s in there})
            over = other.over(span.fragments)
            bare += not over
            if not there:
                bounds.update({s.fragments for s in over if s.tag == span.tag})
        return Votes(same, tuple(tags.items()), tuple(bounds.items()), bare)

    def taggers(self, fragments: Fragments) -> list[tuple[str, int]]:
        """How many annotators gave a place each tag."""
        found = Counter(
            span.tag
            for side in self.sides
            for span in side.by_place.get(fragments, ())
        )
        return list(found.items())

    def found(
        self,
        side: Side,
        kind: FindingKind,
        doubt: Doubt,
        parts: Sequence[object],
        place: Place,
        score: float,
        reason: Reason,
        items: tuple[str, ...] = (),
        fix: Fix | None = None,
    ) -> Finding:
        """A finding in this document."""
        document = self.document
        before, words, after = context_of(document.text, *place)
        return Finding(
            finding_id(document.sha256, side.annotator, doubt, *parts),
            kind,
            document.id,
            side.annotator,
            items,
            *place,
            score,
            reason,
            fix,
            document.name,
            before,
            words,
            after,
        )
