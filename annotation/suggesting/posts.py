"""Rules for posts: «رئيس مجلس الوزراء», «المتحدث باسم الحكومة»."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from annotation.suggesting.article import Sentence, SentencePhrase
from annotation.suggesting.candidate import Candidate
from annotation.suggesting.organisations import organisation_end

TAG = "OCC"
_LONGEST = 7
_ADJECTIVES_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class Post:
    """A post, the adjectives of nationality after it, and where a name could follow."""

    phrase: SentencePhrase
    nationalities: tuple[int, ...]
    after: int
    has_person: bool


def posts(sentence: Sentence) -> Iterator[Candidate]:
    """The posts of the sentence; surer where a person's name follows."""
    for post in posts_in(sentence):
        length = post.phrase.stop - post.phrase.first
        is_plural = sentence.reading_in(post.phrase.first, sentence.triggers["posts.plural"])
        if post.has_person and (length > 1 or not is_plural):
            score, source = (0.85 if length > 1 else 0.6), "rule:post-before-person"
        elif length > 1 and not is_plural:
            score, source = 0.6, "rule:post"
        else:
            continue
        yield sentence.candidate(post.phrase, TAG, score, source)


@lru_cache(maxsize=1)  # three rules ask about a sentence, one after the other
def posts_in(sentence: Sentence) -> tuple[Post, ...]:
    """Every post with what follows it, from left to right."""
    found: list[Post] = []
    place = 0
    while place < len(sentence):
        phrase = _phrase_at(sentence, place)
        if phrase is None:
            place += 1
            continue
        found.append(_with_followers(sentence, phrase))
        place = phrase.stop
    return tuple(_joined(sentence, found))


def _phrase_at(sentence: Sentence, place: int) -> SentencePhrase | None:
    reading = sentence.reading_in(place, sentence.triggers["posts.head"])
    if reading is None:
        return None
    letters, stem = reading
    if stem.startswith("ال"):
        return SentencePhrase(place, letters, _after_definite(sentence, place + 1))
    return SentencePhrase(place, letters, _after_head(sentence, place))


def _after_definite(sentence: Sentence, stop: int) -> int:
    """«الأمين العام للأمم المتحدة», «المتحدث باسم ...»."""
    if sentence.word(stop) in sentence.triggers["posts.title_adjective"]:
        stop += 1
    if sentence.word(stop) == "باسم":
        end = _after_head(sentence, stop)
        return end if end > stop + 1 else stop
    match = sentence.matches.get(stop)
    if match and match.letters == 1 and match.tag == "ORG" and sentence.word(stop)[0] == "ل":
        return match.stop
    return stop


def _after_head(sentence: Sentence, place: int) -> int:
    """Where the words that belong to «رئيس ...» stop."""
    stop = place + 1
    while stop < min(len(sentence), place + _LONGEST) and sentence.is_name_word(stop):
        match = sentence.match_without_clitic(stop, ("GPE", "ORG", "LOC", "FAC"))
        if match:
            return match.stop
        organisation = organisation_end(sentence, stop)
        if organisation > stop + 1:
            return organisation
        if not _belongs(sentence, place, stop):
            break
        stop += 1
    return stop


def _belongs(sentence: Sentence, head: int, place: int) -> bool:
    word = sentence.word(place)
    triggers = sentence.triggers
    if word in triggers["posts.past"] or sentence.is_nationality(place):
        return False
    if sentence.has_article(place):
        is_genitive = place == head + 1 or not sentence.lexicon.names.is_family(word)
        return is_genitive and word not in triggers["titles.person"]
    if word.startswith("وال") and len(word) > 4:
        return sentence.has_article(place - 1)
    if word in triggers["organisations.head"] or word in triggers["places.area"]:
        return True
    if word in triggers["places.republic"]:
        return True
    return place == head + 1 and (
        word in triggers["posts.second"] or word in triggers["posts.head"]
    )


def _with_followers(sentence: Sentence, phrase: SentencePhrase) -> Post:
    after = phrase.stop
    adjectives = []
    past = sentence.triggers["posts.past"]
    while after < phrase.stop + _ADJECTIVES_BETWEEN:
        if sentence.is_nationality(after):
            adjectives.append(after)
        elif sentence.word(after) not in past:
            break
        after += 1
    if sentence.word(after) in ("(", ":", "،") and sentence.word(after) == "(":
        after += 1
    return Post(phrase, tuple(adjectives), after, _person_at(sentence, after))


def _person_at(sentence: Sentence, place: int) -> bool:
    names = sentence.lexicon.names
    match = sentence.match_without_clitic(place)
    if match and match.score > 0.85 and names.end_of_name(sentence.words, place) <= place + 1:
        return False
    return place < len(sentence) and names.likeness(sentence.word(place)) >= 0.5


def _joined(sentence: Sentence, found: list[Post]) -> list[Post]:
    """Two posts of one person, «رئيس ... ومدير ...»: the first has the person of the second."""
    joined: list[Post] = []
    for post in reversed(found):
        later = joined[-1] if joined else None
        if later and later.phrase.first == post.after and later.has_person:
            is_and = sentence.word(later.phrase.first)[0] == "و" and later.phrase.letters == 1
            if is_and:
                post = Post(post.phrase, post.nationalities, post.after, True)
        joined.append(post)
    return joined[::-1]
