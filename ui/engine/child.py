"""What runs in the suggester's process: one question a line on standard input, one answer back.

It ends when its standard input does, so it outlives no window, however that one ended.
"""

import os
import sys
import traceback

from ui.engine.messages import Message, read_message
from ui.engine.pipes import arriving, writer
from ui.engine.service import Service

POLITENESS = 5  # how much it steps back behind the window, on systems that know this


def main() -> None:
    """Answer until standard input ends."""
    if hasattr(os, "nice"):
        os.nice(POLITENESS)
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # what anybody prints is no answer
    lines = arriving(sys.stdin.buffer)
    say = writer(answers)
    service = Service(say)
    for line in lines:
        say(_answer(service, line))


def _answer(service: Service, line: bytes) -> Message:
    try:
        return service.answer(read_message(line))
    except Exception:
        return {"fault": traceback.format_exc()}
