"""Agreement of a whole project: documents are compared one by one, then everything is told."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np

from annotation.agreement.causes import CauseWords, deeper_spans, difference
from annotation.agreement.compared_set import ComparedSet, RelationKinds, SpanKey, side_of
from annotation.agreement.comparing import (
    UNSAMPLED,
    overall_figures,
    pair_figures,
    relation_tag_figures,
    span_tag_figures,
)
from annotation.agreement.counting import count_document
from annotation.agreement.figures import (
    NOTHING,
    Agreement,
    Cause,
    Comparison,
    Figure,
    Measure,
    Passage,
)
from annotation.agreement.matching import match_spans
from annotation.agreement.tables import causes, confusion, in_order
from annotation.agreement.tally import DocumentRows, Drawing, Samples, Sums, Tally
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Stage
from annotation.values.record import Record

FINISHED = frozenset({Stage.FINISHED})
SAMPLES = 1000
NO_WORDS = CauseWords()


def agreement_of(
    documents: Iterable[Sequence[Record]],
    tagset: Tagset,
    generator: np.random.Generator,
    *,
    words: CauseWords = NO_WORDS,
    stages: Collection[Stage] = FINISHED,
    samples: int = SAMPLES,
) -> Agreement:
    """Compare everybody's records of each document; one item of `documents` holds those of one.

    Only records in one of the `stages` count, and only documents with two of them. `generator`
    draws the `samples` of the documents for the intervals; the same one gives the same intervals,
    in whatever order the documents come.
    """
    reading = _Reading(tagset, words, stages)
    for records in documents:
        reading.add(records)
    return reading.told(generator, samples)


class _Reading:
    """What is kept of the documents while they go by."""

    def __init__(self, tagset: Tagset, words: CauseWords, stages: Collection[Stage]) -> None:
        self._tagset = tagset
        self._kinds = RelationKinds.of(tagset)
        self._words = words
        self._stages = stages
        self._documents: list[str] = []
        self._annotators: set[str] = set()
        self._alone = self._left_out = 0
        self._own: dict[str, Tally] = {}
        self._pairs: dict[tuple[str, str], Tally] = {}
        self._overall = Tally()
        self._kept_for: Samples | None = None
        self._kept: dict[str, Sums] = {}

    def add(self, records: Sequence[Record]) -> None:
        """Compare the records of one document."""
        worked = [record for record in records if record.annotator]
        counted = [record for record in worked if record.stage in self._stages]
        self._left_out += sum(r.is_annotated for r in worked if r.stage not in self._stages)
        self._annotators.update(record.annotator for record in counted)
        if len(counted) < 2:
            self._alone += len(counted)
            return
        counted.sort(key=lambda record: record.annotator)
        sides = [side_of(record, self._kinds) for record in counted]
        row = len(self._documents)
        self._documents.append(counted[0].document.id)
        self._count(row, counted[0].document.text, sides)

    def _count(self, row: int, text: str, sides: Sequence[ComparedSet]) -> None:
        numbers = count_document(text, sides, self._kinds, self._words)
        names = [side.annotator for side in sides]
        for name, own in zip(names, numbers.sides, strict=True):
            self._own.setdefault(name, Tally()).add(row, own)
        for (i, j), common in numbers.pairs.items():
            self._pairs.setdefault((names[i], names[j]), Tally()).add(row, common)
        self._overall.add(row, numbers.overall)

    def told(self, generator: np.random.Generator, samples: int) -> Agreement:
        """All figures."""
        drawing = Drawing(self._documents, samples, generator)
        annotators = tuple(sorted(self._annotators))
        pairs = [pair for pair in combinations(annotators, 2) if pair in self._pairs]
        return Agreement(
            annotators,
            len(self._documents),
            self._alone,
            self._left_out,
            self._everybody(annotators, drawing) if pairs else None,
            tuple(self._pair(pair, drawing) for pair in pairs),
        )

    def _pair(self, pair: tuple[str, str], drawing: Drawing) -> Comparison:
        tally = self._pairs[pair]
        samples = drawing.of(tally.documents)
        common = tally.sums(samples, tally.documents, UNSAMPLED)
        first, second = (self._own_sums(name, samples, tally.documents) for name in pair)
        figures = pair_figures(common, first, second)
        return self._comparison(pair, tally, figures, common, first.plus(second), common)

    def _own_sums(self, name: str, samples: Samples, documents: DocumentRows) -> Sums:
        """What one annotator has in these documents; kept while the same samples are asked for."""
        if self._kept_for is not samples:
            self._kept_for, self._kept = samples, {}
        if name not in self._kept:
            self._kept[name] = self._own[name].sums(samples, documents, UNSAMPLED)
        return self._kept[name]

    def _everybody(self, annotators: tuple[str, ...], drawing: Drawing) -> Comparison:
        tally = Tally.of_all(list(self._pairs.values()))
        samples = drawing.of(tally.documents)
        common = tally.sums(samples, tally.documents, UNSAMPLED)
        own = self._overall.sums(samples, tally.documents, UNSAMPLED)
        figures = overall_figures(common, own)
        return self._comparison(annotators, tally, figures, common, own, own)

    def _comparison(
        self,
        annotators: tuple[str, ...],
        tally: Tally,
        figures: Mapping[Measure, Figure],
        common: Sums,
        own: Sums,
        characters: Sums,
    ) -> Comparison:
        name_of = self._documents.__getitem__
        return Comparison(
            annotators,
            len(tally.documents),
            figures,
            in_order(span_tag_figures(common, own, characters), self._tagset.spans),
            in_order(relation_tag_figures(common, own), self._tagset.relations),
            confusion(tally, self._tagset.spans, name_of),
            causes(tally, name_of),
        )


def passages_of(
    records: Sequence[Record],
    first: str,
    second: str,
    tagset: Tagset,
    words: CauseWords = NO_WORDS,
) -> tuple[Passage, ...]:
    """Every place of one document that stands in the confusion table of two annotators.

    In reading order; nothing where one of the two has no record. The rows are the first's tags.
    """
    by_annotator = {record.annotator: record for record in records}
    if first not in by_annotator or second not in by_annotator:
        return ()
    kinds = RelationKinds.of(tagset)
    sides = [side_of(by_annotator[name], kinds) for name in (first, second)]
    document = by_annotator[first].document
    matches = match_spans(sides[0].spans, sides[1].spans)
    found = [_passage(document.id, sides, key, key) for key in matches.exact]
    found += [_passage(document.id, sides, a, b) for a, b in matches.retagged]
    for pair in matches.overlapping:
        why = difference(pair, document.text, words)
        found.append(_passage(document.id, sides, *pair, why.begin, why.end))
    deeper = dict(deeper_spans(matches))
    nesting = dict.fromkeys(deeper, Cause.NESTING)
    found += [_passage(document.id, sides, a, None, nesting.get(a)) for a in matches.first_only]
    found += [_passage(document.id, sides, None, b, nesting.get(b)) for b in matches.second_only]
    return tuple(sorted(found, key=lambda p: (p.begin, -p.end, p.row, p.column)))


def _passage(
    document_id: str,
    sides: Sequence[ComparedSet],
    first: SpanKey | None,
    second: SpanKey | None,
    begin: Cause | None = None,
    end: Cause | None = None,
) -> Passage:
    """A passage from its spans; None where an annotator has none."""
    places = [key[0] for key in (first, second) if key is not None]
    return Passage(
        document_id,
        "" if first is None else sides[0].spans[first],
        "" if second is None else sides[1].spans[second],
        min(place[0][0] for place in places),
        max(place[-1][1] for place in places),
        NOTHING if first is None else first[1],
        NOTHING if second is None else second[1],
        begin,
        end,
    )
