"""Writing UIMA CAS JSON 0.4.0, each document with the type system that it needs.

The format: https://github.com/apache/uima-uimaj-io-jsoncas. Offsets are UTF-16 units, half-open.
"""

import json
from typing import Any

from annotation.formats.format import WriterInput
from annotation.formats.inception.cas import HEAD, INITIAL_VIEW, SOFA, TAIL
from annotation.formats.inception.cas_json_reading import ID, STRUCTURES, TYPE, TYPES, VIEWS
from annotation.formats.inception.composing import (
    FIRST_ID,
    SOFA_ID,
    TypeOf,
    compose,
    held_by_cas,
    types_of,
)
from annotation.formats.inception.layers import layers_of
from annotation.values.record import Record


def write_cas_json(record: Record, writing: WriterInput) -> dict[str, str]:
    """The contents of the .json file."""
    held = held_by_cas(record, writing)
    sofa = {
        ID: SOFA_ID,
        TYPE: SOFA,
        "sofaNum": 1,
        "sofaID": INITIAL_VIEW,
        "mimeType": "text",
        "sofaString": held.document.text,
    }
    structures = [
        {ID: id, TYPE: kind, "@sofa": SOFA_ID, **_referring(values)}
        for id, (kind, values) in enumerate(compose(held, writing), FIRST_ID)
    ]
    members = list(range(FIRST_ID, FIRST_ID + len(structures)))
    values = {
        TYPES: {kind.name: _type(kind) for kind in types_of(layers_of(writing))},
        STRUCTURES: [sofa, *structures],
        VIEWS: {INITIAL_VIEW: {"%SOFA": SOFA_ID, "%MEMBERS": members}},
    }
    return {".json": json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"}


def _referring(values: dict[str, Any]) -> dict[str, Any]:
    if HEAD not in values:
        return values
    return {f"@{key}" if key in (HEAD, TAIL) else key: value for key, value in values.items()}


def _type(kind: TypeOf) -> dict[str, Any]:
    features = {name: {"%NAME": name, "%RANGE": range} for name, range in kind.features}
    return {"%NAME": kind.name, "%SUPER_TYPE": kind.extends, **features}
