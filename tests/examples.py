"""How much is tried: little and always the same in `make test`, much and new in `make slow`."""

import os

from hypothesis import settings

TIMES = int(os.environ.get("TAWSEEM_TIMES", "1"))  # so much more; `make slow` says how much


def examples(count: int, **others: int) -> settings:
    """Settings for a property: so many examples, or a multiple in `make slow`."""
    return settings(max_examples=count * TIMES, **others)  # type: ignore[arg-type]
