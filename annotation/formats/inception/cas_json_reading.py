"""Reading UIMA CAS JSON 0.4.0, one document a file.

The format: https://github.com/apache/uima-uimaj-io-jsoncas; what a key begins with says what its
value is: `%` is of the format itself, `@` a reference, `#` a number that JSON has not.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotation.errors import AnnotationError, KnownError
from annotation.formats.inception.cas import INITIAL_VIEW, SCAFFOLD, SOFA, Cas, CasValue, Structure
from annotation.formats.inception.interpreting import record_of
from annotation.formats.json_fields import parse_object
from annotation.formats.reading import ReaderInput, SourceFile, at_line, placed, read_text
from annotation.values.record import Record

STRUCTURES = "%FEATURE_STRUCTURES"
VIEWS = "%VIEWS"
TYPES = "%TYPES"
ID, TYPE = "%ID", "%TYPE"
_OLDER = '"_context"'
_GLANCE = 4000  # characters by which a file is recognised


def read_cas_json(source: SourceFile, reading: ReaderInput) -> Iterator[Record]:
    """The document of one file of CAS JSON; KnownError where the file is wrong."""
    text = read_text(source.path, reading.remark)
    if _OLDER in text[:_GLANCE]:
        raise KnownError(
            "“{file}” is in UIMA's older JSON, which leaves out what it takes for granted; "
            "export it as UIMA CAS JSON 0.4.0 or as XMI.",
            file=source.path,
        )
    try:
        values = parse_object(text)
    except AnnotationError as error:
        wrong = error.__cause__
        line = wrong.lineno if isinstance(wrong, json.JSONDecodeError) else 1
        raise placed(error, source.path, line) from error
    with at_line(source.path, 1):
        cas = _cas(values, text)
    yield record_of(cas, source, reading)


def looks_like_cas_json(path: Path, text: str) -> bool:
    """Whether the file is an object with keys of CAS JSON."""
    del path
    return text.lstrip().startswith("{") and any(
        key in text[:_GLANCE] for key in (f'"{TYPES}"', f'"{STRUCTURES}"', f'"{VIEWS}"', _OLDER)
    )


def _cas(values: dict[str, Any], text: str) -> Cas:
    structures: dict[int, Structure] = {}
    for value in _listed(values.get(STRUCTURES, [])):
        structure = _structure(value)
        if structure.id in structures:
            raise AnnotationError("The id “{id}” stands twice.", id=structure.id)
        structures[structure.id] = structure
    views = _object(values.get(VIEWS, {}), VIEWS)
    name = INITIAL_VIEW if INITIAL_VIEW in views else next(iter(views), "")
    view = _object(views.get(name, {}), name)
    members = tuple(_members(view, structures))
    elsewhere = sum(
        len(other.get("%MEMBERS", []))
        for key, other in views.items()
        if key != name and isinstance(other, dict) and isinstance(other.get("%MEMBERS"), list)
    )
    sofa = structures.get(_sofa(view), Structure(0, SOFA, {}))
    said = sofa.values.get("sofaString", "")
    return Cas(
        said if isinstance(said, str) else "",
        _title(members),
        members,
        structures,
        elsewhere,
        lambda structure: _line(text, structure.id),
    )


def _listed(value: Any) -> list[Any]:
    """The feature structures, which may also stand as an object by their ids."""
    if isinstance(value, dict):
        return [
            {ID: int(id) if id.isdecimal() else id, **_object(v, id)} for id, v in value.items()
        ]
    if not isinstance(value, list):
        raise AnnotationError("“{key}” must be a list.", key=STRUCTURES)
    return value


def _structure(value: Any) -> Structure:
    values = _object(value, STRUCTURES)
    id, kind = values.get(ID), values.get(TYPE)
    if not isinstance(id, int) or isinstance(id, bool) or id < 0:
        raise AnnotationError("“{id}” is not an id.", id=str(id)[:30])
    if not isinstance(kind, str):
        raise AnnotationError("“{key}” must be a text.", key=TYPE)
    if kind in SCAFFOLD and "documentTitle" not in values:
        return Structure(id, kind, {})
    features: dict[str, CasValue] = {
        key.lstrip("@#^"): item
        for key, item in values.items()
        if key[:1] != "%" and isinstance(item, str | int | float)
    }
    return Structure(id, kind, features)


def _members(view: dict[str, Any], structures: dict[int, Structure]) -> Iterator[Structure]:
    members = view.get("%MEMBERS", [])
    if not isinstance(members, list):
        raise AnnotationError("“{key}” must be a list.", key="%MEMBERS")
    for member in members:
        if not isinstance(member, int) or member not in structures:
            raise AnnotationError("The view holds “{id}”, which is not there.", id=str(member)[:30])
        yield structures[member]


def _title(members: tuple[Structure, ...]) -> str:
    titles = (s.values.get("documentTitle", "") for s in members if s.type in SCAFFOLD)
    return str(next(filter(None, titles), ""))


def _object(value: Any, key: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise AnnotationError("“{key}” must be a JSON object.", key=key)
    return value


def _line(text: str, id: int) -> int:
    """The line on which a structure's id stands; the JSON parser tells no places."""
    found = re.search(rf'"{ID}"\s*:\s*{id}\b', text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _sofa(view: dict[str, Any]) -> int:
    id = view.get("%SOFA", 0)
    return id if isinstance(id, int) else 0
