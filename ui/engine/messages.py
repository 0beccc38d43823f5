"""What goes to the suggester's process and back: JSON, one message a line, data only."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotation.tagsets.tagset import Tagset
from annotation.values.items import (
    Document,
    DocumentLabel,
    Item,
    Relation,
    Span,
    Stage,
    StageMark,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
)
from annotation.values.record import Record
from annotation.values.state import Change, State
from storage.file_format.codec import read_changes, write_changes, write_json
from ui.look.resources import resource

if TYPE_CHECKING:
    from annotation.suggesting.account import Account
    from annotation.suggesting.explained import Explained

EngineMessage = dict[str, Any]


def write_message(message: EngineMessage) -> bytes:
    """A message as one line."""
    return write_json(message).encode("utf-8", "surrogatepass") + b"\n"


def read_message(line: bytes) -> EngineMessage:
    """The message in a line; ValueError when it holds none."""
    message = json.loads(line.decode("utf-8", "surrogatepass"))
    if not isinstance(message, dict):
        raise ValueError("a message is a JSON object")
    return message


def beginning(tagset: Tagset, models: Path) -> EngineMessage:
    """What a process is told first; `models` is where it keeps what it learns."""
    return {
        "do": "begin",
        "tagset": tagset.source,
        "gazetteers": str(resource("gazetteers")),
        "models": str(models),
    }


def write_document(document: Document) -> list[Any]:
    """A document as JSON values."""
    attributes = dict(document.attributes)
    return [document.id, document.name, document.text, document.sha256, attributes]


def read_document(values: list[Any]) -> Document:
    """The document that `write_document` wrote."""
    id, name, text, sha256, attributes = values
    return Document(id, name, text, sha256, tuple(attributes.items()))


def write_state(state: State) -> list[Any]:
    """A state, with its document, as JSON values."""
    return [write_document(state.document), _write_items(state.items())]


def read_state(values: list[Any]) -> State:
    """The state that `write_state` wrote."""
    document, items = values
    return State(read_document(document), _read_items(items))


def write_record(record: Record) -> list[Any]:
    """A record, with what was suggested, as JSON values."""
    mark = StageMark(record.stage)
    items: tuple[Item, ...] = (*record.spans, *record.relations, *record.labels, mark)
    suggestions = write_suggestions(record.suggestions)
    return [write_document(record.document), record.annotator, _write_items(items), suggestions]


def read_record(values: list[Any]) -> Record:
    """The record that `write_record` wrote."""
    document, annotator, texts, suggestions = values
    items = _read_items(texts)
    return Record(
        read_document(document),
        annotator,
        next((i.stage for i in items if isinstance(i, StageMark)), Stage.NEW),
        tuple(i for i in items if isinstance(i, Span)),
        tuple(i for i in items if isinstance(i, Relation)),
        tuple(i for i in items if isinstance(i, DocumentLabel)),
        read_suggestions(suggestions),
    )


def write_suggestions(suggestions: Suggestions) -> list[Any]:
    """Suggestions as JSON values."""
    spans = [[s.id, s.tag, s.fragments, *_why(s)] for s in suggestions.spans]
    relations = [
        [r.id, r.tag, r.head, r.tail, r.head_tag, r.tail_tag, *_why(r)]
        for r in suggestions.relations
    ]
    return [spans, relations]


def read_suggestions(values: list[Any]) -> Suggestions:
    """The suggestions that `write_suggestions` wrote."""
    spans, relations = values
    return Suggestions(
        tuple(
            SuggestedSpan(id, tag, tuple((b, e) for b, e in fragments), *rest)
            for id, tag, fragments, *rest in spans
        ),
        tuple(
            SuggestedRelation(id, tag, (head[0], head[1]), (tail[0], tail[1]), *rest)
            for id, tag, head, tail, *rest in relations
        ),
    )


def write_explained(explained: "Iterable[Explained]") -> list[Any]:
    """What became of proposals, as JSON values."""
    return [
        [
            write_suggestions(Suggestions((one.suggestion,)))[0][0],
            one.because.value,
            one.other,
            one.other_tag,
            one.other_score,
            one.right,
            one.judged,
        ]
        for one in explained
    ]


def read_explained(values: list[Any]) -> "tuple[Explained, ...]":
    """What `write_explained` wrote."""
    from annotation.suggesting.explained import Because, Explained

    return tuple(
        Explained(
            read_suggestions([[suggestion], []]).spans[0],
            Because(because),
            (other[0], other[1]) if other else None,
            *rest,
        )
        for suggestion, because, other, *rest in values
    )


def read_account(values: EngineMessage) -> "Account":
    """An account, from its JSON values."""
    from annotation.suggesting.account import Account, SourceRecord
    from annotation.suggesting.standing import Standing

    return Account(
        values["documents"],
        Standing(**values["standing"]),
        tuple(SourceRecord(**record) for record in values["sources"]),
    )


def _why(suggestion: SuggestedSpan | SuggestedRelation) -> list[Any]:
    return [suggestion.score, suggestion.suggester, suggestion.reason, suggestion.layer]


def _write_items(items: tuple[Item, ...]) -> str:
    """Items in the journal's language."""
    return write_changes(tuple(Change(None, item) for item in items))


def _read_items(text: str) -> tuple[Item, ...]:
    return tuple(change.after for change in read_changes(text) if change.after is not None)
