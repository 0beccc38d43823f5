"""What was left bare but looks like a name: from every source, likely ones first."""

from annotation.suggesting.suggester import Suggester
from annotation.values.items import Decision, Document, Span, Stage, Verdict
from annotation.values.record import Record
from annotation.values.state import State

TEXT = (
    "قال رئيس وزراء كازاخستان أولجاس بكتينوف إن التعاون بين مصر والهند مستمر.\n"
    "وزارت شذى مرقاب مدينة الرياض، ثم عادت مرقاب إلى مصر 😀."
)
DOCUMENT = Document.of("d", "خبر", TEXT)


def words(suggester: Suggester, state: State) -> list[str]:
    return [TEXT[s.begin : s.end] for s in suggester.missed(DOCUMENT, state)]


def span(id: str, tag: str, text: str) -> Span:
    begin = TEXT.index(text)
    return Span(id, "entities", tag, ((begin, begin + len(text)),))


def test_bare_names_are_offered_once_and_the_likeliest_first(suggester: Suggester) -> None:
    missed = suggester.missed(DOCUMENT, State(DOCUMENT))
    assert [s.score for s in missed] == sorted((s.score for s in missed), reverse=True)
    assert {"مصر", "الهند", "الرياض"} <= {TEXT[s.begin : s.end] for s in missed}
    assert len({s.fragments for s in missed}) == len(missed)


def test_what_is_marked_or_decided_is_not_offered(suggester: Suggester) -> None:
    state = State(DOCUMENT, [span("h", "GPE", "الهند")])
    assert "الهند" not in words(suggester, state)
    rejected = next(
        s for s in suggester.missed(DOCUMENT, state) if TEXT[s.begin : s.end] == "الرياض"
    )
    decided = State(DOCUMENT, [*state.items(), Decision(rejected.id, Verdict.REJECTED)])
    assert rejected.id not in {s.id for s in suggester.missed(DOCUMENT, decided)}


def test_a_form_tagged_elsewhere_in_the_project_is_offered_with_that_reason(
    own_suggester: Suggester,
) -> None:
    suggester = own_suggester
    assert "شذى مرقاب" not in [w for w in words(suggester, State(DOCUMENT)) if w == "مرقاب"]
    text = "افتتحت مرقاب المعرض أمس."
    begin = text.index("مرقاب")
    marked = Span("m", "entities", "PER", ((begin, begin + 5),))
    other = Document.of("o", "معرض", text)
    suggester.learn([Record(other, "سارة", Stage.FINISHED, (marked,))])
    missed = suggester.missed(DOCUMENT, State(DOCUMENT))
    found = [s for s in missed if TEXT[s.begin : s.end].endswith("مرقاب")]
    assert found
    assert all(s.reason for s in missed)


def test_the_same_words_elsewhere_in_the_document_are_offered(suggester: Suggester) -> None:
    state = State(DOCUMENT, [span("n", "PER", "شذى مرقاب"), span("e", "GPE", "مصر")])
    missed = suggester.missed(DOCUMENT, state)
    again = [s for s in missed if TEXT[s.begin : s.end] == "مصر"]
    assert [s.suggester for s in again] == ["rule:same-words-in-document"] or again[0].score > 0.5


def test_what_lies_in_a_marked_span_must_be_likely_and_signs_are_no_names(
    suggester: Suggester,
) -> None:
    state = State(DOCUMENT, [span("o", "OCC", "رئيس وزراء كازاخستان")])
    begin, end = TEXT.index("رئيس"), TEXT.index("كازاخستان") + len("كازاخستان")
    missed = list(suggester.missed(DOCUMENT, state))
    assert missed
    for one in missed:
        assert TEXT[one.begin].isalnum()
        assert one.score >= 0.3 or one.end <= begin or end <= one.begin
