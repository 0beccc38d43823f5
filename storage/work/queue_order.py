"""How much there would be to gain from each document: numbers for the order of the queue.

They are sums over the suggestions in store, so that nobody's text has to be read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.file.project_file import ProjectFile

# Sums over suggested spans: doubt is greatest for a score of one half, where it is 1; what only
# rules and lists propose has not been seen in this project before.
_SUMS = (
    "sum(4 * g.score * (1 - g.score)), sum(1 - g.score), count(*),"
    " sum(g.suggester NOT IN ('memory', 'learner') AND g.suggester NOT LIKE 'rule:same-%')"
)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the suggestions of a document promise that are not decided; `length` in code points."""

    doubt: float
    errors: float
    suggestions: int
    unseen: int
    length: int

    @property
    def gain(self) -> float:
        """How much is to be learnt for each thousand letters: doubt, and words never seen."""
        return (self.doubt + _UNSEEN * self.unseen) * 1000 / max(self.length, _SHORTEST)

    @property
    def expected_error(self) -> float:
        """The share of the suggestions that will be wrong, if scores keep their promise."""
        return self.errors / self.suggestions if self.suggestions else 0.0


_NOTHING = (0.0, 0.0, 0, 0)
_UNSEEN = 0.5  # a suggestion of unseen words counts half a complete doubt
_SHORTEST = 300  # letters; in a shorter text, chance has too much weight


def outlooks(
    file: ProjectFile, annotator: str, after: int, most: int
) -> tuple[dict[str, Outlook], int | None]:
    """The outlooks of at most so many documents after a row, and the row that the next follow.

    Only documents with suggestions that this annotator has not decided have one.
    """
    documents = file.query(
        "SELECT id, uid, length FROM document WHERE id > ? ORDER BY id LIMIT ?", after, most
    )
    if not documents:
        return {}, None
    last = documents[-1][0]
    sums = _by_document(
        file,
        f"SELECT g.document_id, {_SUMS} FROM suggested_span g"
        " WHERE g.document_id > ? AND g.document_id <= ? GROUP BY g.document_id",
        after,
        last,
    )
    decided = _by_document(
        file,
        f"SELECT g.document_id, {_SUMS} FROM annotation_set s"
        " JOIN annotator a ON a.id = s.annotator_id JOIN decision d ON d.set_id = s.id"
        " JOIN suggested_span g ON g.document_id = s.document_id AND g.id = d.suggestion"
        " WHERE s.document_id > ? AND s.document_id <= ? AND a.name = ? GROUP BY g.document_id",
        after,
        last,
        annotator,
    )
    found = {}
    for row, uid, length in documents:
        done = decided.get(row, _NOTHING)
        doubt, errors, count, unseen = (
            max(whole - part, 0) for whole, part in zip(sums.get(row, _NOTHING), done, strict=True)
        )
        if count:
            found[uid] = Outlook(doubt, errors, int(count), int(unseen), length)
    return found, last


def _by_document(file: ProjectFile, sql: str, *values: object) -> dict[int, Sequence[float]]:
    return {row: sums for row, *sums in file.query(sql, *values)}
