"""What goes to processes beside the window and back: JSON, one message a line, data only.

A message may hold any of our frozen dataclasses as it is; `read_part` makes it again of what came.
msgspec is imported with the first message, after the window is there.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from annotation.tagsets.tagset import Tagset
from annotation.values.items import (
    Decision,
    Document,
    DocumentLabel,
    Item,
    Relation,
    Remark,
    Settlement,
    Span,
    Stage,
    StageMark,
)
from annotation.values.state import State
from ui.look.resources import resource

EngineMessage = dict[str, Any]
Part = TypeVar("Part")
ItemPart = TypeVar("ItemPart", bound=Item)


@dataclass(frozen=True, slots=True)
class SentState:
    """A state with its document, kind by kind: what comes says of itself what it is."""

    document: Document
    stage: Stage
    spans: tuple[Span, ...]
    relations: tuple[Relation, ...]
    labels: tuple[DocumentLabel, ...]
    decisions: tuple[Decision, ...]
    settlements: tuple[Settlement, ...]
    remarks: tuple[Remark, ...]


def write_message(message: EngineMessage) -> bytes:
    """A message as one line."""
    import msgspec

    try:
        return msgspec.json.encode(message) + b"\n"
    except UnicodeEncodeError:  # half a character, as in the path of a file that is no text
        return json.dumps(msgspec.to_builtins(message)).encode("ascii") + b"\n"


def read_message(line: bytes) -> EngineMessage:
    """The message in a line, of plain values; ValueError when it holds none."""
    import msgspec

    try:
        message = msgspec.json.decode(line)
    except msgspec.DecodeError:
        message = json.loads(line)  # half a character, or no message at all
    if not isinstance(message, dict):
        raise ValueError("a message is a JSON object")
    return message


def read_part(part: object, kind: type[Part]) -> Part:
    """A part of a message as what it was; ValueError when it is something else."""
    import msgspec

    try:
        return msgspec.convert(part, kind)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error


def beginning(tagset: Tagset, models: Path) -> EngineMessage:
    """What a process is told first; `models` is where it keeps what it learns."""
    return {
        "do": "begin",
        "tagset": tagset.source,
        "gazetteers": str(resource("gazetteers")),
        "models": str(models),
    }


def sent_state(state: State) -> SentState:
    """A state as a part of a message."""
    items = state.items()  # not sorted: this is done on another thread than the window's

    def of(kind: type[ItemPart]) -> tuple[ItemPart, ...]:
        return tuple(item for item in items if isinstance(item, kind))

    return SentState(
        state.document,
        state.stage,
        of(Span),
        of(Relation),
        of(DocumentLabel),
        of(Decision),
        of(Settlement),
        of(Remark),
    )


def read_state(part: object) -> State:
    """The state that was sent."""
    sent = read_part(part, SentState)
    items: list[Item] = [*sent.spans, *sent.relations, *sent.labels]
    items += [*sent.decisions, *sent.settlements, *sent.remarks]
    if sent.stage is not Stage.NEW:
        items.append(StageMark(sent.stage))
    return State(sent.document, items)
