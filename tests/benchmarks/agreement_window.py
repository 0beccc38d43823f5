"""How late keys are while the agreement of a large project is worked out beside the window.

Run from the project's folder: `python -m tests.benchmarks.agreement_window PROJECT`, with a project
that `tests.benchmarks.agreement` made. A key is pressed over and over, first with nothing else to
do and then while annotators are compared; each time it is measured from the press until the article
is painted, and how long the event loop was away at most.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.tools.large_article import megabytes, spread
from ui.agreement.agreeing import Agreeing
from ui.app import dress, make_application
from ui.look.settings import Settings
from ui.window import MainWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
IDLE = 5.0  # seconds with nothing else to do
PAUSE = 5  # milliseconds between two presses


def main() -> None:
    path = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        for name in ("DATA", "CACHE", "CONFIG"):
            os.environ[f"TAWSEEM_{name}"] = str(Path(folder) / name.lower())
        settings = Settings(language="ar", annotator="أمل")
        dress(make_application(), settings)
        window = MainWindow(settings)
        window.show()
        window.open_project(path)
        wait(lambda: window.desk.session is not None and not window.opening.is_suggesting)
        measure(window)
        window.close()


def measure(window: MainWindow) -> None:
    begin = perf_counter()
    press(window, "nothing else to do", lambda: perf_counter() - begin > IDLE)
    agreeing = window.lazy["agreeing"].controller()
    assert isinstance(agreeing, Agreeing)
    begin = perf_counter()
    window.run("agreement")
    press(window, "while it compares", lambda: is_done(agreeing))
    print(f"compared in {perf_counter() - begin:.1f} s; {megabytes():.0f} MB in the window")
    wait(lambda: agreeing.window is not None)
    page = agreeing.window
    assert page is not None
    page.tabs.setCurrentWidget(page.differences)
    begin = perf_counter()
    page.differences.matrix.setFocus()
    QTest.keyClick(page.differences.matrix, Qt.Key.Key_Return)
    wait(lambda: page.differences.places.model().rowCount() > 0)
    print(f"first passages of a cell {1000 * (perf_counter() - begin):.0f} ms")


def is_done(agreeing: Agreeing) -> bool:
    return agreeing.window is not None and agreeing.window.found is not None


def press(window: MainWindow, name: str, is_over: Callable[[], bool]) -> None:
    """Press a key until it is over, and print how long each took."""
    times, away, last = [], 0.0, perf_counter()
    while not is_over():
        begin = perf_counter()
        QTest.keyClick(window.desk.view, Qt.Key.Key_Right if len(times) % 2 else Qt.Key.Key_Left)
        QApplication.processEvents()
        now = perf_counter()
        times.append(1000 * (now - begin))
        QTest.qWait(PAUSE)
        away, last = max(away, 1000 * (perf_counter() - last)), perf_counter()
    print(f"{name}: {len(times)} keys, {spread(times)} ms (p50/p95), at most {max(times):.0f}")
    print(f"  the event loop was away for {away:.0f} ms at most")


def wait(is_there: Callable[[], bool]) -> None:
    while not is_there():
        QTest.qWait(5)


if __name__ == "__main__":
    main()
