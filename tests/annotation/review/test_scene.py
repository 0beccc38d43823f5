"""Who marked what at a place."""

from hypothesis import given
from hypothesis import strategies as st

from annotation.commands.rules import share_text
from annotation.review.reviewed_document import Material, ReviewedDocument, ReviewedSet, Votes
from annotation.review.wording import DocumentWords, bare_word, form_of
from annotation.values.items import SPAN_LAYER, Document, Fragments, Span, Stage
from annotation.values.record import Record

TEXT = "قال وزيرُ المالِ عُمَر 😀 إن البنك الدولي وافق، و CASA-1000 بدأ"
places = st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 15)).map(
    lambda p: (p[0], min(len(TEXT), p[0] + p[1]))
)


def joined(parts: list[tuple[int, int]]) -> Fragments:
    """Ordered and disjoint."""
    kept: list[tuple[int, int]] = []
    for part in sorted(parts):
        if not kept or kept[-1][1] <= part[0]:
            kept.append(part)
    return tuple(kept)


fragments = st.lists(places, min_size=1, max_size=2).map(joined)


def side(annotator: str, spans: list[Fragments], tag: str = "PER") -> ReviewedSet:
    made = tuple(Span(f"{annotator}{n}", SPAN_LAYER, tag, f) for n, f in enumerate(spans))
    return ReviewedSet(Record(Document.of("d", "مقال", TEXT), annotator, Stage.FINISHED, made), {})


@given(st.lists(fragments, max_size=8), fragments)
def test_the_spans_over_a_place_are_those_that_share_text_with_it(
    spans: list[Fragments], place: Fragments
) -> None:
    one = side("أ", spans)
    expected = {span.id for span in one.record.spans if share_text(span.fragments, place)}
    assert {span.id for span in one.over(place)} == expected
    assert one.is_bare(place[0][0], place[0][1]) or any(
        share_text(span, (place[0],)) for span in spans
    )


def test_votes_tell_the_same_other_tags_other_bounds_and_nothing() -> None:
    place, wider = ((4, 9),), ((4, 16),)
    sides = [
        side("أ", [place]),
        side("ب", [place]),
        side("ج", [place], "ORG"),
        side("د", [wider]),
        side("ه", []),
    ]
    scene = ReviewedDocument(Material(tuple(s.record for s in sides)), sides, DocumentWords(TEXT))
    votes = scene.votes(sides[0], sides[0].record.spans[0])
    assert votes == Votes(1, (("ORG", 1),), ((wider, 1),), 1)


@given(st.text("الأمم كوَّنُ،.0٣ x", max_size=40))
def test_the_words_of_a_document_are_its_tokens_folded(text: str) -> None:
    words = DocumentWords(text)
    assert len(words.folded) == len(words.begins) == len(words.ends)
    for number, begin in enumerate(words.begins):
        assert words.at(begin) == number


def test_forms_have_their_article_back_and_words_lose_their_clitics() -> None:
    text = "وصل للأردن"
    assert form_of(text, 5, 10) == "الاردن"
    assert form_of("سلمى حدّاد،", 0, 10) == "سلمي حداد"
    assert form_of("12", 0, 2) == ""
    assert [bare_word(w) for w in ("والرييس", "للرييس", "وبالرييس", "وزير")] == [
        "الرييس",
        "الرييس",
        "الرييس",
        "وزير",
    ]
