"""How long curation makes one wait with 10,000 documents, each finished by four people who err.

Run from the project's folder: `python -m tests.benchmarks.curation [DOCUMENTS [PROJECT]]`. With a
PROJECT the file is kept, and used again when it is there; it is the one of the benchmark agreement.
Listing, opening without and with the window, a key in the window, and a rule over everything.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from storage.project import Project
from tests.benchmarks.agreement import make
from ui.curation.curated_document import Queue, read_queue, read_work

CURATOR = "هدى"
OPENED, IN_WINDOW, KEYS = 200, 30, 40


def told(name: str, seconds: list[float]) -> None:
    """One line: the median, the slowest of twenty, the slowest."""
    ordered = sorted(1000 * second for second in seconds)
    slow = ordered[int(len(ordered) * 0.95)]
    middle = statistics.median(ordered)
    print(f"{name}: {middle:.1f} ms, p95 {slow:.1f}, at most {ordered[-1]:.1f} ({len(ordered)})")


def timed(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


def without_window(path: Path) -> Queue:
    """Listing, and reading the sets of one document with the curator's own."""
    with Project.open(path) as project:
        told("list of documents", [timed(lambda: read_queue(project, CURATOR, "")) for _ in "abc"])
        queue = read_queue(project, CURATOR, "")
        some = random.Random(7).sample([s.id for s in queue.documents], OPENED)

        def read(id: str) -> None:
            work = read_work(project, id, CURATOR, "")
            project.open_set(id, work.curator)

        told("reading one document", [timed(lambda id=id: read(id)) for id in some])  # type: ignore[misc]
    return queue


def in_window(path: Path, queue: Queue) -> None:
    """From the wish to curate a document until it is painted; then a key on each position."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from ui.app import dress, make_application
    from ui.look.settings import Settings
    from ui.window import MainWindow

    settings = Settings(language="ar", annotator=CURATOR)
    dress(make_application(), settings)
    window = MainWindow(settings)
    window.resize(1440, 900)
    window.show()
    window.open_project(path)
    _until(lambda: window.desk.session is not None)
    curating = window.curation.curating

    def open_(id: str) -> None:
        curating.open(id)
        _until(lambda: curating.settling is not None and curating.settling.work.document_id == id)
        QApplication.processEvents()

    ids = [summary.id for summary in queue.documents[50 : 50 + IN_WINDOW]]
    told("opening in the window", [timed(lambda id=id: open_(id)) for id in ids])  # type: ignore[misc]
    pressed = []
    for number in range(KEYS):
        key = Qt.Key.Key_1 if number % 2 else Qt.Key.Key_2
        pressed.append(
            timed(
                lambda key=key: (  # type: ignore[misc]
                    QTest.keyClick(window.desk.view, key),
                    QApplication.processEvents(),
                )
            )
        )
    told("a key, painted", pressed)
    window.close()


def _until(is_ready: Callable[[], bool]) -> None:
    from PySide6.QtWidgets import QApplication

    start = perf_counter()
    while not is_ready():
        QApplication.processEvents()
        if perf_counter() - start > 60:
            raise TimeoutError


def main() -> None:
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("DATA", "CACHE", "CONFIG"):
            os.environ[f"TAWSEEM_{name}"] = str(Path(folder) / name.lower())
        path = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "curation.tawseem"
        if not path.exists():
            make(path, documents)
        queue = without_window(path)
        in_window(path, queue)
        command = [sys.executable, "main.py", "curate", path, "--strategy", "majority"]
        for last in (["--preview"], ["--curator", "نور"]):
            start = perf_counter()
            subprocess.run([*command, *last], check=True)
            print(f"{' '.join(map(str, last))}: {perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
