"""Relation rules for persons: posts, nationality, membership, meetings, kinship, travel."""

from collections.abc import Iterator

from annotation.suggesting.sentence_mentions import Mention, RelationCandidate, SentenceMentions

_PLACES = ("GPE", "LOC", "FAC")
_NEAR = 6
_FAR = 14
_AROUND_POST = frozenset({"NORP", "OCC", "ORG", "GPE"})
_WITH = "مع"


def people(scene: SentenceMentions, first: Mention, second: Mention) -> Iterator[RelationCandidate]:
    """What may join two outermost mentions, the first before the second in the text."""
    if "PER" not in (first.tag, second.tag):
        return
    for rule in (_position, _nationality, _affiliated, _met, _family, _visited, _resident):
        yield from rule(scene, first, second)


def _position(
    scene: SentenceMentions, first: Mention, second: Mention
) -> Iterator[RelationCandidate]:
    if (first.tag, second.tag) == ("OCC", "PER"):
        between = scene.mentions_between(first, second)
        past = scene.words("posts.past")
        others = [w for w in scene.uncovered(first, second) if w not in past and w not in "(:"]
        if not others and {m.tag for m in between} <= _AROUND_POST:
            yield RelationCandidate(
                "HOLDS_POSITION", second, first, 0.92, "rule:position-before-person"
            )
    elif (first.tag, second.tag) == ("PER", "OCC"):
        words = scene.between(first, second)
        is_beside = words in (("،",), ("(",), ("-",), (",",)) or _says_post(scene, words)
        if is_beside and not _person_follows(scene, second):
            yield RelationCandidate(
                "HOLDS_POSITION", first, second, 0.8, "rule:position-after-person"
            )


def _says_post(scene: SentenceMentions, words: tuple[str, ...]) -> bool:
    """«، وهو أيضا نائب رئيس ...»."""
    said = scene.words("relations.about_post")
    return not said.isdisjoint(words) and all(w in said or w in ("،", ",") for w in words)


def _person_follows(scene: SentenceMentions, post: Mention) -> bool:
    later = [m for m in scene.outermost if m.begin >= post.end]
    return bool(later) and later[0].tag == "PER" and not scene.between(post, later[0])


def _nationality(
    scene: SentenceMentions, first: Mention, second: Mention
) -> Iterator[RelationCandidate]:
    if (first.tag, second.tag) != ("NORP", "PER") or scene.between(first, second):
        return
    if not _is_of_organisation(scene, first):
        yield RelationCandidate("NATIONALITY", second, first, 0.87, "rule:nationality-of-person")


def _is_of_organisation(scene: SentenceMentions, nationality: Mention) -> bool:
    """«رئيس شركة «ميم» اليابانية ...»: an organisation stands before, and the gender is its own."""
    before = [m for m in scene.mentions if m.tag == "ORG" and m.end <= nationality.begin]
    is_beside = bool(before) and not set(scene.between(before[-1], nationality)) - {"»", '"'}
    return is_beside and scene.covered(nationality)[-1:][0].endswith("ه")


def _affiliated(
    scene: SentenceMentions, first: Mention, second: Mention
) -> Iterator[RelationCandidate]:
    between = scene.between(first, second)
    if first.tag in ("ORG", "GPE") and second.tag == "PER" and not between:
        if scene.has(scene.before(first, 2), "relations.role"):
            yield RelationCandidate("AFFILIATED", second, first, 0.8, "rule:affiliated-role")
    elif (first.tag, second.tag) == ("PER", "ORG") and 0 < len(between) <= _NEAR:
        is_alone = not scene.mentions_between(first, second)
        if is_alone and scene.has(between, "relations.role"):
            yield RelationCandidate("AFFILIATED", first, second, 0.62, "rule:affiliated-role")


def _met(scene: SentenceMentions, first: Mention, second: Mention) -> Iterator[RelationCandidate]:
    between = scene.between(first, second)
    if (first.tag, second.tag) != ("PER", "PER") or len(between) > _FAR:
        return
    others = [m for m in scene.mentions_between(first, second) if m.tag == "PER"]
    around = (*scene.before(first, _FAR), *between)
    if others or not scene.has(around, "relations.meeting"):
        return
    is_object = scene.has(around, "relations.meeting_whom")
    with_clitic = scene.proclitic(second) == "ب" or scene.has(between, "posts.head")
    if _WITH in between or (is_object and (with_clitic or len(between) <= _NEAR)):
        yield RelationCandidate("MET_WITH", first, second, 0.75, "rule:met")


def _family(
    scene: SentenceMentions, first: Mention, second: Mention
) -> Iterator[RelationCandidate]:
    between = scene.between(first, second)
    if first.tag == second.tag and len(between) <= 2 and scene.has(between, "relations.family"):
        yield RelationCandidate("FAMILY", first, second, 0.62, "rule:family")


def _visited(
    scene: SentenceMentions, first: Mention, second: Mention
) -> Iterator[RelationCandidate]:
    """«زار بوتين أنقرة», «وصل إلى الدوحة مساء أمس الوزير ...»."""
    person, place = (first, second) if first.tag == "PER" else (second, first)
    between = scene.between(first, second)
    if person.tag != "PER" or place.tag not in _PLACES or len(between) > _NEAR + 3:
        return
    if any(m.tag in ("PER", *_PLACES) for m in scene.mentions_between(first, second)):
        return
    width = 4 if first is person else 2
    is_before = scene.has(scene.before(first, width), "relations.visiting")
    is_between = first is person and scene.has(between, "relations.visiting")
    if is_between or (is_before and len(between) <= _NEAR):
        yield RelationCandidate("VISITED", person, place, 0.65, "rule:visited")


def _resident(
    scene: SentenceMentions, first: Mention, second: Mention
) -> Iterator[RelationCandidate]:
    """«نجيب محفوظ المولود في القاهرة», «المقيم في فرنسا الطاهر بن جلون»."""
    person, place = (first, second) if first.tag == "PER" else (second, first)
    if person.tag != "PER" or place.tag not in ("GPE", "LOC"):
        return
    between = scene.between(first, second)
    is_between = first is person and scene.has(between, "relations.living")
    is_before = len(between) <= 2 and scene.has(scene.before(first, 2), "relations.living")
    if (is_between and len(between) <= _NEAR) or is_before:
        yield RelationCandidate("RESIDENT", person, place, 0.72, "rule:resident")
