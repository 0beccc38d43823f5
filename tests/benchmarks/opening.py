"""How long from asking for a project until its first article is on the screen, and its list.

Run: python -m tests.benchmarks.opening [megabytes…]. Half of the articles, 10,000 at most, have
20 spans. Each size is opened as it was closed, and as `kill -9` leaves it. Milliseconds in the
real window, drawn into memory; the longest stall is that of the thread that paints.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from annotation.values.items import Document, Span
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.file_format.row_checksum import row_checksum
from storage.project import JournalStep, Project
from storage.work.sets import make_set, write_entry
from ui.desk.sample import news_tagset

WORDS = "وصل الوفد إلى مسقط أمس والتقى وزير المال في مقر البنك الدولي هناك. "
LETTERS = 2_000
SPANS, MOST_SETS = 20, 10_000


def make(path: Path, megabytes: int) -> None:
    """A project of this size, written at once."""
    with Project.create(path, news_tagset()) as project:
        body = WORDS * (LETTERS // len(WORDS))
        count = megabytes * 1_000_000 // (len(body.encode()) + 1_500)
        with project.file.writing() as connection:
            for row in range(1, count + 1):
                document = Document.of(f"d{row}", f"خبر {row}", f"{row}. {body}")
                values = (document.id, document.name, document.sha256, len(document.text), "{}")
                connection.execute(
                    "INSERT INTO document (id, uid, name, sha256, length, attributes, checksum)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (row, *values, row_checksum(values)),
                )
                connection.execute("INSERT INTO document_text VALUES (?, ?)", (row, document.text))
                if row <= min(count // 2, MOST_SETS):
                    places = ((n * 60 + 10, n * 60 + 20) for n in range(SPANS))
                    spans = [Span(f"s{b}", "entities", "PER", ((b, e),)) for b, e in places]
                    made = Transaction(Op.IMPORT, tuple(Change(None, span) for span in spans))
                    set_id = make_set(project.file, row, "سارة")
                    write_entry(connection, set_id, JournalStep(f"t{row}", "2026-01-01", made))


def leave_open(path: Path) -> None:
    """Work in a process of its own, which is then gone without closing anything."""
    with_log = Project.open(path)
    opened = with_log.open_set("d1", "علي")
    made = Transaction(Op.CREATE_SPAN, (Change(None, Span("z", "entities", "PER", ((0, 4),))),))
    with_log.commit(opened.id, JournalStep("last", "2026-01-02", made))
    os._exit(0)


def show(path: Path) -> None:
    """Open it in the window and print what took how long."""
    from PySide6.QtCore import QTimer

    from ui.app import dress, make_application
    from ui.look.settings import Settings
    from ui.window import MainWindow

    application = make_application()
    settings = Settings(language="ar", annotator="سارة")
    dress(application, settings)
    window = MainWindow(settings)
    window.show()
    application.processEvents()
    ticks: list[float] = []
    timer = QTimer(window)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start(0)
    begun = time.perf_counter()
    window.open_project(path)
    while window.desk.session is None:
        application.processEvents()
    window.desk.view.viewport().repaint()
    first = time.perf_counter()
    while not window.desk.documents.queue.ids():
        application.processEvents()
    listed = time.perf_counter()
    stall = max(b - a for a, b in pairwise(ticks))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    numbers = ((first - begun) * 1000, (listed - begun) * 1000, stall * 1000)
    print("\t".join((*(f"{number:.0f}" for number in numbers), str(memory))))
    window.close()
    while window.isVisible():
        application.processEvents()


def run(what: str, path: Path) -> str:
    command = [sys.executable, "-m", "tests.benchmarks.opening", what, str(path)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def main(sizes: list[int]) -> None:
    print("MB\tleft\tarticle\tlist\tstall\tMB of memory")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("DATA", "CACHE", "CONFIG"):
            os.environ[f"TAWSEEM_{name}"] = str(Path(folder) / name.lower())
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        for size in sizes:
            path = Path(folder) / f"{size}.tawseem"
            make(path, size)
            megabytes = path.stat().st_size // 1_000_000
            print(megabytes, "closed", run("show", path), sep="\t", flush=True)
            run("leave", path)
            print(megabytes, "killed", run("show", path), sep="\t", flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["show", path]:
            show(Path(path))
        case ["leave", path]:
            leave_open(Path(path))
        case sizes:
            main([int(size) for size in sizes] or [18, 179, 454])
