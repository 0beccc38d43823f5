"""Libraries that only some formats need: imported when used, and named when they are missing."""

from importlib import import_module
from typing import Any

from annotation.errors import KnownError


def library(module: str, extra: str) -> Any:
    """A module of a library that is one of Tawseem's extras; KnownError when it is not there."""
    package = module.partition(".")[0]
    try:
        return import_module(module)
    except ImportError as error:
        raise KnownError(
            "This format needs the library “{library}”: pip install {library} "
            "(or, with Tawseem, the extra tawseem[{extra}]).",
            library=package,
            extra=extra,
        ) from error
