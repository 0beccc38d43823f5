"""Rules for nationalities: «القرغيزي» after a post, «الفلسطينيون» alone."""

from collections.abc import Iterator

from annotation.suggesting.article import Sentence, SentencePhrase
from annotation.suggesting.candidate import Candidate
from annotation.suggesting.posts import posts_in

TAG = "NORP"
_PLURALS = ("ون", "ين")


def nationalities(sentence: Sentence) -> Iterator[Candidate]:
    """Adjectives of nationality: plurals and those after a post are groups, others are doubtful."""
    after_posts = {place for post in posts_in(sentence) for place in post.nationalities}
    for place, word in enumerate(sentence.words):
        letters = sentence.lexicon.nationality_reading(word)
        if letters is None:
            continue
        phrase = SentencePhrase(place, letters, place + 1)
        if place in after_posts:
            yield sentence.candidate(phrase, TAG, 0.8, "rule:nationality-after-post")
        elif word.endswith(_PLURALS):
            yield sentence.candidate(phrase, TAG, 0.75, "rule:nationality-plural")
        else:
            yield sentence.candidate(phrase, TAG, 0.3, "rule:nationality")
