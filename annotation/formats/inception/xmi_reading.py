"""Reading UIMA CAS XMI 1.0, one document a file, without ever following what XML may refer to.

The format: OMG XMI as UIMA uses it, https://uima.apache.org/d/uimaj-current/references.html#ugr.ref.xmi
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType
from xml.parsers.expat.errors import messages

from annotation.errors import AnnotationError
from annotation.formats.inception.cas import (
    INITIAL_VIEW,
    META_DATA,
    SCAFFOLD,
    SOFA,
    Cas,
    Structure,
)
from annotation.formats.inception.interpreting import record_of
from annotation.formats.reading import (
    ReaderInput,
    SourceFile,
    at_line,
    check_size,
    placed,
    reading_file,
)
from annotation.values.record import Record

_XMI = "http://www.omg.org/XMI "
_ROOTS = ("<xmi:XMI", 'xmlns:xmi="http://www.omg.org/XMI"', "<typeSystemDescription")
_OF_EXPAT = ("UTF-8", "UTF-16", "ISO-8859-1", "US-ASCII")
_VIEW = "uima.cas.View"
_NULL = "uima.cas.NULL"
_SKIPPED = Structure(0, META_DATA, {})  # stands for scaffold: it is there, and nobody asks for more


def read_xmi(source: SourceFile, reading: ReaderInput) -> Iterator[Record]:
    """The document of one XMI file; KnownError where it is wrong."""
    yield record_of(read_cas(source.path), source, reading)


def looks_like_xmi(path: Path, text: str) -> bool:
    """Whether the file begins with the root of an XMI file, or of the type system beside one."""
    del path
    return any(root in text[:2000] for root in _ROOTS)


def read_cas(path: Path) -> Cas:
    """The view of an XMI file that has the text; KnownError with the line of what is wrong."""
    check_size(path)
    parser = ParserCreate(namespace_separator=" ")
    elements = _Elements(parser)
    try:
        with reading_file(path), path.open("rb") as file:
            parser.ParseFile(file)
    except AnnotationError as error:
        raise placed(error, path, parser.CurrentLineNumber) from error
    except ExpatError as error:
        reason = AnnotationError("This is not valid XML ({reason}).", reason=messages[error.code])
        raise placed(reason, path, error.lineno) from error
    with at_line(path, 1):
        return elements.cas()


class _Elements:
    """What the elements of an XMI file say, one after the other."""

    def __init__(self, parser: XMLParserType) -> None:
        self._parser = parser
        self._types: dict[str, str] = {}  # of the elements' names
        self._structures: dict[int, Structure] = {}
        self._sofas: dict[int, dict[str, str]] = {}
        self._views: dict[int, str] = {}
        self._title = ""
        self._has_root = False
        parser.XmlDeclHandler = self._declaration
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._doctype
        parser.buffer_text = True

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        """Refuse what expat would make an error of Python's of."""
        del version, standalone
        if encoding and encoding.upper() not in _OF_EXPAT and not _has_a_byte_each(encoding):
            raise AnnotationError(
                "This file says that it is in “{encoding}”, which cannot be read; "
                "save it as UTF-8 first.",
                encoding=encoding[:40],
            )

    def _doctype(self, *_: object) -> NoReturn:
        raise AnnotationError("A document type or entities have no place in this file.")

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        if not self._has_root:
            self._root(name)
        elif " " in name:  # else it is a value within an array, which nothing of ours is
            kind = self._types.get(name) or self._type(name)
            self._structure(kind, attributes)

    def _root(self, name: str) -> None:
        if name != f"{_XMI}XMI":
            raise AnnotationError("This is not an XMI file: it begins with “{name}”.", name=name)
        self._has_root = True

    def _type(self, name: str) -> str:
        """The type that an element's namespace and name stand for."""
        space, _, short = name.partition(" ")
        package = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
        kind = short if package == "uima.noNamespace" else f"{package}.{short}"
        self._types[name] = kind
        return kind

    def _structure(self, kind: str, attributes: dict[str, str]) -> None:
        if kind == _VIEW:
            self._views[_id(attributes.get("sofa", "0"))] = attributes.get("members", "")
            return
        id = _id(attributes.pop(f"{_XMI}id", ""))
        if id in self._structures:
            raise AnnotationError("The id “{id}” stands twice.", id=id)
        if kind == SOFA:
            self._sofas[id] = attributes
        elif kind == META_DATA:
            self._title = attributes.get("documentTitle", "")
        if kind in SCAFFOLD or kind in (SOFA, _NULL):
            self._structures[id] = _SKIPPED
        else:
            line = self._parser.CurrentLineNumber
            self._structures[id] = Structure(id, kind, attributes, line)

    def cas(self) -> Cas:
        """The first view, or the only one."""
        views = {id: sofa for id, sofa in self._sofas.items() if "sofaString" in sofa}
        first = [id for id, sofa in views.items() if sofa.get("sofaID") == INITIAL_VIEW]
        chosen = next(iter(first or views), None)
        if chosen is None:
            return Cas("", self._title, (), self._structures)
        annotations = [s for s in self._structures.values() if s is not _SKIPPED]
        indexed = self._indexed(chosen) if self._views else self._structures.keys()
        elsewhere = sum(s.values.get("sofa", str(chosen)) != str(chosen) for s in annotations)
        members = tuple(s for s in annotations if s.id in indexed)
        text = views[chosen]["sofaString"]
        return Cas(text, self._title, members, self._structures, elsewhere)

    def _indexed(self, sofa: int) -> set[int]:
        members = {_id(member) for member in self._views.get(sofa, "").split()}
        missing = min(members - self._structures.keys(), default=None)
        if missing is not None:
            raise AnnotationError("The view holds “{id}”, which is not there.", id=missing)
        return members


def _has_a_byte_each(encoding: str) -> bool:
    """Whether it is an encoding that has a byte for each character, as expat needs it."""
    try:
        return len(bytes(range(256)).decode(encoding, "replace")) == 256
    except (LookupError, ValueError):
        return False


def _id(value: Any) -> int:
    if isinstance(value, str) and value.isdecimal() and len(value) < 12:
        return int(value)
    raise AnnotationError("“{id}” is not an id.", id=value)
