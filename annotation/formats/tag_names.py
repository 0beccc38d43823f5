"""Finding the tag that another program's name means."""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from annotation.arabic.folding import fold
from annotation.errors import AnnotationError
from annotation.tagsets.tagset import RelationTag, SpanTag

Tag = TypeVar("Tag", SpanTag, RelationTag)


def tag_named(name: str, tags: Mapping[str, Tag]) -> Tag:
    """The tag that a name means, read in the surest way that fits any; else AnnotationError.

    The ways, the surest first: its slug; what it is called elsewhere, to the letter; its slug, its
    own names and what it is called elsewhere, however spelt. A way that fits several is refused.
    """
    meant = _meant(name, tags)
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise AnnotationError(
            "“{tag}” may mean {tags}; rename it in the file.",
            tag=name,
            tags=", ".join(tag.slug for tag in meant),
        )
    raise AnnotationError(
        "The tagset has no tag “{tag}”; it has {tags}.", tag=name, tags=", ".join(tags)
    )


def slug_meant(name: str, tags: Mapping[str, Tag]) -> str | None:
    """The slug of the one tag that a name means; None where it means none or several."""
    meant = _meant(name, tags)
    return meant[0].slug if len(meant) == 1 else None


def slugs_meant(names: Iterable[str], tags: Mapping[str, Tag]) -> dict[str, str]:
    """The slug of each name that means one tag; the other names are left out."""
    found = ((name, slug_meant(name, tags)) for name in names)
    return {name: slug for name, slug in found if slug is not None}


def _meant(name: str, tags: Mapping[str, Tag]) -> list[Tag]:
    """The tags that a name means in the surest way that fits any."""
    if name in tags:
        return [tags[name]]
    called, *spelt = _names_of(_Same(tags))
    if name in called:
        return [tags[slug] for slug in called[name]]
    plain = _plain(name)
    return next(([tags[slug] for slug in names[plain]] for names in spelt if plain in names), [])


class _Same:
    """The tags of a tagset, known by which they are: they never change."""

    __slots__ = ("tags",)

    def __init__(self, tags: Mapping[str, SpanTag] | Mapping[str, RelationTag]) -> None:
        self.tags = tags

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.tags is self.tags

    def __hash__(self) -> int:
        return id(self.tags)


@lru_cache(maxsize=16)  # a name of an import is asked for with each of its spans
def _names_of(same: _Same) -> tuple[dict[str, list[str]], ...]:
    """The keys of tags by what they are called elsewhere, to the letter, and by plain slugs, own
    names and names elsewhere.
    """
    ways: tuple[dict[str, list[str]], ...] = ({}, {}, {}, {})
    for key, tag in same.tags.items():
        elsewhere = {name for names in tag.interchange.values() for name in names}
        own = {_plain(name) for name in tag.name.values()}
        for way, names in zip(
            ways, (elsewhere, {_plain(tag.slug)}, own, set(map(_plain, elsewhere))), strict=True
        ):
            for name in names:
                way.setdefault(name, []).append(key)
    return ways


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """The name without what spellings differ in: case, signs between words, harakat and hamza."""
    folded = fold(unicodedata.normalize("NFKC", name)).casefold()
    return " ".join(folded.replace("_", " ").replace("-", " ").split())
