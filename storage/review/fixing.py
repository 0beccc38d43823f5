"""Mending somebody else's work: whose must be left alone."""

from annotation.errors import AnnotationError
from storage.corpus.documents import find_document
from storage.file.project_file import ProjectFile
from storage.team.assignment import works_in_own_file
from storage.work.sets import find_set


def refuse_fix(file: ProjectFile, document_uid: str, annotator: str, *, by: str) -> None:
    """AnnotationError where somebody else has no set, or works in a file of their own, which
    would contradict what is done here.
    """
    if by in ("", annotator):
        return
    row, _ = find_document(file, document_uid)
    if works_in_own_file(file, annotator, row):
        raise AnnotationError(
            "{annotator} works on this in a file of their own; ask them to mend it there.",
            annotator=annotator,
        )
    if find_set(file, row, annotator) is None:
        raise AnnotationError("This annotation set is not in the project.")
