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
    if name in tags:
        return tags[name]
    for is_meant in (_is_called, _has_slug, _has_name, _is_called_about):
        meant = [tag for tag in tags.values() if is_meant(name, tag)]
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


def slugs_meant(names: Iterable[str], tags: Mapping[str, Tag]) -> dict[str, str]:
    """The slug of each name that means one tag; the other names are left out."""
    found = {}
    for name in names:
        try:
            found[name] = tag_named(name, tags).slug
        except AnnotationError:
            continue
    return found


def _is_called(name: str, tag: SpanTag | RelationTag) -> bool:
    return any(name in names for names in tag.interchange.values())


def _has_slug(name: str, tag: SpanTag | RelationTag) -> bool:
    return _plain(tag.slug) == _plain(name)


def _has_name(name: str, tag: SpanTag | RelationTag) -> bool:
    return _plain(name) in map(_plain, tag.name.values())


def _is_called_about(name: str, tag: SpanTag | RelationTag) -> bool:
    return any(_plain(name) in map(_plain, names) for names in tag.interchange.values())


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """The name without what spellings differ in: case, signs between words, harakat and hamza."""
    folded = fold(unicodedata.normalize("NFKC", name)).casefold()
    return " ".join(folded.replace("_", " ").replace("-", " ").split())
