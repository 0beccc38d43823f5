"""All relation rules in a row: nesting, pairs in one sentence, and lists joined by «و»."""

from collections.abc import Iterator, Sequence

from annotation.suggesting.relations_of_people import people
from annotation.suggesting.relations_of_places import states_and_places
from annotation.suggesting.sentence_mentions import Mention, RelationCandidate, SentenceMentions
from annotation.tagsets.tagset import Tagset

_MOST_MENTIONS = 12
_FARTHEST_WORDS = 40
_COORDINATED = 0.95


def links(scene: SentenceMentions, tagset: Tagset) -> list[RelationCandidate]:
    """The relations that patterns propose in a sentence, as far as the tagset allows them."""
    return [link for link in _links_of(scene) if is_allowed(link, tagset)]


def is_allowed(link: RelationCandidate, tagset: Tagset) -> bool:
    """Whether the tagset has the relation, and allows it between these two."""
    tag = tagset.relations.get(link.tag)
    return tag is not None and tag.allows(link.head.tag, link.tail.tag)


def _links_of(scene: SentenceMentions) -> Iterator[RelationCandidate]:
    yield from _nested(scene)
    found = list(_pairs(scene))
    yield from found
    for link in found:
        if link.tag == "PARTICIPATES_IN":
            yield from _coordinated(scene, link)


def _pairs(scene: SentenceMentions) -> Iterator[RelationCandidate]:
    outermost = scene.outermost
    for place, first in enumerate(outermost):
        for second in outermost[place + 1 : place + 1 + _MOST_MENTIONS]:
            if len(scene.between(first, second)) > _FARTHEST_WORDS:
                break
            if first.end <= second.begin:
                yield from people(scene, first, second)
                yield from states_and_places(scene, first, second)


def _nested(scene: SentenceMentions) -> Iterator[RelationCandidate]:
    for place, outer in enumerate(scene.mentions):
        inside = _held(scene.mentions, place)
        direct = [m for m in inside if not any(o.holds(m) for o in inside)]
        for number, inner in enumerate(direct):
            yield from _inside(outer, inner, is_first=number == 0)


def _held(mentions: Sequence[Mention], place: int) -> list[Mention]:
    """The mentions inside the one at `place`; they follow it."""
    outer, held = mentions[place], []
    for mention in mentions[place + 1 :]:
        if mention.begin >= outer.end:
            break
        if outer.holds(mention):
            held.append(mention)
    return held


def _inside(outer: Mention, inner: Mention, *, is_first: bool) -> Iterator[RelationCandidate]:
    """The first state in a post is where it is held; a name that begins with one is no part."""
    match outer.tag, inner.tag:
        case "OCC", "ORG" | "GPE" if is_first:
            yield RelationCandidate("POSITION_IN", outer, inner, 0.93, "rule:position-inside")
        case "ORG", "ORG" | "GPE" if inner.begin > outer.begin:
            yield RelationCandidate("PART_OF", outer, inner, 0.92, "rule:part-inside")
        case "FAC" | "LOC" | "EVENT", "GPE" | "LOC":
            yield RelationCandidate("LOCATED_IN", outer, inner, 0.6, "rule:located-inside")
        case "EVENT" | "LAW", "DATE":
            yield RelationCandidate("DATE_OF", outer, inner, 0.7, "rule:date-inside")


def _coordinated(scene: SentenceMentions, link: RelationCandidate) -> Iterator[RelationCandidate]:
    """«أوزبكستان وطاجيكستان»: whoever is joined by «و» to a participant takes part too."""
    same = [m for m in scene.outermost if m.tag == link.head.tag]
    previous = link.head
    for mention in same[same.index(link.head) + 1 :]:
        is_joined = scene.proclitic(mention) == "و" and not scene.between(previous, mention)
        if not is_joined:
            return
        score = link.score * _COORDINATED
        yield RelationCandidate(link.tag, mention, link.tail, score, "rule:participates-too")
        previous = mention
