"""How long from a key press until the article is painted, in the whole window with the real file.

Run: python -m tests.benchmarks.keys [rounds]. Prints a table in milliseconds; a frame is 16.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> None:
    """Press keys in the sample article that has most spans."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    with tempfile.TemporaryDirectory() as folder:
        for name in ("DATA", "CACHE", "CONFIG"):
            os.environ[f"TAWSEEM_{name}"] = str(Path(folder) / name.lower())
        measure(rounds)


def measure(rounds: int) -> None:
    """Open the window, press each key so many times, print the table."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from ui.app import dress, make_application
    from ui.desk.sample import make_sample
    from ui.look.settings import Settings
    from ui.window import MainWindow

    application = make_application()
    settings = Settings(language="ar", annotator="sample")
    dress(application, settings)
    window = MainWindow(settings)
    window.show()
    window.open_project(make_sample("sample"), "اجتماع-بيشكيك")

    def settle(ready: Callable[[], bool]) -> None:
        end = time.monotonic() + 20
        while not ready() and time.monotonic() < end:
            application.processEvents()

    settle(lambda: window.desk.session is not None)
    settle(lambda: not window.opening.is_suggesting)
    view = window.desk.view
    view.setFocus()
    keys = Qt.Key
    control = Qt.KeyboardModifier.ControlModifier

    def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> float:
        begin = time.perf_counter()
        QTest.keyClick(QApplication.focusWidget() or view, key, held)
        QApplication.sendPostedEvents()  # the paint that the key asked for, and no timer yet
        painted = (time.perf_counter() - begin) * 1000
        for _ in range(3):  # the tables beside it follow: a timer, their layout, their paint
            application.processEvents()
        rest.append((time.perf_counter() - begin) * 1000 - painted)
        return painted

    times: dict[str, list[float]] = {}
    rest: list[float] = []
    for round_ in range(rounds):
        view.set_caret(40 + 11 * round_)
        view.clear_current()
        for name, key, held in (
            ("move by a word", keys.Key_Left, Qt.KeyboardModifier.NoModifier),
            ("tag the word", keys.Key_0, Qt.KeyboardModifier.NoModifier),
            ("undo", keys.Key_Z, control),
            ("next suggestion", keys.Key_Tab, Qt.KeyboardModifier.NoModifier),
            ("next span", keys.Key_N, Qt.KeyboardModifier.NoModifier),
            ("begin to relate", keys.Key_R, Qt.KeyboardModifier.NoModifier),
            ("leave", keys.Key_Escape, Qt.KeyboardModifier.NoModifier),
        ):
            times.setdefault(name, []).append(press(key, held))
    session = window.desk.session
    assert session is not None
    count = f"{len(session.state.spans)} spans, {len(session.state.relations)} relations"
    print(f"{count:<34}{'p50':>8}{'p95':>8}{'max':>8}  ms")
    for name, values in (*times.items(), ("the sides, after the article", rest)):
        ordered = sorted(values)
        high = ordered[int(len(ordered) * 0.95) - 1]
        print(f"{name:<34}{statistics.median(values):>8.1f}{high:>8.1f}{ordered[-1]:>8.1f}")
    window.close()


if __name__ == "__main__":
    main()
