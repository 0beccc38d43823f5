"""The words of a document and the folded form of what a span covers."""

from bisect import bisect_right
from functools import lru_cache

from annotation.arabic.clitics import CONJUNCTIONS, PREPOSITIONS
from annotation.arabic.folding import fold
from annotation.arabic.letters import ARTICLE
from annotation.arabic.tokens import token_bounds

CONTEXT = 60  # code points shown on either side
_SHORTEST = 3  # letters of a form that is looked for elsewhere


class DocumentWords:
    """A document's tokens, folded, with their places."""

    __slots__ = ("begins", "ends", "folded", "text")

    def __init__(self, text: str) -> None:
        bounds = token_bounds(text)
        self.text = text
        self.begins = [begin for begin, _ in bounds]
        self.ends = [end for _, end in bounds]
        # All at once: folding changes each letter by itself, and no text holds a NUL.
        together = "\0".join([text[begin:end] for begin, end in bounds])
        self.folded = fold(together).split("\0") if bounds else []

    def at(self, offset: int) -> int:
        """The number of the token over an offset; -1 when there is none."""
        number = bisect_right(self.begins, offset) - 1
        return number if number >= 0 and offset < self.ends[number] else -1

    def joins(self, number: int, other: int) -> bool:
        """Whether nothing but spaces within a line is between two tokens."""
        return "\n" not in self.text[self.ends[number] : self.begins[other]]


def form_of(text: str, begin: int, end: int) -> str:
    """The folded words of a place, joined by spaces; empty where there is too little to look for.

    After «لل» the article's alef is not written; the form has it back.
    """
    form = _form(text[begin:end])
    if begin and form.startswith("ل") and text[begin - 1] == "ل":
        form = "ا" + form
    return form


@lru_cache(maxsize=100_000)
def _form(surface: str) -> str:
    folded = fold(surface)
    form = " ".join(folded[begin:end] for begin, end in token_bounds(folded))
    is_enough = sum(map(str.isalpha, form)) >= _SHORTEST
    return form if is_enough else ""


@lru_cache(maxsize=100_000)
def bare_word(folded: str) -> str:
    """A folded word less a conjunction or preposition before the article: والرئيس is الرئيس."""
    if folded.startswith(("لل", "ولل", "فلل")):
        return "ا" + folded[folded.index("لل") + 1 :]
    for letters in (1, 2):
        before = folded[:letters]
        if all(sign in CONJUNCTIONS + PREPOSITIONS for sign in before) and folded.startswith(
            ARTICLE, letters
        ):
            return folded[letters:]
    return folded


def context_of(text: str, begin: int, end: int) -> tuple[str, str, str]:
    """What stands before a place, its words, and what stands after."""
    return text[max(0, begin - CONTEXT) : begin], text[begin:end], text[end : end + CONTEXT]
