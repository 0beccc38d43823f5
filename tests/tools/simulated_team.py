"""A simulated team: what several people with known error rates make of given gold records.

`simulate(gold, TEAM, random.Random(20), tagset)` gives, for each gold record, everybody's record
and every error in them; with the same generator always the same. `gold_records.py` has the gold.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import count

from annotation.agreement.figures import Cause
from annotation.arabic.tokens import tokenize
from annotation.commands.rules import clashes, is_same_link, share_text
from annotation.tagsets.tagset import Tagset
from annotation.values.items import SPAN_LAYER, Fragments, Relation, Span, Stage
from annotation.values.record import Record
from tests.tools.slips import Slips


class ErrorKind(StrEnum):
    """What somebody did wrong."""

    MISSED = "missed"  # a span is not there
    SPURIOUS = "spurious"  # a span that nothing asks for
    RETAGGED = "retagged"  # another tag at the same bounds
    BOUNDS = "bounds"  # other bounds, for a cause; with NESTING another tag as well
    DROPPED = "dropped"  # a relation is not there
    FLIPPED = "flipped"  # head and tail exchanged
    LOST = "lost"  # a relation that went with its end, or that its ends' new tags forbid


@dataclass(frozen=True, slots=True)
class Rates:
    """How often somebody errs, as shares of the gold spans and of the gold relations.

    `causes` weighs the causes of wrong bounds against each other; only those that the place allows
    are drawn from, and where it allows none the span stays right. `flipped` is a share of the
    relations that the tagset allows in both directions.
    """

    missed: float = 0.0
    spurious: float = 0.0
    retagged: float = 0.0
    bounds: float = 0.0
    dropped: float = 0.0
    flipped: float = 0.0
    causes: Mapping[Cause, float] = field(default_factory=lambda: CAUSES)


CAUSES: Mapping[Cause, float] = {
    Cause.CLITIC: 4,
    Cause.ARTICLE: 3,
    Cause.TITLE: 4,
    Cause.APPOSITION: 3,
    Cause.PUNCTUATION: 2,
    Cause.HARAKAT: 1,
    Cause.NESTING: 1,
    Cause.OTHER: 2,
}
TEAM: Mapping[str, Rates] = {  # the first errs least
    "أمل": Rates(0.01, 0.01, 0.01, 0.02, 0.02, 0.01),
    "باسم": Rates(0.03, 0.02, 0.03, 0.05, 0.05, 0.03),
    "جميلة": Rates(0.06, 0.04, 0.06, 0.10, 0.10, 0.06),
    "داود": Rates(0.12, 0.08, 0.12, 0.18, 0.20, 0.12),
}
# What people mistake for each other; one in five times it is any other tag.
MISTAKEN: Mapping[str, tuple[str, ...]] = {
    "PER": ("ORG", "OCC"),
    "ORG": ("GPE", "FAC"),
    "GPE": ("LOC", "ORG", "NORP"),
    "LOC": ("GPE", "FAC"),
    "FAC": ("ORG", "LOC"),
    "NORP": ("GPE",),
    "OCC": ("ORG", "PER"),
    "EVENT": ("DATE", "ORG"),
    "DATE": ("NUM", "EVENT"),
    "NUM": ("MONEY", "DATE"),
    "MONEY": ("NUM",),
    "LAW": ("EVENT", "PROD"),
    "PROD": ("ORG", "LAW"),
}
LIKELY = 0.8
TRIES = 20  # to find a word for a spurious span
SHORTEST = 3  # letters of a spurious span


@dataclass(frozen=True, slots=True)
class Error:
    """One error: in whose set, at which item and in place of which gold item.

    `item` is empty where the error is that nothing is there, `gold` where nothing should be.
    `begin` and `end` say where in the text: of the gold item, or of what should not be there.
    """

    kind: ErrorKind
    document: str
    annotator: str
    item: str
    gold: str
    begin: int
    end: int
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Simulated:
    """One document: the gold, everybody's record of it, and all their errors."""

    gold: Record
    records: tuple[Record, ...]
    errors: tuple[Error, ...]


def simulate(
    gold: Iterable[Record], team: Mapping[str, Rates], chance: random.Random, tagset: Tagset
) -> Iterator[Simulated]:
    """What everybody makes of each gold record."""
    for record in gold:
        slips = Slips(record.document.text)
        works = [
            _Work(record, name, f"{record.document.id}-{number}", rates, chance, tagset, slips)
            for number, (name, rates) in enumerate(team.items(), 1)
        ]
        records = tuple(work.made() for work in works)
        yield Simulated(record, records, tuple(e for work in works for e in work.errors))


@dataclass(slots=True)
class _Work:
    """One person's work on one document."""

    gold: Record
    annotator: str
    prefix: str  # of the ids
    rates: Rates
    chance: random.Random
    tagset: Tagset
    slips: Slips
    errors: list[Error] = field(default_factory=list)
    spans: dict[str, Span] = field(default_factory=dict)  # by the gold's id
    extra: list[Span] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def made(self) -> Record:
        """The record with everything that went right and wrong."""
        for span in self.gold.spans:
            self._see(span)
        for _ in self.gold.spans:
            if self.chance.random() < self.rates.spurious:
                self._invent()
        relations = tuple(self._relations())
        spans = sorted((*self.spans.values(), *self.extra), key=lambda span: span.sort_key)
        document = self.gold.document
        return Record(document, self.annotator, Stage.FINISHED, tuple(spans), relations)

    # -- spans -------------------------------------------------------------------------------------

    def _see(self, span: Span) -> None:
        """Mark a span as the gold does, or err once."""
        draw = self.chance.random() - self.rates.missed
        if draw < 0:
            self._note(ErrorKind.MISSED, "", span.id, span)
            return
        seen = replace(span, id=self._id())
        if draw < self.rates.retagged:
            seen = self._other_tag(span, seen)
        elif draw < self.rates.retagged + self.rates.bounds:
            seen = self._other_bounds(span, seen)
        self.spans[span.id] = seen

    def _other_tag(self, span: Span, seen: Span) -> Span:
        """The span under another tag."""
        seen = replace(seen, tag=self._mistaken(span.tag), attributes=())
        if not self._fits(span, seen):
            return replace(span, id=seen.id)
        self._note(ErrorKind.RETAGGED, seen.id, span.id, span)
        return seen

    def _other_bounds(self, span: Span, seen: Span) -> Span:
        """The span with other bounds, for one of the causes that are possible here."""
        possible: dict[Cause, list[Span]] = {}
        for cause, slips in self.slips.of(span.fragments).items():
            others = [replace(seen, fragments=slip) for slip in slips]
            possible[cause] = [other for other in others if self._fits(span, other)]
            if cause is Cause.OTHER:
                possible[Cause.NESTING] = list(self._deeper(span, others))
        weights = {c: self.rates.causes.get(c, 0.0) for c, others in possible.items() if others}
        if not sum(weights.values()):
            return seen
        cause = self.chance.choices(list(weights), list(weights.values()))[0]
        self._note(ErrorKind.BOUNDS, seen.id, span.id, span, cause=cause)
        return self.chance.choice(possible[cause])

    def _deeper(self, span: Span, others: Iterable[Span]) -> Iterator[Span]:
        """Shorter spans under another tag."""
        tag = self._mistaken(span.tag)
        for other in others:
            deeper = replace(other, tag=tag, attributes=())
            is_within = span.begin <= other.begin and other.end <= span.end
            if is_within and tag != span.tag and self._fits(span, deeper):
                yield deeper

    def _mistaken(self, tag: str) -> str:
        """A tag for which this one may be mistaken."""
        likely = [other for other in MISTAKEN.get(tag, ()) if other in self.tagset.spans]
        if likely and self.chance.random() < LIKELY:
            return self.chance.choice(likely)
        return self.chance.choice([t for t in self.tagset.spans if t != tag] or [tag])

    def _fits(self, span: Span, seen: Span) -> bool:
        """Whether the rules allow it beside the gold and what was marked already."""
        others = [other for other in self.gold.spans if other.id != span.id]
        others += [other for id, other in self.spans.items() if id != span.id]
        return not any(
            clashes(self.tagset.overlap, seen.fragments, other.fragments)
            or (seen.fragments, seen.tag) == (other.fragments, other.tag)
            for other in others
        )

    def _invent(self) -> None:
        """A span that nothing asks for: a word apart from everything, under any tag."""
        words = [t for t in tokenize(self.gold.document.text) if t.text.isalpha()]
        taken = [*self.gold.spans, *self.spans.values(), *self.extra]
        for _ in range(TRIES if words else 0):
            word = self.chance.choice(words)
            place: Fragments = ((word.begin, word.end),)
            is_free = not any(share_text(place, span.fragments) for span in taken)
            if is_free and len(word.text) >= SHORTEST:
                tag = self.chance.choice([span.tag for span in self.gold.spans])
                made = Span(self._id(), SPAN_LAYER, tag, place)
                self.extra.append(made)
                self._note(ErrorKind.SPURIOUS, made.id, "", made)
                return

    # -- relations ---------------------------------------------------------------------------------

    def _relations(self) -> Iterator[Relation]:
        """The gold's relations between what was marked, and the errors in them."""
        made: list[Relation] = []
        for relation in self.gold.relations:
            is_dropped = self.chance.random() < self.rates.dropped
            is_flipped = self.chance.random() < self.rates.flipped
            if is_dropped:
                self._note(ErrorKind.DROPPED, "", relation.id, *self._ends(relation))
                continue
            seen = self._related(relation, made, is_flipped=is_flipped)
            if seen is not None:
                made.append(seen)
        return iter(made)

    def _ends(self, relation: Relation) -> Sequence[Span]:
        return [s for s in self.gold.spans if s.id in (relation.head, relation.tail)]

    def _related(
        self, relation: Relation, made: Sequence[Relation], *, is_flipped: bool
    ) -> Relation | None:
        """The relation between the spans that this person has; None where that is impossible."""
        tag = self.tagset.relations[relation.tag]
        head, tail = self.spans.get(relation.head), self.spans.get(relation.tail)
        ends = self._ends(relation)
        if head is None or tail is None or not tag.allows(head.tag, tail.tag):
            self._note(ErrorKind.LOST, "", relation.id, *ends)
            return None
        seen = replace(relation, id=self._id(), head=head.id, tail=tail.id)
        flipped = replace(seen, head=tail.id, tail=head.id)
        is_free = not any(is_same_link(tag, flipped, other) for other in made)
        can_flip = not tag.is_symmetric and tag.allows(tail.tag, head.tag) and is_free
        if not is_flipped or not can_flip:
            return seen
        self._note(ErrorKind.FLIPPED, seen.id, relation.id, *ends)
        return flipped

    # -- both --------------------------------------------------------------------------------------

    def _id(self) -> str:
        return f"{self.prefix}-{next(self.numbers)}"

    def _note(
        self,
        kind: ErrorKind,
        item: str,
        gold: str,
        *where: Span,
        cause: Cause | None = None,
    ) -> None:
        begin, end = min(span.begin for span in where), max(span.end for span in where)
        document = self.gold.document.id
        self.errors.append(Error(kind, document, self.annotator, item, gold, begin, end, cause))
