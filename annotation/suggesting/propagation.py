"""A name that was found once in a document is a name wherever it is written again."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from annotation.arabic.clitics import readings
from annotation.arabic.folding import fold
from annotation.suggesting.article import Article, Sentence, SentencePhrase
from annotation.suggesting.candidate import Candidate
from annotation.suggesting.nesting import DEPTH

SOURCE = "rule:same-name-in-document"
_SURE = 0.6
_SCORE = 0.62
_SHORTEST = 3
_LIKE_NAME = 0.65
_PLACE_SOURCES = ("rule:place-after-area",)


def propagated(article: Article, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Single words that repeat a person's name or a place found elsewhere in the document."""
    names = _names(article, found)
    if not names:
        return
    taken = sorted((candidate.begin, candidate.end) for candidate in found)
    for sentence in article.sentences:
        for place, word in enumerate(sentence.words):
            for candidate in _repeated(sentence, place, word, names):
                if not _overlaps(taken, candidate):
                    yield candidate


def _overlaps(taken: list[tuple[int, int]], candidate: Candidate) -> bool:
    """Whether the candidate shares text with a range; `taken` is sorted and hardly nested."""
    near = taken[max(0, bisect_left(taken, (candidate.begin,)) - DEPTH) :]
    nearby = takewhile(lambda place: place[0] < candidate.end, near)
    return any(candidate.begin < end for _, end in nearby)


def _repeated(
    sentence: Sentence, place: int, word: str, names: dict[str, str]
) -> Iterator[Candidate]:
    lexicon = sentence.lexicon
    for letters, stem in readings(word):
        if stem in names and not lexicon.vocabulary.is_common(stem):
            phrase = SentencePhrase(place, letters, place + 1)
            yield sentence.candidate(phrase, names[stem], _SCORE - 0.04 * letters, SOURCE)
            return


def _names(article: Article, found: Iterable[Candidate]) -> dict[str, str]:
    names: dict[str, str] = {}
    given = article.lexicon.gazetteer.given
    likeness = article.lexicon.names.likeness
    for candidate in found:
        words = fold(article.text[candidate.begin : candidate.end]).split()
        if candidate.score < _SURE:
            continue
        if candidate.tag == "PER" and len(words) > 1:
            parts = (words[0], words[-1])
            names.update(
                (part, "PER")
                for part in parts
                if len(part) >= _SHORTEST and part not in given and likeness(part) >= _LIKE_NAME
            )
        elif candidate.source in _PLACE_SOURCES and len(words) == 1:
            names.setdefault(words[0], "GPE")
    return names
