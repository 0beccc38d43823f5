"""Documents without suggestions: a rule that anybody can run again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.assigning.blindness import Blindness
from annotation.errors import AnnotationError
from annotation.values.items import text_hash

SHARES = st.floats(0, 1)
NAMES = st.text(min_size=1, max_size=9)
FROZEN = 0.31
HASHES = [text_hash(f"خبر رقم {number} عن الميناء") for number in range(2000)]


def blind(share: float, project: str = "p") -> Blindness:
    return Blindness(project).changed(share, 0.0)


def test_nobody_is_blind_until_a_share_is_set_and_everybody_at_all() -> None:
    assert not any(Blindness("p").covers(sha256, "سارة") for sha256 in HASHES)
    assert all(blind(1.0).covers(sha256, "سارة") for sha256 in HASHES)


@given(SHARES, NAMES, st.text(max_size=9))
def test_about_the_share_is_blind(share: float, annotator: str, project: str) -> None:
    found = sum(blind(share, project).covers(sha256, annotator) for sha256 in HASHES)
    assert abs(found / len(HASHES) - share) < 0.075  # more than six standard errors


@given(SHARES, SHARES, st.sampled_from(HASHES), NAMES)
def test_a_greater_share_takes_in_the_smaller(
    one: float, other: float, sha256: str, annotator: str
) -> None:
    low, high = sorted((one, other))
    assert blind(high).covers(sha256, annotator) or not blind(low).covers(sha256, annotator)


def test_nobody_in_particular_is_never_blind() -> None:
    assert not any(blind(1.0).covers(sha256, "") for sha256 in HASHES)


def test_people_and_projects_have_documents_of_their_own() -> None:
    def chosen(annotator: str, project: str) -> set[str]:
        return {h for h in HASHES if blind(0.3, project).covers(h, annotator)}

    assert len({frozenset(chosen(a, p)) for a in ("سارة", "علي") for p in ("p", "q")}) == 4


def test_the_rule_stays_what_it_was() -> None:
    """A change of the rule would make documents blind that were begun with suggestions."""
    sha256 = text_hash("افتُتح الميناء الجديد في صحار.")
    fractions = [share / 100 for share in range(101)]
    first = next(share for share in fractions if blind(share).covers(sha256, "سارة"))
    assert first == FROZEN


@given(st.lists(st.tuples(st.floats(0, 1e9), SHARES), max_size=5))
def test_what_is_written_is_read_again(changes: list[tuple[float, float]]) -> None:
    rule = Blindness("p")
    for at, share in sorted(changes):
        rule = rule.changed(share, at)
    assert Blindness.read("p", rule.written()) == rule


def test_what_was_blind_depends_on_when_it_was_begun() -> None:
    rule = Blindness("p").changed(1.0, 100.0).changed(0.0, 200.0)
    assert rule.covered("a", "سارة", 99.0) is None
    assert rule.covered("a", "سارة", 100.0) is True
    assert rule.covered("a", "سارة", 200.0) is False
    assert not rule.covers("a", "سارة")


@pytest.mark.parametrize(
    "text", [None, "", "نص", "5", "[" * 100_000, "[[1, 2]]", "[[1]]", '{"a": 1}', "[1]"]
)
def test_what_cannot_be_read_is_no_share(text: str | None) -> None:
    assert Blindness.read("p", text).share == 0


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_beyond_all_or_below_none_is_refused(share: float) -> None:
    with pytest.raises(AnnotationError):
        blind(share)
