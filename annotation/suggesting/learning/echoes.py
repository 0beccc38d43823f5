"""What is likely in one place of an article is proposed wherever the same words stand again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from annotation.suggesting.article import Article, Sentence, SentencePhrase
from annotation.suggesting.candidate import Candidate
from annotation.suggesting.memory import Form, form_of

SAME_WORDS = "rule:same-words-suggested"
PART_OF_NAME = "rule:part-of-name-suggested"
SOURCES = frozenset((SAME_WORDS, PART_OF_NAME))

_LIKELY = 0.5
_SHORTEST_PART = 3
_PERSONS = frozenset(("PER", "PERS", "PERSON"))

Heard = tuple[int, int, float]  # from where to where, and how likely it is there
Voice = tuple[str, str]  # tag and source


def echoes(article: Article, weighed: Iterable[Candidate]) -> Iterator[Candidate]:
    """The likely candidates at every other place of their words, as likely as at the best one.

    A person's first and last word are looked for alone, too; nothing inside what is likely itself.
    """
    voices = _Voices()
    for candidate in weighed:
        if candidate.score >= _LIKELY:
            voices.add(form_of(article.text, candidate.begin, candidate.end), candidate)
    for sentence in article.sentences:
        for place in range(len(sentence)):
            for echo in voices.at(sentence, place):
                if not voices.drown(echo):
                    yield echo


@dataclass(slots=True)
class _Voices:
    """For each form, by its first word, where it is likely with which tag."""

    by_first: dict[str, dict[Form, dict[Voice, list[Heard]]]] = field(default_factory=dict)
    spoken: list[tuple[int, int]] = field(default_factory=list)

    def add(self, form: Form, candidate: Candidate) -> None:
        """Remember a likely candidate, and the parts of a person's name."""
        self.spoken.append((candidate.begin, candidate.end))
        self._add(form, candidate, SAME_WORDS)
        if candidate.tag in _PERSONS and len(form) > 1:
            for part in {form[0], form[-1]}:
                if len(part) >= _SHORTEST_PART:
                    self._add((part,), candidate, PART_OF_NAME)

    def _add(self, form: Form, candidate: Candidate, source: str) -> None:
        if form:
            voices = self.by_first.setdefault(form[0], {}).setdefault(form, {})
            heard = voices.setdefault((candidate.tag, source), [])
            heard.append((candidate.begin, candidate.end, candidate.score))

    def drown(self, echo: Candidate) -> bool:
        """Whether the echo is a part of something longer that is likely there."""
        begin, end = echo.begin, echo.end
        return any(b <= begin and end <= e and e - b > end - begin for b, e in self.spoken)

    def at(self, sentence: Sentence, place: int) -> Iterator[Candidate]:
        """The echoes that begin with the word there."""
        for letters, stem in sentence.readings(place):
            for form, voices in self.by_first.get(stem, {}).items():
                stop = place + len(form)
                if form[1:] == sentence.words[place + 1 : stop]:
                    yield from _echoed(sentence, SentencePhrase(place, letters, stop), voices)


def _echoed(
    sentence: Sentence, phrase: SentencePhrase, voices: dict[Voice, list[Heard]]
) -> Iterator[Candidate]:
    begin, end = sentence.begin(phrase.first, phrase.letters), sentence.tokens[phrase.stop - 1].end
    for (tag, source), heard in voices.items():
        score = _likeliest_elsewhere(heard, begin, end)
        if score:
            yield Candidate(begin, end, tag, score, source)


def _likeliest_elsewhere(heard: Iterable[Heard], begin: int, end: int) -> float:
    return max((score for first, stop, score in heard if stop <= begin or end <= first), default=0)
