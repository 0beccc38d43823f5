"""What is offered for a document: read from the project, joined with what somebody looks at."""

from annotation.commands.pending import head_of, tail_of
from annotation.values.items import (
    Document,
    Span,
    Stage,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
)
from annotation.values.record import Record
from annotation.values.state import State
from storage.project import Project
from ui.desk.session import Session

MOST_CHANGES = 3  # of an act by which one span is marked: span, decision, stage


def document_and_state(
    project: Project, document_id: str, annotator: str
) -> tuple[Document, State]:
    """A document and an annotator's work on it."""
    state = project.state(document_id, annotator)
    return state.document, state


def record_of(session: Session) -> Record:
    """The work of a session, for learning."""
    state = session.state
    return Record(
        state.document,
        session.annotator,
        Stage(state.stage),
        state.spans,
        state.relations,
        state.labels,
    )


def with_kept(
    session: Session, found: Suggestions, current: SuggestedSpan | SuggestedRelation | None
) -> Suggestions:
    """New suggestions with those old ones that are decided, or that somebody is looking at."""
    state, old = session.state, session.suggestions
    ends = [head_of(current), tail_of(current)] if isinstance(current, SuggestedRelation) else []
    looked_at = {current.id} if current else set()
    looked_at |= {s.id for s in old.spans if (s.fragments, s.tag) in ends}

    def is_kept(id: str) -> bool:
        return id in looked_at or state.decision(id) is not None

    spans = {s.id: s for s in old.spans if is_kept(s.id)} | {s.id: s for s in found.spans}
    relations = {r.id: r for r in old.relations if is_kept(r.id)}
    relations |= {r.id: r for r in found.relations}
    return Suggestions(
        tuple(sorted(spans.values(), key=in_reading_order)),
        tuple(sorted(relations.values(), key=lambda r: (r.head, r.tail, r.tag))),
    )


def marked_since(before: State | None, after: State) -> Span | None:
    """The span that was marked by an act, if it was one; not what was made in many places."""
    if before is None or before.document is not after.document:
        return None
    changes = after.changes_since(before)
    made = [c.after for c in changes if isinstance(c.after, Span) and c.before is None]
    return made[0] if len(made) == 1 and len(changes) <= MOST_CHANGES else None


def in_reading_order(span: SuggestedSpan) -> tuple[int, int, str]:
    """The key by which suggested spans are sorted: outer before inner."""
    return span.begin, -span.end, span.tag
