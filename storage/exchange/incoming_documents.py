"""Documents on their way in: which of them the project has, and which come twice."""

from annotation.errors import KnownError
from annotation.values.items import Document
from storage.file.project_file import ProjectFile


class IncomingDocuments:
    """The documents of one import: known ones are found, new ones remembered."""

    def __init__(self, file: ProjectFile) -> None:
        self.added = 0
        self._known: set[str] = set()  # their ids
        self._file = file
        self._by_id: dict[str, str] = {}  # new ones: their texts' hashes
        self._by_text: dict[tuple[str, str], str] = {}

    @property
    def known(self) -> int:
        """How many of them were in the project already."""
        return len(self._known)

    def place(self, document: Document) -> tuple[str, bool]:
        """The id under which the project has the document, or will; and whether it comes with it.

        KnownError when another text has its id.
        """
        id = self._same_id(document) or self._same_name_and_text(document)
        if id is None:
            self.added += 1
            self._by_id[document.id] = document.sha256
            self._by_text.setdefault((document.name, document.sha256), document.id)
            return document.id, True
        if id not in self._by_id:
            self._known.add(id)
        return id, False

    def is_new(self, id: str) -> bool:
        """Whether the document with this id was not in the project before."""
        return id in self._by_id

    def _same_id(self, document: Document) -> str | None:
        sha256 = self._by_id.get(document.id) or self._file.value(
            "SELECT sha256 FROM document WHERE uid = ?", document.id
        )
        if sha256 not in (None, document.sha256):
            raise KnownError(
                "The project has another text under the id of “{document}” ({id}); a corrected"
                " text needs an id of its own.",
                document=document.name,
                id=document.id,
            )
        return None if sha256 is None else document.id

    def _same_name_and_text(self, document: Document) -> str | None:
        key = (document.name, document.sha256)
        known = self._file.value(
            "SELECT uid FROM document WHERE name = ? AND sha256 = ? ORDER BY id", *key
        )
        return self._by_text.get(key) if known is None else str(known)
