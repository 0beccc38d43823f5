"""How much is tried: little in `make test`, much in `make slow`; the same each time, or new."""

import os

from hypothesis import settings

TIMES = int(os.environ.get("TAWSEEM_TIMES", "1"))  # so much more; `make slow` says how much
IS_NEW = "TAWSEEM_NEW_EXAMPLES" in os.environ  # others each time


def examples(count: int, **others: int) -> settings:
    """Settings for a property: so many examples, or a multiple in `make slow`."""
    return settings(max_examples=count * TIMES, **others)  # type: ignore[arg-type]


def seeds(count: int) -> range:
    """So many seeds of chance, or a multiple in `make slow`."""
    return range(1, count * TIMES + 1)
