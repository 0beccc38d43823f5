"""A document prepared for rules: its sentences as folded words with their offsets."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from annotation.arabic.clitics import letters_to_offset, readings
from annotation.arabic.folding import fold
from annotation.arabic.letters import ARTICLE, is_arabic
from annotation.arabic.sentences import sentences
from annotation.arabic.tokens import Token, tokenize
from annotation.suggesting.candidate import Candidate
from annotation.suggesting.gazetteer import Match
from annotation.suggesting.lexicon import Lexicon
from annotation.suggesting.names import ON

# Text without punctuation is cut here; rules compare the mentions of a sentence pair by pair.
_LONGEST_SENTENCE = 200
# A subject is read off the words of so many sentences to each side.
_AROUND = 2
_SUBJECTS = ("no sport", "some sport", "some sport", "sport", "sport", "much sport")


@dataclass(frozen=True, slots=True)
class SentencePhrase:
    """Words `first` to `stop` of a sentence, less the proclitic letters of the first."""

    first: int
    letters: int
    stop: int


class Sentence:
    """The words of one sentence with what the lexicon says of them; places count words."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.triggers = lexicon.triggers
        self.words: tuple[str, ...] = tuple(map(_folded, tokens))
        self.begins = [token.begin for token in tokens]
        self._length = len(tokens)
        found = lexicon.gazetteer.matches(self.words, lexicon.vocabulary)
        self.matches: dict[int, Match] = {match.first: match for match in found}

    def __len__(self) -> int:
        return self._length

    def word(self, place: int) -> str:
        """The folded word; empty outside the sentence."""
        return self.words[place] if 0 <= place < self._length else ""

    def is_name_word(self, place: int) -> bool:
        """Whether an Arabic word stands there that is no function word and no verb of saying."""
        word = self.word(place)
        never = word in self.triggers["grammar.function"] or word in self.triggers["verbs.saying"]
        return is_arabic(word) and word != ON and not never

    def has_article(self, place: int) -> bool:
        """Whether the word there carries the article and nothing before it."""
        word = self.word(place)
        return word.startswith(ARTICLE) and len(word) > 3 and self.is_name_word(place)

    def readings(self, place: int) -> tuple[tuple[int, str], ...]:
        """The ways to read the word there: letters of proclitics, and the stem."""
        return readings(self.word(place))

    def reading_in(self, place: int, words: frozenset[str]) -> tuple[int, str] | None:
        """The reading of the word there whose stem is one of `words`."""
        return self.lexicon.reading_in(self.word(place), words)

    def is_nationality(self, place: int) -> bool:
        """Whether an adjective of nationality without proclitics stands there."""
        return self.lexicon.gazetteer.is_nationality(self.word(place))

    def match_without_clitic(self, place: int, tags: tuple[str, ...] = ()) -> Match | None:
        """A believable gazetteer name that begins with the whole word there."""
        match = self.matches.get(place)
        if match is None or match.letters or match.score < 0.5:
            return None
        return match if not tags or match.tag in tags else None

    def begin(self, place: int, letters: int = 0) -> int:
        """The offset of a word in the document, after some letters of proclitics."""
        token = self.tokens[place]
        return token.begin + letters_to_offset(token.text, letters)

    def candidate(self, phrase: SentencePhrase, tag: str, score: float, source: str) -> Candidate:
        """A candidate for the phrase."""
        begin = self.begin(phrase.first, phrase.letters)
        return Candidate(begin, self.tokens[phrase.stop - 1].end, tag, score, source)


class Article:
    """All sentences of a document."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.sentences: list[Sentence] = [
            Sentence(tokens, lexicon) for tokens in _tokens_by_sentence(text) if tokens
        ]
        sport = lexicon.triggers["topics.sport"]
        self._sport = [
            sum(lexicon.reading_in(word, sport) is not None for word in sentence.words)
            for sentence in self.sentences
        ]
        self._starts = [sentence.tokens[0].begin for sentence in self.sentences]

    def sentence_of(self, offset: int) -> int:
        """The number of the sentence that holds the offset."""
        return max(0, bisect_left(self._starts, offset + 1) - 1)

    def subject_of(self, number: int) -> str:
        """How much the sentence and those around it speak of sport: none, some or much."""
        near = self._sport[max(0, number - _AROUND) : number + _AROUND + 1]
        return _SUBJECTS[min(sum(near), len(_SUBJECTS) - 1)]

    def end_of(self, sentences: int) -> int:
        """The offset at which the first so many sentences end."""
        return self.sentences[sentences - 1].tokens[-1].end if sentences else 0


def _folded(token: Token) -> str:
    return ON if token.text == ON else fold(token.text)


def _tokens_by_sentence(text: str) -> Iterator[list[Token]]:
    for begin, end in sentences(text):
        tokens = [token for token in tokenize(text, begin, end) if fold(token.text)]
        for first in range(0, len(tokens), _LONGEST_SENTENCE):
            yield tokens[first : first + _LONGEST_SENTENCE]
