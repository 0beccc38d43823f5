"""Where the files of the resources room are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "resources"


def resource(*parts: str) -> Path:
    """The path of a file in the resources room."""
    return ROOT.joinpath(*parts)
