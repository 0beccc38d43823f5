"""Rules for persons' names: after posts, titles and verbs, by given and family names."""

from collections.abc import Iterator

from annotation.arabic.clitics import readings
from annotation.suggesting.article import Sentence, SentencePhrase
from annotation.suggesting.candidate import Candidate
from annotation.suggesting.posts import posts_in

TAG = "PER"
_UNLIKELY_PLACE = 0.85
_SHORTEST_FAMOUS = 5  # shorter ones are often an ordinary word too


def persons(sentence: Sentence) -> Iterator[Candidate]:
    """All persons' names of the sentence, from every rule."""
    yield from _after_posts(sentence)
    for place in range(len(sentence)):
        yield from _after_title(sentence, place)
        yield from _after_verb(sentence, place)
        yield from _after_nationality(sentence, place)
        yield from _by_given_name(sentence, place)
        yield from _famous(sentence, place)
        yield from _unknown_words(sentence, place)


def _after_posts(sentence: Sentence) -> Iterator[Candidate]:
    for post in posts_in(sentence):
        if post.has_person:
            yield from _name_at(sentence, post.after, (0.62, 0.86), "person-after-post")


def _name_at(
    sentence: Sentence, place: int, scores: tuple[float, float], rule: str
) -> Iterator[Candidate]:
    """The name that begins at `place`; `scores` are for one word and for several."""
    stop = sentence.lexicon.names.end_of_name(sentence.words, place)
    stop = _with_king_number(sentence, place, stop)
    if stop == place or (stop == place + 1 and _is_place(sentence, place)):
        return
    score = scores[1] if stop - place > 1 else scores[0]
    yield sentence.candidate(SentencePhrase(place, 0, stop), TAG, score, f"rule:{rule}")


def _is_place(sentence: Sentence, place: int) -> bool:
    match = sentence.match_without_clitic(place)
    return match is not None and match.score > _UNLIKELY_PLACE


def _with_king_number(sentence: Sentence, place: int, stop: int) -> int:
    """«الملك عبد الله الثاني»: the number belongs to a king's name."""
    is_king = sentence.word(place - 1) in sentence.triggers["titles.kings"]
    is_ordinal = sentence.word(stop) in sentence.triggers["numbers.ordinal"]
    return stop + 1 if is_king and is_ordinal and stop > place else stop


def _after_title(sentence: Sentence, place: int) -> Iterator[Candidate]:
    if not sentence.reading_in(place, sentence.triggers["titles.person"]):
        return
    name = place + 1 + (sentence.word(place + 1) == ".")
    while sentence.is_nationality(name) or sentence.word(name) in sentence.triggers["posts.past"]:
        name += 1
    name += sentence.word(name) == "("
    names = sentence.lexicon.names
    likeness = names.likeness(sentence.word(name))
    if likeness >= 0.65 or (likeness >= 0.45 and names.likeness(sentence.word(name + 1)) == 1):
        yield from _name_at(sentence, name, (0.6, 0.8), "person-after-title")


def _after_verb(sentence: Sentence, place: int) -> Iterator[Candidate]:
    verb = sentence.word(place)
    saying = sentence.triggers["verbs.saying"]
    if verb not in saying and not (verb[:1] in ("و", "ف") and verb[1:] in saying):
        return
    name = sentence.word(place + 1)
    if sentence.lexicon.names.likeness(name) >= 0.8 and not sentence.has_article(place + 1):
        yield from _name_at(sentence, place + 1, (0.55, 0.66), "person-after-verb")


def _after_nationality(sentence: Sentence, place: int) -> Iterator[Candidate]:
    """«الفرنسي زين الدين زيدان»: an adjective of nationality with the article, then a name."""
    if not sentence.is_nationality(place) or not sentence.has_article(place):
        return
    likeness = sentence.lexicon.names.likeness(sentence.word(place + 1))
    if likeness >= 0.8 and not sentence.has_article(place + 1):
        yield from _name_at(sentence, place + 1, (0.3, 0.7), "person-after-nationality")


def _by_given_name(sentence: Sentence, place: int) -> Iterator[Candidate]:
    names = sentence.lexicon.names
    for letters, stem in readings(sentence.word(place)):
        if not names.is_given(stem) or (letters and names.is_given(sentence.word(place))):
            continue
        stop = names.end_of_name(sentence.words, place if not letters else place + 1)
        likeness = max(map(names.likeness, sentence.words[place + 1 : stop]), default=0.0)
        if stop > place + 1 and likeness >= 0.65:
            score = 0.72 if likeness == 1 or stop > place + 2 else 0.62
            yield sentence.candidate(
                SentencePhrase(place, letters, stop), TAG, score, "rule:person-given"
            )
        return


def _famous(sentence: Sentence, place: int) -> Iterator[Candidate]:
    """A family name of the news, alone or at the end of a longer name."""
    famous = sentence.lexicon.gazetteer.famous
    for letters, stem in readings(sentence.word(place)):
        is_short = len(stem) < _SHORTEST_FAMOUS
        is_word = is_short and sentence.lexicon.vocabulary.is_common(stem)
        if stem in famous and not is_word and sentence.lexicon.names.likeness(stem) == 1:
            score = 0.66 - 0.04 * letters
            phrase = SentencePhrase(place, letters, place + 1)
            yield sentence.candidate(phrase, TAG, score, "gazetteer:PER")
            return


def _unknown_words(sentence: Sentence, place: int) -> Iterator[Candidate]:
    """Two words in a row that are no ordinary words, or one and a known family name."""
    if not _is_rare(sentence, place):
        return
    names = sentence.lexicon.names
    if _is_rare(sentence, place + 1) or names.is_family(sentence.word(place + 1)):
        stop = names.end_of_name(sentence.words, place)
        if stop > place + 1:
            yield sentence.candidate(
                SentencePhrase(place, 0, stop), TAG, 0.42, "rule:person-unknown-words"
            )


def _is_rare(sentence: Sentence, place: int) -> bool:
    word = sentence.word(place)
    if len(word) < 3 or sentence.has_article(place) or sentence.match_without_clitic(place):
        return False
    starts_like_word = word[0] in "وفبلتينسا" and not sentence.lexicon.names.is_given(word)
    return not starts_like_word and sentence.lexicon.names.likeness(word) >= 0.8
