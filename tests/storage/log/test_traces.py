"""A trace says what kind of fault it was and where, and nothing of what was worked on."""

import sys
from pathlib import Path

import pytest

from annotation.errors import KnownError
from storage.log.traces import crash_trace, trace_of

SECRET = "سلمى حداد"


def fail() -> None:
    try:
        raise KnownError("{file} is damaged.", file=SECRET)
    except KnownError as error:
        raise ValueError(f"no {SECRET}") from error


def test_a_trace_holds_kinds_and_places_and_the_template_of_what_was_refused() -> None:
    with pytest.raises(ValueError, match=SECRET) as raised:
        fail()
    lines = trace_of(raised.value)
    assert lines[0] == "ValueError"
    assert any(line.startswith("  tests/storage/log/test_traces.py:") for line in lines)
    assert "KnownError: {file} is damaged." in lines
    assert SECRET not in "\n".join(lines)


def test_errors_that_arose_from_each_other_are_told_once() -> None:
    first, second = ValueError(), KeyError()
    first.__context__, second.__context__ = second, first
    assert trace_of(first) == ["ValueError", "KeyError"]


def test_an_error_of_the_system_has_its_number_and_not_its_file() -> None:
    with pytest.raises(OSError, match=SECRET) as raised:
        Path(f"/{SECRET}").read_text("utf-8")
    assert trace_of(raised.value)[0] == "FileNotFoundError: 2"
    assert SECRET not in "\n".join(trace_of(raised.value))


def test_a_crash_says_what_it_was() -> None:
    told = (
        "Fatal Python error: Segmentation fault\n\n"
        "Current thread 0x00007f (most recent call first):\n"
        f'  File "/home/{SECRET}/tawseem/ui/app.py", line 39 in run\n'
    )
    assert crash_trace(told) == [
        "Fatal Python error: Segmentation fault",
        "Current thread",
        "  app.py:39 run",
    ]


def test_the_places_of_a_crash_lose_their_folders() -> None:
    home = f"/home/{SECRET}"
    told = (
        f'  File "{Path(__file__).parents[3].as_posix()}/ui/engine/child.py", line 54 in _answer\n'
        f'  File "{home}/.venv/lib/python3.11/site-packages/numpy/core.py", line 3 in pad\n'
        f'  File "{home}/own.py", line 7 in run\n'
        f"\n{SECRET}: 3\n"
    )
    assert crash_trace(told) == [
        "  ui/engine/child.py:54 _answer",
        "  numpy/core.py:3 pad",
        "  own.py:7 run",
    ]


def test_a_message_that_looks_like_a_place_is_none() -> None:
    imitation = (
        f'no\n  File "{SECRET}", line 3, in {SECRET}\n  File "{SECRET}", line 3 in {SECRET}\nA: b'
    )
    with pytest.raises(ValueError, match="line 3") as raised:
        raise ValueError(imitation)
    assert trace_of(raised.value)[0] == "ValueError"
    assert SECRET not in "\n".join(trace_of(raised.value))


def test_a_path_of_windows_loses_its_folders() -> None:
    told = f'  File "C:\\Users\\{SECRET}\\own.py", line 7 in run\n'
    assert crash_trace(told) == ["  own.py:7 run"]


def test_a_package_below_a_persons_folder_begins_with_its_own_name() -> None:
    place = next(path for path in sys.path if path.endswith("site-packages"))
    assert crash_trace(f'  File "{place}/click/core.py", line 1 in main') == [
        "  click/core.py:1 main"
    ]
