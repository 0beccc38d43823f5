"""Which tag of a tagset a foreign name means: by its slug, its names, or other tagsets' names."""

from collections.abc import Iterable

from annotation.tagset import SpanTag, Tagset


def mapped_tags(names: Iterable[str], tagset: Tagset) -> dict[str, str]:
    """The slug for each name that means exactly one span tag; the surest way to read it counts."""
    found = {}
    for name in names:
        for known_names in (_slug, _own_names, _foreign_names):
            fitting = [
                slug for slug, tag in tagset.spans.items() if _folded(name) in known_names(tag)
            ]
            if len(fitting) == 1:
                found[name] = fitting[0]
            if fitting:
                break
    return found


def _slug(tag: SpanTag) -> set[str]:
    return {_folded(tag.slug)}


def _own_names(tag: SpanTag) -> set[str]:
    return {_folded(name) for name in tag.name.values()}


def _foreign_names(tag: SpanTag) -> set[str]:
    return {_folded(name) for names in tag.interchange.values() for name in names}


def _folded(name: str) -> str:
    return name.casefold().replace("_", " ").replace("-", " ").strip()
