"""Rules for events: «القمة العربية», «بطولة آسيا», «الاجتماع الثلاثي»."""

from collections.abc import Iterator

from annotation.suggesting.article import Sentence, SentencePhrase
from annotation.suggesting.candidate import Candidate

TAG = "EVENT"
_MOST_ADJECTIVES = 2
_MOST_GENITIVES = 3


def events(sentence: Sentence) -> Iterator[Candidate]:
    """Event nouns with the words that make them one event."""
    for place in range(len(sentence)):
        reading = sentence.reading_in(place, sentence.triggers["events.head"])
        if reading is None:
            continue
        letters, head = reading
        is_definite = head.startswith("ال")
        stop = _adjectives(sentence, place) if is_definite else _genitive(sentence, place, head)
        if stop > place + 1:
            score = 0.55 if is_definite else 0.5
            phrase = SentencePhrase(place, letters, stop)
            yield sentence.candidate(phrase, TAG, score, "rule:event")


def _adjectives(sentence: Sentence, place: int) -> int:
    stop = place + 1
    kinds = sentence.triggers["events.kind"]
    while stop - place <= _MOST_ADJECTIVES and (
        sentence.word(stop) in kinds or (stop > place and sentence.is_nationality(stop))
    ):
        stop += 1
    return stop


def _genitive(sentence: Sentence, place: int, head: str) -> int:
    if head not in sentence.triggers["events.strong"]:
        return place
    match = sentence.match_without_clitic(place + 1)
    if match:
        return match.stop
    stop = place + 1
    generic = sentence.triggers["organisations.generic_adjective"]
    while stop - place <= _MOST_GENITIVES and sentence.has_article(stop):
        if sentence.word(stop) in generic:
            break
        stop += 1
    return stop
