"""ACE: the annotations in APF XML and, beside them, the source that their offsets count.

The form: the DTD of ACE 2005 (apf.v5.1.1). Offsets count the characters of the source without its
tags, a line end as one, and the END is inclusive. Mentions that relations of equivalence join are
one of ACE's entities. XML cannot hold every control character: a space stands for those.
"""

import re
import xml.etree.ElementTree as ET
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

from annotation.formats.format import Format, Layout, Output, WriterInput
from annotation.formats.holding import bare, lost_between, with_whole_spans
from annotation.formats.loss import ContentKind, LossCounts
from annotation.formats.reading import ReaderInput
from annotation.formats.training.clusters import Clusters, clusters_of
from annotation.values.items import Document, Relation, Span
from annotation.values.record import Record

_SOURCE, _APF, _LIST = ".sgm", ".apf.xml", "FileList"
_DOCTYPE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE source_file SYSTEM "apf.v5.1.1.dtd">\n'
)
_HEAD = '<DOC>\n<DOCID> {name} </DOCID>\n<DOCTYPE SOURCE="newswire"> NEWS STORY </DOCTYPE>\n'
_BODY, _END = "<BODY>\n<TEXT>\n", "\n</TEXT>\n</BODY>\n</DOC>\n"
_TAG = re.compile(r"<[^>]*>")
_LINE_END = re.compile("\r\n?")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MENTION = "mention"  # the attribute that says what kind of mention a span is
_KINDS = {"name": "NAM", "nominal": "NOM", "pronoun": "PRO"}


def _clean(text: str) -> str:
    """Text as XML gives it back: a line end is one character, and no other control remains."""
    return _NOT_IN_XML.sub(" ", _LINE_END.sub("\n", text))


class _Source:
    """A document as ACE's source file, and where its offsets lie there."""

    def __init__(self, document: Document, name: str) -> None:
        head = _HEAD.format(name=escape(_clean(name))) + _BODY
        self.content = head + escape(_clean(document.text)) + _END
        self._text = document.text
        self._before = len(plain_source(head))
        self._doubles = [match.start() for match in re.finditer("\r\n", document.text)]

    def offset(self, offset: int) -> int:
        """An offset of the text in the source: CRLF counts once there."""
        return self._before + offset - bisect_left(self._doubles, offset)

    def words(self, begin: int, end: int) -> str:
        """The words between two offsets, as the source has them."""
        return _clean(self._text[begin:end])


def plain_source(source: str) -> str:
    """What the offsets of ACE count: the source without its tags."""
    plain = _TAG.sub("", source)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


class _Folder:
    """A source and its annotations for each document, and the list of them."""

    def __init__(self, place: Path, writing: WriterInput) -> None:
        place.mkdir()
        self._place = place
        self._tagset = writing.tagset
        self._list = place.joinpath(_LIST).open("w", encoding="utf-8", newline="\n")

    def add(self, record: Record, name: str) -> None:
        """Write both files of a document."""
        source = _Source(record.document, name)
        found = clusters_of(with_whole_spans(record), self._tagset)
        tree = _source_file(name, found, source)
        self._place.joinpath(name + _SOURCE).write_bytes(source.content.encode("utf-8"))
        xml = _DOCTYPE + ET.tostring(tree, encoding="unicode") + "\n"
        self._place.joinpath(name + _APF).write_bytes(xml.encode("utf-8"))
        self._list.write(name + "\n")

    def close(self) -> None:
        """Complete the list."""
        self._list.close()


def _source_file(name: str, found: Clusters, source: _Source) -> ET.Element:
    top = ET.Element("source_file", URI=name + _SOURCE, SOURCE="newswire", TYPE="text")
    document = ET.SubElement(top, "document", DOCID=_clean(name))
    ids: dict[str, str] = {}
    for number, mentions in enumerate(found.mentions, 1):
        _add_cluster(document, f"{_clean(name)}-E{number}", mentions, ids, source)
    spans = {span.id: span for mentions in found.mentions for span in mentions}
    for number, relation in enumerate(found.relations, 1):
        ends = [spans[relation.head], spans[relation.tail]]
        _add_relation(document, f"{_clean(name)}-R{number}", relation, ends, ids, source)
    ET.indent(top)
    return top


def _add_cluster(
    document: ET.Element,
    id: str,
    mentions: Sequence[Span],
    ids: dict[str, str],
    source: _Source,
) -> None:
    parent = ET.SubElement(document, "entity", ID=id, TYPE=mentions[0].tag, CLASS="SPC")
    for number, span in enumerate(mentions, 1):
        ids[span.id] = f"{id}-{number}"
        mention = ET.SubElement(parent, "entity_mention", ID=ids[span.id], TYPE=_kind(span))
        for part in ("extent", "head"):
            _add_place(mention, part, span.begin, span.end, source)


def _kind(span: Span) -> str:
    """Which kind of mention a span is; most are names."""
    return _KINDS.get(str(dict(span.attributes).get(_MENTION)), "NAM")


def _add_relation(
    document: ET.Element,
    id: str,
    relation: Relation,
    ends: Sequence[Span],
    ids: dict[str, str],
    source: _Source,
) -> None:
    parent = ET.SubElement(document, "relation", ID=id, TYPE=relation.tag)
    mention = ET.Element("relation_mention", ID=f"{id}-1")
    _add_place(mention, "extent", min(s.begin for s in ends), max(s.end for s in ends), source)
    for role, span in zip(("Arg-1", "Arg-2"), ends, strict=True):
        whole, _, _ = ids[span.id].rpartition("-")
        ET.SubElement(parent, "relation_argument", REFID=whole, ROLE=role)
        argument = {"REFID": ids[span.id], "ROLE": role}
        said = ET.SubElement(mention, "relation_mention_argument", argument)
        _add_place(said, "extent", span.begin, span.end, source)
    parent.append(mention)


def _add_place(parent: ET.Element, part: str, begin: int, end: int, source: _Source) -> None:
    offsets = {"START": str(source.offset(begin)), "END": str(source.offset(end) - 1)}
    ET.SubElement(ET.SubElement(parent, part), "charseq", offsets).text = source.words(begin, end)


def _held(record: Record, writing: WriterInput) -> Record:
    whole = with_whole_spans(record)
    found = clusters_of(whole, writing.tagset)
    document = Document.of(whole.document.id, whole.document.name, whole.document.text)
    spans = tuple(
        replace(span, attributes=tuple((n, v) for n, v in span.attributes if _is_kind(n, v)))
        for span in whole.spans
    )
    relations = (*found.joining, *found.relations)
    held = bare(replace(whole, document=document, relations=relations, labels=()))
    return replace(held, spans=spans)


def _is_kind(name: str, value: object) -> bool:
    return name == _MENTION and value in _KINDS


def _lost(record: Record, held: Record, writing: WriterInput) -> LossCounts:
    del writing
    text = record.document.text
    changed = text.count("\r") + len(_NOT_IN_XML.findall(text))
    return lost_between(record, held) | {ContentKind.CHARACTERS: changed}


def _told(record: Record, name: str, writing: WriterInput) -> str:
    held = _held(record, writing)
    found = clusters_of(held, writing.tagset)
    text = held.document.text

    def place(span: Span) -> tuple[int, str]:
        return len(_clean(text[: span.begin])), _clean(text[span.begin : span.end])

    clusters = [
        (mentions[0].tag, [(*place(span), _kind(span)) for span in mentions])
        for mentions in found.mentions
    ]
    spans = {span.id: span for span in held.spans}
    relations = [(r.tag, place(spans[r.head]), place(spans[r.tail])) for r in found.relations]
    return repr((name, _clean(text), clusters, relations))


def _read_back(place: Path, reading: ReaderInput, writing: WriterInput) -> Iterator[str]:
    del reading, writing
    for name in place.joinpath(_LIST).read_text("utf-8").split("\n")[:-1]:
        with place.joinpath(name + _SOURCE).open(encoding="utf-8", newline="") as file:
            source = file.read()
        before = source.index(_BODY) + len(_BODY)
        begin = len(plain_source(source[:before]))
        text = plain_source(source[before : -len(_END)])
        tree = ET.parse(place / (name + _APF))  # what we have just written ourselves
        clusters = [
            (cluster.get("TYPE"), [_mention(m, begin) for m in cluster.iter("entity_mention")])
            for cluster in tree.iter("entity")
        ]
        relations = [
            (
                relation.get("TYPE"),
                *(_place(a, "extent", begin) for a in relation.iter("relation_mention_argument")),
            )
            for relation in tree.iter("relation")
        ]
        for _, mentions in clusters:
            for at, words, _ in mentions:
                if text[at : at + len(words)] != words:
                    text = ""  # no document says this, so the proof fails
        yield repr((name, text, clusters, relations))


def _mention(mention: ET.Element, begin: int) -> tuple[int, str, str]:
    return (*_place(mention, "head", begin), mention.get("TYPE", ""))


def _place(parent: ET.Element, part: str, begin: int) -> tuple[int, str]:
    """Where a place begins in the text and its words; nowhere when END is not their last letter."""
    found = parent.find(f"{part}/charseq")
    if found is None or found.text is None:
        return -1, ""
    start, end = int(found.get("START", "0")) - begin, int(found.get("END", "0")) - begin
    return (start, found.text) if end - start + 1 == len(found.text) else (-1, found.text)


ACE = Format(
    name="ace",
    suffixes=(_APF, _SOURCE),
    holds=frozenset(
        {
            ContentKind.SPANS,
            ContentKind.OVERLAPPING_SPANS,
            ContentKind.RELATIONS,
            ContentKind.DOCUMENT_NAMES,
        }
    ),
    output=Output(
        layout=Layout.FOLDER,
        begin=_Folder,
        held=_held,
        lost=_lost,
        beside=(_LIST, ".xml"),
        offsets="code points of the source without its tags, CRLF as one, end inclusive",
        told=_told,
        read_back=_read_back,
    ),
)
