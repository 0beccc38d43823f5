"""What is asked of the disk, in order: which file or folder is synced, and which gets a name."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

SYNC, NAME = "sync", "name"

Identity = tuple[int, int]  # device and inode


class RecordedDisk:
    """The system's own calls, noted as they are made."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[tuple[str, str]] = []
        self._noted: list[tuple[str, Path, Identity]] = []
        self._paths: dict[int, Path] = {}
        opened, sync = os.open, os.fsync

        def open_noted(path: object, *others: object, **more: object) -> int:
            handle = opened(path, *others, **more)  # type: ignore[arg-type]
            self._paths[handle] = Path(os.fsdecode(path))  # type: ignore[arg-type]
            return handle

        def sync_noted(handle: int) -> None:
            sync(handle)
            self._note(SYNC, self._paths.get(handle, Path()), os.fstat(handle))

        def noted(call: Callable[..., None]) -> Callable[..., None]:
            def named(path: object, target: object, *others: object, **more: object) -> None:
                status = os.lstat(path)  # type: ignore[arg-type]
                call(path, target, *others, **more)
                self._note(NAME, Path(os.fsdecode(target)), status)  # type: ignore[arg-type]

            return named

        monkeypatch.setattr(os, "open", open_noted)
        monkeypatch.setattr(os, "fsync", sync_noted)
        for name in ("link", "rename", "replace"):
            monkeypatch.setattr(os, name, noted(getattr(os, name)))

    def _note(self, call: str, path: Path, status: os.stat_result) -> None:
        self.calls.append((call, path.name))
        self._noted.append((call, path.absolute(), (status.st_dev, status.st_ino)))

    def lasts(self, target: Path) -> bool:
        """Whether a power cut now would leave the file or folder there, whole, under its name.

        It, and all in it, was synced before it got its name, and the folder with the name after.
        """
        named = [
            number
            for number, (call, path, _) in enumerate(self._noted)
            if call == NAME and path == target.absolute()
        ]
        if not named:
            return False
        whole = {target, *target.rglob("*")} if target.is_dir() else {target}
        before, after = self._synced(0, named[-1]), self._synced(named[-1], len(self._noted))
        return {identity(path) for path in whole} <= before and identity(target.parent) in after

    def _synced(self, begin: int, end: int) -> set[Identity]:
        return {id for call, _, id in self._noted[begin:end] if call == SYNC}


def identity(path: Path) -> Identity:
    status = path.lstat()
    return (status.st_dev, status.st_ino)
