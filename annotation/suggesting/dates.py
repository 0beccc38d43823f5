"""Rules for dates: days, months, years, weekdays and words like «أمس»."""

from collections.abc import Iterator

from annotation.arabic.clitics import readings
from annotation.suggesting.article import Sentence, SentencePhrase
from annotation.suggesting.candidate import Candidate
from annotation.suggesting.triggers import Phrases

TAG = "DATE"
_LONGEST_DAY = 2
_YEAR_DIGITS = 4
_NUMERIC_DATE = 8


def dates(sentence: Sentence) -> Iterator[Candidate]:
    """Every date of the sentence, the first rule that fits at each word."""
    place = 0
    while place < len(sentence):
        found = next((c for rule in _RULES for c in rule(sentence, place)), None)
        if found is None:
            place += 1
            continue
        phrase, score, source = found
        yield sentence.candidate(phrase, TAG, score, f"rule:{source}")
        place = phrase.stop


FoundPhrases = Iterator[tuple[SentencePhrase, float, str]]


def _day_month_year(sentence: Sentence, place: int) -> FoundPhrases:
    """«04 مارس 2025», «٣ نيسان/أبريل»."""
    word = sentence.word(place)
    if word.isdigit() and len(word) <= _LONGEST_DAY:
        stop = _after_month(sentence, place + 1, sentence.word(place + 1))
        if stop:
            yield SentencePhrase(place, 0, _after_year(sentence, stop)), 0.95, "date"


def _month(sentence: Sentence, place: int) -> FoundPhrases:
    """«مارس الماضي», «وأبريل 2024»."""
    ambiguous = sentence.triggers["dates.ambiguous_month"]
    for letters, stem in readings(sentence.word(place)):
        stop = _after_month(sentence, place, stem)
        if not stop:
            continue
        end = _after_year(sentence, stop)
        if end > place + 1 or stem not in ambiguous:
            yield SentencePhrase(place, letters, end), 0.85, "month"


def _after_month(sentence: Sentence, place: int, stem: str) -> int:
    """After a month and its other name, as in «نيسان/أبريل» or «يناير (كانون الثاني)»; else 0."""
    months = sentence.lexicon.gazetteer.months
    stop = phrase_end(sentence, months, place, stem)
    while stop and sentence.word(stop) in ("/", "-", "("):
        second = phrase_end(sentence, months, stop + 1, sentence.word(stop + 1))
        is_open = sentence.word(stop) == "("
        if not second or (is_open and sentence.word(second) != ")"):
            break
        stop = second + is_open
    return stop


def _after_year(sentence: Sentence, stop: int) -> int:
    """After a year, or «الماضي», if one of them follows the month."""
    triggers = sentence.triggers
    of = stop + 1 if sentence.word(stop) == "من" else stop
    if sentence.word(of) in triggers["dates.year"]:
        if sentence.word(of + 1).isdigit():
            return of + 2
        if sentence.word(of + 1) in triggers["dates.next"]:
            return of + 2
    if sentence.word(stop).isdigit() and len(sentence.word(stop)) == _YEAR_DIGITS:
        return stop + 1
    return stop + 1 if sentence.word(stop) in triggers["dates.next"] else stop


def _year(sentence: Sentence, place: int) -> FoundPhrases:
    """«عام 2022», «سنة ١٤٤٥ هـ»."""
    reading = sentence.reading_in(place, sentence.triggers["dates.year"])
    number = sentence.word(place + 1)
    if reading and number[:4].isdigit() and len(number) in (2, 4, 9):
        stop = place + 2
        if sentence.word(stop) in sentence.triggers["dates.era"]:
            stop += 1
        yield SentencePhrase(place, reading[0], stop), 0.93, "year"


def _weekday(sentence: Sentence, place: int) -> FoundPhrases:
    """«يوم الاثنين الماضي», «الخميس»."""
    triggers = sentence.triggers
    reading = sentence.reading_in(place, triggers["dates.before_weekday"])
    if reading and sentence.word(place + 1) in triggers["dates.weekday"]:
        yield SentencePhrase(place, reading[0], _after_year(sentence, place + 2)), 0.92, "weekday"
    day = sentence.reading_in(place, triggers["dates.weekday"])
    if day:
        stop = _after_year(sentence, place + 1)
        if day[1] != "الاحد" or stop > place + 1:
            yield SentencePhrase(place, day[0], stop), 0.8, "weekday"


def _relative(sentence: Sentence, place: int) -> FoundPhrases:
    """«أمس الأول», «العام الماضي»."""
    triggers = sentence.triggers
    for letters, stem in readings(sentence.word(place)):
        stop = phrase_end(sentence, triggers.phrases("dates.relative"), place, stem)
        if stop:
            yield SentencePhrase(place, letters, stop), 0.7, "relative-date"
        elif stem in triggers["dates.span"] and sentence.word(place + 1) in triggers["dates.next"]:
            yield SentencePhrase(place, letters, place + 2), 0.75, "relative-date"
        elif stem in triggers["dates.century"] and sentence.has_article(place + 1):
            tens = sentence.word(place + 2) in ("عشر", "عشره", "والعشرين", "والعشرون")
            yield SentencePhrase(place, letters, place + 2 + tens), 0.85, "century"


def _numeric(sentence: Sentence, place: int) -> FoundPhrases:
    """«04/03/2025», «2025-03-04»."""
    word = sentence.word(place)
    signs = [sign for sign in "/-." if word.count(sign) == 2]
    if word[:1].isdigit() and signs and len(word) >= _NUMERIC_DATE:
        yield SentencePhrase(place, 0, place + 1), 0.9, "date"


def phrase_end(sentence: Sentence, phrases: Phrases, place: int, stem: str) -> int:
    """Where the longest phrase that begins with `stem` at `place` stops; 0 if there is none."""
    for phrase in phrases.get(stem, ()):
        stop = place + len(phrase)
        if phrase[1:] == sentence.words[place + 1 : stop]:
            return stop
    return 0


_RULES = (_day_month_year, _year, _weekday, _month, _relative, _numeric)
