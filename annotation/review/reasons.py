"""Why something is found: English sentences with their values, translated by the window."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

ReasonValue: TypeAlias = str | int | float


class Why(StrEnum):
    """What a finding rests on. Part of ids of findings, so it never changes."""

    TAG_ELSEWHERE = "tag-elsewhere"
    TAG_OTHERS = "tag-others"
    TWO_TAGS = "two-tags"
    MISSED = "missed"
    MISSED_OTHERS = "missed-others"
    LONELY = "lonely"
    LONELY_OTHERS = "lonely-others"
    BOUNDS_OTHERS = "bounds-others"
    WIDER_ELSEWHERE = "wider-elsewhere"
    FIRST_WORD_OUTSIDE = "first-word-outside"
    FIRST_WORD_INSIDE = "first-word-inside"
    LAST_WORD_OUTSIDE = "last-word-outside"
    LAST_WORD_INSIDE = "last-word-inside"
    CLITIC_OUTSIDE = "clitic-outside"
    ARTICLE_INSIDE = "article-inside"
    HALF_LETTER = "half-letter"
    HALF_WORD = "half-word"
    EDGE_SIGN = "edge-sign"
    TWICE = "twice"
    RELATION_MISSED = "relation-missed"
    RELATION_MISSED_OTHERS = "relation-missed-others"
    RELATION_FLIPPED = "relation-flipped"
    RELATION_TAG = "relation-tag"
    RELATION_LONELY = "relation-lonely"
    SUGGESTION_REJECTED = "suggestion-rejected"
    SUGGESTION_UNTAKEN = "suggestion-untaken"
    SUGGESTION_OTHERWISE = "suggestion-otherwise"
    QUICK = "quick"
    ALL_AT_ONCE = "all-at-once"


_SENTENCES = {
    Why.TAG_ELSEWHERE: "“{words}” is {usual} in {count} other places, and {tag} here.",
    Why.TAG_OTHERS: "Others here: {count}. They say {usual}, not {tag}.",
    Why.TWO_TAGS: "“{words}” has two tags here, {tag} and {usual}, which is rare.",
    Why.MISSED: "“{words}” has a tag in {count} places, mostly {usual}, and none in {bare}.",
    Why.MISSED_OTHERS: "Others tagged it {usual} here: {count}.",
    Why.LONELY: "“{words}” is {tag} here, and has no tag in {bare} other places.",
    Why.LONELY_OTHERS: "Others left it without a tag here: {count}.",
    Why.BOUNDS_OTHERS: "Others drew other bounds here: {count}. They say “{usual}”.",
    Why.WIDER_ELSEWHERE: "“{usual}” has the tag {tag} as a whole in {count} other places.",
    Why.FIRST_WORD_OUTSIDE: "“{word}” stands before a {tag} in {count} places, inside it in {few}.",
    Why.FIRST_WORD_INSIDE: "“{word}” belongs to a {tag} in {count} places, not to it in {few}.",
    Why.LAST_WORD_OUTSIDE: "“{word}” stands after a {tag} in {count} places, inside it in {few}.",
    Why.LAST_WORD_INSIDE: "“{word}” ends a {tag} in {count} places, and stands after it in {few}.",
    Why.CLITIC_OUTSIDE: "“{word}” is a letter of its own before “{usual}”, tagged {count} times.",
    Why.ARTICLE_INSIDE: "The article is left out here, and inside a {tag} in {count} places.",
    Why.HALF_LETTER: "The span ends or begins between a letter and its marks.",
    Why.HALF_WORD: "The span covers half a word: “{word}”.",
    Why.EDGE_SIGN: "The span begins or ends with a sign: “{sign}”.",
    Why.TWICE: "The same words have the tag {tag} twice.",
    Why.RELATION_MISSED: "“{head}” and “{tail}” are related in {count} other places: {usual}.",
    Why.RELATION_MISSED_OTHERS: "Others related them here: {count}. They say {usual}.",
    Why.RELATION_FLIPPED: "“{tag}” goes the other way in {count} places, and this way in {few}.",
    Why.RELATION_TAG: "“{head}” and “{tail}” are {usual} in {count} places, and {tag} here.",
    Why.RELATION_LONELY: "“{tag}” joins them here alone; without it in {count} places.",
    Why.SUGGESTION_REJECTED: "A confident suggestion ({usual}, {percent}%) was rejected here.",
    Why.SUGGESTION_UNTAKEN: "A confident suggestion ({usual}, {percent}%) has no span here.",
    Why.SUGGESTION_OTHERWISE: "A confident suggestion ({usual}, {percent}%) says otherwise.",
    Why.QUICK: "Decisions in a row: {count}, each within {seconds} seconds.",
    Why.ALL_AT_ONCE: "Suggestions accepted at once: {count}, {seconds} s after the act before.",
}


@dataclass(frozen=True, slots=True)
class FindingReason:
    """What is said, as a template with its values; `tag` and `usual` may hold slugs of tags.

    `slug` is what it says whatever the words are: that of a `Why` or of a `Breach`.
    """

    slug: str
    template: str
    values: Mapping[str, ReasonValue] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.values)


def reason(why: Why, **values: ReasonValue) -> FindingReason:
    """The sentence for what a finding rests on."""
    return FindingReason(why.value, _SENTENCES[why], values)
