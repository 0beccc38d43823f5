"""Rules for products, projects and works: names in quotation marks, names with digits."""

from collections.abc import Iterator

from annotation.suggesting.article import Sentence, SentencePhrase
from annotation.suggesting.candidate import Candidate

TAG = "PROD"
_QUOTES = {'"': '"', "“": "”", "«": "»", "”": "“", "'": "'"}
_LONGEST = 8
_SHORTEST_CODE = 4


def products(sentence: Sentence) -> Iterator[Candidate]:
    """Quoted names after words like «مشروع», quoted years of something, Latin names with digits."""
    for place in range(len(sentence)):
        yield from _code(sentence, place)
        yield from _quoted(sentence, place)


def _code(sentence: Sentence, place: int) -> Iterator[Candidate]:
    word = sentence.word(place)
    has_both = word[0].isascii() and word[0].isalpha() and any(map(str.isdigit, word))
    if has_both and len(word) >= _SHORTEST_CODE:
        yield sentence.candidate(
            SentencePhrase(place, 0, place + 1), TAG, 0.62, "rule:product-code"
        )


def _quoted(sentence: Sentence, place: int) -> Iterator[Candidate]:
    stop = _closing_quote(sentence, place)
    if stop <= place + 1:
        return
    inside = SentencePhrase(place + 1, 0, stop)
    if sentence.reading_in(place - 1, sentence.triggers["products.head"]):
        yield sentence.candidate(inside, TAG, 0.64, "rule:product-quoted")
    elif sentence.word(place + 1) in sentence.triggers["products.initiative"] and stop > place + 2:
        yield sentence.candidate(inside, "EVENT", 0.5, "rule:event-quoted")


def _closing_quote(sentence: Sentence, place: int) -> int:
    closing = _QUOTES.get(sentence.word(place))
    if closing is None:
        return place
    for stop in range(place + 1, min(len(sentence), place + _LONGEST + 2)):
        if sentence.word(stop) == closing:
            return stop
    return place
