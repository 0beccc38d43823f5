"""One document with everybody's work on it, made ready for being looked at."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotation.commands.rules import share_text
from annotation.review.finding import Doubt, Finding, FindingKind, Fix, finding_id
from annotation.review.reasons import FindingReason
from annotation.review.wording import DocumentWords, context_of, form_of
from annotation.values.items import Document, Fragments, Span, Suggestions, Verdict
from annotation.values.record import NOTHING_SUGGESTED, Record
from annotation.values.span_index import SpanIndex

OffsetRange = tuple[int, int]
Verdicts = Mapping[str, Verdict]


@dataclass(frozen=True, slots=True)
class Material:
    """What is read of one document: the records, what was suggested, and who decided what."""

    records: tuple[Record, ...]
    suggestions: Suggestions = NOTHING_SUGGESTED
    verdicts: Mapping[str, Verdicts] = field(default_factory=dict)  # by annotator


class ReviewedSet:
    """One annotator's work in a document."""

    __slots__ = (
        "_index",
        "annotator",
        "by_id",
        "by_place",
        "cover",
        "record",
        "verdicts",
        "votes",
    )

    def __init__(self, record: Record, verdicts: Verdicts) -> None:
        self.record = record
        self.annotator = record.annotator
        self.verdicts = verdicts
        self.by_id = {span.id: span for span in record.spans}
        self.by_place: dict[Fragments, list[Span]] = {}
        self.votes: dict[str, Votes] = {}  # by span, as far as they were counted
        self._index: SpanIndex[Span] | None = None
        self.cover = bytearray(len(record.document.text))
        for span in record.spans:
            self.by_place.setdefault(span.fragments, []).append(span)
            for begin, end in span.fragments:
                self.cover[begin:end] = b"\1" * (end - begin)

    def is_bare(self, begin: int, end: int) -> bool:
        """Whether no span of this annotator shares text with a place."""
        return self.cover.find(1, begin, end) < 0

    def over(self, fragments: Fragments) -> list[Span]:
        """The spans that share text with a place."""
        begin, end = fragments[0][0], fragments[-1][1]
        if self.is_bare(begin, end):
            return []
        if self._index is None:
            self._index = SpanIndex(self.record.spans)
        near = self._index.near(begin, end)
        return [span for span in near if share_text(span.fragments, fragments)]


@dataclass(frozen=True, slots=True)
class Votes:
    """What the others say of a span: the same, other tags, other bounds, or nothing at all."""

    same: int = 0
    tags: tuple[tuple[str, int], ...] = ()
    bounds: tuple[tuple[Fragments, int], ...] = ()
    bare: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether too many say the same, and nobody otherwise, for the corpus to outweigh it."""
        return self.same > 1 and not (self.tags or self.bounds or self.bare)


_SILENCE = Votes()


class ReviewedDocument:
    """A document, its words, and the sides whose work counts."""

    __slots__ = ("_forms", "document", "material", "sides", "tags_at", "words")

    def __init__(
        self, material: Material, sides: Sequence[ReviewedSet], words: DocumentWords
    ) -> None:
        self.material = material
        self.document: Document = material.records[0].document
        self.sides = sides
        self.words = words
        self._forms: dict[OffsetRange, str] = {}
        self.tags_at: dict[Fragments, Counter[str]] = {}
        for side in sides:
            for fragments, spans in side.by_place.items():
                tags = self.tags_at.setdefault(fragments, Counter())
                for tag in {span.tag for span in spans}:
                    tags[tag] += 1

    def form(self, begin: int, end: int) -> str:
        """The folded words of a place; empty where there is too little to look for."""
        place = (begin, end)
        form = self._forms.get(place)
        if form is None:
            form = self._forms[place] = form_of(self.document.text, begin, end)
        return form

    def votes(self, side: ReviewedSet, span: Span) -> Votes:
        """What the others say where this annotator has a span."""
        if len(self.sides) < 2:
            return _SILENCE
        votes = side.votes.get(span.id)
        if votes is None:
            votes = side.votes[span.id] = self._counted(side, span)
        return votes

    def _counted(self, side: ReviewedSet, span: Span) -> Votes:
        same = self.tags_at[span.fragments][span.tag] - 1
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
        tags = self.tags_at.get(fragments)
        return list(tags.items()) if tags else []

    def found(
        self,
        side: ReviewedSet,
        kind: FindingKind,
        doubt: Doubt,
        parts: Sequence[object],
        place: OffsetRange,
        score: float,
        reason: FindingReason,
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
            doubt,
        )

    def found_span(
        self,
        side: ReviewedSet,
        kind: FindingKind,
        doubt: Doubt,
        span: Span,
        score: float,
        reason: FindingReason,
        fix: Fix | None,
    ) -> Finding:
        """A finding about one span."""
        parts, place = (span.fragments, span.tag), (span.begin, span.end)
        return self.found(side, kind, doubt, parts, place, score, reason, (span.id,), fix)
