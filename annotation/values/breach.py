"""Which rule something breaks: a slug that stays, and the sentence that says it today."""

from enum import StrEnum

from annotation.errors import AnnotationError


class Breach(StrEnum):
    """What is not allowed of spans and relations. Part of ids of findings, so it never changes."""

    UNKNOWN_SPAN_TAG = "unknown-span-tag"
    UNKNOWN_RELATION_TAG = "unknown-relation-tag"
    NO_LETTER = "no-letter"
    OUTSIDE_TEXT = "outside-text"
    SPACE_AT_EDGE = "space-at-edge"
    SAME_SPAN = "same-span"
    CROSSING = "crossing"
    NO_END = "no-end"
    ONE_SPAN = "one-span"
    SAME_TAG_NEEDED = "same-tag-needed"
    WRONG_ENDS = "wrong-ends"
    SAME_RELATION = "same-relation"
    UNKNOWN_ATTRIBUTE = "unknown-attribute"
    WRONG_VALUE = "wrong-value"


_SENTENCES = {
    Breach.UNKNOWN_SPAN_TAG: "The tagset has no span tag “{tag}”; it has {tags}.",
    Breach.UNKNOWN_RELATION_TAG: "The tagset has no relation tag “{tag}”; it has {tags}.",
    Breach.NO_LETTER: "A span needs at least one letter.",
    Breach.OUTSIDE_TEXT: "{begin}–{end} is not a stretch of this text of {length} characters.",
    Breach.SPACE_AT_EDGE: "A span may not begin or end with a space: {begin}–{end}.",
    Breach.SAME_SPAN: "“{text}” already has the tag {tag}.",
    Breach.CROSSING: "This would cross “{text}” ({tag}); a span may lie within another or apart"
    " from it.",
    Breach.NO_END: "The span at one end of this relation does not exist.",
    Breach.ONE_SPAN: "A relation needs two different spans.",
    Breach.SAME_TAG_NEEDED: "{tag} joins two spans of the same tag, not {head} and {tail}.",
    Breach.WRONG_ENDS: "{tag} goes from {heads} to {tails}, not from {head} to {tail}.",
    Breach.SAME_RELATION: "“{head}” and “{tail}” are already related by {tag}.",
    Breach.UNKNOWN_ATTRIBUTE: "{tag} has no attribute “{attribute}” in this tagset.",
    Breach.WRONG_VALUE: "“{value}” is not a value of the attribute “{attribute}”.",
}


class RuleBroken(AnnotationError):
    """What was asked for, or what is there, breaks a rule: `breach` is which."""

    def __init__(self, breach: Breach, **values: object) -> None:
        super().__init__(_SENTENCES[breach], **values)
        self.breach = breach
