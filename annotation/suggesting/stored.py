"""Reads JSON that a program wrote earlier and somebody else may have changed."""

import json
from pathlib import Path
from typing import Any, NoReturn

from annotation.files.own_files import read_own

LARGEST = 1_000_000_000  # bytes
Json = dict[str, Any]


def read_json(path: Path) -> Json:
    """The object in a JSON file; ValueError for anything else, endless numbers too.

    OSError when it is no ordinary file, or too large to be one of ours.
    """
    data = json.loads(read_own(path, LARGEST), parse_constant=_refuse_constant)
    if not isinstance(data, dict):
        raise ValueError("an object was expected")
    return data


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
