"""How much a word looks like part of a person's name."""

from functools import lru_cache

from annotation.arabic.clitics import readings
from annotation.arabic.letters import ARTICLE, is_arabic
from annotation.suggesting.gazetteer import Gazetteer
from annotation.suggesting.lemmas import AFTER_ARTICLE, NAME, WORD, Lemmas
from annotation.suggesting.triggers import Triggers
from annotation.suggesting.vocabulary import Vocabulary

HEAD_LISTS = (
    *("titles.person", "posts.head", "organisations.head", "places.area", "places.facility"),
    *("places.water", "events.head", "laws.head", "products.head", "places.republic"),
    *("numbers.currency", "numbers.word", "dates.weekday", "dates.year", "places.before"),
    *("relations.role", "places.facility_adjective"),
)
_INFLECTED = ("ها", "هم", "وا", "ون", "ين", "نا", "ته", "تها", "تهم", "هما", "يه", "ات", "تا", "كم")
_PROCLITICS = "وفبلك"
ON = "على"  # not folded, so that it is not the name علي
_AMBIGUOUS = 0.43  # enough to go on with a name, not to begin one: رئيسي, قائد
_LONGEST_NAME = 7
_SHORTEST_WORD = 2


class Names:
    """Scores single words, and finds where a person's name ends."""

    def __init__(
        self, triggers: Triggers, gazetteer: Gazetteer, vocabulary: Vocabulary, lemmas: Lemmas
    ) -> None:
        self._gazetteer = gazetteer
        self._lemmas = lemmas
        self._vocabulary = vocabulary
        self._never = triggers.union(
            *("grammar.function", "verbs.saying", "posts.past", "dates.next")
        ) | {ON}
        self._heads = triggers.union(*HEAD_LISTS)
        self.parts = triggers["titles.name_part"]
        self._after_abd = triggers["titles.after_abd"]
        self.likeness = lru_cache(maxsize=100_000)(self._likeness)

    def is_given(self, word: str) -> bool:
        """Whether the folded word is a known given name."""
        return word in self._gazetteer.given

    def is_family(self, word: str) -> bool:
        """Whether the word is a known family name or ends like one."""
        family = self._gazetteer
        return word in family.family or (len(word) > 4 and word.endswith(family.endings))

    def _likeness(self, word: str) -> float:
        """From 0, surely no part of a name, to 1."""
        if not is_arabic(word) or len(word) < _SHORTEST_WORD or word in self._never:
            return 0.0
        if word in self.parts:
            return 0.8
        if word in self._gazetteer.own_names:
            return _AMBIGUOUS if word in self._heads else 1.0
        if word in self._heads or self._is_made_of_words(word):
            return 0.0
        lemma = self._lemmas.kind(word)
        if lemma == NAME and not self._gazetteer.is_nationality(word):
            return 1.0
        is_common = self._vocabulary.is_common(word)
        if self.is_given(word) or self.is_family(word):
            return 0.45 if is_common else 1.0
        is_common = is_common or lemma in (WORD, AFTER_ARTICLE + WORD)
        if is_common or self._gazetteer.is_nationality(word):
            return 0.1
        return _likeness_of_unknown(word)

    def _is_made_of_words(self, word: str) -> bool:
        """Whether the word is a proclitic and a trigger or an ordinary word."""
        if word.startswith(("لل", "وال", "بال", "فال", "كال")) and len(word) > 4:
            return True
        if self.is_given(word) or self.is_family(word):
            return False
        return any(
            letters and (stem in self._heads or stem in self._never or self._is_word(stem))
            for letters, stem in readings(word)
        )

    def _is_word(self, stem: str) -> bool:
        vocabulary = self._vocabulary
        known = vocabulary.is_common(stem) or self._gazetteer.knows(stem)
        return len(stem) > 2 and (known or vocabulary.is_familiar(stem))

    def end_of_name(self, words: tuple[str, ...], first: int) -> int:
        """Where the name that may begin at `first` stops; `first` when there is none."""
        stop = first
        while stop < len(words) and stop - first < _LONGEST_NAME:
            if not self._continues(words, first, stop):
                break
            stop += 1
        while stop > first and words[stop - 1] in self.parts:
            stop -= 1
        return stop

    def _continues(self, words: tuple[str, ...], first: int, place: int) -> bool:
        word = words[place]
        if place > first and words[place - 1] == "عبد" and word in self._after_abd:
            return True
        if place > first and word in ("الله", "الدين"):
            return True
        if place > first and word == "علي":  # at the beginning it is too often the preposition
            return True
        likeness = self.likeness(word)
        if place > first and word[0] in _PROCLITICS[:2] and len(word) > 3 and likeness < 1:
            return False
        return likeness >= (0.45 if place == first else 0.42)


def _likeness_of_unknown(word: str) -> float:
    """By the shape alone: verbs in the present, inflected words and proclitics are less likely."""
    if word.startswith(ARTICLE):
        return 0.2 if word.endswith(_INFLECTED) else 0.65
    if word.endswith(_INFLECTED) or word[0] == "ي" or len(word) < 3:
        return 0.3
    return 0.6 if word[0] in "ولب" else 0.85
