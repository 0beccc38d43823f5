"""What people say of each other's work, and how curators settled it, read from everybody's sets."""

from annotation.items import Remark, Settlement
from annotation.review.remarks import Said
from storage.documents import find_document
from storage.item_rows import each_with_place
from storage.project_file import ProjectFile
from storage.troubles import reading

Settled = tuple[str, str, Settlement]  # the document's id, the curator, how


def read_remarks(file: ProjectFile, document_uid: str | None) -> list[Said]:
    """The remarks on a document, or on all of them, in the order in which they came."""
    row = None if document_uid is None else find_document(file, document_uid)[0]
    with reading(file.path):
        return list(each_with_place(file.connection, Remark, row))


def read_settlements(file: ProjectFile, document_uid: str | None) -> list[Settled]:
    """How curators settled the positions of a document, or of all of them."""
    row = None if document_uid is None else find_document(file, document_uid)[0]
    with reading(file.path):
        return list(each_with_place(file.connection, Settlement, row))
