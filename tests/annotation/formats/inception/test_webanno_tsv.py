"""WebAnno TSV as INCEpTION writes and reads it: rows, ids, escapes, and the text between them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotation.formats.exporting import Exported
from annotation.values.items import RELATION_LAYER, SPAN_LAYER, Document, Relation, Span
from annotation.values.record import Record

Write = Callable[..., Exported]
Load = Callable[..., list[Record]]
NAMED = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"


def spans(text: str, *tagged: tuple[str, str]) -> tuple[Span, ...]:
    return tuple(
        Span(f"s{n}", SPAN_LAYER, tag, ((text.index(word), text.index(word) + len(word)),))
        for n, (tag, word) in enumerate(tagged)
    )


@pytest.fixture
def tsv(tmp_path: Path, write: Write) -> Callable[[Record], str]:
    """The file that a record becomes."""

    def _tsv(record: Record) -> str:
        write([record], tmp_path / "out", "webanno-tsv", overwrite=True)
        return (tmp_path / "out" / "نص.tsv").read_bytes().decode("utf-8")

    return _tsv


def test_rows_say_what_covers_them(tsv: Callable[[Record], str]) -> None:
    text = "😀 قال وزير المال عُمَر. وللأردن"
    record = Record(
        Document.of("d", "نص", text),
        spans=spans(text, ("OCC", "وزير المال"), ("ORG", "المال"), ("PER", "عُمَر"), ("ORG", "أردن")),
        relations=(Relation("r", RELATION_LAYER, "HOLDS", "s2", "s0"),),
    )
    assert tsv(record) == (
        "#FORMAT=WebAnno TSV 3.3\n"
        f"#T_SP={NAMED}|value\n"
        f"#T_RL=webanno.custom.Relation|value|BT_{NAMED}\n"
        "\n\n"
        "#Text=😀 قال وزير المال عُمَر. \n"
        "1-1\t0-2\t😀\t_\t_\t_\t\n"
        "1-2\t3-6\tقال\t_\t_\t_\t\n"
        "1-3\t7-11\tوزير\tOCC[1]\tHOLDS\t1-5[0_1]\t\n"
        "1-4\t12-17\tالمال\tOCC[1]|ORG[2]\t_\t_\t\n"
        "1-5\t18-23\tعُمَر\tPER\t_\t_\t\n"
        "1-6\t23-24\t.\t_\t_\t_\t\n"
        "\n"
        "#Text=وللأردن\n"
        "2-1\t25-32\tوللأردن\t_\t_\t_\t\n"
        "2-1.1\t28-32\tأردن\tORG\t_\t_\t\n"
    )


def test_a_document_without_items_declares_no_layer(tsv: Callable[[Record], str]) -> None:
    assert tsv(Record(Document.of("d", "نص", "قال"))) == (
        "#FORMAT=WebAnno TSV 3.3\n\n\n#Text=قال\n1-1\t0-3\tقال\t\t\n"
    ).replace("\t\t\n", "\t\n")


@pytest.mark.parametrize(
    "text",
    ["جملة.\nأخرى.", "جملة.\n  أخرى.", "جملة.أخرى", "جملة.  أخرى", "جملة.\r\nأخرى\r\n",
     "سطر\n\n\nسطر\n", "جملة.\t\x0b\x0c\u2028أخرى\\t\\n\\\\", "  قال",
     "قال\x07\x1b عُمَر\x85" + "ثم عاد " * 90],
)  # fmt: skip
def test_every_character_of_the_text_comes_back(
    text: str, tmp_path: Path, write: Write, load: Load
) -> None:
    exported = write([Record(Document.of("d", "نص", text))], tmp_path / "out", "webanno-tsv")
    assert not exported.loss
    [record] = load(tmp_path / "out")
    assert record.document.text == text


@pytest.mark.parametrize(("text", "back", "count"), [("\n\tقال", "  قال", 2), (" \n ", "", 3)])
def test_space_before_the_first_word_is_counted_as_lost(
    text: str, back: str, count: int, tmp_path: Path, write: Write, load: Load
) -> None:
    exported = write([Record(Document.of("d", "نص", text))], tmp_path / "out", "webanno-tsv")
    assert [(lost.kind, lost.count) for lost in exported.loss.items] == [("characters", count)]
    if back:
        [record] = load(tmp_path / "out")
        assert record.document.text == back


@pytest.mark.parametrize(
    "value", ["*", "_", "a|b", "[1]", "x[12]", "\\", "\\|", "a->1-2", "سطر\nآخر\t;", "", "قيمة\\["]
)
def test_values_come_back_whatever_signs_they_hold(
    value: str, tmp_path: Path, write: Write, load: Load
) -> None:
    text = "قال عُمَر لسلمى"
    one, other = spans(text, ("PER", "عُمَر"), ("PER", "عُمَر لسلمى"))
    noted = Span("n", SPAN_LAYER, "PER", one.fragments, (("note", value),))
    for items in ((noted,), (noted, other)):
        record = Record(Document.of("d", "نص", text), spans=items)
        assert not write([record], tmp_path / "out", "webanno-tsv", overwrite=True).loss
        [back] = load(tmp_path / "out")
        assert ("note", value) in {pair for span in back.spans for pair in span.attributes}


def test_a_value_with_a_carriage_return_is_counted_as_lost(tmp_path: Path, write: Write) -> None:
    text = "قال عُمَر"
    span = Span("s", SPAN_LAYER, "PER", ((4, 9),), (("note", "سطر\rآخر"),))
    exported = write(
        [Record(Document.of("d", "نص", text), spans=(span,))], tmp_path / "o", "webanno-tsv"
    )
    assert [(lost.kind, lost.count) for lost in exported.loss.items] == [("span-attributes", 1)]


def test_between_sentences_a_newline_and_spaces_are_read_as_inception_does(
    tmp_path: Path, load: Load
) -> None:
    path = tmp_path / "x.tsv"
    path.write_text(
        "#FORMAT=WebAnno TSV 3.3\n\n\n#Text=قال.\n1-1\t2-5\tقال\t\n1-2\t5-6\t.\t\n\n"
        "#Sentence.id=b\n#Text=ثم\n2-1\t9-11\tثم\t\n\n#Text=عاد\n3-1\t11-14\tعاد\t\n",
        "utf-8",
    )
    [record] = load(path)
    assert record.document.text == "  قال.\n  ثمعاد"


def test_older_text_is_read_with_the_escapes_of_java(tmp_path: Path, load: Load) -> None:
    path = tmp_path / "x.tsv"
    path.write_text(
        '#FORMAT=WebAnno TSV 3.1\n\n\n#Text=\\u0642ال \\"نعم\\"\n1-1\t0-3\tقال\t\n', "utf-8"
    )
    [record] = load(path)
    assert record.document.text == 'قال "نعم"'


def test_slots_are_left_out_with_their_hosts(
    tmp_path: Path, load: Load, remarks: list[object]
) -> None:
    path = tmp_path / "x.tsv"
    path.write_text(
        f"#FORMAT=WebAnno TSV 3.3\n#T_SP={NAMED}|value\n#T_SP=webanno.custom.Event|"
        "ROLE_webanno.custom.Event:who_webanno.custom.EventWhoLink|webanno.custom.Span\n\n\n"
        "#Text=قال عُمَر\n1-1\t0-3\tقال\t_\tagent;*\t1-2;1-1\t\n1-2\t4-9\tعُمَر\tPER\t_\t_\t\n",
        "utf-8",
    )
    [record] = load(path)
    assert [span.tag for span in record.spans] == ["PER"]
    assert [remark.values["things"] for remark in remarks] == ["Event (1)"]  # type: ignore[attr-defined]
