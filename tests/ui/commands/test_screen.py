"""Without a screen, or without its libraries, a sentence instead of Qt's abort."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import KnownError
from ui.commands import screen

Run = Callable[..., Any]
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux")
NONE = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}


def test_without_a_screen_the_window_is_refused_in_a_sentence(
    run_apart: Run, project: Path
) -> None:
    for arguments in ((), ("open", project)):
        answer = run_apart(*arguments, env=NONE)
        assert (answer.status, answer.out) == (1, "")
        assert answer.error.startswith("There is no screen here")
        assert answer.error.count("\n") == 1


def test_a_screen_that_does_not_answer_is_named(run_apart: Run) -> None:
    answer = run_apart(env=NONE | {"DISPLAY": ":987"})
    assert answer.status == 1
    assert ":987" in answer.error or "apt-get install" in answer.error
    assert answer.error.count("\n") == 1


def test_missing_libraries_are_named_with_the_line_that_installs_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in (NONE | {"DISPLAY": ":0"}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(
        screen, "ON_X11", {"libno-such-cursor.so.0": "libxcb-cursor0", "libc.so.6": "libc6"}
    )
    with pytest.raises(KnownError, match=r"sudo apt-get install libxcb-cursor0$"):
        screen.refuse_missing_screen()


def test_drawing_into_memory_needs_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in NONE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    screen.refuse_missing_screen()
