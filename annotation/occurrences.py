"""Other places where the same words stand, under Arabic folding and with their clitics."""

from dataclasses import dataclass

from annotation.arabic.clitics import letters_to_offset, readings
from annotation.arabic.folding import fold
from annotation.arabic.tokens import Token, tokenize
from annotation.items import Fragment, Span
from annotation.rules import share_text
from annotation.state import State


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place with the same words; `tag` is the tag it already has, or empty."""

    begin: int
    end: int
    tag: str = ""


def occurrences(state: State, span: Span) -> tuple[Occurrence, ...]:
    """Other places of the document with the span's words, in reading order.

    Words are compared folded; a proclitic before the first word («وطاجيكستان») does not count and
    stays outside. Places that would cross a span are among them: the command leaves those out.
    An interrupted span has none: what stands between its fragments is not among its words.
    """
    if len(span.fragments) > 1:
        return ()
    text = state.document.text
    sought = [fold(t.text) for t in tokenize(text, span.begin, span.end)]
    if not any(sought):
        return ()
    first = _forms_of_first(text, span, sought[0])
    tokens = tokenize(text)
    folded = [fold(token.text) for token in tokens]
    found = []
    for number in range(len(tokens) - len(sought) + 1):
        if folded[number + 1 : number + len(sought)] != sought[1:]:
            continue
        place = _place(tokens[number], folded[number], first, tokens[number + len(sought) - 1].end)
        if place is not None and not share_text((place,), span.fragments):
            tagged = [s.tag for s in state.spans_at(place[0]) if s.fragments == (place,)]
            found.append(Occurrence(*place, tagged[0] if tagged else ""))
    return tuple(found)


def _forms_of_first(text: str, span: Span, folded: str) -> set[str]:
    """Folded forms of the span's first word; after «لل» the article's alef is not written."""
    forms = {folded}
    if span.begin and text[span.begin - 1] == "ل" and folded.startswith("ل"):
        forms.add("ا" + folded)
    return forms


def _place(token: Token, folded: str, first: set[str], end: int) -> Fragment | None:
    """The place that starts in this token, less its proclitics; None where the word differs."""
    for letters, stem in readings(folded):
        if stem in first:
            return (token.begin + letters_to_offset(token.text, letters), end)
    return None
