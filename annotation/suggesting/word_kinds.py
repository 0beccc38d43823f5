"""Sorts words into some dozens of kinds: what was learnt of one says something of another."""

from functools import lru_cache

from annotation.arabic.letters import ARTICLE, is_arabic
from annotation.suggesting.lemmas import EITHER, NAME
from annotation.suggesting.lexicon import Lexicon

EDGE = "edge"  # of the sentence
# The first list that holds a word, in some reading, names its kind.
_LISTS = (
    ("organisations.head", "organisation"),
    ("places.area", "area"),
    ("titles.person", "title"),
    ("places.facility", "facility"),
    ("posts.head", "title"),
    ("verbs.saying", "saying"),
)


class WordKinds:
    """The kinds of words, as a lexicon sees them; each is worked out once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.kind = lru_cache(maxsize=100_000)(self._kind)

    def _kind(self, word: str) -> str:
        """The kind of the folded word."""
        if not is_arabic(word):
            return "9" if word[0].isdigit() else "A" if word[0].isalpha() else word[0]
        lexicon = self.lexicon
        if word in lexicon.triggers["grammar.function"]:
            return "function"
        if word in lexicon.gazetteer.own_names:
            return "name of the news"
        for name, kind in _LISTS:
            if lexicon.reading_in(word, lexicon.triggers[name]):
                return kind
        if lexicon.nationality_reading(word) is not None:
            return "nationality"
        return self._by_lists(word)

    def _by_lists(self, word: str) -> str:
        lexicon, lemma = self.lexicon, self.lexicon.lemmas.kind(word)
        is_common = "common " if lexicon.vocabulary.is_common(word) else ""
        article = "the " if word.startswith(ARTICLE) else ""
        if lexicon.names.is_given(word):
            return f"given {is_common}{lemma}"
        if lexicon.names.is_family(word):
            return f"family {is_common}"
        if lexicon.gazetteer.has_single(word):
            return "place"
        if is_common:
            return f"{article}common {lemma if lemma.endswith((NAME, EITHER)) else ''}"
        return f"{article}{lemma}"
