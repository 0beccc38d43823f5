"""What is seldom needed is not read when the window opens: each module is a millisecond."""

import os
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


WINDOW = """
import sys, ui.cli
from ui.app import make_application
from ui.look.settings import Settings
from ui.window import MainWindow
application = make_application()
window = MainWindow(Settings())
window.show()
print(*sys.modules)
"""


def test_the_window_opens_without_what_is_seldom_needed(tmp_path: Path) -> None:
    own = {f"TAWSEEM_{name}": str(tmp_path / name) for name in ("DATA", "CACHE", "CONFIG")}
    done = subprocess.run(
        [sys.executable, "-c", WINDOW],
        cwd=ROOT,
        env=os.environ | own | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert [name for name in LATE if find_spec(name) is None] == []
    read = set(done.stdout.split())
    assert "ui.window" in read
    assert not read.intersection(LATE)
