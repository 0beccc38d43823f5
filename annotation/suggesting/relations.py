"""All relation rules in a row: nesting, pairs in one sentence, and lists joined by «و»."""

from collections.abc import Iterable, Iterator, Sequence

from annotation.suggesting.article import Article
from annotation.suggesting.relations_of_people import people
from annotation.suggesting.relations_of_places import states_and_places
from annotation.suggesting.scene import Link, Mention, Scene, scenes
from annotation.tagset import Tagset

_MOST_MENTIONS = 12
_FARTHEST_WORDS = 40
_COORDINATED = 0.95


def links(article: Article, mentions: Iterable[Mention], tagset: Tagset) -> list[Link]:
    """The relations worth suggesting between mentions, as far as the tagset has and allows them."""
    best: dict[frozenset[Mention], Link] = {}
    for scene in scenes(article, mentions):
        for link in _links_of(scene):
            tag = tagset.relations.get(link.tag)
            if tag is None or not tag.allows(link.head.tag, link.tail.tag):
                continue
            pair = frozenset((link.head, link.tail))
            if pair not in best or link.score > best[pair].score:
                best[pair] = link
    return list(best.values())


def _links_of(scene: Scene) -> Iterator[Link]:
    yield from _nested(scene)
    found = list(_pairs(scene))
    yield from found
    for link in found:
        if link.tag == "PARTICIPATES_IN":
            yield from _coordinated(scene, link)


def _pairs(scene: Scene) -> Iterator[Link]:
    outermost = scene.outermost
    for place, first in enumerate(outermost):
        for second in outermost[place + 1 : place + 1 + _MOST_MENTIONS]:
            if len(scene.between(first, second)) > _FARTHEST_WORDS:
                break
            if first.end <= second.begin:
                yield from people(scene, first, second)
                yield from states_and_places(scene, first, second)


def _nested(scene: Scene) -> Iterator[Link]:
    for place, outer in enumerate(scene.mentions):
        inside = _held(scene.mentions, place)
        direct = [m for m in inside if not any(o.holds(m) for o in inside)]
        for inner in direct:
            yield from _inside(outer, inner)


def _held(mentions: Sequence[Mention], place: int) -> list[Mention]:
    """The mentions inside the one at `place`; they follow it."""
    outer, held = mentions[place], []
    for mention in mentions[place + 1 :]:
        if mention.begin >= outer.end:
            break
        if outer.holds(mention):
            held.append(mention)
    return held


def _inside(outer: Mention, inner: Mention) -> Iterator[Link]:
    match outer.tag, inner.tag:
        case "OCC", "ORG" | "GPE":
            yield Link("POSITION_IN", outer, inner, 0.93, "rule:position-inside")
        case "ORG", "ORG" | "GPE":
            yield Link("PART_OF", outer, inner, 0.92, "rule:part-inside")
        case "FAC" | "LOC" | "EVENT", "GPE" | "LOC":
            yield Link("LOCATED_IN", outer, inner, 0.6, "rule:located-inside")
        case "EVENT" | "LAW", "DATE":
            yield Link("DATE_OF", outer, inner, 0.7, "rule:date-inside")


def _coordinated(scene: Scene, link: Link) -> Iterator[Link]:
    """«أوزبكستان وطاجيكستان»: whoever is joined by «و» to a participant takes part too."""
    same = [m for m in scene.outermost if m.tag == link.head.tag]
    previous = link.head
    for mention in same[same.index(link.head) + 1 :]:
        is_joined = scene.proclitic(mention) == "و" and not scene.between(previous, mention)
        if not is_joined:
            return
        score = link.score * _COORDINATED
        yield Link(link.tag, mention, link.tail, score, "rule:participates-too")
        previous = mention
