"""Rules for organisations: a noun like «وزارة» with what belongs to it."""

from collections.abc import Iterator

from annotation.suggesting.article import Sentence, SentencePhrase
from annotation.suggesting.candidate import Candidate

TAG = "ORG"
_LONGEST = 7
_MOST_ADJECTIVES = 4


def organisations(sentence: Sentence) -> Iterator[Candidate]:
    """Organisation nouns with their genitive or their adjectives."""
    for place in range(len(sentence)):
        reading = sentence.reading_in(place, sentence.triggers["organisations.head"])
        stop = organisation_end(sentence, place)
        if reading and stop > place + 1:
            letters, head = reading
            phrase = SentencePhrase(place, letters, stop)
            score, rule = _score(sentence, phrase, head)
            yield sentence.candidate(phrase, TAG, score, f"rule:{rule}")


def organisation_end(sentence: Sentence, place: int) -> int:
    """Where the organisation that begins at `place` stops; `place` if none begins there."""
    reading = sentence.reading_in(place, sentence.triggers["organisations.head"])
    if reading is None:
        return place
    is_definite = reading[1].startswith("ال")
    return _after_definite(sentence, place) if is_definite else _after_head(sentence, place)


def _score(sentence: Sentence, phrase: SentencePhrase, head: str) -> tuple[float, str]:
    is_definite = head.startswith("ال")
    score = 0.3 if is_definite else 0.48
    if _ends_with_name(sentence, phrase):
        score += 0.25
    elif sentence.is_nationality(phrase.stop - 1) or _has_lam(sentence, phrase):
        score += 0.2
    elif sentence.word(phrase.first + 1) in sentence.triggers["titles.honoured"]:
        score += 0.25
    if phrase.stop - phrase.first > 4:
        score -= 0.1
    if head in sentence.triggers["organisations.weak"]:
        score -= 0.17
    return score, "organisation-adjective" if is_definite else "organisation-genitive"


def _has_lam(sentence: Sentence, phrase: SentencePhrase) -> bool:
    return any(word.startswith("لل") for word in sentence.words[phrase.first + 1 : phrase.stop])


def _ends_with_name(sentence: Sentence, phrase: SentencePhrase) -> bool:
    return any(
        match.stop == phrase.stop and match.first > phrase.first and match.score > 0.6
        for match in sentence.matches.values()
        if match.tag in ("GPE", "ORG")
    )


def _after_definite(sentence: Sentence, place: int) -> int:
    """«المكتب الإعلامي لمجلس الوزراء»: adjectives of the same gender, then perhaps «لـ»."""
    is_feminine = sentence.word(place).endswith("ه")
    stop = place + 1
    while stop - place <= _MOST_ADJECTIVES and _is_adjective(sentence, stop, is_feminine):
        stop += 1
    if stop == place + 1:
        return stop
    return _after_lam(sentence, stop)


def _is_adjective(sentence: Sentence, place: int, is_feminine: bool) -> bool:
    word = sentence.word(place)
    is_generic = word in sentence.triggers["organisations.generic_adjective"]
    agrees = len(word) > 4 and word.endswith("ه") == is_feminine
    return sentence.has_article(place) and agrees and not is_generic


def _after_lam(sentence: Sentence, stop: int) -> int:
    """After what a preposition ل adds: «لمجلس الوزراء», «للطيران المدني»."""
    match = sentence.matches.get(stop)
    word = sentence.word(stop)
    if match and match.letters == 1 and word[0] == "ل" and match.score > 0.5:
        return match.stop
    inner = sentence.reading_in(stop, sentence.triggers["organisations.head"])
    if inner and inner[0] == 1 and word[0] == "ل":
        end = organisation_end(sentence, stop)
        return end if end > stop + 1 else stop
    if word.startswith("لل") and len(word) > 4:
        is_feminine = word.endswith("ه")
        return stop + 1 + _is_adjective(sentence, stop + 1, is_feminine)
    return stop


def _after_head(sentence: Sentence, place: int) -> int:
    """«وزارة الخارجية», «جامعة بيشكيك», «اتحاد كتاب مصر»: the genitive and its adjectives."""
    stop = place + 1
    if not sentence.is_name_word(stop):
        return stop
    while stop < min(len(sentence), place + _LONGEST):
        end = _one_more(sentence, place, stop)
        if end == stop:
            break
        stop = end
    generic = sentence.triggers["organisations.generic_adjective"]
    while stop > place + 1 and sentence.word(stop - 1) in generic:
        stop -= 1
    return stop


def _one_more(sentence: Sentence, head: int, place: int) -> int:
    """After the next word of the genitive that begins after `head`; `place` when it ends there."""
    belongs = sentence.word(place) in sentence.triggers["relations.belonging"]
    if belongs or not sentence.is_name_word(place):
        return place
    match = sentence.matches.get(place)
    if match and match.letters == 0 and (match.score > 0.6 or place == head + 1):
        return match.stop
    word = sentence.word(place)
    if place == head + 1 and word in sentence.triggers["titles.honoured"]:
        return sentence.lexicon.names.end_of_name(sentence.words, place + 1)
    if sentence.has_article(place) and not _is_persons(sentence, place):
        return place + 1
    if word.startswith("لل") and len(word) > 4:
        return place + 1
    if word.startswith("وال") and len(word) > 4 and place > head + 1:
        return place + 1 if sentence.has_article(place - 1) else place
    return place + 1 if place == head + 1 and _is_first_genitive(sentence, place) else place


def _is_persons(sentence: Sentence, place: int) -> bool:
    word = sentence.word(place)
    return word in sentence.triggers["titles.person"] and word in sentence.triggers["posts.head"]


def _is_first_genitive(sentence: Sentence, place: int) -> bool:
    word = sentence.word(place)
    if (
        word in sentence.triggers["organisations.head"]
        or word in sentence.triggers["places.republic"]
    ):
        return True
    if sentence.lexicon.vocabulary.is_common(word):
        return sentence.has_article(place + 1)
    return sentence.lexicon.names.likeness(word) >= 0.8
