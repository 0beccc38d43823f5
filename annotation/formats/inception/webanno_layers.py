"""The annotations that the rows of a WebAnno TSV file build up, cell by cell."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from annotation.errors import AnnotationError
from annotation.formats.inception.cas import (
    CHAIN_RELATION,
    CHAIN_TAG,
    FIRST,
    HEAD,
    META_DATA,
    NEXT,
    TAIL,
    CasValue,
    Structure,
)
from annotation.formats.inception.webanno_cells import (
    BASE,
    NOTHING,
    ROLE,
    Layer,
    LayerKind,
    stacked,
    value_and_id,
)
from annotation.formats.reading import at_line

TokenRow = tuple[str, int, int, int]  # its id, begin, end and line
_LINK = re.compile(r"(.*)->([0-9]{1,9})-([0-9]{1,9})", re.DOTALL)
_REFERENCE = re.compile(r"([0-9]+-[0-9]+(?:\.[0-9]+)?)(?:\[([0-9]{1,9})_([0-9]{1,9})\])?")
_ELSEWHERE = 0  # the id that stands for an annotation of a layer that the file has not


@dataclass(slots=True)
class _Annotation:
    """One annotation, which later rows may lengthen."""

    id: int
    type: str
    begin: int
    end: int
    line: int
    values: dict[str, CasValue] = field(default_factory=dict)

    def structure(self) -> Structure:
        place: dict[str, CasValue] = {"begin": self.begin, "end": self.end}
        return Structure(self.id, self.type, place | self.values, self.line)


@dataclass(frozen=True, slots=True)
class _Reference:
    """A relation whose ends are to be found when all rows are read: rows, and ids or 0."""

    relation: _Annotation
    base: str
    head: tuple[str, int]
    tail: tuple[str, int]


class Annotations:
    """Everything the rows have said so far."""

    def __init__(self) -> None:
        self._ids = itertools.count(_ELSEWHERE + 1)
        self._all: list[_Annotation] = []
        self._known: dict[tuple[object, ...], _Annotation] = {}
        self._at: dict[tuple[str, str], list[tuple[int, _Annotation]]] = {}  # by layer and row
        self._bases: set[str] = set()
        self._references: list[_Reference] = []
        self._chains: dict[tuple[str, int], dict[int, _Annotation]] = {}

    def declare(self, layer: Layer) -> None:
        """Know that the file has a layer, even when no row says anything of it."""
        if layer.kind is LayerKind.SPAN:
            self._bases.add(layer.type)

    def add(self, layer: Layer, cells: list[str], row: TokenRow) -> None:
        """Take in what the cells of one layer say in one row.

        AnnotationError when a cell is wrong.
        """
        if all(cell == NOTHING for cell in cells):
            return
        match layer.kind:
            case LayerKind.SPAN:
                self._add_spans(layer, cells, row)
            case LayerKind.RELATION:
                self._add_relations(layer, cells, row)
            case LayerKind.CHAIN:
                self._add_links(layer, cells, row)

    def structures(self, path: Path) -> Iterator[Structure]:
        """What has been built, relations with their ends and chains with their links.

        KnownError where an end is missing.
        """
        yield Structure(_ELSEWHERE, META_DATA, {})
        for reference in self._references:
            with at_line(path, reference.relation.line):
                self._resolve(reference)
        heads = [self._chain(type, links) for (type, _), links in self._chains.items()]
        yield from (annotation.structure() for annotation in self._all)
        yield from heads

    # -- the kinds of layers ----------------------------------------------------------------------

    def _add_spans(self, layer: Layer, cells: list[str], row: TokenRow) -> None:
        slots = _slots(layer)
        values: dict[str, list[tuple[str | None, int]]] = {}
        count = 0
        for feature, cell in zip(layer.features, cells, strict=True):
            parts = [] if cell == NOTHING else stacked(cell)
            count = max(count, len(parts))
            if feature not in slots.values():  # where a slot leads to; its role is enough
                values[_slot_name(feature)] = list(map(value_and_id, parts))
        for number in range(count):
            here = {name: said[number] for name, said in values.items() if number < len(said)}
            id = max((id for _, id in here.values()), default=0)
            annotation = self._annotation(layer.type, id, row)
            self._at.setdefault((layer.type, row[0]), []).append((id, annotation))
            for name, (value, _) in here.items():
                if name and value is not None:
                    annotation.values.setdefault(name, value)

    def _add_relations(self, layer: Layer, cells: list[str], row: TokenRow) -> None:
        columns = dict(zip(layer.features, map(stacked, cells), strict=True))
        references = columns.pop(BASE + layer.base)
        for number, said in enumerate(references):
            if said == NOTHING:
                continue
            found = _REFERENCE.fullmatch(said)
            if found is None:
                raise AnnotationError("“{cell}” does not lead to a row.", cell=said[:40])
            relation = self._annotation(layer.type, 0, row)
            head, tail = int(found[2] or 0), int(found[3] or 0)
            reference = _Reference(relation, layer.base, (found[1], head), (row[0], tail))
            self._references.append(reference)
            for name, parts in columns.items():
                value = value_and_id(parts[number])[0] if number < len(parts) else None
                if name and value is not None:
                    relation.values[name] = value

    def _add_links(self, layer: Layer, cells: list[str], row: TokenRow) -> None:
        columns = dict(zip(layer.features, map(stacked, cells), strict=True))
        kinds = columns.get(CHAIN_TAG, [])
        for number, said in enumerate(columns.get(CHAIN_RELATION, [])):
            found = _LINK.fullmatch(said)
            if found is None:
                raise AnnotationError("“{cell}” is not a link of a chain.", cell=said[:40])
            chain, link = int(found[2]), int(found[3])
            annotation = self._annotation(layer.type, 0, row, f"{chain}-{link}")
            self._chains.setdefault((layer.type, chain), {})[link] = annotation
            relation = value_and_id(found[1])[0]
            kind = value_and_id(kinds[number])[0] if number < len(kinds) else None
            for name, value in ((CHAIN_RELATION, relation), (CHAIN_TAG, kind)):
                if value is not None:
                    annotation.values[name] = value

    # -- the pieces -------------------------------------------------------------------------------

    def _annotation(self, type: str, id: int, row: TokenRow, link: str = "") -> _Annotation:
        """A new annotation, or the one with this id or link number, lengthened by the row."""
        _, begin, end, line = row
        known = self._known.get((type, id, link)) if id or link else None
        if known is not None:
            known.begin, known.end = min(known.begin, begin), max(known.end, end)
            return known
        annotation = _Annotation(next(self._ids), type, begin, end, line)
        self._all.append(annotation)
        self._known[(type, id, link)] = annotation
        return annotation

    def _resolve(self, reference: _Reference) -> None:
        head = self._end(reference.base, reference.head)
        tail = self._end(reference.base, reference.tail)
        values = reference.relation.values
        values[HEAD] = head.id if head else _ELSEWHERE
        values[TAIL] = tail.id if tail else _ELSEWHERE

    def _end(self, base: str, place: tuple[str, int]) -> _Annotation | None:
        """The annotation that a relation leads to; None where its layer is not in the file."""
        row, id = place
        here = self._at.get((base, row), [])
        meant = [a for known, a in here if known == id] or ([] if id else [a for _, a in here])
        if base in self._bases and len(meant) != 1:
            raise AnnotationError(
                "The relation leads to “{row}”, where {count} annotations may be meant.",
                row=row,
                count=len(meant),
            )
        return meant[0] if meant else None

    def _chain(self, type: str, links: dict[int, _Annotation]) -> Structure:
        """The head of a chain; its links are joined in their order."""
        ordered = [link for _, link in sorted(links.items())]
        for link, following in itertools.pairwise(ordered):
            link.values[NEXT] = following.id
        name = type.removesuffix("Link") + "Chain"
        return Structure(next(self._ids), name, {FIRST: ordered[0].id}, ordered[0].line)


def _slots(layer: Layer) -> dict[str, str]:
    """The columns of slots: that of the roles, and the one behind it with the targets."""
    pairs = zip(layer.features, layer.features[1:], strict=False)
    return {role: target for role, target in pairs if role.startswith(ROLE)}


def _slot_name(feature: str) -> str:
    """What a column's feature is called; that of a slot stands between the names of two types."""
    if not feature.startswith(ROLE):
        return feature
    return feature.rpartition(":")[2].partition("_")[0]
