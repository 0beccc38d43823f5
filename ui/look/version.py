"""The version of this program."""

import tomllib
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


def program_version() -> str:
    """The version by pyproject.toml; where that is not beside us, as it was installed."""
    try:
        return str(tomllib.loads(_PROJECT.read_text("utf-8"))["project"]["version"])
    except OSError:
        from importlib.metadata import version  # ten times as slow to import as the file to read

        return version("tawseem")
