"""Which spans lie where: an immutable index that an act renews only where it changed something."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from annotation.values.items import Span, SuggestedSpan

SpanOrSuggested = TypeVar("SpanOrSuggested", Span, SuggestedSpan)

_BITS = 9  # code points in one bucket: 512


class SpanIndex(Generic[SpanOrSuggested]):
    """Spans, suggested or not, by stretches of the text; a long one stands in all it passes."""

    __slots__ = ("_buckets",)

    def __init__(self, spans: Iterable[SpanOrSuggested] = ()) -> None:
        self._buckets: dict[int, list[SpanOrSuggested]] = {}
        buckets = self._buckets
        for span in spans:
            first, last = span.fragments[0][0] >> _BITS, span.fragments[-1][1] >> _BITS
            for bucket in range(first, last + 1) if last > first else (first,):
                if bucket in buckets:
                    buckets[bucket].append(span)
                else:
                    buckets[bucket] = [span]

    def near(self, begin: int, end: int) -> list[SpanOrSuggested]:
        """Spans whose hull shares text with a range or touches it, in no order."""
        buckets = _buckets_of(begin, end)
        if len(buckets) == 1:
            found = self._buckets.get(buckets.start, [])
        else:
            passed = (span for bucket in buckets for span in self._buckets.get(bucket, ()))
            found = list({span.id: span for span in passed}.values())
        return [s for s in found if s.fragments[0][0] <= end and begin <= s.fragments[-1][1]]

    def replaced(
        self, changes: Iterable[tuple[SpanOrSuggested | None, SpanOrSuggested | None]]
    ) -> "SpanIndex[SpanOrSuggested]":
        """The index after spans came, went or changed; `self` stays as it is."""
        index: SpanIndex[SpanOrSuggested] = SpanIndex()
        index._buckets = self._buckets.copy()
        bucket: int
        for before, after in changes:
            if before is not None:
                for bucket in _buckets_of(before.begin, before.end):
                    left = [s for s in index._buckets[bucket] if s.id != before.id]
                    index._buckets[bucket] = left
            if after is not None:
                for bucket in _buckets_of(after.begin, after.end):
                    index._buckets[bucket] = [*index._buckets.get(bucket, ()), after]
        return index


def _buckets_of(begin: int, end: int) -> range:
    return range(begin >> _BITS, (end >> _BITS) + 1)
