"""Clitics: where the core of a written word may begin, as an offset within the word."""

from collections.abc import Callable
from functools import lru_cache

from annotation.arabic.folding import Folded, fold, fold_with_map
from annotation.arabic.letters import ARTICLE, is_arabic
from annotation.arabic.root_letters import COMMON_NOUNS, NOT_CLITICS, WAW_STEMS

CONJUNCTIONS = "وف"
PREPOSITIONS = "بلك"
_FUTURE = "س"
_FUTURE_VERBS = "يتنا"
_SHORTEST_CORE = 2
_SHORTEST_STEM = 3

IsKnownWord = Callable[[str], bool]


def proclitic_cuts(word: str) -> tuple[int, ...]:
    """Offsets at which the core of the written word may begin: 0 first, after the article last."""
    folded = fold_with_map(word)
    letters = {0}
    bases = {0}
    if folded.text[:1] and folded.text[0] in CONJUNCTIONS:
        bases.add(1)
    for base in sorted(bases):
        letters |= {base, *_after_preposition(folded.text, base)}
    letters |= {cut + 2 for cut in letters if folded.text.startswith(ARTICLE, cut)}
    longest = len(folded.text) - _SHORTEST_CORE
    return _offsets(folded, {cut for cut in letters if cut == 0 or cut <= longest})


def _after_preposition(text: str, base: int) -> set[int]:
    first, second = text[base : base + 1], text[base + 1 : base + 2]
    if first == "ل" and second == "ل":
        return {base + 1, base + 2}
    if first and first in PREPOSITIONS:
        return {base + 1}
    if first == _FUTURE and second and second in _FUTURE_VERBS:
        return {base + 1}
    return set()


def _offsets(folded: Folded, letters: set[int]) -> tuple[int, ...]:
    """The cuts as offsets in the source; none within a ligature such as ﻻ."""
    starts = folded.starts
    cuts = {starts[cut] for cut in letters if cut == 0 or starts[cut] != starts[cut - 1]}
    return (0, *sorted(cuts - {starts[0], 0}))


def letters_to_offset(word: str, letters: int) -> int:
    """The offset in the written word, marks and all, after so many folded letters."""
    return 0 if letters == 0 else fold_with_map(word).starts[letters]


@lru_cache(maxsize=200_000)
def readings(folded_word: str) -> tuple[tuple[int, str], ...]:
    """Ways to read a folded word: how many letters are proclitics, and the stem.

    The stem has its article back after lam: للاردن gives (1, الاردن); the bare word comes first.
    """
    found = [(0, folded_word)]
    if is_arabic(folded_word):
        found += _prepositional(folded_word, 0)
        if folded_word[0] in CONJUNCTIONS and len(folded_word) > _SHORTEST_CORE:
            found.append((1, folded_word[1:]))
            found += _prepositional(folded_word[1:], 1)
    return tuple(found)


def _prepositional(word: str, letters: int) -> list[tuple[int, str]]:
    if word.startswith("لل") and len(word) > _SHORTEST_STEM:
        stem = word[1:]
        return [(letters + 1, "ا" + stem), (letters + 1, stem), (letters + 1, ARTICLE + stem)]
    if word[:1] in PREPOSITIONS and len(word) > _SHORTEST_CORE:
        return [(letters + 1, word[1:])]
    return []


def likely_core(word: str, known: IsKnownWord | None = None) -> int:
    """The offset at which the core most likely begins: after و ف ب ل ك, the article stays.

    `known` says whether a folded word is one by itself (a name, a common word).
    """
    folded = fold(word)
    return letters_to_offset(word, _core_letters(folded, known or _is_unknown))


def _is_unknown(word: str) -> bool:
    return False


def _core_letters(word: str, known: IsKnownWord) -> int:
    if not is_arabic(word) or _is_whole(word, known):
        return 0
    if word[0] in CONJUNCTIONS and _follows_conjunction(word, known):
        rest = word[1:]
        return 1 + (0 if _is_whole(rest, known) else _preposition_letters(rest, known))
    return _preposition_letters(word, known)


def _is_whole(word: str, known: IsKnownWord) -> bool:
    return word in NOT_CLITICS or known(word)


def _follows_conjunction(word: str, known: IsKnownWord) -> bool:
    """Whether the و or ف at the beginning is a conjunction."""
    rest = word[1:]
    if len(rest) < _SHORTEST_CORE:
        return False
    if _is_certain_core(rest, known) or _preposition_letters(rest, known):
        return True
    is_root_letter = word[0] != "و" or word.startswith(WAW_STEMS)
    return not is_root_letter and len(rest) >= _SHORTEST_STEM


def _preposition_letters(word: str, known: IsKnownWord) -> int:
    """1 when the word begins with a preposition rather than with a root letter ب ل ك."""
    if word[:1] not in PREPOSITIONS or len(word) <= _SHORTEST_STEM:
        return 0
    if word.startswith("لل"):
        return 1
    return int(_is_certain_core(word[1:], known))


def _is_certain_core(rest: str, known: IsKnownWord) -> bool:
    """Whether what follows the letter is surely a word: an article, a known or common word."""
    has_article = rest.startswith(ARTICLE) and len(rest) > _SHORTEST_STEM
    return has_article or rest in COMMON_NOUNS or known(rest)
