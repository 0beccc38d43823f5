"""The same words elsewhere: folded, and with clitics before them."""

from annotation.commands.occurrences import occurrences
from annotation.commands.span_commands import create_span
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document
from annotation.values.state import State

TEXT = "زار أحمد الأردن. ثم غادر احمد وأَحْمَدُ معه للأردن، والأردن قريبة من أحمدية الأردنّ."


def tagged(words: str, tag: str, tagset: Tagset) -> State:
    state = State(Document.of("d", "زيارة", TEXT))
    begin = TEXT.index(words)
    act = create_span(state, tagset, tag, ((begin, begin + len(words)),), id="s")
    return state.apply(act.changes)


def test_spelling_harakat_and_proclitics_do_not_hide_a_name(tagset: Tagset) -> None:
    state = tagged("أحمد", "PER", tagset)
    words = [TEXT[place.begin : place.end] for place in occurrences(state, state.spans[0])]
    assert words == ["احمد", "أَحْمَدُ"]


def test_the_article_melts_with_lam_and_is_found(tagset: Tagset) -> None:
    state = tagged("الأردن", "ORG", tagset)
    words = [TEXT[place.begin : place.end] for place in occurrences(state, state.spans[0])]
    assert words == ["لأردن", "الأردن", "الأردنّ"]


def test_a_place_with_a_tag_says_which(tagset: Tagset) -> None:
    state = tagged("أحمد", "PER", tagset)
    begin = TEXT.index("احمد")
    act = create_span(state, tagset, "ORG", ((begin, begin + 4),), id="o")
    state = state.apply(act.changes)
    assert [place.tag for place in occurrences(state, state.spans[0])] == ["ORG", ""]


def test_several_words_are_compared_word_by_word(tagset: Tagset) -> None:
    text = "البنك الدولي والبنك الدولى وبنك دولي، البنك، الدولي"
    state = State(Document.of("d", "بنك", text))
    act = create_span(state, tagset, "ORG", ((0, 12),), id="s")
    state = state.apply(act.changes)
    found = occurrences(state, state.spans[0])
    assert [text[p.begin : p.end] for p in found] == ["البنك الدولى"]


def test_an_interrupted_span_is_not_looked_for_with_the_words_between(tagset: Tagset) -> None:
    text = "وزيرا المال والعمل هنا، ووزيرا المال والعمل هناك"
    state = State(Document.of("d", "وزيران", text))
    middle = text.index("والعمل")
    pieces = ((0, 5), (middle, middle + len("والعمل")))
    state = state.apply(create_span(state, tagset, "OCC", pieces, id="s").changes)
    assert occurrences(state, state.spans[0]) == ()
