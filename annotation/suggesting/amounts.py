"""Rules for amounts of money, percentages and quantities."""

from collections.abc import Iterator

from annotation.suggesting.article import Sentence, SentencePhrase
from annotation.suggesting.candidate import Candidate


def numbers(sentence: Sentence) -> Iterator[Candidate]:
    """Numbers with what they count: a currency, a percentage, a unit."""
    place = 0
    while place < len(sentence):
        stop = _number_end(sentence, place)
        if stop > place:
            yield from _counted(sentence, place, stop)
        place = max(stop, place + 1)


def _number_end(sentence: Sentence, place: int) -> int:
    stop = place
    while stop < len(sentence) and _is_number(sentence, stop, stop > place):
        stop += 1
    return stop


def _is_number(sentence: Sentence, place: int, follows: bool) -> bool:
    word = sentence.word(place)
    words = sentence.triggers["numbers.word"]
    joined = follows and word[0] == "و" and (word[1:] in words)
    return word[0].isdigit() or word in words or joined


def _counted(sentence: Sentence, place: int, stop: int) -> Iterator[Candidate]:
    after = sentence.word(stop)
    triggers = sentence.triggers
    currencies = sentence.lexicon.gazetteer.currencies
    if after in triggers["numbers.currency"] or after in currencies:
        end = stop + 1 + sentence.is_nationality(stop + 1)
        yield sentence.candidate(SentencePhrase(place, 0, end), "MONEY", 0.92, "rule:money")
    elif after in ("$", "€", "£"):
        yield sentence.candidate(SentencePhrase(place, 0, stop + 1), "MONEY", 0.92, "rule:money")
    elif sentence.word(place - 1) in ("$", "€", "£"):
        yield sentence.candidate(SentencePhrase(place - 1, 0, stop), "MONEY", 0.92, "rule:money")
    elif after in ("%", "٪"):
        yield sentence.candidate(SentencePhrase(place, 0, stop + 1), "NUM", 0.93, "rule:percentage")
    elif after == "في" and sentence.word(stop + 1) in triggers["numbers.percent"]:
        yield sentence.candidate(SentencePhrase(place, 0, stop + 2), "NUM", 0.93, "rule:percentage")
    elif after[:1] == "ب" and after[1:] in triggers["numbers.percent"]:
        yield sentence.candidate(SentencePhrase(place, 0, stop + 1), "NUM", 0.93, "rule:percentage")
    elif after in triggers["numbers.unit"]:
        yield sentence.candidate(SentencePhrase(place, 0, stop + 1), "NUM", 0.8, "rule:quantity")
    elif any(word in triggers["numbers.big"] for word in sentence.words[place:stop]):
        yield sentence.candidate(SentencePhrase(place, 0, stop), "NUM", 0.5, "rule:large-number")
