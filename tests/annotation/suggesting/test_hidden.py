"""Why something is not shown: unsure, in the way of a span or of a rival, silenced, or shown."""

from annotation.suggesting.explained import Because
from annotation.suggesting.suggester import Suggester
from annotation.values.items import Document, Span, Stage
from annotation.values.record import Record
from annotation.values.state import Change, State

TEXT = "قال رئيس وزراء كازاخستان أولجاس بكتينوف إن التعاون بين مصر والهند مستمر."
DOCUMENT = Document.of("d", "خبر", TEXT)


def place(words: str) -> tuple[int, int]:
    begin = TEXT.index(words)
    return begin, begin + len(words)


def test_what_is_shown_is_said_to_be_shown(suggester: Suggester) -> None:
    shown = {(s.begin, s.end, s.tag): s for s in suggester.suggest(DOCUMENT).spans}
    first, *_ = suggester.explain(DOCUMENT, None, place("مصر"))
    assert first.because is Because.SHOWN
    assert first.suggestion == shown[(*place("مصر"), first.suggestion.tag)]


def test_what_is_below_the_threshold_is_unsure(suggester: Suggester) -> None:
    first, *_ = suggester.explain(DOCUMENT, None, place("مصر"), floor=0.99)
    assert first.because is Because.UNSURE
    assert 0.34 <= first.suggestion.score < 0.99


def test_a_span_in_the_way_is_named(suggester: Suggester) -> None:
    begin, end = place("مصر والهند")
    span = Span("s", "entities", "GPE", ((begin, begin + 7),))
    state = State(DOCUMENT).apply([Change(None, span)])
    first, *_ = suggester.explain(DOCUMENT, state, place("الهند"))
    assert first.because is Because.OVERLAPPED
    assert first.other == (begin, begin + 7)
    assert first.other_tag == "GPE"
    assert end > begin + 7


def test_a_rival_is_named_with_its_score(suggester: Suggester) -> None:
    words = place("رئيس وزراء كازاخستان")
    explained = suggester.explain(DOCUMENT, None, words)
    shown = {(s.begin, s.end, s.tag) for s in suggester.suggest(DOCUMENT).spans}
    rivals = [one for one in explained if one.because is Because.RIVAL]
    for one in rivals:
        assert one.other is not None
        assert (*one.other, one.other_tag) in shown
        assert one.other[0] < one.suggestion.end
        assert one.suggestion.begin < one.other[1]
    suggested = {(x.suggestion.begin, x.suggestion.end, x.suggestion.tag) for x in explained}
    assert not {(x.suggestion.begin, x.suggestion.end, x.suggestion.tag) for x in rivals} & shown
    assert suggested & shown


def test_a_source_that_was_often_wrong_is_silenced_and_says_its_record(
    own_suggester: Suggester,
) -> None:
    suggester = own_suggester
    for number in range(30):
        text = f"زار الوفد مصر أمس. الخبر رقم {number}."
        suggester.learn_one(Record(Document.of(str(number), "خبر", text), "سارة", Stage.FINISHED))
    explained = suggester.explain(DOCUMENT, None, place("مصر"))
    silenced = [one for one in explained if one.because is Because.SILENCED]
    assert silenced
    assert silenced[0].judged >= 30  # other names of its list were wrong, too
    assert silenced[0].right == 0


def test_bare_words_have_nothing_to_explain(suggester: Suggester) -> None:
    assert suggester.explain(DOCUMENT, None, place("مستمر")) == ()
