"""What the layers of a CAS become: spans, relations, or a remark that names and counts them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotation.errors import KnownError
from annotation.formats.reading import ReaderNotice
from annotation.formats.registry import read
from annotation.tagsets.tagset import Tagset
from annotation.values.record import Record

Load = Callable[..., list[Record]]
Xmi = Callable[..., str]
MET = 'custom:Relation begin="0" end="3" Governor="{}" Dependent="{}" value="MET"'
PER = 'ner:NamedEntity begin="{}" end="{}" value="PER"'
# «قال عُمَر 😀 لسلمى في الرباط.»: the emoji has two units, so what follows is one further on.
UMAR, SALMA = PER.format(4, 9), PER.format(14, 18)


@pytest.fixture
def of(tmp_path: Path, load: Load, xmi: Xmi) -> Callable[..., Record]:
    """The record that these elements of XMI become."""

    def _of(*elements: str, **others: str) -> Record:
        path = tmp_path / "x.xmi"
        path.write_text(xmi(*elements, **others), "utf-8")
        [record] = load(path)
        return record

    return _of


def words(record: Record) -> list[tuple[str, str]]:
    text = record.document.text
    return [(s.tag, "…".join(text[b:e] for b, e in s.fragments)) for s in record.spans]


def said(remarks: list[ReaderNotice]) -> list[object]:
    return [remark.values["things"] for remark in remarks]


def test_units_behind_an_emoji_become_code_points(of: Callable[..., Record]) -> None:
    assert words(of(UMAR, SALMA)) == [("PER", "عُمَر"), ("PER", "سلمى")]


def test_a_tag_is_known_by_its_name_elsewhere(
    tagset: Tagset, tmp_path: Path, xmi: Xmi, new_id: Callable[[], str]
) -> None:
    tag = replace(tagset.spans["PER"], interchange={"ontonotes": ("PERSON",)})
    known = replace(tagset, spans={**tagset.spans, "PER": tag})
    path = tmp_path / "x.xmi"
    path.write_text(xmi(UMAR.replace("PER", "PERSON")), "utf-8")
    [record] = read([path], None, known, new_id, lambda _: None)
    assert words(record) == [("PER", "عُمَر")]


def test_a_layer_called_like_a_tag_says_it_where_no_value_does(
    of: Callable[..., Record], remarks: list[ReaderNotice]
) -> None:
    record = of('custom:PER begin="4" end="9"', 'custom:PER begin="14" end="18" kind="ORG"',
                'ner:NamedEntity begin="0" end="3"')  # fmt: skip
    assert words(record) == [("PER", "عُمَر"), ("ORG", "سلمى")]
    assert said(remarks) == ["NamedEntity (1)"]


def test_a_value_that_is_no_tag_is_refused_and_not_left_out(of: Callable[..., Record]) -> None:
    with pytest.raises(KnownError, match="line 9: The tagset has no tag “PRS”"):
        of(UMAR, SALMA.replace("PER", "PRS"))


def test_words_of_grammar_are_left_out_and_named(
    of: Callable[..., Record], remarks: list[ReaderNotice]
) -> None:
    record = of(UMAR, 'pos:POS begin="4" end="9" PosValue="PER"',
                'pos:POS begin="0" end="3" PosValue="V"')  # fmt: skip
    assert words(record) == [("PER", "عُمَر")]
    assert said(remarks) == ["POS (2)"]


def test_only_the_chosen_layers_are_read(
    tmp_path: Path, xmi: Xmi, tagset: Tagset, new_id: Callable[[], str], remarks: list[ReaderNotice]
) -> None:
    path = tmp_path / "x.xmi"
    path.write_text(xmi(UMAR, 'custom:Mood begin="14" end="18" value="joy"'), "utf-8")
    with pytest.raises(KnownError, match="joy"):
        list(read([path], "xmi", tagset, new_id, remarks.append))
    options = {"layers": "NamedEntity, Relation"}
    [record] = read([path], "xmi", tagset, new_id, remarks.append, options=options)
    assert words(record) == [("PER", "عُمَر")]
    assert said(remarks) == ["Mood (1)"]


def test_features_are_attributes_where_the_tagset_has_them(
    of: Callable[..., Record], remarks: list[ReaderNotice]
) -> None:
    record = of(UMAR + ' unsure="true" age="51" mention="name" note="" identifier="Q1"')
    attributes = (("age", 51), ("mention", "name"), ("note", ""), ("unsure", True))
    assert record.spans[0].attributes == attributes
    assert said(remarks) == ["NamedEntity.identifier (1)"]


def test_fragments_of_one_group_are_one_span(of: Callable[..., Record]) -> None:
    record = of(SALMA + ' fragmentOf="7"', UMAR + ' fragmentOf="7"', PER.format(0, 3))
    assert words(record) == [("PER", "عُمَر…سلمى"), ("PER", "قال")]


def test_a_relation_may_begin_at_any_fragment(of: Callable[..., Record]) -> None:
    record = of(
        PER.format(4, 6) + ' fragmentOf="1"',
        PER.format(7, 9) + ' fragmentOf="1"',
        SALMA,
        MET.format(3, 4),
    )
    [relation] = record.relations
    assert (relation.head, relation.tail) == (record.spans[0].id, record.spans[1].id)


def test_spaces_at_the_ends_are_left_and_what_is_nothing_else_is_left_out(
    of: Callable[..., Record], remarks: list[ReaderNotice]
) -> None:
    record = of(PER.format(3, 10), PER.format(3, 4), PER.format(5, 5))
    assert words(record) == [("PER", "عُمَر")]
    assert said(remarks) == ["NamedEntity (2)", 1]


def test_what_stands_twice_is_kept_once_with_its_relations(
    of: Callable[..., Record], remarks: list[ReaderNotice]
) -> None:
    record = of(UMAR, UMAR, SALMA, MET.format(3, 4))
    assert words(record) == [("PER", "عُمَر"), ("PER", "سلمى")]
    assert record.relations[0].head == record.spans[0].id
    assert said(remarks) == [1]


def test_relations_between_what_was_left_out_are_left_out(
    of: Callable[..., Record], remarks: list[ReaderNotice]
) -> None:
    record = of(UMAR, 'pos:POS begin="4" end="9"', MET.format(2, 3))
    assert record.relations == ()
    assert said(remarks) == ["POS (1), Relation (1)"]


def test_a_chain_becomes_relations_of_sameness_between_its_mentions(
    of: Callable[..., Record], remarks: list[ReaderNotice]
) -> None:
    record = of('coref:CoreferenceChain first="3"',
                'coref:CoreferenceLink begin="4" end="9" next="4" referenceRelation="anaphoric"',
                'coref:CoreferenceLink begin="14" end="18" referenceType="PER"', UMAR)  # fmt: skip
    assert sorted(words(record)) == [("PER", "سلمى"), ("PER", "عُمَر")]
    assert [relation.tag for relation in record.relations] == ["SAME"]
    assert said(remarks) == []


def test_a_chain_has_no_place_without_mentions_or_sameness(
    of: Callable[..., Record], remarks: list[ReaderNotice], tagset: Tagset
) -> None:
    links = ('coref:CoreferenceChain first="3"',
             'coref:CoreferenceLink begin="4" end="9" next="4" referenceType="nam"',
             'coref:CoreferenceLink begin="14" end="18"')  # fmt: skip
    record = of(*links)
    assert (record.spans, record.relations) == ((), ())
    assert said(remarks) == ["CoreferenceLink (2)"]


def test_what_is_not_in_the_view_is_not_there(of: Callable[..., Record]) -> None:
    assert words(of(UMAR, SALMA, members="3")) == [("PER", "سلمى")]


def test_the_view_with_the_text_is_read_and_the_other_counted(
    tmp_path: Path, load: Load, xmi: Xmi, remarks: list[ReaderNotice]
) -> None:
    other = SALMA.replace("ner:NamedEntity ", 'ner:NamedEntity xmi:id="30" sofa="31" ')
    both = xmi(UMAR).replace(
        "<cas:View",
        f'<{other}/><cas:Sofa xmi:id="31" sofaID="ترجمة" sofaString="Omar said to Salma"/>'
        '<cas:View sofa="31" members="30"/>\n<cas:View',
        1,
    )
    path = tmp_path / "x.xmi"
    path.write_text(both, "utf-8")
    [record] = load(path)
    assert words(record) == [("PER", "عُمَر")]
    assert said(remarks) == [1]


def test_a_document_without_text_is_refused(of: Callable[..., Record]) -> None:
    with pytest.raises(KnownError, match="has no text"):
        of(text=" ")


def test_xmi_in_another_encoding_is_read_as_it_says(tmp_path: Path, load: Load, xmi: Xmi) -> None:
    text = xmi(PER.format(4, 7), text="قال عمر لسلمى")
    path = tmp_path / "x.xmi"
    for encoding in ("utf-16", "windows-1256"):
        path.write_bytes(text.replace("UTF-8", encoding).encode(encoding))
        [record] = load(path, format="xmi")
        assert words(record) == [("PER", "عمر")]


def test_a_type_system_is_no_document(
    tmp_path: Path, load: Load, record: Record, write: Callable[..., object]
) -> None:
    write([record], tmp_path / "out", "xmi")
    with pytest.raises(
        KnownError, match=r"not an XMI file: it begins with “.*typeSystemDescription”"
    ):
        load(tmp_path / "out" / "TypeSystem.xml")
