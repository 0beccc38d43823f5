"""How the house is built, in numbers: floors, arrows, circles, and the way of one key press.

Run: python -m tests.tools.structure [--way]. Reads the code of the three rooms. A place is a
folder of a room, or a file that lies flat in it; an arrow is that one place imports from another; a
circle is a set of files that import each other. With --way a window is opened without a screen,
Return is pressed on a suggestion, and the files of ours that the press passes are counted, on all
threads: until the handler returns, and until everything is painted and saved. A crossing is a call
from one file into another.
"""

import argparse
import ast
import os
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

HOUSE = Path(__file__).resolve().parents[2]
ROOMS = ("annotation", "storage", "ui")
Imports = dict[str, set[str]]  # which modules a module imports, of the three rooms


def module_files() -> dict[str, Path]:
    """The files of the rooms by their module's name."""
    found = {}
    for room in ROOMS:
        for path in sorted((HOUSE / room).rglob("*.py")):
            parts = path.relative_to(HOUSE).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports_of(files: dict[str, Path]) -> Imports:
    """Which modules each module imports, also within functions and for types alone."""
    return {
        module: set(_imported(ast.parse(path.read_text("utf-8")), files)) - {module}
        for module, path in files.items()
    }


def _imported(tree: ast.Module, files: dict[str, Path]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in files)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if whole in files or node.module in files:
                    yield whole if whole in files else node.module


def circles(imports: Imports) -> list[list[str]]:
    """Sets of modules that reach each other (Tarjan 1972)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        number[module] = low[module] = len(number)
        stack.append(module)
        for other in imports[module]:
            if other not in number:
                visit(other)
                low[module] = min(low[module], low[other])
            elif other in stack:
                low[module] = min(low[module], number[other])
        if low[module] == number[module]:
            place = stack.index(module)
            found.append(sorted(stack[place:]))
            del stack[place:]

    sys.setrecursionlimit(10_000)
    for module in imports:
        if module not in number:
            visit(module)
    return sorted(circle for circle in found if len(circle) > 1)


def place_of(module: str) -> str:
    """The folder of a room in which a module lies, or the module itself where it lies flat."""
    return ".".join(module.split(".")[:2])


def floors(imports: Imports, room: str) -> dict[str, int]:
    """On which floor each place of a room is: one above the highest that it imports from."""
    below: dict[str, set[str]] = {}
    for module, others in imports.items():
        if module.startswith(f"{room}."):
            near = {place_of(other) for other in others if other.startswith(f"{room}.")}
            below.setdefault(place_of(module), set()).update(near - {place_of(module)})

    def floor(place: str, path: tuple[str, ...] = ()) -> int:
        known = below.get(place, set()) - {*path, place}
        return 1 + max((floor(other, (*path, place)) for other in known), default=-1)

    return {place: floor(place) for place in below}


def class_names(files: dict[str, Path]) -> dict[str, list[str]]:
    """Public names of classes, and of types that stand for others, with the modules that give them.

    A TypeVar is no thing of its own and is left out.
    """
    found: dict[str, list[str]] = {}
    for module, path in files.items():
        for node in ast.parse(path.read_text("utf-8")).body:
            name = _class_name(node)
            if name and not name.startswith("_"):
                found.setdefault(name, []).append(module)
    return found


def _class_name(node: ast.stmt) -> str:
    match node:
        case ast.ClassDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript() | ast.BinOp()):
            return name if name[0].isupper() and not name.isupper() else ""
    return ""


# -- the way of a key press ------------------------------------------------------------------------


class Way:
    """Counts the files of ours that calls go through, on every thread, while it is on."""

    def __init__(self) -> None:
        self.files: set[str] = set()
        self.crossings = 0

    def __enter__(self) -> "Way":
        sys.setprofile(self._heard)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _heard(self, frame: FrameType, event: str, _: object) -> None:
        if event != "call":
            return
        name = _ours(frame)
        if not name:
            return
        self.files.add(name)
        caller = frame.f_back
        while caller is not None and not _ours(caller):
            caller = caller.f_back
        if caller is None or _ours(caller) != name:
            self.crossings += 1


def _ours(frame: FrameType) -> str:
    """The file of ours that is being run, from the top of the house; empty for others'."""
    name = frame.f_code.co_filename
    room = name.removeprefix(f"{HOUSE}{os.sep}")
    return room if room != name and room.startswith(ROOMS) else ""


def way_of_return() -> dict[str, int]:
    """Press Return on a suggestion in a window without a screen; files and crossings."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("DATA", "CACHE", "CONFIG"):
            os.environ[f"TAWSEEM_{name}"] = str(Path(folder) / name.lower())
        return _press_return()


def _press_return() -> dict[str, int]:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from ui.app import Opening, make_application

    way = Way()
    threading.setprofile(way._heard)  # threads that begin from now on, the storage thread too
    application = make_application()
    window = Opening(application).window

    def settle(ready: Callable[[], bool]) -> None:
        while not ready():
            application.processEvents()

    settle(lambda: window.desk.session is not None)
    settle(lambda: not window.opening.is_suggesting)
    for _ in range(50):
        application.processEvents()
    window.desk.view.setFocus()
    QTest.keyClick(window.desk.view, Qt.Key.Key_Tab)
    for _ in range(50):
        application.processEvents()
    settle(lambda: window.desk.link is not None and window.desk.link.unsaved == 0)
    assert window.desk.session is not None
    before = window.desk.session.state
    way.files, way.crossings = set(), 0
    with way:
        QTest.keyClick(window.desk.view, Qt.Key.Key_Return)
        here = len(way.files)
        settle(lambda: window.desk.link is not None and window.desk.link.unsaved == 0)
        for _ in range(10):
            application.processEvents()
    assert window.desk.session.state is not before
    threading.setprofile(None)
    window.close()
    return {
        "files until Return returns": here,
        "files until painted and saved": len(way.files),
        "crossings until painted and saved": way.crossings,
    }


def main() -> None:
    """Print the numbers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--way", action="store_true", help="press Return in a window as well")
    files = module_files()
    imports = imports_of(files)
    for room in ROOMS:
        places = floors(imports, room)
        modules = Counter(place_of(module) for module in files if "." in module)
        arrows = {
            (place_of(module), place_of(other))
            for module, others in imports.items()
            for other in others
            if module.startswith(room) and other.startswith(room)
        }
        count = sum(1 for a, b in arrows if a != b)
        print(f"{room}: {len(places)} places, {count} arrows, {len(set(places.values()))} floors")
        for number in sorted(set(places.values()), reverse=True):
            there = sorted(place for place, floor in places.items() if floor == number)
            words = ", ".join(f"{place.split('.')[-1]} {modules[place]}" for place in there)
            print(f"  floor {number}: {words}")
    for circle in circles(imports):
        print(f"circle of {len(circle)}: {', '.join(circle)}")
    twice = {name: there for name, there in class_names(files).items() if len(there) > 1}
    print(f"class names with more than one meaning: {len(twice)}", *sorted(twice))
    if parser.parse_args().way:
        for name, number in way_of_return().items():
            print(f"{name}: {number}")


if __name__ == "__main__":
    main()
