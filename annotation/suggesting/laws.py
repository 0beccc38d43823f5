"""Rules for laws and agreements: «اتفاقية جنيف», «القرار 242»."""

from collections.abc import Iterator

from annotation.suggesting.article import Sentence, SentencePhrase
from annotation.suggesting.candidate import Candidate

TAG = "LAW"


def laws(sentence: Sentence) -> Iterator[Candidate]:
    """Nouns of law with a name or a number after them."""
    for place in range(len(sentence)):
        yield from _named(sentence, place)
        yield from _numbered(sentence, place)


def _named(sentence: Sentence, place: int) -> Iterator[Candidate]:
    reading = sentence.reading_in(place, sentence.triggers["laws.head"])
    if reading is None:
        return
    is_sure = reading[1] in sentence.triggers["laws.sure"]
    match = sentence.match_without_clitic(place + 1, ("GPE", "ORG", "LOC"))
    if match:
        score = 0.62 if is_sure else 0.45
        phrase = SentencePhrase(place, reading[0], match.stop)
        yield sentence.candidate(phrase, TAG, score, "rule:law-named")
    elif is_sure and sentence.has_article(place + 1):
        stop = place + 2 + sentence.has_article(place + 2)
        phrase = SentencePhrase(place, reading[0], stop)
        yield sentence.candidate(phrase, TAG, 0.42, "rule:law-named")


def _numbered(sentence: Sentence, place: int) -> Iterator[Candidate]:
    reading = sentence.reading_in(place, sentence.triggers["laws.number"])
    if reading is None:
        return
    number = place + 1 + (sentence.word(place + 1) == "رقم")
    if sentence.word(number).isdigit():
        phrase = SentencePhrase(place, reading[0], number + 1)
        yield sentence.candidate(phrase, TAG, 0.6, "rule:law-numbered")
