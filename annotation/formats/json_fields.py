"""Strict JSON: every field has its type, none is unknown, none stands twice."""

import json
import math
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from annotation.errors import AnnotationError
from annotation.values.items import Attributes, Fragment

_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_LARGEST = 2**63
_LONGEST_NUMBER = 20


def parse_object(line: str) -> dict[str, Any]:
    """The JSON object in a line; AnnotationError for anything else or anything doubtful."""
    with _said_in_a_sentence():
        value = json.loads(line, **_STRICT)
    if not isinstance(value, dict):
        raise AnnotationError("A line must hold one JSON object, a document.")
    return value


def decode_value(text: str, at: int) -> tuple[Any, int]:
    """The JSON value that begins at an offset of a longer text, and where it ends.

    AnnotationError when it is none.
    """
    with _said_in_a_sentence():
        return _DECODER.raw_decode(text, at)


@contextmanager
def _said_in_a_sentence() -> Iterator[None]:
    try:
        yield
    except json.JSONDecodeError as error:
        raise AnnotationError(
            "This is not valid JSON ({reason}, column {column}).",
            reason=error.msg,
            column=error.colno,
        ) from error
    except RecursionError as error:
        raise AnnotationError("This JSON is nested too deeply.") from error


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise AnnotationError("“{key}” stands twice in one object.", key=twice)
    return values


def _no_constant(name: str) -> NoReturn:
    raise AnnotationError("“{value}” is not a number that can be kept.", value=name)


def _whole_number(digits: str) -> int:
    number = int(digits) if len(digits) <= _LONGEST_NUMBER else _LARGEST
    if not -_LARGEST <= number < _LARGEST:
        raise AnnotationError("“{value}” is not a number that can be kept.", value=digits[:30])
    return number


def _finite_number(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise AnnotationError("“{value}” is not a number that can be kept.", value=digits[:30])
    return number


def sound_text(key: str, value: str) -> str:
    """The text itself; AnnotationError when it holds NUL or half a surrogate pair."""
    if _NO_TEXT.search(value):
        raise AnnotationError(
            "“{key}” holds a character that cannot be stored (NUL or half a surrogate pair).",
            key=key,
        )
    return value


def text_in_json(value: str) -> str | None:
    """The text that a JSON string says, None for whatever is none; AnnotationError when no document
    may hold it.
    """
    try:
        text = json.loads(value)
    except (ValueError, RecursionError):
        return None
    return sound_text("text", text) if isinstance(text, str) else None


_STRICT: dict[str, Any] = {
    "object_pairs_hook": _without_repetition,
    "parse_constant": _no_constant,
    "parse_int": _whole_number,
    "parse_float": _finite_number,
}
_DECODER = json.JSONDecoder(**_STRICT)


class Fields:
    """One JSON object whose fields are taken by type; `default` stands in for a missing one.

    AnnotationError when a value is no object, has a field that is not `allowed`, or, on being
    asked, is of another type.
    """

    def __init__(self, value: object, allowed: Collection[str], key: str) -> None:
        if not isinstance(value, dict):
            raise AnnotationError("“{key}” must be a JSON object.", key=key)
        unknown = next((name for name in value if name not in allowed), None)
        if unknown is not None:
            raise AnnotationError("“{key}” is not a known field here.", key=unknown)
        self._values: dict[str, Any] = value

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def others(self, known: Collection[str]) -> dict[str, Any]:
        """The fields whose names are not among the known ones."""
        return {key: value for key, value in self._values.items() if key not in known}

    def text(self, key: str, default: str | None = None) -> str:
        """A text; refused when missing without a default."""
        value = self._values.get(key, default)
        if value is None:
            raise AnnotationError("“{key}” is missing.", key=key)
        if not isinstance(value, str):
            raise AnnotationError("“{key}” must be a text.", key=key)
        return sound_text(key, value)

    def number(self, key: str) -> float:
        """A number between 0 and 1; AnnotationError when it is none."""
        value = self._values.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
            raise AnnotationError("“{key}” must be a number between 0 and 1.", key=key)
        return float(value)

    def offset(self, key: str) -> int:
        """A whole number from 0 up, in the unit that the file counts in; AnnotationError when it is
        none.
        """
        value = self._values.get(key)
        if not _is_offset(value):
            raise AnnotationError("“{key}” must be a whole number from 0 up.", key=key)
        return int(self._values[key])

    def fragment(self, key: str) -> Fragment:
        """A pair of offsets; AnnotationError when it is none."""
        return as_fragment(self._values.get(key), key)

    def items(self, key: str) -> list[Any]:
        """A list; missing is empty; AnnotationError when it is no list."""
        value = self._values.get(key, [])
        if not isinstance(value, list):
            raise AnnotationError("“{key}” must be a list.", key=key)
        return value

    def attributes(self, key: str = "attributes") -> Attributes:
        """Names with texts, numbers or truth values, sorted by name; missing is empty.

        AnnotationError when one is something else.
        """
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            raise AnnotationError("“{key}” must be a JSON object.", key=key)
        for name, item in value.items():
            if not isinstance(item, str | int | float):
                raise AnnotationError(
                    "The attribute “{attribute}” must be a text, a number, true or false.",
                    attribute=name,
                )
            sound_text(key, name + (item if isinstance(item, str) else ""))
        return tuple(sorted(value.items()))

    def object(self, key: str) -> Any:
        """What should be an object inside this one; missing is empty."""
        return self._values.get(key, {})


def as_fragment(value: object, key: str) -> Fragment:
    """A JSON list of two offsets as a fragment; AnnotationError when it is none."""
    if isinstance(value, list) and len(value) == 2 and all(map(_is_offset, value)):
        return (value[0], value[1])
    raise AnnotationError("“{key}” must be two offsets, [begin, end].", key=key)


def _is_offset(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
