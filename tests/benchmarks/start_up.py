"""How long from the start of the process until the annotated sample is painted.

Run: python tests/benchmarks/start_up.py [times]. Prints a table in milliseconds.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

CHILD = """
import sys, time
started = float(sys.argv[1])
sys.path.insert(0, {root!r})
marks = []
def mark(name):
    marks.append((name, (time.time() - started) * 1000))
mark("python")
from PySide6.QtCore import QTimer, QEvent, QObject
mark("Qt")
import ui.cli
from ui.app import Opening, make_application
mark("our modules")
application = make_application()
opening = Opening(application)
mark("window")
class Watcher(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and opening.window.desk.session is not None:
            QTimer.singleShot(0, done)
        return False
def done():
    if not any(name == "article painted" for name, _ in marks):
        mark("article painted")
        opening.window.close()
        application.quit()
watcher = Watcher()
opening.window.desk.view.viewport().installEventFilter(watcher)
QTimer.singleShot(20000, application.quit)
application.exec()
print("\\n".join(f"{{name}}\\t{{at:.0f}}" for name, at in marks))
"""


def measure(folder: Path) -> dict[str, float]:
    """One start; milliseconds since the process was asked for, by stage."""
    environment = {
        **os.environ,
        "TAWSEEM_DATA": str(folder / "data"),
        "TAWSEEM_CONFIG": str(folder / "config"),
        "TAWSEEM_CACHE": str(folder / "cache"),
    }
    if "DISPLAY" not in environment:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    script = CHILD.format(root=str(ROOT))
    done = subprocess.run(
        [sys.executable, "-c", script, str(time.time())],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    pairs = (line.split("\t") for line in done.stdout.splitlines() if "\t" in line)
    return {name: float(at) for name, at in pairs}


def main() -> None:
    """Start several times with the same folders; the first start makes the sample."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as name:
        first = measure(Path(name))
        warm = [measure(Path(name)) for _ in range(times)]
    print(f"{'stage':<20}{'first start':>14}{'warm, median':>14}{'warm, best':>12}  ms")
    for stage, at in first.items():
        values = [run[stage] for run in warm]
        print(f"{stage:<20}{at:>14.0f}{statistics.median(values):>14.0f}{min(values):>12.0f}")


if __name__ == "__main__":
    main()
