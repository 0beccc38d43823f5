"""What runs in the suggester's process: one question a line on standard input, one answer back.

It ends when its standard input does, so it outlives no window, however that one ended.
"""

import os
import sys
import traceback
from collections.abc import Callable
from typing import Protocol

from storage.log.traces import trace_of
from ui.engine.messages import EngineMessage, read_message
from ui.engine.pipes import arriving, end_with_all, writer

POLITENESS = 5  # how much it steps back behind the window, on systems that know this


class Answerer(Protocol):
    """Whatever answers each message with one."""

    def answer(self, message: EngineMessage) -> EngineMessage:
        """What a message asks for."""


def main() -> None:
    """Answer as our own suggester, until standard input ends."""
    from ui.engine.service import Service

    serve(Service)


def serve(make: Callable[[Callable[[EngineMessage], None]], Answerer]) -> None:
    """Answer until standard input ends; `make` is given what sends messages nobody asked for."""
    if hasattr(os, "nice"):
        os.nice(POLITENESS)
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # what anybody prints is no answer
    lines = arriving(sys.stdin.buffer)
    say = writer(answers)
    answerer = make(say)
    for line in lines:
        say(answer := _answer(answerer, line))
        if answer.get("is_last"):
            end_with_all()


def _answer(answerer: Answerer, line: bytes) -> EngineMessage:
    try:
        return answerer.answer(read_message(line))
    except Exception as error:
        return {"fault": traceback.format_exc(), "places": trace_of(error)}
