"""How right suggestions have been, by what one annotator decided; and who made those in store."""

from dataclasses import dataclass

from storage.file.project_file import ProjectFile


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions on what one suggester proposed with one tag."""

    suggester: str
    tag: str
    accepted: int
    corrected: int
    rejected: int


@dataclass(frozen=True, slots=True)
class StoredRun:
    """One making of suggestions that are still in store."""

    suggester: str
    version: str
    at: str
    documents: int
    suggestions: int


@dataclass(frozen=True, slots=True)
class SuggestionNumbers:
    """All of it; `documents` and `spans` are those from which suggesters may learn."""

    documents: int
    spans: int
    decided: tuple[Decided, ...]
    made: tuple[StoredRun, ...]


def suggestion_numbers(file: ProjectFile, annotator: str) -> SuggestionNumbers:
    """What the tables say; the work of others counts as far as it is finished."""
    documents, spans = file.query(
        "SELECT count(DISTINCT s.document_id), coalesce(sum(s.spans), 0) FROM annotation_set s"
        " JOIN annotator a ON a.id = s.annotator_id"
        " WHERE s.stage = 'finished' OR (a.name = ? AND s.spans > 0)",
        annotator,
    )[0]
    return SuggestionNumbers(documents, spans, _decided(file, annotator), _made(file))


def _decided(file: ProjectFile, annotator: str) -> tuple[Decided, ...]:
    verdicts = ("accepted", "corrected", "rejected")
    counts = ", ".join(f"sum(d.verdict = '{verdict}')" for verdict in verdicts)
    rows = file.query(
        f"SELECT g.suggester, g.tag, {counts} FROM annotation_set s"
        " JOIN annotator a ON a.id = s.annotator_id JOIN decision d ON d.set_id = s.id"
        " JOIN (SELECT document_id, id, suggester, tag FROM suggested_span UNION ALL"
        " SELECT document_id, id, suggester, tag FROM suggested_relation) g"
        " ON g.document_id = s.document_id AND g.id = d.suggestion"
        " WHERE a.name = ? GROUP BY g.suggester, g.tag ORDER BY g.suggester, g.tag",
        annotator,
    )
    return tuple(Decided(*row) for row in rows)


def _made(file: ProjectFile) -> tuple[StoredRun, ...]:
    """The runs, those of one suggester in one version together."""
    rows = file.query(
        "SELECT r.suggester, r.version, max(r.at), count(DISTINCT g.document_id), count(*)"
        " FROM suggestion_run r JOIN (SELECT run_id, document_id FROM suggested_span UNION ALL"
        " SELECT run_id, document_id FROM suggested_relation) g ON g.run_id = r.id"
        " GROUP BY r.suggester, r.version ORDER BY max(r.at) DESC"
    )
    return tuple(StoredRun(*row) for row in rows)
