"""The power goes: what a disk that forgets would hold, for files and for folders.

One undisturbed run is recorded, call by call. For any moment of it the disk is then made as it
might be found: what was not synced survives by chance. A file's writes are lost, torn or whole,
sector by sector; a name that was given, taken or changed lasts for sure only when its folder was
synced after it, and each such change survives or not without regard to the others. That is as
strict as POSIX, and stricter than most file systems.
"""

import os
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import basename, dirname

from tests.faults.calls import Call, Watcher
from tests.storage.safekeeping.forgetful_disk import after_cut

Entries = dict[str, "Node | None"]


@dataclass
class Recorder(Watcher):
    """Every call that changed something, and in between what was said."""

    calls: list[Call | str] = field(default_factory=list)

    def after(self, call: Call) -> None:
        self.calls.append(call)


@dataclass(eq=False)
class Node:
    """A file or a folder, under whatever names: as it is, and what of it is safe."""

    content: bytearray = field(default_factory=bytearray)
    safe: bytes = b""
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)
    entries: Entries | None = None  # of a folder
    safe_entries: Entries = field(default_factory=dict)
    waiting_entries: list[dict["Node", Entries]] = field(default_factory=list)
    mode: int = 0
    target: str = ""


class ForgetfulTree:
    """A folder with everything in it, on a disk that forgets; `syncs` and not is for controls."""

    def __init__(self, top: Path, *, syncs: bool = True) -> None:
        self._top = os.path.realpath(top)
        self._syncs = syncs
        self._root = _node(top)
        self._opened: dict[str, Node] = {}

    def follow(self, calls: Sequence[Call | str]) -> None:
        """Do what was recorded."""
        for call in calls:
            if isinstance(call, Call):
                self._do(call)

    def _do(self, call: Call) -> None:
        match call.what:
            case "open":
                if call.is_new:
                    self._change({call.path: Node()})
                found = self._find(call.path)
                if found is not None:
                    self._opened[call.handle] = found
            case "write":
                node = self._opened[call.handle]
                node.content.extend(bytes(max(0, call.offset - len(node.content))))
                node.content[call.offset : call.offset + len(call.data)] = call.data
                node.waiting.append((call.offset, call.data))
            case "truncate":
                node = self._opened[call.handle]
                del node.content[call.size :]
                node.content.extend(bytes(call.size - len(node.content)))
                node.waiting.append((call.size, None))
            case "sync" if self._syncs:
                node = self._opened[call.handle]
                node.safe = bytes(node.content)
                node.waiting.clear()
            case "sync-folder" if self._syncs:
                self._sync_folder(self._find(call.path))
            case "mkdir":
                self._change({call.path: Node(entries={}, mode=0o700)})
            case "unlink" | "rmdir":
                self._change({call.path: None})
            case "rename":
                self._change({call.to: self._find(call.path), call.path: None})
            case "link":
                self._change({call.to: self._find(call.path)})

    def _change(self, names: dict[str, Node | None]) -> None:
        """Names that change together, in one folder or in two."""
        change: dict[Node, Entries] = {}
        for path, node in names.items():
            folder = self._find(dirname(path))
            if folder is None or folder.entries is None:
                continue  # outside of what is watched
            name = basename(path)
            change.setdefault(folder, {})[name] = node
            if node is None:
                folder.entries.pop(name, None)
            else:
                folder.entries[name] = node
        for folder in change:
            folder.waiting_entries.append(change)

    def _sync_folder(self, folder: Node | None) -> None:
        if folder is not None:
            for change in folder.waiting_entries:
                _apply(folder.safe_entries, change[folder])
            folder.waiting_entries.clear()

    def _find(self, path: str) -> Node | None:
        if not (path + "/").startswith(self._top + "/"):
            return None
        node: Node | None = self._root
        for part in Path(path).relative_to(self._top).parts:
            node = node.entries.get(part) if node and node.entries else None
        return node

    def write_out(self, top: Path, chance: random.Random | None = None) -> None:
        """Make the folder as it is now or, with chance, as it may be after a power cut."""
        shutil.rmtree(top)
        survives = {}  # a rename from one folder to another is one change in both
        _write_out(self._root, top, chance, survives)


def _node(path: Path) -> Node:
    """What lies on the disk is safe."""
    mode = path.lstat().st_mode
    if path.is_symlink():
        return Node(target=str(path.readlink()), mode=mode)
    if path.is_dir():
        entries: Entries = {child.name: _node(child) for child in sorted(path.iterdir())}
        return Node(entries=entries, safe_entries=dict(entries), mode=mode)
    data = path.read_bytes()
    return Node(bytearray(data), data, mode=mode)


def _apply(entries: Entries, change: Entries) -> None:
    for name, node in change.items():
        if node is None:
            entries.pop(name, None)
        else:
            entries[name] = node


def _write_out(
    node: Node, path: Path, chance: random.Random | None, survives: dict[int, bool]
) -> None:
    if node.target:
        path.symlink_to(node.target)
        return
    if node.entries is None:
        path.write_bytes(
            bytes(node.content) if chance is None else after_cut(node.safe, node.waiting, chance)
        )
        path.chmod(node.mode & 0o777 or 0o600)
        return
    path.mkdir()
    entries = node.entries
    if chance is not None:
        entries = dict(node.safe_entries)
        for change in node.waiting_entries:
            if survives.setdefault(id(change), chance.random() < 0.5):
                _apply(entries, change[node])
    for name, child in entries.items():
        if child is not None:
            _write_out(child, path / name, chance, survives)
