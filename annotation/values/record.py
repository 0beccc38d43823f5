"""What formats read and write: one document with one annotator's items and suggestions."""

from dataclasses import dataclass, replace

from annotation.values.items import Document, DocumentLabel, Relation, Span, Stage, Suggestions

NOTHING_SUGGESTED = Suggestions()


@dataclass(frozen=True, slots=True)
class Record:
    """One document as it is imported or exported.

    `annotator` is empty when the document carries nobody's work (plain text).
    """

    document: Document
    annotator: str = ""
    stage: Stage = Stage.NEW
    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    labels: tuple[DocumentLabel, ...] = ()
    suggestions: Suggestions = NOTHING_SUGGESTED

    @property
    def is_annotated(self) -> bool:
        """Whether somebody's work comes with the document."""
        return bool(self.spans or self.relations or self.labels or self.stage is not Stage.NEW)

    def by(self, annotator: str) -> "Record":
        """The same work under another annotator's name."""
        return replace(self, annotator=annotator)
