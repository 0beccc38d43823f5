"""Rules for places: states, towns after «مدينة», waters, mountains and facilities."""

from collections.abc import Iterator

from annotation.arabic.clitics import readings
from annotation.suggesting.article import Sentence, SentencePhrase
from annotation.suggesting.candidate import Candidate

_LONGEST_WATER = 3


def gazetteer_names(sentence: Sentence) -> Iterator[Candidate]:
    """Names of the gazetteer of any tag; doubtful ones are surer after «في» or «مدينة»."""
    before = sentence.triggers["places.before"]
    for match in sentence.matches.values():
        score = match.score
        previous = sentence.word(match.first - 1)
        if 0.25 < score < 0.6 and previous in before and match.tag == "GPE":
            score += 0.3
        if score < 0.6 and previous in sentence.triggers["organisations.media"]:
            score += 0.3 * (match.tag == "ORG")
        phrase = SentencePhrase(match.first, match.letters, match.stop)
        yield sentence.candidate(phrase, match.tag, score, f"gazetteer:{match.tag}")


def places(sentence: Sentence) -> Iterator[Candidate]:
    """Places that are recognised by the words around them."""
    for place in range(len(sentence)):
        yield from _republic(sentence, place)
        yield from _after_area(sentence, place)
        yield from _variant_spelling(sentence, place)
        yield from _with_head(sentence, place, "places.facility", "FAC")
        yield from _with_head(sentence, place, "places.water", "LOC")


def _republic(sentence: Sentence, place: int) -> Iterator[Candidate]:
    """«جمهورية طاجيكستان», «الجمهورية القرغيزية»."""
    reading = sentence.reading_in(place, sentence.triggers["places.republic"])
    if reading is None:
        return
    match = sentence.match_without_clitic(place + 1, ("GPE",))
    stop = match.stop if match else place + 1
    if stop == place + 1 and sentence.is_nationality(stop) and sentence.has_article(stop):
        stop += 1
    if stop == place + 1:
        return
    while sentence.word(stop) in sentence.triggers["places.republic_adjective"]:
        stop += 1
    yield sentence.candidate(SentencePhrase(place, reading[0], stop), "GPE", 0.93, "rule:republic")


def _after_area(sentence: Sentence, place: int) -> Iterator[Candidate]:
    """The name after «مدينة» or «محافظة»; the generic word stays outside."""
    first = place + 1
    area = sentence.reading_in(place, sentence.triggers["places.area"])
    if area is None or not sentence.is_name_word(first) or first in sentence.matches:
        return
    names = sentence.lexicon.names
    if names.likeness(sentence.word(first)) < 0.65:
        return
    stop = first + 1
    if names.likeness(sentence.word(stop)) >= 0.8 and not sentence.has_article(stop):
        stop += 1
    yield sentence.candidate(SentencePhrase(first, 0, stop), "GPE", 0.72, "rule:place-after-area")


def _variant_spelling(sentence: Sentence, place: int) -> Iterator[Candidate]:
    """A known place with other long vowels: «خجند» for «خوجند»."""
    previous = sentence.word(place - 1)
    if place in sentence.matches or previous not in sentence.triggers["places.before"]:
        return
    for letters, stem in readings(sentence.word(place)):
        lexicon = sentence.lexicon
        if (
            len(stem) < 5
            or stem.startswith("ال")
            or lexicon.vocabulary.is_common(stem)
            or lexicon.names.is_given(stem)
        ):
            return
        if lexicon.gazetteer.place_spelt_like(stem) and not lexicon.gazetteer.is_nationality(stem):
            phrase = SentencePhrase(place, letters, place + 1)
            yield sentence.candidate(phrase, "GPE", 0.5 - 0.04 * letters, "rule:place-spelling")
            return


def _with_head(sentence: Sentence, place: int, heads: str, tag: str) -> Iterator[Candidate]:
    """«مطار ماناس الدولي», «نهر النيل»: the generic word is part of the name."""
    reading = sentence.reading_in(place, sentence.triggers[heads])
    if reading is None or reading[1].startswith("ال") or not sentence.is_name_word(place + 1):
        return
    stop = _after_name(sentence, place + 1)
    if stop == place + 1:
        return
    while sentence.word(stop) in sentence.triggers["places.facility_adjective"]:
        stop += 1
    rule = "facility" if tag == "FAC" else "landscape"
    yield sentence.candidate(SentencePhrase(place, reading[0], stop), tag, 0.62, f"rule:{rule}")


def _after_name(sentence: Sentence, first: int) -> int:
    match = sentence.match_without_clitic(first)
    if match:
        return match.stop
    word = sentence.word(first)
    lexicon = sentence.lexicon
    if word in sentence.triggers["titles.honoured"]:
        return max(first, lexicon.names.end_of_name(sentence.words, first + 1))
    if sentence.is_nationality(first) or lexicon.vocabulary.is_common(word):
        return first
    if sentence.has_article(first):
        return first + 1
    stop = lexicon.names.end_of_name(sentence.words, first)
    return min(stop, first + _LONGEST_WATER)
