"""The files that come to a merge: opened for reading, checked to the ground, known as ours."""

import contextlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotation.errors import AnnotationError, KnownError
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.tagsets.tagset_fit import fits
from storage.file.project_file import ProjectFile
from storage.file.troubles import damaged
from storage.safekeeping.checking import check_file
from storage.safekeeping.opening import close_file, open_file

ComingSet = tuple[int, int | None, str, str]


@dataclass(slots=True)
class MergeSource:
    """A file that comes, and where its documents are here: its rows to ours."""

    file: ProjectFile
    documents: dict[int, int | None] = field(default_factory=dict)

    def sets(self) -> Iterator[ComingSet]:
        """Each set on which something was done: its row, the row of its document here or None,
        its annotator, and its document's name.
        """
        rows = self.file.query(
            "SELECT s.id, s.document_id, a.name, d.name FROM annotation_set s"
            " JOIN annotator a ON a.id = s.annotator_id JOIN document d ON d.id = s.document_id"
            " WHERE EXISTS (SELECT 1 FROM journal j WHERE j.set_id = s.id) ORDER BY s.id"
        )
        for set_id, document, annotator, name in rows:
            yield set_id, self.documents.get(document), annotator, name


@contextlib.contextmanager
def opened_sources(
    file: ProjectFile, tagset: Tagset, paths: Sequence[Path], *, apart: bool
) -> Iterator[list[MergeSource]]:
    """The files, each once; KnownError when one is not sound or does not belong here.

    `apart` lets in files of other projects that hold the same texts.
    """
    if not paths:
        raise AnnotationError("Name the files to merge.")
    known = _Known(file)
    with contextlib.ExitStack() as stack:
        sources = []
        for path in dict.fromkeys(path.absolute().resolve() for path in paths):
            if path == file.path:
                raise KnownError("{path} is the project itself.", path=path)
            other = open_file(path, read_only=True)
            stack.callback(close_file, other)
            _refuse_stranger(file, tagset, other, apart=apart)
            sources.append(MergeSource(other, known.rows_of(other)))
        yield sources


def _refuse_stranger(file: ProjectFile, tagset: Tagset, other: ProjectFile, *, apart: bool) -> None:
    if other.uid != file.uid and not apart:
        raise KnownError(
            "{file} is of another project: merge takes what was split off from this one or copied.",
            file=other.path.name,
        )
    problems = check_file(other)
    if problems:
        raise damaged(other.path, problems[0])
    theirs = read_tagset(other.value("SELECT tagset FROM project"), other.path.name)
    if not fits(theirs, tagset):
        raise KnownError(
            "{file} was annotated with the tagset {theirs}, this project has {ours}, which does not"
            " allow all of it.",
            file=other.path.name,
            theirs=f"{theirs.slug} {theirs.version}",
            ours=f"{tagset.slug} {tagset.version}",
        )


class _Known:
    """The documents of the project, found by id and text, else by name and text, else by text."""

    def __init__(self, file: ProjectFile) -> None:
        self._by_id: dict[tuple[str, str], int] = {}
        self._by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_text: dict[str, list[int]] = defaultdict(list)
        for row, uid, name, sha256 in file.query("SELECT id, uid, name, sha256 FROM document"):
            self._by_id[uid, sha256] = row
            self._by_name[name, sha256].append(row)
            self._by_text[sha256].append(row)

    def rows_of(self, other: ProjectFile) -> dict[int, int | None]:
        """Where each document of another file is here; None where it is not or may be several."""
        rows = other.query("SELECT id, uid, name, sha256 FROM document")
        return {row: self._row(uid, name, sha256) for row, uid, name, sha256 in rows}

    def _row(self, uid: str, name: str, sha256: str) -> int | None:
        if (uid, sha256) in self._by_id:
            return self._by_id[uid, sha256]
        for found in (self._by_name.get((name, sha256)), self._by_text.get(sha256)):
            if found and len(found) == 1:
                return found[0]
        return None
