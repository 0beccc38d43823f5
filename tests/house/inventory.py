"""What is in the house: its rooms, its Python files and its texts, read from the folder."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
ROOMS = ("annotation", "storage", "ui")
FOLDERS = (*ROOMS, "resources", "tests", ".ci", ".github")
TEXTS = {".py", ".md", ".toml", ".txt", ".sh", ".sql", ".json", ".tsv", ".html", ".cfg", ""}


def files() -> list[Path]:
    """Every file of the project that people wrote, none that a tool left behind."""
    top = [path for path in HOUSE.iterdir() if path.is_file() and path.name != "uv.lock"]
    below = [path for folder in FOLDERS for path in (HOUSE / folder).rglob("*") if path.is_file()]
    return sorted(path for path in top + below if "__pycache__" not in path.parts)


def texts() -> list[Path]:
    """The files that hold text, apart from project files and pictures."""
    return [path for path in files() if path.suffix in TEXTS]


def product_code() -> list[Path]:
    """The Python files that people run; not the tests."""
    rooms = [path for room in ROOMS for path in sorted((HOUSE / room).rglob("*.py"))]
    return [HOUSE / "main.py", *rooms]


def code() -> list[Path]:
    """All Python files."""
    return [path for path in files() if path.suffix == ".py"]


def name_of(path: Path) -> str:
    """The path as people write it, from the top of the house."""
    return path.relative_to(HOUSE).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text("utf-8"), str(path))


def names_given(path: Path) -> Iterator[str]:
    """Every name that a file gives to something: classes, functions, arguments, variables."""
    for node in ast.walk(parsed(path)):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
