"""Parts of an export while they are written, under another name, until they are proven."""

import hashlib
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path

from annotation.errors import KnownError
from annotation.formats.file_names import UniqueNames
from annotation.formats.format import Format, Layout, Output, WriterInput
from annotation.formats.jsonl_writing import in_order
from annotation.formats.loss import ContentKind
from annotation.formats.manifest import ExportTally
from annotation.formats.reading import ReaderInput, SourceFile
from annotation.values.record import Record


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


class Staged:
    """One file or folder of an export in the making."""

    def __init__(
        self,
        place: Path,
        target: Path,
        format: Format,
        writing: WriterInput,
        new_id: Callable[[], str],
    ) -> None:
        assert format.output is not None
        self.target = target
        self.place = place
        self._format = format
        self._output: Output = format.output
        self._writing = writing
        self._reading = ReaderInput(writing.tagset, new_id, obeys_rules=False)
        self._names = UniqueNames()
        self._seals: list[bytes] = []  # of what is told of each document
        self.tally = ExportTally()
        self._sink = self._output.begin(place, writing)

    @property
    def count(self) -> int:
        """How many documents were added."""
        return len(self._seals)

    def add(self, record: Record, held: Record) -> str:
        """Write a record, of which the format holds `held`; the name that its document keeps."""
        name = record.document.name
        if self._output.layout is Layout.FOLDER:
            name = self._names.name_for(name)
        self._sink.add(record, name)
        self._seals.append(_digest(self._told(record, held, name)))
        self.tally.add(held, name)
        return name

    def close(self) -> None:
        """Let the file go, complete or not."""
        self._sink.close()

    def prove(self) -> None:
        """Read everything back; KnownError at the first document that is not what was written."""
        self._sink.close()
        by_name = self._output.layout is Layout.FOLDER
        with closing(self._read_back()) as found:
            for number, seal in enumerate(self._seals, 1):
                said = next(found, None)
                if said is None or _digest(said) != seal:
                    name, _ = self.tally.documents[number - 1]
                    raise _unproven(self.target, name if by_name else number)
            if next(found, None) is not None:
                raise _unproven(self.target, self.count + 1)

    def _told(self, record: Record, held: Record, name: str) -> str:
        """What the files should say of a record."""
        told = self._output.told
        return told(record, name, self._writing) if told else self._said(held, name)

    def _said(self, record: Record, name: str) -> str:
        is_exact = ContentKind.BOOKKEEPING in self._format.holds
        return repr(record) if is_exact else content(record, name)

    def _read_back(self) -> Generator[str, None, None]:
        """What the files say of each document."""
        if not self._seals:
            return
        if self._output.read_back:
            yield from self._output.read_back(self.place, self._reading, self._writing)
        elif self._output.layout is Layout.FOLDER:
            for name, _ in self.tally.documents:
                path = self.place / f"{name}{self._format.suffixes[0]}"
                yield from self._read(SourceFile(path, name, self._format.name))
        else:
            yield from self._read(SourceFile(self.place, "", self._format.name))

    def _read(self, source: SourceFile) -> Iterator[str]:
        assert self._format.read is not None
        for record in self._format.read(source, self._reading):
            name = source.name if self._output.layout is Layout.FOLDER else record.document.name
            yield self._said(in_order(record), name)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _unproven(target: Path, document: object) -> KnownError:
    return KnownError(
        "Document {document} of “{file}” does not read back as it was written; nothing was kept.",
        document=document,
        file=target,
    )
