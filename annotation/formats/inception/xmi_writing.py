"""Writing UIMA CAS XMI 1.0, with the type system that INCEpTION can import beside the documents.

XML 1.0 has no way to write most control characters: they become U+FFFD, and are counted as lost.
"""

import re
from dataclasses import replace
from itertools import chain

from annotation.formats.format import WriterInput
from annotation.formats.inception.cas import CasValue
from annotation.formats.inception.composing import (
    FIRST_ID,
    SOFA_ID,
    TypeOf,
    compose,
    held_by_cas,
    lost_in_cas,
    types_of,
)
from annotation.formats.inception.layers import layers_of, written
from annotation.formats.loss import ContentKind, LossCounts
from annotation.values.items import Attributes, Document
from annotation.values.record import Record

TYPE_SYSTEM = "TypeSystem.xml"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REPLACEMENT = "\ufffd"
# White space is written by number: a reader of XML makes spaces of it otherwise.
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_ESCAPES |= {space: f"&#{ord(space)};" for space in "\t\n\r"}
_ESCAPED = re.compile('[&<>"\t\n\r]')
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write_xmi(record: Record, writing: WriterInput) -> dict[str, str]:
    """The contents of the .xmi file."""
    held = held_by_xmi(record, writing)
    kinds = types_of(layers_of(writing))
    names = {kind.name: _element_name(kind.name) for kind in kinds}
    lines = [_root(kinds), '  <cas:NULL xmi:id="0"/>\n']
    id = FIRST_ID
    for id, (kind, values) in enumerate(compose(held, writing), FIRST_ID):
        features = "".join(f' {name}="{_escaped(value)}"' for name, value in values.items())
        lines.append(f'  <{names[kind]} xmi:id="{id}" sofa="{SOFA_ID}"{features}/>\n')
    members = " ".join(map(str, range(FIRST_ID, id + 1)))
    text = _escaped(held.document.text)
    lines.append(
        f'  <cas:Sofa xmi:id="{SOFA_ID}" sofaNum="1" sofaID="_InitialView" mimeType="text" '
        f'sofaString="{text}"/>\n  <cas:View sofa="{SOFA_ID}" members="{members}"/>\n</xmi:XMI>\n'
    )
    return {".xmi": "".join(lines)}


def write_type_system(writing: WriterInput) -> str:
    """The types of the layers, as INCEpTION imports them in its settings of layers."""
    kinds = "".join(map(_type_description, types_of(layers_of(writing))))
    return (
        f'{_DECLARATION}<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">\n'
        f"  <types>\n{kinds}  </types>\n</typeSystemDescription>\n"
    )


def held_by_xmi(record: Record, writing: WriterInput) -> Record:
    """The part of a record that XMI holds: what a CAS does, in characters that XML has."""
    held = held_by_cas(record, writing)
    if not _count_forbidden(held):
        return held
    document = held.document
    return replace(
        held,
        document=Document.of(document.id, _allowed(document.name), _allowed(document.text)),
        spans=tuple(replace(s, attributes=_allowed_in(s.attributes)) for s in held.spans),
        relations=tuple(replace(r, attributes=_allowed_in(r.attributes)) for r in held.relations),
    )


def lost_in_xmi(record: Record, held: Record, writing: WriterInput) -> LossCounts:
    """How much of a record XMI does not hold, and how many of its characters."""
    unchanged = held_by_cas(record, writing)
    is_renamed = _FORBIDDEN.search(record.document.name) is not None
    characters = {
        ContentKind.CHARACTERS: _count_forbidden(unchanged),
        ContentKind.DOCUMENT_NAMES: int(is_renamed),
    }
    return lost_in_cas(record, held, writing) | characters


def _count_forbidden(held: Record) -> int:
    """How many characters of the name, the text and the attributes XML cannot hold."""
    attributes = chain(*(s.attributes for s in held.spans), *(r.attributes for r in held.relations))
    texts = [value for _, value in attributes if isinstance(value, str)]
    return sum(
        len(_FORBIDDEN.findall(text)) for text in (held.document.name, held.document.text, *texts)
    )


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub(_REPLACEMENT, text)


def _allowed_in(attributes: Attributes) -> Attributes:
    return tuple((n, _allowed(v) if isinstance(v, str) else v) for n, v in attributes)


def _escaped(value: CasValue) -> str:
    if isinstance(value, int):
        return written(value)
    return _ESCAPED.sub(lambda found: _ESCAPES[found.group()], str(value))


def _element_name(kind: str) -> str:
    """The prefix and the name of the element that stands for a type."""
    package, _, name = kind.rpartition(".")
    return f"{_prefix(package)}:{name}"


def _prefix(package: str) -> str:
    return package.removesuffix(".type").rpartition(".")[2]


def _root(kinds: tuple[TypeOf, ...]) -> str:
    packages = sorted({kind.name.rpartition(".")[0] for kind in kinds})
    spaces = "".join(
        f' xmlns:{_prefix(package)}="http:///{package.replace(".", "/")}.ecore"'
        for package in packages
    )
    return (
        f'{_DECLARATION}<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" '
        f'xmlns:cas="http:///uima/cas.ecore"{spaces} xmi:version="2.0">\n'
    )


def _type_description(kind: TypeOf) -> str:
    features = "".join(
        f"        <featureDescription><name>{name}</name><description/>"
        f"<rangeTypeName>{range}</rangeTypeName></featureDescription>\n"
        for name, range in kind.features
    )
    return (
        f"    <typeDescription>\n      <name>{kind.name}</name>\n      <description/>\n"
        f"      <supertypeName>{kind.extends}</supertypeName>\n"
        f"      <features>\n{features}      </features>\n    </typeDescription>\n"
    )
