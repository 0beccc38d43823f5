"""Ids are UUIDv7 and sort as they were made."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from storage.system.ids import new_id


def moment_of(id: str) -> int:
    """The milliseconds that the id begins with."""
    return uuid.UUID(id).int >> 80


def test_ids_are_uuids_of_version_7_of_this_moment() -> None:
    former, before = moment_of(new_id()), time.time_ns() // 10**6
    value = uuid.UUID(new_id())
    assert (value.version, value.variant) == (7, uuid.RFC_4122)
    after = time.time_ns() // 10**6
    assert before <= moment_of(str(value)) <= max(after, former + 1)  # many ids run ahead of it


def test_ids_sort_in_the_order_in_which_they_were_made() -> None:
    ids = [new_id() for _ in range(20_000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_threads_do_not_get_the_same_id() -> None:
    with ThreadPoolExecutor(8) as pool:
        ids = [
            id
            for many in pool.map(lambda _: [new_id() for _ in range(500)], range(8))
            for id in many
        ]
    assert len(set(ids)) == 4000


def test_a_clock_that_is_set_back_does_not_set_the_ids_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = new_id()
    now = time.time_ns()
    for years in (-10, 0, -10):
        monkeypatch.setattr(time, "time_ns", lambda years=years: now + years * 31_536_000 * 10**9)
        after = new_id()
        assert after > before
        before = after
