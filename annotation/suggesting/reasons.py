"""Why something is suggested: one English sentence for every source, translated by the window."""

REASONS = {
    "memory": "The same words were marked like this before in this project.",
    "learner": "The model has learnt it from finished articles.",
    "relation-learner": "The model has learnt it from the relations of finished articles.",
    "rule:same-words-in-document": "The same words are marked elsewhere in this document.",
    "rule:same-name-in-document": "The name stands in full elsewhere in this document.",
    "rule:same-words-suggested": "The same words are suggested elsewhere in this document.",
    "rule:part-of-name-suggested": "The name stands in full elsewhere in this document.",
    "gazetteer:GPE": "It is in the list of states and towns.",
    "gazetteer:LOC": "It is in the list of regions, waters and mountains.",
    "gazetteer:ORG": "It is in the list of organisations.",
    "gazetteer:PER": "It is in the list of persons in the news.",
    "gazetteer:FAC": "It is in the list of buildings and facilities.",
    "gazetteer:EVENT": "It is in the list of events.",
    "gazetteer:LAW": "It is in the list of agreements and laws.",
    "gazetteer:PROD": "It is in the list of products and projects.",
    "gazetteer:NORP": "It is in the list of peoples and groups.",
    "rule:date": "It is written like a date.",
    "rule:month": "It is the name of a month.",
    "rule:year": "A number follows a word for year.",
    "rule:weekday": "It is a day of the week.",
    "rule:relative-date": "It says a time as seen from today.",
    "rule:century": "It names a century.",
    "rule:money": "A number stands with a currency.",
    "rule:percentage": "A number stands with a percent sign or word.",
    "rule:quantity": "A number stands with a unit.",
    "rule:large-number": "It is a large number.",
    "rule:person-after-post": "It looks like a name and follows a post.",
    "rule:person-after-title": "It looks like a name and follows a title.",
    "rule:person-after-verb": "It looks like a name and follows a verb of saying or doing.",
    "rule:person-after-nationality": "It looks like a name and follows a nationality.",
    "rule:person-given": "It begins with a known given name.",
    "rule:person-unknown-words": "These are no ordinary words, and look like a name.",
    "rule:post-before-person": "It names a post, and a person follows.",
    "rule:post": "It names a post.",
    "rule:organisation-genitive": "A word for an organisation stands with what it belongs to.",
    "rule:organisation-adjective": "A word for an organisation stands with its adjectives.",
    "rule:republic": "A word like “republic” stands before a country.",
    "rule:place-after-area": "It follows a word like “city” or “province”.",
    "rule:place-spelling": "It is spelt almost like a known place.",
    "rule:facility": "A word for a building stands with a name.",
    "rule:landscape": "A word for a water, a mountain or an island stands with a name.",
    "rule:nationality-after-post": "It is a nationality and follows a post.",
    "rule:nationality-plural": "It is a nationality in the plural.",
    "rule:nationality": "It is an adjective of nationality.",
    "rule:event": "A word for an event stands with what makes it one event.",
    "rule:event-quoted": "It is a year or a day of something, in quotation marks.",
    "rule:law-named": "A word for a law or an agreement stands with a name.",
    "rule:law-numbered": "A word for a law or a decision stands with a number.",
    "rule:product-code": "It is a Latin name with digits.",
    "rule:product-quoted": "It stands in quotation marks after a word like “project”.",
    "rule:position-inside": "The organisation or country is part of the post's name.",
    "rule:part-inside": "One is part of the other's name.",
    "rule:located-inside": "The place is part of the name.",
    "rule:date-inside": "The date is part of the name.",
    "rule:position-before-person": "The post stands right before the person.",
    "rule:position-after-person": "The post follows the person after a comma.",
    "rule:nationality-of-person": "The nationality stands right before the person.",
    "rule:nationality-of-organisation": "The nationality stands right after the organisation.",
    "rule:affiliated-role": "A word for a role joins the person and the organisation.",
    "rule:part-belonging": "A word like “belonging to” stands between them.",
    "rule:met": "A word for a meeting joins the two.",
    "rule:relations-between": "They are joined by “between … and”.",
    "rule:relations-with": "A word for relations or talks joins them.",
    "rule:located": "A preposition of place joins them.",
    "rule:located-event": "The event is said to be held there.",
    "rule:located-seat": "A word for a seat joins them.",
    "rule:visited": "A word for a visit or a journey joins them.",
    "rule:resident": "A word for birth or residence joins them.",
    "rule:family": "A word for kinship joins them.",
    "rule:participates": "They are named as taking part in the event.",
    "rule:participates-too": "It is joined by “and” to another participant.",
    "rule:date-beside": "The date stands beside it.",
    "rule:short-name": "It is the short form of a name that stands in full before.",
    "rule:alias": "One stands right after the other, in brackets or not, or is called so.",
}


def reason_of(source: str, times: int = 0) -> str:
    """The sentence for a source, and how often it was so, where that is known: `… (14)`."""
    return f"{REASONS[source]} ({times})" if times else REASONS[source]


def reason_today(source: str, reason: str) -> tuple[str, int]:
    """The sentence of a stored reason as it is worded today, and how often it was so.

    A file keeps the words of its day; those of our rules and lists are found by their source. What
    others call `memory` or `learner` keeps its own words.
    """
    sentence, times = _parted(reason)
    return (REASONS.get(source, sentence) if ":" in source else sentence), times


def _parted(reason: str) -> tuple[str, int]:
    """The sentence of a reason, and how often it was so; 0 where it does not say."""
    sentence, _, rest = reason.rpartition(" (")
    digits = rest.removesuffix(")")
    if sentence and rest != digits and digits.isascii() and digits.isdecimal():
        return sentence, int(digits)
    return reason, 0
