"""Words for the closed sets that people see: stages, origins, kinds, tiers and places."""

import re
from datetime import datetime
from html import escape

from annotation.suggesting.reasons import reason_today
from annotation.tagsets.tagset import RelationTag, SpanTag
from annotation.values.items import Fragments, Origin, Stage, SuggestedRelation, SuggestedSpan
from ui.look.certainty import is_confident
from ui.look.item_kinds import ItemKind
from ui.look.language import in_language, is_right_to_left, isolated, left_to_right, tr

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
# A word with the brackets it has, which may hold spaces and brackets, or a word without any.
_PIECE = re.compile(r"[^\s()\[\]]*(?:\[(?:[^\[\]]|\[[^\[\]]*\])*\][^\s()\[\]]*)+|[^\s()]+")
_LATIN_STOPS = ".,;:!?"


def stage_word(stage: Stage) -> str:
    """How far the work on a document is."""
    match stage:
        case Stage.NEW:
            return tr("New")
        case Stage.IN_PROGRESS:
            return tr("In progress")
        case Stage.FINISHED:
            return tr("Finished")
        case Stage.SET_ASIDE:
            return tr("Set aside")


def origin_word(origin: Origin) -> str:
    """How an item came to be."""
    match origin:
        case Origin.BY_HAND:
            return tr("by hand")
        case Origin.ACCEPTED:
            return tr("suggestion accepted")
        case Origin.CORRECTED:
            return tr("suggestion corrected")
        case Origin.PROPAGATED:
            return tr("same words elsewhere")
        case Origin.IMPORTED:
            return tr("imported")
        case Origin.CURATED:
            return tr("curated")


def kind_word(kind: ItemKind) -> str:
    """What an item is."""
    match kind:
        case ItemKind.SPAN:
            return tr("Span")
        case ItemKind.RELATION:
            return tr("Relation")
        case ItemKind.SUGGESTED_SPAN:
            return tr("Suggested span")
        case ItemKind.SUGGESTED_RELATION:
            return tr("Suggested relation")


def tier_word(score: float) -> str:
    """How far a suggestion can be trusted."""
    return tr("confident") if is_confident(score) else tr("candidate")


def score_words(score: float) -> str:
    """A score and what it is worth: 93% · confident."""
    return f"{round(score * 100)}% · {tier_word(score)}"


def reason_words(suggestion: SuggestedSpan | SuggestedRelation) -> str:
    """Why it was suggested; a reason that quotes braces from the text is shown as it is."""
    reason, times = reason_today(suggestion.suggester, suggestion.reason)
    words = reason if "{" in reason or "}" in reason else tr(reason)
    return isolated(f"{words} ({left_to_right(times)})" if times else words)


def where_words(fragments: Fragments) -> str:
    """The place of a span, kept left to right: 12–18, or 12–18, 25–30."""
    return left_to_right(", ".join(f"{begin}–{end}" for begin, end in fragments))


def time_words(time: datetime) -> str:
    """A moment up to its minute, by the time zone that it has."""
    return left_to_right(f"{time:%Y-%m-%d %H:%M}")


def definition_words(tag: SpanTag | RelationTag) -> str:
    """What a tag means; Arabic examples within English run from right to left, each as a whole."""
    definition = in_language(tag.definition)
    return definition if is_right_to_left() else _with_arabic_apart(definition)


def _with_arabic_apart(text: str) -> str:
    """The text with each Arabic stretch isolated (U+2067 … U+2069), its brackets and numbers too.

    Pieces with an Arabic letter or sign that only space parts are one stretch; the comma or stop
    after it belongs to the text around it.
    """
    pieces: list[str] = []
    begin = end = 0  # of the stretch
    for found in filter(lambda piece: _ARABIC.search(piece[0]), _PIECE.finditer(text)):
        if begin == end or not text[end : found.start()].isspace():
            pieces += [_right_to_left(text[begin:end]), text[end : found.start()]]
            begin = found.start()
        end = begin + len(text[begin : found.end()].rstrip(_LATIN_STOPS))
    return "".join((*pieces, _right_to_left(text[begin:end]), text[end:]))


def _right_to_left(text: str) -> str:
    return f"\u2067{text}\u2069" if text else ""


def anchored(sentence: str) -> str:
    """A sentence that runs in the direction of the screen, whatever letter it begins with."""
    return ("\u200f" if is_right_to_left() else "\u200e") + sentence


def paragraph(text: str) -> str:
    """The text as rich text that runs in the direction of the screen.

    Plain labels push the first of several right-to-left lines in by the space it was broken at.
    """
    return f'<p dir="{text_direction()}">{escape(text)}</p>'


def text_direction() -> str:
    """The direction of the screen, as markup names it."""
    return "rtl" if is_right_to_left() else "ltr"
