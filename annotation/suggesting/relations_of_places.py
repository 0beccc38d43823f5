"""Relation rules for states, organisations, places, events and dates."""

from collections.abc import Iterator

from annotation.suggesting.sentence_mentions import Mention, RelationCandidate, SentenceMentions

_STATES = ("GPE", "ORG")
_WHERE = ("GPE", "LOC", "FAC")
_THINGS = ("ORG", "FAC", "GPE", "LOC")
_BETWEEN = frozenset({"بين"})
_WITH = "مع"
_BRACKETS = ("(", ")")
_QUOTES = frozenset({"»", '"'})
_QUOTED = (("«", "»"), ('"', '"'))
_NEAR = 8
_FAR = 25


def states_and_places(
    scene: SentenceMentions, first: Mention, second: Mention
) -> Iterator[RelationCandidate]:
    """What may join two outermost mentions, the first before the second in the text."""
    for rule in _RULES:
        yield from rule(scene, first, second)


def _are_states(first: Mention, second: Mention) -> bool:
    return first.tag in _STATES and second.tag in _STATES


def _between(
    scene: SentenceMentions, first: Mention, second: Mention
) -> Iterator[RelationCandidate]:
    """«بين طاجيكستان وأوزبكستان»."""
    joined = scene.proclitic(second) == "و" or scene.between(first, second) == ("و",)
    adjacent = len(scene.between(first, second)) <= 1
    before = scene.before(first, 2)
    if _are_states(first, second) and joined and adjacent and not _BETWEEN.isdisjoint(before):
        yield RelationCandidate("RELATIONS_WITH", first, second, 0.78, "rule:relations-between")


def _with(scene: SentenceMentions, first: Mention, second: Mention) -> Iterator[RelationCandidate]:
    """«اتفاق مصر مع إسرائيل»."""
    between = scene.between(first, second)
    is_alone = not scene.mentions_between(first, second)
    if not (_are_states(first, second) and _WITH in between and is_alone):
        return
    words = (*scene.before(first, 2), *between)
    if len(between) <= _NEAR and scene.has(words, "relations.dealings"):
        yield RelationCandidate("RELATIONS_WITH", first, second, 0.58, "rule:relations-with")


def _belonging(
    scene: SentenceMentions, first: Mention, second: Mention
) -> Iterator[RelationCandidate]:
    """«مجلس الأمن التابع للأمم المتحدة»."""
    between = scene.between(first, second)
    if first.tag == second.tag == "ORG" and len(between) == 1:
        if between[0] in scene.words("relations.belonging"):
            yield RelationCandidate("PART_OF", first, second, 0.9, "rule:part-belonging")
    elif first.tag == second.tag == "ORG" and not between and scene.proclitic(second) == "ب":
        yield RelationCandidate("PART_OF", first, second, 0.5, "rule:part-belonging")


def _located(
    scene: SentenceMentions, first: Mention, second: Mention
) -> Iterator[RelationCandidate]:
    """«مطار ماناس في بيشكيك», «أوش (قرغيزستان)»."""
    if first.tag not in _THINGS or second.tag not in _WHERE:
        return
    if scene.mentions_between(first, second):
        return
    between = scene.between(first, second)
    score = 0.7 if first.tag in _WHERE else 0.52
    in_brackets = (*between, *scene.after(second, 1)) == _BRACKETS
    if in_brackets or _joins_place(scene, second, between):
        yield RelationCandidate("LOCATED_IN", first, second, score, "rule:located")
    elif 0 < len(between) <= 4 and scene.has(between, "relations.seat"):
        yield RelationCandidate("LOCATED_IN", first, second, 0.72, "rule:located-seat")


def _joins_place(scene: SentenceMentions, place: Mention, between: tuple[str, ...]) -> bool:
    preposition, area = scene.words("relations.place"), scene.words("places.area")
    if not between:
        return scene.proclitic(place) == "ب"
    if len(between) == 1:
        word = between[0]
        return word in preposition or (word[:1] == "ب" and word[1:] in area)
    return (
        len(between) in (2, 3)
        and between[0] in preposition
        and all(word in preposition | area for word in between[1:])
    )


def _event(scene: SentenceMentions, first: Mention, second: Mention) -> Iterator[RelationCandidate]:
    """«الاجتماع الثلاثي ... الذي سيعقد في مدينة خوجند»."""
    between = scene.between(first, second)
    if first.tag != "EVENT" or second.tag not in _WHERE or len(between) > _FAR:
        return
    ends_with = between[-1:] and (between[-1] == "في" or between[-2:-1] == ("في",))
    with_clitic = scene.proclitic(second) == "ب"
    near = between == ("في",) or (not between and with_clitic)
    if near or ((ends_with or with_clitic) and scene.has(between, "relations.held")):
        yield RelationCandidate("LOCATED_IN", first, second, 0.65, "rule:located-event")


def _participates(
    scene: SentenceMentions, first: Mention, second: Mention
) -> Iterator[RelationCandidate]:
    between = scene.between(first, second)
    if len(between) > _NEAR:
        return
    if first.tag == "EVENT" and second.tag in ("GPE", "ORG", "PER"):
        is_alone = not scene.mentions_between(first, second)
        if is_alone and scene.has(between, "relations.taking_part"):
            yield RelationCandidate("PARTICIPATES_IN", second, first, 0.65, "rule:participates")
    elif second.tag == "EVENT" and first.tag in ("GPE", "ORG", "PER"):
        words = (*scene.before(first, 1), *between)
        if scene.has(words, "relations.joined") and not scene.mentions_between(first, second):
            yield RelationCandidate("PARTICIPATES_IN", first, second, 0.6, "rule:participates")


def _words_alone(
    scene: SentenceMentions, first: Mention, second: Mention, tags: tuple[str, str]
) -> tuple[str, ...]:
    """The words between two mentions of these tags with no other of either between; else none."""
    if (first.tag, second.tag) != tags:
        return ()
    others = {mention.tag for mention in scene.mentions_between(first, second)}
    return () if others & set(tags) else scene.between(first, second)


def _attended(
    scene: SentenceMentions, first: Mention, second: Mention
) -> Iterator[RelationCandidate]:
    """«المعرض الدولي في قصر المعارض بالرباط، بحضور وزير الثقافة كريم بنشقرون»."""
    words = _words_alone(scene, first, second, ("EVENT", "PER"))
    if _NEAR < len(words) <= _FAR and scene.has(words, "relations.attended"):
        yield RelationCandidate("PARTICIPATES_IN", second, first, 0.6, "rule:participates")


def _goes_to(
    scene: SentenceMentions, first: Mention, second: Mention
) -> Iterator[RelationCandidate]:
    """«يتوجه عمر إلى فرغانة للمشاركة في المنتدى الاقتصادي»."""
    words = _words_alone(scene, first, second, ("PER", "EVENT"))
    if (
        scene.mentions_between(first, second)
        and len(words) <= _FAR
        and scene.has(words[-3:], "relations.joined")
    ):
        yield RelationCandidate("PARTICIPATES_IN", first, second, 0.55, "rule:participates")


def _held_on(
    scene: SentenceMentions, first: Mention, second: Mention
) -> Iterator[RelationCandidate]:
    """«المنتدى الاقتصادي، الذي يعقد في مسقط يوم 5 يونيو»."""
    words = _words_alone(scene, first, second, ("EVENT", "DATE"))
    if len(words) <= _NEAR + 2 and scene.has(words, "relations.held"):
        yield RelationCandidate("DATE_OF", first, second, 0.65, "rule:date-beside")


def _dated(scene: SentenceMentions, first: Mention, second: Mention) -> Iterator[RelationCandidate]:
    if len(scene.between(first, second)) > 2 or scene.mentions_between(first, second):
        return
    if first.tag in ("EVENT", "LAW") and second.tag == "DATE":
        yield RelationCandidate("DATE_OF", first, second, 0.58, "rule:date-beside")


def _of_nation(
    scene: SentenceMentions, first: Mention, second: Mention
) -> Iterator[RelationCandidate]:
    """«شركة «دلتا» الفرنسية»."""
    is_beside = not set(scene.between(first, second)) - _QUOTES
    if (first.tag, second.tag) == ("ORG", "NORP") and is_beside:
        yield RelationCandidate(
            "NATIONALITY", first, second, 0.6, "rule:nationality-of-organisation"
        )


def _alias(scene: SentenceMentions, first: Mention, second: Mention) -> Iterator[RelationCandidate]:
    """«منظمة الأغذية والزراعة (الفاو)», «... المعروف باسم ...»."""
    between = scene.between(first, second)
    if first.tag != second.tag or first.tag in ("DATE", "NUM", "MONEY"):
        return
    around = (*between, *scene.after(second, 1))
    in_brackets = around == _BRACKETS or around in _QUOTED
    if in_brackets and first.tag in ("ORG", "PER"):
        yield RelationCandidate("SAME_AS", first, second, 0.62, "rule:alias")
    elif first.tag == "ORG" and not between and not scene.proclitic(second):
        yield RelationCandidate("SAME_AS", first, second, 0.45, "rule:alias")
    elif 0 < len(between) <= 3 and scene.has(between, "relations.alias"):
        yield RelationCandidate("SAME_AS", first, second, 0.6, "rule:alias")


_RULES = (
    *(_between, _with, _belonging, _located, _event, _participates, _attended, _goes_to),
    *(_held_on, _dated, _alias, _of_nation),
)
