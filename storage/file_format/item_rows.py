"""The rows of items: one table a kind, one annotation set a time."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any, TypeVar, cast

from annotation.errors import StaleChange
from annotation.values.items import (
    Attributes,
    Decision,
    Document,
    DocumentLabel,
    Fragments,
    Item,
    Origin,
    Relation,
    Remark,
    RemarkKind,
    Settlement,
    SettlementChoice,
    Span,
    Stage,
    StageMark,
    Verdict,
)
from annotation.values.state import Change, State
from storage.file_format.codec import (
    read_attributes,
    read_fragments,
    read_sources,
    reading_items,
    write_attributes,
    write_json,
)
from storage.file_format.tables import Table

RowValues = tuple[Any, ...]
_ORIGINS = {origin.value: origin for origin in Origin}
_NO_ATTRIBUTES: Attributes = ()
Part = TypeVar("Part", Span, Relation)
Sided = TypeVar("Sided", Span, Relation, DocumentLabel)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one kind of item lies in its table; the first column is its id within the set."""

    table: Table
    columns: tuple[str, ...]
    write: Callable[[Any], RowValues]
    read: Callable[[RowValues], Item]

    @property
    def select(self) -> str:
        return f"SELECT {', '.join(self.columns)} FROM {self.table} WHERE set_id = ?"

    @property
    def insert(self) -> str:
        places = ", ".join("?" * (1 + len(self.columns)))
        return f"INSERT INTO {self.table} (set_id, {', '.join(self.columns)}) VALUES ({places})"

    @property
    def update(self) -> str:
        values = ", ".join(f"{column} = ?" for column in self.columns[1:])
        return f"UPDATE {self.table} SET {values} WHERE set_id = ? AND {self.columns[0]} = ?"

    @property
    def delete(self) -> str:
        return f"DELETE FROM {self.table} WHERE set_id = ? AND {self.columns[0]} = ?"


def load_state(connection: sqlite3.Connection, set_id: int, document: Document) -> State:
    """All items of a set, kind by kind, each kind in the order in which it came."""
    items: list[Item] = []
    with reading_items():
        for kind in _KINDS.values():
            rows = connection.execute(f"{kind.select} ORDER BY rowid", (set_id,))
            items += map(kind.read, _sharing(rows, items) if kind.table is Table.RELATION else rows)
        mark = _read_mark(connection, set_id)
    return State(document, items if mark is None else [*items, mark])


def _sharing(rows: Iterable[RowValues], spans: Iterable[Item]) -> Iterator[RowValues]:
    """Relations' rows whose ends are the same texts as the ids of their spans: they are many."""
    ids = {span.id: span.id for span in spans if isinstance(span, Span)}
    for id, layer, tag, head, tail, *others in rows:
        yield id, layer, tag, ids.get(head, head), ids.get(tail, tail), *others


def each_item(
    connection: sqlite3.Connection, kind: type[Sided], documents: tuple[int, int]
) -> Iterator[tuple[int, Sided]]:
    """Every item of a kind with its set, of all sets of the documents in these rows."""
    made = _KINDS[kind]
    columns = ", ".join(f"i.{column}" for column in made.columns)
    query = (
        f"SELECT i.set_id, {columns} FROM annotation_set s JOIN {made.table} i ON i.set_id = s.id"
        " WHERE s.document_id BETWEEN ? AND ? ORDER BY i.set_id, i.rowid"
    )
    with reading_items():
        for set_id, *row in connection.execute(query, documents):
            yield set_id, cast("Sided", made.read(row))


def each_remark(
    connection: sqlite3.Connection, document: int | None
) -> Iterator[tuple[str, str, Remark]]:
    """Every remark behind its document's id and who says it, of one document or all."""
    columns = ", ".join(f"i.{column}" for column in _REMARK)
    query = (
        f"SELECT d.uid, a.name, {columns} FROM {Table.REMARK} i"
        " JOIN annotation_set s ON s.id = i.set_id JOIN annotator a ON a.id = s.annotator_id"
        " JOIN document d ON d.id = s.document_id WHERE ?1 IS NULL OR d.id = ?1 ORDER BY i.rowid"
    )
    with reading_items():
        for uid, annotator, *row in connection.execute(query, (document,)):
            yield uid, annotator, _read_remark(tuple(row))


def items_where(
    connection: sqlite3.Connection, kind: type[Part], condition: str, *values: object
) -> list[Part]:
    """Items of a kind for which a condition holds."""
    how = _KINDS[kind]
    query = f"SELECT {', '.join(how.columns)} FROM {how.table} WHERE {condition}"
    read: Callable[[RowValues], Part] = how.read  # type: ignore[assignment]
    return [read(row) for row in connection.execute(query, values)]


def write_change(connection: sqlite3.Connection, set_id: int, change: Change) -> None:
    """Write one change; StaleChange when the row is not what the change takes it to be."""
    before = _read_item(connection, set_id, *change.key)
    if before != change.before:
        raise StaleChange("This item has changed in the meantime; nothing was done.")
    _write_item(connection, set_id, before, change.after)


def insert_items(connection: sqlite3.Connection, set_id: int, items: Sequence[Item]) -> None:
    """Write items that are new in a set, many at once; StaleChange when one is there already."""
    try:
        for made, kind in _KINDS.items():
            rows = ((set_id, *kind.write(item)) for item in items if type(item) is made)
            connection.executemany(kind.insert, rows)
    except sqlite3.IntegrityError as error:
        raise StaleChange("This item has changed in the meantime; nothing was done.") from error
    for mark in items:
        if isinstance(mark, StageMark):
            write_change(connection, set_id, Change(None, mark))


def _write_item(
    connection: sqlite3.Connection, set_id: int, before: Item | None, after: Item | None
) -> None:
    item = after or before
    if isinstance(item, StageMark):
        _write_mark(connection, set_id, after)
        return
    kind = _KINDS[type(item)]
    row = kind.write(item)
    if after is None:
        connection.execute(kind.delete, (set_id, row[0]))
    elif before is None:
        connection.execute(kind.insert, (set_id, *row))
    else:
        connection.execute(kind.update, (*row[1:], set_id, row[0]))


def _read_item(connection: sqlite3.Connection, set_id: int, name: str, id: str) -> Item | None:
    if name == "stage":
        return _read_mark(connection, set_id)
    kind = _KINDS[_NAMED[name]]
    query = f"{kind.select} AND {kind.columns[0]} = ?"
    row = connection.execute(query, (set_id, id)).fetchone()
    with reading_items():
        return None if row is None else kind.read(row)


def _read_mark(connection: sqlite3.Connection, set_id: int) -> StageMark | None:
    query = "SELECT stage FROM annotation_set WHERE id = ?"
    stage = Stage(connection.execute(query, (set_id,)).fetchone()[0])
    return None if stage is Stage.NEW else StageMark(stage)


def _write_mark(connection: sqlite3.Connection, set_id: int, mark: Item | None) -> None:
    stage = mark.stage if isinstance(mark, StageMark) else Stage.NEW
    if mark is not None and stage is Stage.NEW:
        raise ValueError("a new set is one without a mark")
    connection.execute("UPDATE annotation_set SET stage = ? WHERE id = ?", (stage.value, set_id))


def _write_span(span: Span) -> RowValues:
    begin, end = span.begin, span.end
    is_whole = len(span.fragments) == 1  # as nearly all are
    fragments = f"[[{begin},{end}]]" if is_whole else write_json(span.fragments)
    return (
        span.id,
        span.layer,
        span.tag,
        begin,
        end,
        fragments,
        write_attributes(span.attributes),
        span.origin.value,
    )


def _read_span(row: RowValues) -> Span:
    id, layer, tag, begin, end, fragments, attributes, origin = row
    return Span(
        id,
        intern(layer),
        intern(tag),
        _places(begin, end, fragments),
        _NO_ATTRIBUTES if attributes == "{}" else read_attributes(attributes),
        _ORIGINS[origin],
    )


def _places(begin: int, end: int, fragments: str) -> Fragments:
    """The fragments of a span; nearly all have one, for which nothing needs to be parsed."""
    if fragments == f"[[{begin},{end}]]":
        return ((begin, end),)
    places = read_fragments(fragments)
    if (begin, end) != (places[0][0], places[-1][1]):
        raise ValueError("a span whose columns are not its fragments")
    return places


def _write_relation(relation: Relation) -> RowValues:
    ends = (relation.head, relation.tail)
    attributes = write_attributes(relation.attributes)
    return (relation.id, relation.layer, relation.tag, *ends, attributes, relation.origin.value)


def _read_relation(row: RowValues) -> Relation:
    id, layer, tag, head, tail, attributes, origin = row
    return Relation(
        id,
        intern(layer),
        intern(tag),
        head,
        tail,
        _NO_ATTRIBUTES if attributes == "{}" else read_attributes(attributes),
        _ORIGINS[origin],
    )


def _write_label(label: DocumentLabel) -> RowValues:
    return (label.id, label.layer, label.tag, write_attributes(label.attributes))


def _read_label(row: RowValues) -> DocumentLabel:
    id, layer, tag, attributes = row
    return DocumentLabel(id, layer, tag, read_attributes(attributes))


def _write_decision(decision: Decision) -> RowValues:
    return (decision.suggestion, decision.verdict.value, decision.item)


def _read_decision(row: RowValues) -> Decision:
    suggestion, verdict, item = row
    return Decision(suggestion, Verdict(verdict), item)


def _write_settlement(settlement: Settlement) -> RowValues:
    made = (write_json(settlement.items), write_json(settlement.sources))
    return (settlement.position, settlement.choice.value, settlement.reason, *made)


def _read_settlement(row: RowValues) -> Settlement:
    position, choice, reason, items, sources = row
    made = tuple(json.loads(items)), read_sources(json.loads(sources))
    return Settlement(position, SettlementChoice(choice), reason, *made)


def _write_remark(remark: Remark) -> RowValues:
    about = (remark.annotator, remark.about, remark.text)
    return (remark.id, remark.kind.value, *about, remark.answers, remark.at)


def _read_remark(row: RowValues) -> Remark:
    id, kind, *rest = row
    return Remark(id, RemarkKind(kind), *rest)


_SPAN = ("id", "layer", "tag", '"begin"', '"end"', "fragments", "attributes", "origin")
_RELATION = ("id", "layer", "tag", "head", "tail", "attributes", "origin")
_LABEL = ("id", "layer", "tag", "attributes")
_DECISION = ("suggestion", "verdict", "item")
_SETTLEMENT = ("position", "choice", "reason", "items", "sources")
_REMARK = ("id", "kind", "annotator", "about", "text", "answers", '"at"')
_KINDS: dict[type, _Kind] = {
    Span: _Kind(Table.SPAN, _SPAN, _write_span, _read_span),
    Relation: _Kind(Table.RELATION, _RELATION, _write_relation, _read_relation),
    DocumentLabel: _Kind(Table.DOCUMENT_LABEL, _LABEL, _write_label, _read_label),
    Decision: _Kind(Table.DECISION, _DECISION, _write_decision, _read_decision),
    Settlement: _Kind(Table.SETTLEMENT, _SETTLEMENT, _write_settlement, _read_settlement),
    Remark: _Kind(Table.REMARK, _REMARK, _write_remark, _read_remark),
}
_NAMED = {
    "span": Span,
    "relation": Relation,
    "label": DocumentLabel,
    "decision": Decision,
    "settlement": Settlement,
    "remark": Remark,
}
