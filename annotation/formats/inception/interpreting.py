"""What a CAS says in our terms: spans, relations, attributes; the rest is counted and named."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from annotation.errors import AnnotationError, KnownError
from annotation.formats.checking import faults
from annotation.formats.inception.cas import (
    CHAIN_TAG,
    FIRST,
    FRAGMENT_OF,
    HEAD,
    NEXT,
    SCAFFOLD,
    TAIL,
    VALUE,
    Cas,
    Structure,
)
from annotation.formats.inception.layers import (
    LAYERS,
    OWN,
    attribute_of,
    chosen_layers,
    counted,
    is_of_grammar,
    is_strict,
    typed,
)
from annotation.formats.inception.units import Utf16Units
from annotation.formats.json_fields import sound_text
from annotation.formats.reading import ReaderInput, ReaderNotice, SourceFile, at_line, placed
from annotation.formats.tag_names import Tag, slug_meant, tag_named
from annotation.values.items import (
    RELATION_LAYER,
    SPAN_LAYER,
    Attributes,
    AttributeValue,
    Document,
    Fragment,
    Origin,
    Relation,
    Span,
    Stage,
)
from annotation.values.record import Record


@dataclass(frozen=True, slots=True)
class _Meant:
    """A tag, and the feature that said it; none when the layer is called like the tag."""

    tag: str
    feature: str | None


@dataclass(slots=True)
class _Found:
    """What the structures have brought so far; `ends` leads from the file's ids to spans."""

    document: Document
    units: Utf16Units
    cas: Cas
    source: SourceFile
    reading: ReaderInput
    layers: frozenset[str]
    spans: dict[str, Span] = field(default_factory=dict)
    ends: dict[int, str] = field(default_factory=dict)
    fragments: dict[str, list[Fragment]] = field(default_factory=dict)
    groups: dict[tuple[str, ...], str] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    came_from: dict[str, Structure] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)
    joined: set[frozenset[str]] = field(default_factory=set)  # spans that chains have joined
    trimmed: int = 0
    repeated: int = 0


def record_of(cas: Cas, source: SourceFile, reading: ReaderInput) -> Record:
    """The document of a CAS with what its layers hold; KnownError where the file is wrong."""
    if reading.obeys_rules and not cas.text.strip():
        raise KnownError("“{file}” has no text.", file=source.path)
    with at_line(source.path, 1):
        text, name = sound_text("text", cas.text), sound_text("name", cas.title or source.name)
    document = Document.of(reading.new_id(), name, text)
    layers = chosen_layers(reading.option(LAYERS.name))
    found = _Found(document, Utf16Units(text), cas, source, reading, layers)
    chains = list(_chains(found))
    _read_members({link.id for chain in chains for link in chain}, found)
    there = {span.fragments: span for span in reversed(found.spans.values())}
    for chain in chains:
        _read_chain(chain, there, found)
    record = _checked(_record(found), found)
    _remark(found)
    return record


@contextmanager
def _at(structure: Structure, found: _Found) -> Iterator[None]:
    """Give every AnnotationError the structure's line, which is looked for only then."""
    try:
        yield
    except AnnotationError as error:
        raise placed(error, found.source.path, found.cas.line_of(structure)) from error


def _read_members(in_chains: set[int], found: _Found) -> None:
    """The spans, then the relations between them."""
    relations = []
    for structure in found.cas.members:
        if structure.type in SCAFFOLD or not structure.is_annotation:
            continue
        if structure.is_relation:
            relations.append(structure)
        elif structure.id not in in_chains:
            with _at(structure, found):
                _read_span(structure, VALUE, found)
    for id, fragments in found.fragments.items():
        found.spans[id] = replace(found.spans[id], fragments=tuple(sorted(fragments)))
    for structure in relations:
        with _at(structure, found):
            _read_relation(structure, found)


def _read_span(structure: Structure, tag_feature: str, found: _Found) -> Span | None:
    """A span with its tag and attributes; or a count of what has no place here."""
    meant = _meant(structure, tag_feature, found.reading.tagset.spans, found)
    fragment = _fragment(structure, found) if meant else None
    if meant is None or fragment is None:
        found.left_out[structure.layer] += 1
        return None
    group = structure.values.get(FRAGMENT_OF)
    key = (structure.type, meant.tag, str(group))
    id = found.groups.get(key) if group not in (None, "") else None
    if id is None:
        attributes = _attributes(structure, meant, found)
        id = found.reading.new_id()
        found.spans[id] = Span(id, SPAN_LAYER, meant.tag, (fragment,), attributes, Origin.IMPORTED)
        found.came_from[id] = structure
    if group not in (None, ""):
        found.groups[key] = id
        found.fragments.setdefault(id, []).append(fragment)
    found.ends[structure.id] = id
    return found.spans[id]


def _fragment(structure: Structure, found: _Found) -> Fragment | None:
    """The stretch of text without the spaces at its ends; None if nothing is left of it."""
    begin, end = structure.number("begin"), structure.number("end")
    low, high = found.units.offset(begin), found.units.offset(end)
    if low > high:
        raise AnnotationError(
            "The annotation {id} begins at {begin}, behind its end {end}.",
            id=structure.id,
            begin=begin,
            end=end,
        )
    words = found.document.text[low:high]
    trimmed = (low + len(words) - len(words.lstrip()), low + len(words.rstrip()))
    if trimmed[0] >= trimmed[1]:
        return None
    found.trimmed += trimmed != (low, high)
    return trimmed


def _meant(
    structure: Structure, tag_feature: str, tags: Mapping[str, Tag], found: _Found
) -> _Meant | None:
    """The tag that an annotation carries: its value, another feature's, or its layer's name.

    None where it carries none, or none that is known in a layer that may be about other things.
    """
    value = structure.values.get(tag_feature)
    if not found.reading.obeys_rules:
        return _Meant(str(value), tag_feature)
    is_chosen = structure.layer in found.layers or structure.type in found.layers
    if not is_chosen and (found.layers or is_of_grammar(structure.type)):
        return None
    has_value = value not in (None, "")
    features = [tag_feature] if has_value else sorted(structure.values.keys() - OWN)
    for feature in features:
        if slug := slug_meant(str(structure.values[feature]), tags):
            return _Meant(slug, feature)
    if slug := slug_meant(structure.layer, tags):
        return _Meant(slug, None)
    if has_value and (is_chosen or is_strict(structure.type)):
        tag_named(str(value), tags)
    return None


def _attributes(structure: Structure, meant: _Meant, found: _Found) -> Attributes:
    """The features that are attributes of the tag; the others are counted."""
    tagset, values = found.reading.tagset, dict[str, AttributeValue]()
    for name, value in structure.values.items():
        if name in OWN or name == meant.feature:
            continue
        slug = attribute_of(name, tagset)
        attribute = tagset.attributes[slug] if slug else None
        if attribute and (meant.tag in attribute.on or not found.reading.obeys_rules):
            text = sound_text(name, value) if isinstance(value, str) else value
            values[attribute.slug] = typed(text, attribute.kind)
        elif value != "":
            found.values[f"{structure.layer}.{name}"] += 1
    return tuple(sorted(values.items()))


def _read_relation(structure: Structure, found: _Found) -> None:
    """A relation between spans; between annotations that were left out it is left out too."""
    ends = [structure.reference(name) for name in (HEAD, TAIL)]
    for end in ends:
        if end is not None and end not in found.cas.structures:
            raise AnnotationError(
                "The relation “{id}” leads to a span “{span}” that is not there.",
                id=structure.id,
                span=end,
            )
    head, tail = (found.ends.get(end) if end is not None else None for end in ends)
    meant = None
    if head and tail:
        meant = _meant(structure, VALUE, found.reading.tagset.relations, found)
    if meant and head and tail:
        _relate(structure, meant.tag, (head, tail), _attributes(structure, meant, found), found)
    else:
        found.left_out[structure.layer] += 1


def _relate(
    structure: Structure, tag: str, ends: tuple[str, str], attributes: Attributes, found: _Found
) -> None:
    id = found.reading.new_id()
    relation = Relation(id, RELATION_LAYER, tag, *ends, attributes, Origin.IMPORTED)
    found.relations.append(relation)
    found.came_from[id] = structure


def _chains(found: _Found) -> Iterator[list[Structure]]:
    """The links of each chain in order; a chain that comes back to itself is refused."""
    seen: set[int] = set()
    for head in found.cas.structures.values():
        if FIRST not in head.values or not head.type.endswith("Chain"):
            continue
        links: list[Structure] = []
        with _at(head, found):
            following = head.reference(FIRST)
            while following:
                if following in seen or following not in found.cas.structures:
                    raise AnnotationError(
                        "The chain {id} leads to {other}, which is not there or is in a chain.",
                        id=head.id,
                        other=following,
                    )
                seen.add(following)
                links.append(found.cas.structures[following])
                following = links[-1].reference(NEXT)
        yield links


def _read_chain(
    links: list[Structure], there: dict[tuple[Fragment, ...], Span], found: _Found
) -> None:
    """Mentions of one thing: the spans that are there, else the links' own, joined in order."""
    before: Span | None = None
    for link in links:
        with _at(link, found):
            fragment = _fragment(link, found)
            span = there.get((fragment,)) if fragment else None
            span = span or _read_span(link, CHAIN_TAG, found)
        if before and span:
            _join(link, before, span, found)
        before = span or before


def _join(link: Structure, head: Span, tail: Span, found: _Found) -> None:
    relations = found.reading.tagset.relations.values()
    tags = [tag for tag in relations if tag.is_equivalence and tag.allows(head.tag, tail.tag)]
    pair = frozenset({head.id, tail.id})
    if pair in found.joined:
        found.repeated += 1
    elif tags and head.id != tail.id:
        found.joined.add(pair)
        _relate(link, tags[0].slug, (head.id, tail.id), (), found)
    else:
        found.left_out[link.layer] += 1


def _record(found: _Found) -> Record:
    """Everything found; in other people's files what stands twice in one place is kept once."""
    spans, relations = list(found.spans.values()), found.relations
    if found.reading.obeys_rules:
        first = {(s.fragments, s.tag, s.attributes): s.id for s in reversed(spans)}
        kept = {s.id: first[(s.fragments, s.tag, s.attributes)] for s in spans}
        found.repeated += sum(id != other for id, other in kept.items())
        spans = [span for span in spans if kept[span.id] == span.id]
        relations = [replace(r, head=kept[r.head], tail=kept[r.tail]) for r in relations]
    stage = Stage.IN_PROGRESS if spans else Stage.NEW
    return Record(found.document, "", stage, tuple(spans), tuple(relations))


def _checked(record: Record, found: _Found) -> Record:
    """The record, unless the rules forbid one of its items: then its line is named."""
    if found.reading.obeys_rules:
        for item, error in faults(record, found.reading.tagset):
            line = found.cas.line_of(found.came_from[item.id])
            raise placed(error, found.source.path, line)
    return record


def _remark(found: _Found) -> None:
    """Say what was left out or changed."""
    remarks = [
        (
            counted(found.left_out),
            ReaderNotice(
                "In “{file}”, annotations were left out that have no place here: {things}."
            ),
        ),
        (
            counted(found.values),
            ReaderNotice(
                "In “{file}”, values of annotations that are no attributes were left out: {things}."
            ),
        ),
        (
            found.trimmed,
            ReaderNotice("In “{file}”, {things} annotations lost the spaces at their ends."),
        ),
        (
            found.repeated,
            ReaderNotice("In “{file}”, {things} annotations stood twice and were kept once."),
        ),
        (
            found.cas.elsewhere,
            ReaderNotice("In “{file}”, {things} annotations of other views were left out."),
        ),
    ]
    for things, remark in remarks:
        if things:
            values = {"file": found.source.path, "things": things}
            found.reading.remark(replace(remark, values=values))
