"""Files as INCEpTION and TextAE write them: its TSV and its XMI of one document say the same."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import KnownError
from annotation.formats.reading import ReaderNotice
from annotation.formats.registry import read
from annotation.tagsets.tagset import Tagset
from annotation.values.record import Record
from tests.tools.peers import everything_meant, in_pubannotation

SPANS = ["Span", "SimpleSpan", "PER", "ORG", "LOC"]
RELATIONS = ["Relation", "MET", "HOLDS"]
NAMED = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
CUSTOM = "webanno.custom."
Make = Callable[..., Tagset]
Xmi = Callable[..., str]


@pytest.fixture
def tagset(tagset_with: Make) -> Tagset:
    return tagset_with(SPANS, RELATIONS)


@pytest.fixture
def loaded(
    tagset: Tagset, new_id: Callable[[], str], remarks: list[ReaderNotice]
) -> Callable[..., Any]:
    """The only document of a file."""

    def _loaded(path: Path) -> Record:
        [record] = read([path], None, tagset, new_id, remarks.append)
        return record

    return _loaded


def units(text: str) -> int:
    """How long the text is in UTF-16, by which INCEpTION counts."""
    return len(text.encode("utf-16-le")) // 2


def tsv(layers: str, *sentences: str) -> str:
    """A file of WebAnno TSV 3.3; a row gives a word and its cells, one with + a part of its word.

    Words of a sentence are parted by one space, sentences by a line break.
    """
    lines = ["#FORMAT=WebAnno TSV 3.3", *(f"#T_{layer}" for layer in layers.split()), "", ""]
    end = -1
    for number, sentence in enumerate(sentences, 1):
        rows = [row.split() for row in sentence.split("\n")]
        lines.append("#Text=" + " ".join(word for word, *_ in rows if not word.startswith("+")))
        token = part = begin = 0
        whole = ""
        for word, *cells in rows:
            if word.startswith("+"):
                part, surface = part + 1, word[1:]
                start = begin + units(whole[: whole.index(surface)])
                place = f"{number}-{token}.{part}"
            else:
                token, part, whole, surface = token + 1, 0, word, word
                start = begin = end + 1
                end = begin + units(word)
                place = f"{number}-{token}"
            bounds = f"{start}-{start + units(surface)}"
            lines.append("\t".join([place, bounds, surface, *cells]) + "\t")
        lines.append("")
    return "\n".join(lines)


def at(text: str, words: str) -> str:
    begin = units(text[: text.index(words)])
    return f'begin="{begin}" end="{begin + units(words)}"'


ONE = "قالت سلمى حداد نعم ."
TWO = "قال 😀 عُمَر نعم .\nثم عاد وللأردن ."
# What INCEpTION writes as TSV, the same as elements of XMI, and what both mean.
PAIRS: dict[str, tuple[str, str, tuple[str, ...], tuple[list[Any], list[Any]]]] = {
    "a layer without values": (
        ONE,
        tsv(f"SP={CUSTOM}SimpleSpan|", "قالت _\n سلمى *\n حداد _\n نعم _\n . _"),
        (f"custom:SimpleSpan {at(ONE, 'سلمى')}",),
        ([("SimpleSpan", "سلمى")], []),
    ),
    "several words": (
        ONE,
        tsv(f"SP={CUSTOM}Span|value", "قالت _\n سلمى PER[1]\n حداد PER[1]\n نعم _\n . _"),
        (f'custom:Span {at(ONE, "سلمى حداد")} value="PER"',),
        ([("PER", "سلمى حداد")], []),
    ),
    "words stacked": (
        ONE,
        tsv(
            f"SP={NAMED}|value",
            "قالت _\n سلمى PER[1]|ORG[2]\n حداد PER[1]|ORG[2]|LOC[3]\n نعم _\n . _",
        ),
        (
            f'ner:NamedEntity {at(ONE, "سلمى حداد")} value="PER"',
            f'ner:NamedEntity {at(ONE, "سلمى حداد")} value="ORG"',
            f'ner:NamedEntity {at(ONE, "حداد")} value="LOC"',
        ),
        ([("LOC", "حداد"), ("ORG", "سلمى حداد"), ("PER", "سلمى حداد")], []),
    ),
    "behind an emoji, in a word, over two sentences": (
        TWO,
        tsv(
            f"SP={NAMED}|value",
            "قال _\n 😀 _\n عُمَر PER\n نعم ORG[1]\n . ORG[1]",
            "ثم ORG[1]\n عاد _\n وللأردن _\n +أردن LOC\n . _",
        ),
        (
            f'ner:NamedEntity {at(TWO, "عُمَر")} value="PER"',
            f'ner:NamedEntity {at(TWO, "نعم .⏎ثم".replace("⏎", chr(10)))} value="ORG"',
            f'ner:NamedEntity {at(TWO, "أردن")} value="LOC"',
        ),
        ([("LOC", "أردن"), ("ORG", "نعم .\nثم"), ("PER", "عُمَر")], []),
    ),
    "a space at the end": (
        ONE,
        tsv(f"SP={NAMED}|identifier|value", "قالت _ _\n سلمى * PER\n حداد _ _\n نعم _ _\n . _ _"),
        (f'ner:NamedEntity {at(ONE, "سلمى ")} value="PER"',),
        ([("PER", "سلمى")], []),
    ),
    "a relation of a word to stacked ones": (
        ONE,
        tsv(
            f"SP={CUSTOM}Span|value RL={CUSTOM}Relation|value|BT_{CUSTOM}Span",
            "قالت _ _ _\n سلمى PER[1]|ORG[2] _ _\n حداد _ _ _\n نعم LOC MET 1-2[2_0]\n . _ _ _",
        ),
        (
            f'custom:Span {at(ONE, "سلمى")} value="PER"',
            f'custom:Span {at(ONE, "سلمى")} value="ORG"',
            f'custom:Span {at(ONE, "نعم")} value="LOC"',
            f'custom:Relation {at(ONE, "نعم")} Governor="3" Dependent="4" value="MET"',
        ),
        (
            [("LOC", "نعم"), ("ORG", "سلمى"), ("PER", "سلمى")],
            [("MET", ("ORG", "سلمى"), ("LOC", "نعم"))],
        ),
    ),
    "a relation without a value between parts of words": (
        ONE,
        tsv(
            f"SP={CUSTOM}Span|value RL={CUSTOM}Relation|value|BT_{CUSTOM}Span",
            "قالت _ _ _\n +قال PER * 1-2.1\n سلمى _ _ _\n +سلم ORG _ _\n حداد _ _ _"
            "\n نعم _ _ _\n . _ _ _",
        ),
        (
            f'custom:Span {at(ONE, "قال")} value="PER"',
            f'custom:Span {at(ONE, "سلم")} value="ORG"',
            f'custom:Relation {at(ONE, "قال")} Governor="3" Dependent="2"',
        ),
        (
            [("ORG", "سلم"), ("PER", "قال")],
            [("Relation", ("ORG", "سلم"), ("PER", "قال"))],
        ),
    ),
    "nothing between two letters": (
        ONE,
        tsv(f"SP={NAMED}|value", "قالت _\n سلمى PER\n حداد _\n نعم _\n . _"),
        (
            f'ner:NamedEntity {at(ONE, "سلمى")} value="PER"',
            'ner:NamedEntity begin="0" end="0" value="ORG"',
        ),
        ([("PER", "سلمى")], []),
    ),
}  # fmt: skip


def said(record: Record) -> tuple[list[Any], list[Any]]:
    """Spans and relations by their tags and words."""
    text = record.document.text
    ends = {s.id: (s.tag, "…".join(text[b:e] for b, e in s.fragments)) for s in record.spans}
    return sorted(ends.values()), [(r.tag, ends[r.head], ends[r.tail]) for r in record.relations]


@pytest.mark.parametrize("case", PAIRS)
def test_the_tsv_and_the_xmi_of_a_document_say_the_same(
    case: str, loaded: Callable[[Path], Record], xmi: Xmi, tmp_path: Path
) -> None:
    text, rows, elements, meant = PAIRS[case]
    (tmp_path / "a.tsv").write_text(rows, "utf-8")
    (tmp_path / "b.xmi").write_text(xmi(*elements, text=text.replace("\n", "&#10;")), "utf-8")
    of_tsv, of_xmi = loaded(tmp_path / "a.tsv"), loaded(tmp_path / "b.xmi")
    assert said(of_tsv) == said(of_xmi) == meant
    assert of_tsv.document.text == of_xmi.document.text == text


def test_a_chain_says_the_same_in_both(
    loaded: Callable[[Path], Record], xmi: Xmi, tmp_path: Path
) -> None:
    (tmp_path / "a.tsv").write_text(
        tsv(
            f"CH={CUSTOM}PERLink|referenceRelation|referenceType",
            "قالت _ _\n سلمى *->1-1 PER[1]\n حداد *->1-2 PER[1]\n نعم *->1-3 PER[1]\n . _ _",
        ),
        "utf-8",
    )
    words = ("سلمى", "حداد", "نعم")
    links = [
        f'custom:PERLink {at(ONE, word)} referenceType="PER"'
        + (f' next="{n + 1}"' if n < 5 else "")
        for n, word in enumerate(words, 3)
    ]
    (tmp_path / "b.xmi").write_text(xmi('custom:PERChain first="3"', *links, text=ONE), "utf-8")
    of_tsv, of_xmi = loaded(tmp_path / "a.tsv"), loaded(tmp_path / "b.xmi")
    assert said(of_tsv) == said(of_xmi)
    assert [words for _, words in said(of_tsv)[0]] == sorted(words)
    assert [relation.tag for relation in of_tsv.relations] == ["SAME", "SAME"]


def test_every_word_of_cas_json_is_found_behind_emoji(
    loaded: Callable[[Path], Record], tmp_path: Path
) -> None:
    text = "🥳 قالت 👳🏻\u200d♀️ سلمى ✆ أمس 👻"
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView",
            "mimeType": "text", "sofaString": text}  # fmt: skip
    structures: list[dict[str, Any]] = [sofa]
    for id, word in enumerate(text.split(), 2):
        begin = units(text[: text.index(word)])
        structures.append(
            {"%ID": id, "%TYPE": NAMED, "@sofa": 1, "begin": begin, "end": begin + units(word),
             "value": "PER"}
        )  # fmt: skip
    members = [structure["%ID"] for structure in structures[1:]]
    values = {
        "%TYPES": {},
        "%FEATURE_STRUCTURES": structures,
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": members}},
    }
    path = tmp_path / "data.json"
    path.write_text(json.dumps(values), "utf-8")  # with \u escapes, as Java writes it
    record = loaded(path)
    assert [record.document.text[s.begin : s.end] for s in record.spans] == text.split()


def test_a_cas_without_text_is_refused_in_both_forms(
    loaded: Callable[[Path], Record], tmp_path: Path
) -> None:
    empty = (
        '<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI"'
        ' xmlns:cas="http:///uima/cas.ecore" xmi:version="2.0"><cas:NULL xmi:id="0"/></xmi:XMI>'
    )
    files = {"empty.xmi": empty, "empty.json": '{"%TYPES": {}, "%VIEWS": {}}'}
    for name, content in files.items():
        (tmp_path / name).write_text(content, "utf-8")
        with pytest.raises(KnownError, match="has no text"):
            loaded(tmp_path / name)


def test_layers_that_have_no_place_are_named_and_counted(
    loaded: Callable[[Path], Record], remarks: list[ReaderNotice], tmp_path: Path
) -> None:
    grammar = "de.tudarmstadt.ukp.dkpro.core.api."
    pos = f"{grammar}lexmorph.type.pos.POS"
    layers = f"SP={pos}|PosValue SP={NAMED}|value " + (
        f"RL={grammar}syntax.type.dependency.Dependency|DependencyType|BT_{pos}"
    )
    (tmp_path / "a.tsv").write_text(
        tsv(
            layers,
            "قالت V _ _ _\n سلمى N PER SUBJ 1-1\n حداد N _ APP 1-2\n نعم P _ OBJ 1-1\n . . _ _ _",
        ),
        "utf-8",
    )
    assert said(loaded(tmp_path / "a.tsv")) == ([("PER", "سلمى")], [])
    assert [remark.values["things"] for remark in remarks] == ["Dependency (3), POS (5)"]


def test_pubannotation_of_tricky_texts_is_read_as_it_was_meant(
    tagset_with: Make, new_id: Callable[[], str], tmp_path: Path
) -> None:
    texts = everything_meant()
    tagset = tagset_with(
        {tag for meant in texts for tag, _, _ in meant.spans},
        {tag for meant in texts for tag, _, _ in meant.relations},
    )
    for meant in texts:
        path = tmp_path / f"{meant.name}.json"
        path.write_text(json.dumps(in_pubannotation(meant), ensure_ascii=False), "utf-8")
        [record] = read([path], None, tagset, new_id, lambda _: None)
        assert record.document.text == meant.text
        places = {s.id: (s.tag, s.begin, s.end) for s in record.spans}
        assert set(places.values()) == set(meant.spans)
        assert {(r.tag, places[r.head], places[r.tail]) for r in record.relations} == meant.related
