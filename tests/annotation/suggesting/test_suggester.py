from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.suggesting.suggester import Suggester
from annotation.tagsets.tagset import Overlap, Tagset
from annotation.values.items import Document, Relation, Span, Suggestions
from annotation.values.state import State
from tests.examples import examples
from tests.tools.gold_records import own_gold

GAZETTEERS = Path(__file__).parents[3] / "resources" / "gazetteers"
TEXT = "قال رئيس وزراء كازاخستان أولجاس بكتينوف إن التعاون بين مصر والهند مستمر."
WORDS = [
    *TEXT.split(),
    "وللأردن",
    "04",
    "مارس",
    "2025",
    "«",
    "»",
    "مشروع",
    "😀",
    "مُحَمَّد",
    "3.5",
    "دولار",
]


def span(id: str, tag: str, surface: str, text: str = TEXT) -> Span:
    begin = text.index(surface)
    return Span(id, "entities", tag, ((begin, begin + len(surface)),))


def surfaces(suggestions: Suggestions) -> list[tuple[str, str]]:
    return [(s.tag, TEXT[s.begin : s.end]) for s in suggestions.spans]


@pytest.fixture
def document() -> Document:
    return Document.of("d", "خبر", TEXT)


@examples(60)
@given(words=st.lists(st.sampled_from(WORDS), max_size=40))
def test_suggestions_lie_in_the_text_and_never_cross(
    suggester: Suggester, words: list[str]
) -> None:
    text = " ".join(words)
    suggestions = suggester.suggest(Document.of("d", "d", text))
    spans = suggestions.spans
    assert list(spans) == sorted(spans, key=lambda s: (s.begin, -s.end, s.tag))
    for a in spans:
        assert 0 <= a.begin < a.end <= len(text)
        assert 0.34 <= a.score <= 1
        assert text[a.begin : a.end] == text[a.begin : a.end].strip()
        assert not any(a.begin < b.begin < a.end < b.end for b in spans)
    ends = {(s.begin, s.end) for s in spans}
    assert all(r.head in ends and r.tail in ends for r in suggestions.relations)


def test_the_same_proposal_has_the_same_id_in_every_run(
    tagset: Tagset, suggester: Suggester, document: Document
) -> None:
    again = Suggester(GAZETTEERS, tagset).suggest(document)
    assert again == suggester.suggest(document)
    ids = [s.id for s in (*again.spans, *again.relations)]
    assert len(set(ids)) == len(ids) > 5


def test_every_suggestion_says_who_and_why(suggester: Suggester, document: Document) -> None:
    suggestions = suggester.suggest(document)
    for item in (*suggestions.spans, *suggestions.relations):
        assert item.suggester.startswith(("rule:", "gazetteer:"))
        assert item.reason.endswith(".")


def test_existing_spans_are_neither_repeated_nor_crossed(
    suggester: Suggester, document: Document
) -> None:
    state = State(document, [span("a", "PER", "أولجاس"), span("b", "LOC", "مصر والهند")])
    found = surfaces(suggester.suggest(document, state))
    assert ("PER", "أولجاس") not in found
    assert ("PER", "أولجاس بكتينوف") not in found
    assert ("OCC", "رئيس وزراء كازاخستان") in found


def test_spans_are_proposed_inside_and_around_existing_ones(
    suggester: Suggester, document: Document
) -> None:
    state = State(document, [span("a", "OCC", "رئيس وزراء كازاخستان")])
    assert ("GPE", "كازاخستان") in surfaces(suggester.suggest(document, state))
    state = State(document, [span("a", "GPE", "كازاخستان")])
    assert ("OCC", "رئيس وزراء كازاخستان") in surfaces(suggester.suggest(document, state))


def test_relations_join_existing_and_suggested_spans(
    suggester: Suggester, document: Document
) -> None:
    post, person = span("a", "OCC", "رئيس وزراء كازاخستان"), span("b", "PER", "أولجاس بكتينوف")
    state = State(document, [post, person])
    (held,) = [r for r in suggester.suggest(document, state).relations if r.tag == "HOLDS_POSITION"]
    assert (held.head, held.tail) == (person.fragments[0], post.fragments[0])
    inside = [r for r in suggester.suggest(document, state).relations if r.tag == "POSITION_IN"]
    assert inside[0].head == post.fragments[0]


def test_an_existing_relation_is_not_repeated(suggester: Suggester, document: Document) -> None:
    egypt = span("a", "GPE", "مصر")
    india = Span("b", "entities", "GPE", ((TEXT.index("والهند") + 1, TEXT.index("والهند") + 6),))
    existing = Relation("r", "relations", "RELATIONS_WITH", india.id, egypt.id)
    with_relation = State(document, [egypt, india, existing])
    without = State(document, [egypt, india])
    tags = [r.tag for r in suggester.suggest(document, without).relations]
    assert "RELATIONS_WITH" in tags
    tags = [r.tag for r in suggester.suggest(document, with_relation).relations]
    assert "RELATIONS_WITH" not in tags


def test_words_marked_by_hand_are_proposed_wherever_they_stand(suggester: Suggester) -> None:
    text = "يعمل في دكان الورد منذ سنة. وفي اليوم التالي عاد لدكان الورد مسرعا."
    document = Document.of("d", "d", text)
    state = State(document, [span("a", "FAC", "دكان الورد", text)])
    (found,) = suggester.suggest(document, state).spans
    assert (found.tag, found.begin) == ("FAC", text.rindex("دكان"))


def test_only_tags_of_the_tagset_are_proposed(tagset: Tagset, document: Document) -> None:
    small = replace(tagset, spans={"GPE": tagset.spans["GPE"]}, relations={})
    suggestions = Suggester(GAZETTEERS, small).suggest(document)
    assert surfaces(suggestions) == [("GPE", "كازاخستان"), ("GPE", "مصر"), ("GPE", "الهند")]
    assert suggestions.relations == ()


def test_nothing_overlaps_where_the_tagset_forbids_it(tagset: Tagset, document: Document) -> None:
    flat = Suggester(GAZETTEERS, replace(tagset, overlap=Overlap.NONE))
    spans = flat.suggest(document).spans
    assert all(a.end <= b.begin for a, b in pairwise(spans))
    state = State(document, [span("a", "GPE", "كازاخستان")])
    assert ("OCC", "رئيس وزراء كازاخستان") not in surfaces(flat.suggest(document, state))


def test_words_of_the_project_are_no_names(tagset: Tagset) -> None:
    suggester = Suggester(GAZETTEERS, tagset)
    document = Document.of("d", "d", "قال زمهرول شندويل كلاما")
    assert [s.tag for s in suggester.suggest(document).spans] == ["PER"]
    suggester.count_words(["الزمهرول زمهرول زمهرولها زمهرولات", "الشندويل شندويل شندويله شندويلات"])
    assert suggester.suggest(document).spans == ()


def test_a_long_text_without_punctuation_is_no_trap(suggester: Suggester) -> None:
    document = Document.of("d", "d", "طاجيكستان ومصر " * 400)
    assert len(suggester.suggest(document).spans) == 800


def test_most_of_what_is_marked_in_whole_articles_is_proposed(
    tagset: Tagset, suggester: Suggester
) -> None:
    for record in own_gold(tagset):
        text = record.document.text
        found = suggester.suggest(Document.of("d", "d", text))
        marked = {(s.tag, s.fragments) for s in record.spans}
        right = {(s.tag, s.fragments) for s in found.spans} & marked
        assert len(right) > 0.3 * len(marked), record.document.name
        assert len(found.relations) >= 5
    words = {(s.tag, text[s.begin : s.end]) for s in found.spans}  # of the last one
    assert {("ORG", "مجلس النواب المصري"), ("DATE", "سنة 2015"), ("PER", "مُنى عبد الرحمن")} <= words


def test_a_word_counted_once_does_not_hide_a_state_behind_its_conjunction(tagset: Tagset) -> None:
    text = "اجتمع وزراء طاجيكستان وأوزبكستان في خجند."
    suggester = Suggester(GAZETTEERS, tagset)
    suggester.count_words([text])
    found = suggester.suggest(Document.of("d", "d", text)).spans
    assert "أوزبكستان" in [text[s.begin : s.end] for s in found]
