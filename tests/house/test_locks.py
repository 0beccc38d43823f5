"""The locks: every package exact and hashed, nothing about where it comes from."""

import re
import tomllib

import pytest

from tests.house.inventory import HOUSE

LOCKS = ("requirements.txt", "requirements-dev.txt")
PIN = re.compile(r"^([a-z0-9-]+)==[\w.]+(?: ; [^\\]+)? \\$", re.MULTILINE)


def read(name: str) -> str:
    return (HOUSE / name).read_text("utf-8")


def wanted(requirements: list[str]) -> set[str]:
    """The names of the packages that pyproject.toml asks for."""
    return {re.split(r"[<>=!]", line)[0].lower() for line in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_a_pin_a_hash_or_a_comment(lock: str) -> None:
    known = re.compile(r"^( {4}--hash=sha256:[0-9a-f]{64}( \\)?|\s*#.*)$")
    others = [line for line in read(lock).splitlines() if not known.match(line)]
    assert others == [line for line in others if PIN.match(line)]


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    to_run = wanted(project["project"]["dependencies"])
    to_test = wanted(project["dependency-groups"]["dev"])
    assert to_run <= set(PIN.findall(read("requirements.txt")))
    assert to_run | to_test <= set(PIN.findall(read("requirements-dev.txt")))


def test_people_test_with_the_versions_that_people_run() -> None:
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9-]+==[\w.]+", read(lock), re.MULTILINE))

    assert pins("requirements.txt") <= pins("requirements-dev.txt")
