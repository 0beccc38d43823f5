"""What the first version called findings of broken rules: its ids were made of its sentences.

People waved findings through by these ids, and that holds. The sentences stand here as they were
then; one that is worded anew elsewhere is left as it is here, and a new one has no place here.
"""

from annotation.review.finding import Doubt, finding_id
from annotation.review.reasons import Why
from annotation.values.breach import Breach

_EARLIER: dict[str, str] = {
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
    Breach.UNKNOWN_ATTRIBUTE: "{tag} has no attribute “{attribute}” in this tagset.",
    Breach.WRONG_VALUE: "“{value}” is not a value of the attribute “{attribute}”.",
    Why.HALF_LETTER: "The span ends or begins between a letter and its marks.",
    Why.HALF_WORD: "The span covers half a word: “{word}”.",
    Why.EDGE_SIGN: "The span begins or ends with a sign: “{sign}”.",
    Why.TWICE: "The same words have the tag {tag} twice.",
}


def earlier_rule_id(sha256: str, annotator: str, slug: str, *parts: object) -> str:
    """The id by which the first version knew a broken rule; empty where it had no such finding."""
    sentence = _EARLIER.get(slug)
    return "" if sentence is None else finding_id(sha256, annotator, Doubt.RULE, sentence, *parts)
