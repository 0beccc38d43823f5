"""Rules of assignment: the same answer for whoever asks, and a fair one."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.assigning.assignment import (
    AssignableDocument,
    AssignmentRule,
    Condition,
    Manner,
    read_condition,
    read_share,
    share_out,
)
from annotation.errors import AnnotationError
from annotation.values.items import text_hash

PEOPLE = ("سارة", "علي", "Noor", "هدى")


def corpus(count: int) -> list[AssignableDocument]:
    return [
        AssignableDocument(f"d{n}", f"خبر {n}", text_hash(f"نصّ الخبر {n} 😀")) for n in range(count)
    ]


def counted(
    rule: AssignmentRule, documents: list[AssignableDocument], loads: dict[str, int]
) -> Counter[str]:
    return Counter(name for _, names in share_out(rule, documents, loads) for name in names)


def shares(*weights: int) -> tuple[tuple[str, int], ...]:
    return tuple(zip(PEOPLE, weights, strict=False))


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4), st.integers(1, 4), st.integers(0, 90))
def test_everybody_gets_their_share_of_documents(weights: list[int], each: int, count: int) -> None:
    each = min(each, len(weights))
    counts = counted(AssignmentRule(shares(*weights), each), corpus(count), {})
    assert counts.total() == each * count
    if each == 1:
        for name, weight in shares(*weights):
            assert abs(counts[name] - count * weight / sum(weights)) <= 2


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_second_batch_keeps_the_balance(first: int, second: int) -> None:
    rule, documents = AssignmentRule(shares(1, 1, 1), 2), corpus(first + second)
    loads = counted(rule, documents[:first], {})
    both = loads + counted(rule, documents[first:], dict(loads))
    numbers = [both[name] for name in PEOPLE[:3]]
    assert max(numbers) - min(numbers) <= 1


def test_nobody_gets_a_document_twice_and_every_pair_meets() -> None:
    given = [names for _, names in share_out(AssignmentRule(shares(1, 1, 1, 1), 2), corpus(60), {})]
    assert all(len(set(names)) == 2 for names in given)
    assert len({frozenset(names) for names in given}) == 6


@given(st.permutations(corpus(30)), st.permutations(shares(1, 2, 1, 1)))
def test_by_hash_the_text_alone_decides(
    documents: list[AssignableDocument], people: list[tuple[str, int]]
) -> None:
    usual = AssignmentRule(shares(1, 2, 1, 1), 2, Manner.HASH)
    wanted = {d.sha256: names for d, names in share_out(usual, corpus(30), {})}
    apart = AssignmentRule(tuple(people), 2, Manner.HASH)
    renamed = [AssignableDocument(f"x-{d.id}", "اسم آخر", d.sha256) for d in documents]
    assert {d.sha256: names for d, names in share_out(apart, renamed, {"علي": 500})} == wanted


def test_by_hash_shares_are_kept_about() -> None:
    counts = counted(AssignmentRule(shares(1, 3), 1, Manner.HASH), corpus(4000), {})
    assert 0.7 < counts["علي"] / 4000 < 0.8


def test_by_hash_only_the_documents_of_who_leaves_change_hands() -> None:
    before = list(share_out(AssignmentRule(shares(1, 1, 1, 1), 1, Manner.HASH), corpus(200), {}))
    after = dict(share_out(AssignmentRule(shares(1, 1, 1), 1, Manner.HASH), corpus(200), {}))
    stayed = [(d, names) for d, names in before if names != (PEOPLE[3],)]
    assert 0 < len(stayed) < len(before)
    assert all(after[d] == names for d, names in stayed)


@pytest.mark.parametrize(
    ("written", "holds"),
    [
        ("source=وكالة*", True),
        ("source=صحيفة", False),
        ("year=2020..2025", True),
        ("year=2026..", False),
        ("date=2025-03..2025-06", True),
        ("date=..2025-06-29", False),
        ("date=..2025-06", True),
        ("checked=true", True),
        ("year=..٢٠٢٥", True),
        ("none=*", False),
    ],
)
def test_a_condition_looks_at_an_attribute(written: str, holds: bool) -> None:
    attributes = (
        ("source", "وكالة الأنباء"),
        ("year", 2025),
        ("date", "2025-06-30"),
        ("checked", True),
    )
    assert read_condition(written).holds(attributes) is holds


def test_a_rule_takes_documents_by_name_and_attribute() -> None:
    rule = AssignmentRule(shares(1), name="خبر *", where=(Condition("year", "2025"),))
    taken = AssignableDocument("a", "خبر ١", "", (("year", 2025),))
    others = [
        AssignableDocument("b", "مقال", "", (("year", 2025),)),
        AssignableDocument("c", "خبر ٢", ""),
    ]
    assert [d for d, _ in share_out(rule, [taken, *others], {})] == [taken]


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (AssignmentRule(()), "Say who"),
        (AssignmentRule((("  ", 1),)), "Say who"),
        (AssignmentRule((("علي", 1), ("علي", 2))), "every annotator once"),
        (AssignmentRule((("علي", 0),)), "from 1 upwards"),
        (AssignmentRule(shares(1, 1), 3), "from 1 to 2"),
        (AssignmentRule(shares(1, 1), 0), "from 1 to 2"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(rule: AssignmentRule, reason: str) -> None:
    with pytest.raises(AnnotationError, match=reason):
        list(share_out(rule, corpus(3), {}))


def test_shares_and_conditions_are_read_as_people_write_them() -> None:
    assert read_share(" سارة ") == ("سارة", 1)
    assert read_share("سارة=3") == ("سارة", 3)
    assert read_condition("date = 2025..") == Condition("date", "2025..")
    for wrong in ("سارة=كثير", "سارة=-1"):
        with pytest.raises(AnnotationError):
            read_share(wrong)
    for wrong in ("date", "=2025", "date="):
        with pytest.raises(AnnotationError):
            read_condition(wrong)
