"""Reads JSON that a program wrote earlier and somebody else may have changed."""

import json
from pathlib import Path
from typing import Any, NoReturn

Json = dict[str, Any]


def read_json(path: Path) -> Json:
    """The object in a JSON file; ValueError for anything else, endless numbers too."""
    data = json.loads(path.read_text(encoding="utf-8"), parse_constant=_refuse_constant)
    if not isinstance(data, dict):
        raise ValueError("an object was expected")
    return data


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
