"""Other places where the same words stand, under Arabic folding and with their clitics."""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from annotation.arabic.clitics import letters_to_offset, readings
from annotation.arabic.folding import fold
from annotation.arabic.letters import ARTICLE
from annotation.arabic.tokens import Token, tokenize
from annotation.commands.rules import share_text
from annotation.values.items import Fragment, Fragments, Span
from annotation.values.state import State


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place with the same words; `tag` is the tag it already has, or empty."""

    begin: int
    end: int
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to look for, folded: the forms that the first may take, and the words after it."""

    first: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def certain(self) -> tuple[str, ...]:
        """Folded letters that every text with these words holds, a stretch for each word.

        The article's alef and lam may be hidden in «لل».
        """
        cores = (form[len(ARTICLE) :] if form.startswith(ARTICLE) else form for form in self.first)
        return (min(cores, key=len), *self.rest)


def phrase_of(text: str, fragments: Fragments) -> Phrase | None:
    """The words of a span; None when it is interrupted or holds none.

    What stands between the fragments of an interrupted span is not among its words.
    """
    if len(fragments) > 1:
        return None
    begin, end = fragments[0]
    words = [fold(token.text) for token in tokenize(text, begin, end)]
    if not any(words):
        return None
    return Phrase(_forms_of_first(text, begin, words[0]), tuple(words[1:]))


def places_of(text: str, phrase: Phrase) -> Iterator[Fragment]:
    """Where the words stand in a text, in reading order.

    Words are compared folded; a proclitic before the first word («وطاجيكستان») does not count and
    stays outside.
    """
    tokens = tokenize(text)
    folded = [fold(token.text) for token in tokens]
    rest, length = list(phrase.rest), len(phrase.rest) + 1
    for number in range(len(tokens) - length + 1):
        if folded[number + 1 : number + length] == rest:
            end = tokens[number + length - 1].end
            place = _place(tokens[number], folded[number], phrase.first, end)
            if place is not None:
                yield place


def occurrences(state: State, span: Span) -> tuple[Occurrence, ...]:
    """Other places of the document with the span's words, in reading order.

    Places that would cross a span are among them: the command leaves those out.
    """
    phrase = phrase_of(state.document.text, span.fragments)
    if phrase is None:
        return ()
    found = []
    for place in places_of(state.document.text, phrase):
        if not share_text((place,), span.fragments):
            tagged = [s.tag for s in state.spans_at(place[0]) if s.fragments == (place,)]
            found.append(Occurrence(*place, tagged[0] if tagged else ""))
    return tuple(found)


def _forms_of_first(text: str, begin: int, folded: str) -> tuple[str, ...]:
    """Folded forms of the first word; after «لل» the article's alef is not written."""
    if begin and text[begin - 1] == "ل" and folded.startswith("ل"):
        return (folded, "ا" + folded)
    return (folded,)


def _place(token: Token, folded: str, first: Container[str], end: int) -> Fragment | None:
    """The place that starts in this token, less its proclitics; None where the word differs."""
    for letters, stem in readings(folded):
        if stem in first:
            return (token.begin + letters_to_offset(token.text, letters), end)
    return None
