"""Scores as promises: against the definition of isotonic regression, and a record's arithmetic."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.suggesting.candidate import Candidate
from annotation.suggesting.learning.calibration import Calibration
from annotation.suggesting.track_record import TrackRecord
from annotation.values.items import Document, Span

EDGES = (0.0, 0.2, 0.34, 0.45, 0.55, 0.65, 0.75, 0.82, 0.87, 0.9, 0.925, 0.95, 0.97, 0.985, 1.0)
MIDDLES = [(low + high) / 2 for low, high in pairwise(EDGES)]
PRIOR, FADING = 15.0, 0.995
JUDGED = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=30)


def promised(articles: list[list[tuple[float, bool]]]) -> list[float]:
    """The share of right ones per level: the highest of the lowest means of stretches around it."""
    right = [PRIOR * middle for middle in MIDDLES]
    seen = [PRIOR] * len(MIDDLES)
    for number, judged in enumerate(reversed(articles)):
        for score, is_right in judged:
            level = max(n for n, low in enumerate(EDGES[:-1]) if low <= score)
            right[level] += FADING**number * is_right
            seen[level] += FADING**number

    def mean(first: int, last: int) -> float:
        return sum(right[first : last + 1]) / sum(seen[first : last + 1])

    levels = range(len(MIDDLES))
    return [
        max(min(mean(first, last) for last in levels[level:]) for first in levels[: level + 1])
        for level in levels
    ]


@given(st.lists(JUDGED, max_size=4))
def test_a_score_is_the_share_of_right_ones_made_to_rise(
    articles: list[list[tuple[float, bool]]],
) -> None:
    calibration = Calibration()
    for judged in articles:
        calibration.learn(judged)
    wanted = promised(articles)
    assert [calibration.score(middle) for middle in MIDDLES] == pytest.approx(wanted)
    half = [(one + other) / 2 for one, other in pairwise(MIDDLES)]
    between = [(one + other) / 2 for one, other in pairwise(wanted)]
    assert [calibration.score(score) for score in half] == pytest.approx(between)
    assert calibration.score(MIDDLES[0] / 2) == pytest.approx(wanted[0] / 2)
    assert calibration.score(0.0) == 0.0
    assert calibration.score(1.0) == pytest.approx(wanted[-1])
    again = Calibration()
    again.restore(calibration.right, calibration.seen)
    assert [again.score(middle) for middle in MIDDLES] == pytest.approx(wanted)


def test_counts_of_other_levels_are_refused() -> None:
    sound = [0.0] * len(MIDDLES)
    for right, seen in ((sound[1:], sound), (sound, sound[1:]), ([*sound, 0.0], [*sound, 0.0])):
        with pytest.raises(ValueError, match="other levels"):
            Calibration().restore(right, seen)


# -- a rule's record ---------------------------------------------------------------------------

TEXT = "زارت سلمى مسقط ثم عادت سلمى إلى مسقط"
SALMA, MUSCAT, AGAIN = (5, 9), (10, 14), (23, 27)
DOCUMENT = Document.of("d", "زيارة", TEXT)


def proposed(place: tuple[int, int], score: float = 0.6, tag: str = "PER") -> Candidate:
    return Candidate(*place, tag, score, "rule:test")


def marked(place: tuple[int, int], tag: str = "PER") -> Span:
    return Span("s", "entities", tag, (place,))


def test_right_and_wrong_are_counted_by_source_tag_and_level_of_score() -> None:
    record = TrackRecord()
    candidates = [
        proposed(SALMA),
        proposed(AGAIN, 0.64),  # the same level
        proposed(MUSCAT),
        proposed(MUSCAT, 0.9),
        proposed(MUSCAT, 0.6, "GPE"),
    ]
    record.learn(DOCUMENT, candidates, [marked(SALMA), marked(AGAIN), marked(MUSCAT, "ORG")])
    assert record.counts(proposed(SALMA)) == (2, 1)
    assert record.counts(proposed(SALMA, 0.9)) == (0, 1)
    assert record.counts(proposed(SALMA, 0.6, "GPE")) == (0, 1)
    assert record.totals() == {("rule:test", "PER"): (2, 2), ("rule:test", "GPE"): (0, 1)}
    again = TrackRecord()
    again.restore(record.data())
    assert (again.data(), again.totals()) == (record.data(), record.totals())


def test_the_first_article_moves_a_score_and_each_vain_proposal_weakens_it() -> None:
    """What was proposed where nothing was marked at all was in vain; beside a span it was not."""
    candidate = proposed(SALMA)
    record = TrackRecord()
    assert record.adjusted(DOCUMENT, candidate) is candidate
    record.learn(DOCUMENT, [], [])
    assert record.adjusted(DOCUMENT, candidate).score == pytest.approx(0.6)
    record.learn(DOCUMENT, [proposed(SALMA)], [marked(SALMA)])
    better = record.adjusted(DOCUMENT, candidate).score
    record.learn(DOCUMENT, [proposed(SALMA)], [marked((0, 14))])  # a longer span was right
    worse = record.adjusted(DOCUMENT, candidate).score
    record.learn(DOCUMENT, [proposed(SALMA)], [marked((9, 14)), marked((0, 5))])  # they touch
    vain = record.adjusted(DOCUMENT, candidate).score
    prior = 12  # the score itself counts as so many decisions
    assert better == pytest.approx((0.6 * prior + 1) / (prior + 1))
    assert worse == pytest.approx((0.6 * prior + 1) / (prior + 2))
    undivided = (0.6 * prior + 1) / (prior + 3)
    elsewhere = record.adjusted(DOCUMENT, proposed(MUSCAT)).score
    assert elsewhere == pytest.approx(undivided)  # other words were never in vain
    assert vain == pytest.approx(0.6 * undivided)
    assert record.adjusted(DOCUMENT, proposed(AGAIN)).score == pytest.approx(vain)  # the same words
