"""The columns and cells of WebAnno TSV 3: which layer each belongs to, how values are escaped.

The format: INCEpTION user guide, appendix WebAnno TSV 3.3, and INCEpTION's own reader where the
two disagree. A cell is `_` without an annotation, `*` for one without a value; stacked annotations
are joined by `|`, and `[N]` tells which of them goes on in other rows.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from annotation.errors import AnnotationError

FORMAT = "#FORMAT=WebAnno TSV "
VERSION = "3.3"
TEXT = "#Text="
NOTHING, NO_VALUE = "_", "*"
BASE = "BT_"
ROLE = "ROLE_"

_VALUE = re.compile(r"((?:\\.|[^\\])*?)(?:\[([0-9]+)\])?", re.DOTALL)
_ESCAPED = re.compile(r"\\(->|.)", re.DOTALL)
_ESCAPES = {"t": "\t", "n": "\n"}
_SPECIAL = re.compile(r"[\\\[\]|_;\t\n*]|->")
_WRITTEN = {"\t": "\\t", "\n": "\\n"}

# In the text of a sentence most control characters stand behind a backslash, some as a letter.
_LETTERS = {"\t": "t", "\n": "n", "\x0c": "f", "\r": "r", "\b": "b", "\\": "\\"}
_CONTROL = re.compile("[\x00-\x07\b\t\n\x0c\r\x0e-\x1f\\\\]")
_CONTROL_ESCAPE = re.compile("\\\\([\x00-\x07\x0e-\x1f\\\\tnfrb])")
_FROM_LETTERS = {letter: control for control, letter in _LETTERS.items()}
_JAVA_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)")


class LayerKind(StrEnum):
    """What the annotations of a layer are."""

    SPAN = "SP"
    RELATION = "RL"
    CHAIN = "CH"


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer with its features, each a column; `first` is the number of the first of them."""

    kind: LayerKind
    type: str
    features: tuple[str, ...]
    first: int
    base: str = ""  # the layer that relations join

    def cells(self, row: list[str]) -> list[str]:
        """The cells of this layer in a row."""
        return row[self.first : self.first + len(self.features)]


def read_layer(line: str, first: int) -> Layer:
    """The layer that a header line declares; AnnotationError when it declares none."""
    kind, _, rest = line.removeprefix("#T_").partition("=")
    name, *columns = rest.split("|")
    if kind not in LayerKind.__members__.values() or not name:
        raise AnnotationError("“{line}” is not a layer.", line=line[:60])
    base = next((c.removeprefix(BASE) for c in columns if c.startswith(BASE)), "")
    if (kind == LayerKind.RELATION) != bool(base):
        raise AnnotationError("“{line}” is not a layer.", line=line[:60])
    return Layer(LayerKind(kind), name, tuple(columns) or ("",), first, base)


def stacked(cell: str) -> list[str]:
    """The annotations of a cell, still escaped."""
    if "|" not in cell:
        return [cell]
    parts, part = [], ""
    for piece in re.split(r"(\\.|\|)", cell):
        if piece == "|":
            parts.append(part)
            part = ""
        else:
            part += piece
    return [*parts, part]


def value_and_id(text: str) -> tuple[str | None, int]:
    """The value of one annotation in a cell, None if it has none, and its id or 0.

    AnnotationError when it is not well escaped.
    """
    found = _VALUE.fullmatch(text)
    if found is None:
        raise AnnotationError("“{value}” is not well escaped.", value=text[:40])
    value = None if found[1] in (NO_VALUE, NOTHING) else unescaped(found[1])
    return value, int(found[2] or 0)


def unescaped(value: str) -> str:
    """A value as it is meant."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[1]), value)


def escaped(value: str) -> str:
    """A value as a cell holds it."""
    return _SPECIAL.sub(lambda found: _WRITTEN.get(found.group(), f"\\{found.group()}"), value)


def escaped_line(line: str) -> str:
    """A line of a sentence's text as the file holds it."""
    return _CONTROL.sub(lambda found: f"\\{_LETTERS.get(found.group(), found.group())}", line)


def unescaped_line(line: str, version: str) -> str:
    """A line of a sentence's text as it is meant; until 3.1 it was escaped as Java does it."""
    if "\\" not in line:
        return line
    if version in ("3", "3.0", "3.1"):
        return _JAVA_ESCAPE.sub(_java_character, line)
    return _CONTROL_ESCAPE.sub(lambda found: _FROM_LETTERS.get(found[1], found[1]), line)


def _java_character(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return _FROM_LETTERS.get(found[2], found[2])
