"""Every story starts with empty folders of its own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "CACHE", "CONFIG"):
        folder = tmp_path / name.lower()
        folder.mkdir()
        monkeypatch.setenv(f"TAWSEEM_{name}", str(folder))
    monkeypatch.setenv("TAWSEEM_LANGUAGE", "ar")
    monkeypatch.setenv("USER", "sara")
