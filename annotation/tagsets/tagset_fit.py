"""Whether work that was done with one tagset can stand under another one."""

from collections.abc import Iterator

from annotation.tagsets.tagset import Attribute, AttributeKind, Overlap, Tagset

_WIDTH = (Overlap.NONE, Overlap.NESTED, Overlap.ANY)


def fits(narrow: Tagset, wide: Tagset) -> bool:
    """Whether everything that `narrow` allows is allowed by `wide`, with the same meaning of slugs.

    Names, colours, keys and definitions may differ: a slug is what stays.
    """
    if narrow.source == wide.source:
        return True
    return narrow.slug == wide.slug and all(_checks(narrow, wide))


def _checks(narrow: Tagset, wide: Tagset) -> Iterator[bool]:
    yield _WIDTH.index(narrow.overlap) <= _WIDTH.index(wide.overlap)
    yield narrow.spans.keys() <= wide.spans.keys()
    yield narrow.labels.keys() <= wide.labels.keys()
    yield narrow.relations.keys() <= wide.relations.keys()
    yield all(_allows_relation(narrow, wide, slug) for slug in narrow.relations)
    yield all(_holds(attribute, wide) for attribute in narrow.attributes.values())


def _allows_relation(narrow: Tagset, wide: Tagset, slug: str) -> bool:
    old, new = narrow.relations[slug], wide.relations.get(slug)
    if new is None or old.is_equivalence is not new.is_equivalence:
        return False
    tags = tuple(narrow.spans)
    return all(new.allows(head, tail) for head in tags for tail in tags if old.allows(head, tail))


def _holds(attribute: Attribute, wide: Tagset) -> bool:
    other = wide.attributes.get(attribute.slug)
    if other is None or other.kind is not attribute.kind or not attribute.on <= other.on:
        return False
    return attribute.kind is not AttributeKind.CHOICE or {*attribute.values} <= {*other.values}
