"""What people say of each other's work, read from everybody's sets."""

from annotation.review.remarks import SaidRemark
from storage.corpus.documents import find_document
from storage.file.project_file import ProjectFile
from storage.file.troubles import reading
from storage.file_format.item_rows import each_remark


def read_remarks(file: ProjectFile, document_uid: str | None) -> list[SaidRemark]:
    """The remarks on a document, or on all of them, in the order in which they came."""
    row = None if document_uid is None else find_document(file, document_uid)[0]
    with reading(file.path):
        return list(each_remark(file.connection, row))
