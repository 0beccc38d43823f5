"""Finding the tag that another program's name means."""

from collections.abc import Mapping
from typing import TypeVar

from annotation.errors import AnnotationError
from annotation.tagset import RelationTag, SpanTag

Tag = TypeVar("Tag", SpanTag, RelationTag)


def tag_named(name: str, tags: Mapping[str, Tag]) -> Tag:
    """The tag of this slug, else the only one that is called so elsewhere; else AnnotationError."""
    if name in tags:
        return tags[name]
    meant = [tag for tag in tags.values() if any(name in names for names in _names(tag))]
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


def _names(tag: SpanTag | RelationTag) -> tuple[tuple[str, ...], ...]:
    return tuple(tag.interchange.values())
