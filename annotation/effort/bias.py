"""What suggestions change: documents done with them beside documents done without."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from annotation.agreement.coefficients import figure, ratio
from annotation.agreement.tally import Drawing, Name, Sums, Tally
from annotation.assigning.blindness import Blindness
from annotation.effort.figures import AnnotatorEffort, DocumentEffort
from annotation.effort.influence import Aspect, Contrast, Influence
from annotation.values.items import Fragments, Stage
from annotation.values.record import Record

SAMPLES = 1000
FEWEST = 5  # documents with and without suggestions, below which nothing is compared


@dataclass(slots=True)
class Alike:
    """How many spans annotators have exactly like others, by annotator and document."""

    counts: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def add(self, records: Sequence[Record]) -> None:
        """Compare the finished sets of one document, each with all others."""
        sides = [
            (record.annotator, {(span.fragments, span.tag) for span in record.spans})
            for record in records
            if record.stage is Stage.FINISHED and record.annotator
        ]
        for name, spans in sides:
            others = [side for other, side in sides if other != name]
            if others:
                key = (name, records[0].document.id)
                self.counts[key] = _alike(spans, others)


def _alike(
    spans: set[tuple[Fragments, str]], others: Sequence[set[tuple[Fragments, str]]]
) -> tuple[int, int]:
    """Spans that are the same, and the spans of both sides, over all others."""
    same = sum(len(spans & other) for other in others)
    return same, sum(len(spans) + len(other) for other in others)


def influence_of(
    efforts: Iterable[AnnotatorEffort],
    blindness: Blindness,
    alike: Alike,
    generator: np.random.Generator,
    *,
    samples: int = SAMPLES,
) -> tuple[Influence, ...]:
    """What suggestions change: for all together, then for each annotator; nothing without a share.

    Only finished documents count. Intervals are the middle 95% of samples of the documents, drawn
    with replacement; a document that several people did is drawn with all of their work.
    """
    if not blindness.shares:
        return ()
    found = [_Compared(effort, blindness, alike) for effort in efforts]
    ids = sorted({document.document for one in found for document, _ in one.documents})
    drawing = Drawing(ids, samples, generator)
    rows = {id: row for row, id in enumerate(ids)}
    everybody = _told("", found, rows, drawing)
    return (everybody, *(_told(one.annotator, [one], rows, drawing) for one in found))


class _Compared:
    """An annotator's finished documents, each with whether it was blind."""

    def __init__(self, effort: AnnotatorEffort, blindness: Blindness, alike: Alike) -> None:
        self.annotator = effort.annotator
        self.documents: list[tuple[DocumentEffort, bool]] = []
        self.left_out = 0
        self._alike = alike
        for document in effort.each:
            if document.is_finished:
                self._take(document, blindness)

    def _take(self, document: DocumentEffort, blindness: Blindness) -> None:
        was_blind = blindness.covered(document.sha256, self.annotator, document.begun)
        if was_blind is None or (was_blind and document.decisions):
            self.left_out += 1
        else:
            self.documents.append((document, was_blind))

    def numbers_of(self, document: DocumentEffort, was_blind: bool) -> dict[Name, float]:
        """What a document adds to its side."""
        same, both = self._alike.counts.get((self.annotator, document.document), (0, 0))
        return {
            ("spans", was_blind): document.spans.made,
            ("words", was_blind): document.words,
            ("acts", was_blind): document.spans.acts,
            ("seconds", was_blind): document.spans.seconds,
            ("same", was_blind): same,
            ("both", was_blind): both,
        }


def _told(
    annotator: str, found: Sequence[_Compared], rows: Mapping[str, int], drawing: Drawing
) -> Influence:
    by_row: dict[int, dict[Name, float]] = {}
    for one in found:
        for document, was_blind in one.documents:
            numbers = by_row.setdefault(rows[document.document], {})
            for name, number in one.numbers_of(document, was_blind).items():
                numbers[name] = numbers.get(name, 0) + number
    sides = [was_blind for one in found for _, was_blind in one.documents]
    suggested, blind = sides.count(False), sides.count(True)
    is_enough = min(suggested, blind) >= FEWEST
    contrasts = _contrasts(by_row, drawing) if is_enough else dict.fromkeys(Aspect, Contrast())
    left_out = sum(one.left_out for one in found)
    return Influence(annotator, suggested, blind, left_out, contrasts)


def _contrasts(
    by_row: Mapping[int, Mapping[Name, float]], drawing: Drawing
) -> dict[Aspect, Contrast]:
    tally = Tally()
    for row in sorted(by_row):
        tally.add(row, by_row[row])
    sums = tally.sums(drawing.of(tally.documents), tally.documents, ())
    return {
        Aspect.DENSITY: _contrast(sums, "spans", "words", 100),
        Aspect.ACTS: _contrast(sums, "acts", "spans"),
        Aspect.SECONDS: _contrast(sums, "seconds", "spans"),
        Aspect.AGREEMENT: _contrast(sums, "same", "both", 2),
    }


def _contrast(sums: Sums, above: str, below: str, factor: float = 1) -> Contrast:
    suggested, blind = (
        factor * ratio(sums.of(above, was_blind), sums.of(below, was_blind))
        for was_blind in (False, True)
    )
    counts = [sums.of(below, was_blind)[0] for was_blind in (False, True)]
    return Contrast(
        figure(suggested, counts[0]),
        figure(blind, counts[1]),
        figure(suggested - blind, min(counts)),
    )
