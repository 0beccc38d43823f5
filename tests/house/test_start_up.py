"""What is seldom needed is not read when the window opens: each module is a millisecond."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]
LATE = (
    "click",
    "msgspec",
    "annotation.agreement",
    "annotation.commands.same_words",
    "annotation.curation",
    "annotation.effort",
    "annotation.formats.registry",
    "annotation.review.finding",
    "annotation.sampling",
    "annotation.suggesting.account",
    "storage.exchange.batches",
    "storage.review.curation",
    "storage.team.merging",
    "storage.team.splitting",
    "ui.agreement",
    "ui.command_group",
    "ui.curation.curating",
    "ui.annotating.places_search",
    "ui.effort",
    "ui.review.window",
    "ui.sampling",
)


def test_the_window_opens_without_what_is_seldom_needed() -> None:
    code = "import sys, ui.cli, ui.app; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert [name for name in LATE if find_spec(name) is None] == []
    read = set(done.stdout.split())
    assert "ui.window" in read
    assert not read.intersection(LATE)
