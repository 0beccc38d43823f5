"""Parts of an export while they are written, under another name, until they are proven."""

import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from annotation.errors import KnownError
from annotation.formats.jsonl_writing import in_order
from annotation.formats.loss import Kind
from annotation.formats.names import UniqueNames
from annotation.formats.reading import Reading, Source
from annotation.formats.registry import Format
from annotation.record import Record
from annotation.tagset import Tagset

Write = Callable[[Record], Mapping[str, str]]


def content(record: Record, name: str) -> str:
    """What a document and its items say, without ids, annotator, stage and origins."""
    document = record.document
    ends = {span.id: (span.fragments, span.tag) for span in record.spans}
    spans = sorted(repr((s.fragments, s.tag, sorted(s.attributes))) for s in record.spans)
    relations = sorted(
        repr((r.tag, ends[r.head], ends[r.tail], sorted(r.attributes))) for r in record.relations
    )
    labels = sorted(repr((label.tag, sorted(label.attributes))) for label in record.labels)
    return repr((name, document.text, sorted(document.attributes), spans, relations, labels))


class StagedFile:
    """Many documents in one file."""

    def __init__(
        self,
        place: Path,
        target: Path,
        format: Format,
        tagset: Tagset,
        new_id: Callable[[], str],
    ) -> None:
        self.target = target
        self._place = place
        self._format = format
        self._reading = Reading(tagset, new_id, obeys_rules=False)
        self._seals: list[bytes] = []
        self._file = place.open("xb")

    @property
    def count(self) -> int:
        """How many documents were added."""
        return len(self._seals)

    def add(self, record: Record, write: Write) -> str:
        """Append a record; the name that its document keeps."""
        for text in write(record).values():
            self._file.write(text.encode("utf-8"))
        self._seals.append(self._seal(self._format.held(record)))
        return record.document.name

    def close(self) -> None:
        """Let the file go, written or not."""
        self._file.close()

    def prove(self) -> None:
        """Read everything back; KnownError at the first document that is not what was written."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        source = Source(self._place, "", self._format.name)
        found = self._format.read(source, self._reading) if self._seals else iter(())
        for number, seal in enumerate(self._seals):
            record = next(found, None)
            if record is None or self._seal(record) != seal:
                raise _unproven(self.target, number + 1)
        if next(found, None) is not None:
            raise _unproven(self.target, self.count + 1)

    def move(self, replaced: Path) -> None:
        """Let the file appear under its name."""
        del replaced
        self._place.replace(self.target)

    def _seal(self, record: Record) -> bytes:
        is_exact = Kind.BOOKKEEPING in self._format.holds
        text = repr(in_order(record)) if is_exact else content(record, record.document.name)
        return _digest(text)


class StagedFolder:
    """One or more files for each document, in a folder."""

    def __init__(
        self,
        place: Path,
        target: Path,
        format: Format,
        tagset: Tagset,
        new_id: Callable[[], str],
    ) -> None:
        self.target = target
        self._place = place
        self._format = format
        self._reading = Reading(tagset, new_id, obeys_rules=False)
        self._names = UniqueNames()
        self._seals: dict[str, bytes] = {}
        place.mkdir()
        for name, text in format.settings(tagset).items():
            place.joinpath(name).write_bytes(text.encode("utf-8"))

    @property
    def count(self) -> int:
        """How many documents were added."""
        return len(self._seals)

    def add(self, record: Record, write: Write) -> str:
        """Write a record's files; the name that its document keeps."""
        name = self._names.name_for(record.document.name)
        for suffix, text in write(record).items():
            self._place.joinpath(name + suffix).write_bytes(text.encode("utf-8"))
        self._seals[name] = _digest(content(self._format.held(record), name))
        return name

    def close(self) -> None:
        """Nothing is held open."""

    def prove(self) -> None:
        """Read everything back; KnownError at the first document that is not what was written."""
        for name, seal in self._seals.items():
            source = Source(
                self._place / f"{name}{self._format.suffixes[0]}", name, self._format.name
            )
            found = self._format.read(source, self._reading)
            if [_digest(content(record, name)) for record in found] != [seal]:
                raise _unproven(self.target, name)

    def move(self, replaced: Path) -> None:
        """Let the folder appear under its name; the one before it goes to `replaced`."""
        is_there = self.target.exists()
        if is_there:
            replaced.mkdir(exist_ok=True)
            self.target.rename(replaced / self.target.name)
        try:
            self._place.rename(self.target)
        except OSError:
            if is_there:
                replaced.joinpath(self.target.name).rename(self.target)
            raise


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _unproven(target: Path, document: object) -> KnownError:
    return KnownError(
        "Document {document} of “{file}” does not read back as it was written; nothing was kept.",
        document=document,
        file=target,
    )
