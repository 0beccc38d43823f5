"""The layers that hold spans, relations and their attributes, written and read alike.

A span is an annotation whose feature `value` is its tag, a relation one with `Governor` and
`Dependent`; each attribute is a feature of its own name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from annotation.formats.format import Option, WriterInput
from annotation.formats.inception.cas import (
    CHAIN_RELATION,
    CHAIN_TAG,
    CUSTOM,
    CUSTOM_RELATION,
    CUSTOM_SPAN,
    DKPRO,
    FIRST,
    FRAGMENT_OF,
    HEAD,
    NAMED,
    NEXT,
    TAIL,
    VALUE,
    CasValue,
)
from annotation.formats.loss import ContentKind
from annotation.tagsets.tagset import AttributeKind, Tagset
from annotation.values.items import Attributes, AttributeValue

HOLDS = frozenset(
    {
        ContentKind.SPANS,
        ContentKind.OVERLAPPING_SPANS,
        ContentKind.DISCONTINUOUS_SPANS,
        ContentKind.RELATIONS,
        ContentKind.SPAN_ATTRIBUTES,
        ContentKind.RELATION_ATTRIBUTES,
    }
)
LAYER = Option("layer", ("named-entity", "custom"))  # what spans are written as
LAYERS = Option("layers")  # those that are read; none named is all that have a place
_STRICT = (NAMED, CUSTOM, "custom.")  # a tag here that the tagset has not is refused

# What a feature may not be called in UIMA, or means something else here.
RESERVED = frozenset(
    {"begin", "end", "sofa", "id", "self", "type", "identifier", FIRST, NEXT, FRAGMENT_OF}
    | {HEAD, TAIL, VALUE, CHAIN_TAG, CHAIN_RELATION}
)
OWN = frozenset({"begin", "end", "sofa", FIRST, NEXT, FRAGMENT_OF, HEAD, TAIL})  # never attributes
_COREFERENCE = DKPRO + "coref."
_PREFIX = "attribute_"
_WHOLE = re.compile(r"-?[0-9]{1,19}")
_DECIMAL = re.compile(r"-?[0-9]{1,400}(?:\.[0-9]{1,400})?(?:[eE][+-]?[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Layers:
    """The types that an export writes, and the features that they have besides the tag."""

    span: str
    relation: str
    features: tuple[tuple[str, AttributeKind], ...]


def layers_of(writing: WriterInput) -> Layers:
    """The layers that hold what a tagset allows."""
    features = ((feature_of(a.slug), a.kind) for a in writing.tagset.attributes.values())
    is_custom = writing.option(LAYER.name) == "custom"
    return Layers(CUSTOM_SPAN if is_custom else NAMED, CUSTOM_RELATION, tuple(sorted(features)))


def feature_of(slug: str) -> str:
    """The feature that holds an attribute; UIMA's names have letters, digits and `_` only."""
    name = slug.replace("-", "__")
    return _PREFIX + name if name in RESERVED or name.startswith(_PREFIX) else name


def attribute_of(feature: str, tagset: Tagset) -> str | None:
    """The attribute that a feature holds, if the tagset has it."""
    name = feature.removeprefix(_PREFIX)
    slugs = (feature, name, name.replace("__", "-"))
    return next((s for s in slugs if s in tagset.attributes and feature_of(s) == feature), None)


def held_attributes(attributes: Attributes, tagset: Tagset) -> Attributes:
    """Those whose values fit the features that the tagset's attributes become."""
    return tuple((name, value) for name, value in attributes if _fits(name, value, tagset))


def _fits(name: str, value: AttributeValue, tagset: Tagset) -> bool:
    attribute = tagset.attributes.get(name)
    if attribute is None:
        return False
    if attribute.kind is AttributeKind.FLAG:
        return isinstance(value, bool)
    if attribute.kind is AttributeKind.NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str)


def written(value: AttributeValue) -> str:
    """A value as the files hold it; numbers as text, for UIMA's own have 32 bits in INCEpTION."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def typed(value: CasValue, kind: AttributeKind) -> AttributeValue:
    """A feature's value as an attribute of this kind holds it; else as it stands."""
    if kind is AttributeKind.FLAG and value in ("true", "false"):
        return value == "true"
    if kind is AttributeKind.NUMBER and isinstance(value, str):
        if _WHOLE.fullmatch(value) and -(2**63) <= int(value) < 2**63:
            return int(value)
        if _DECIMAL.fullmatch(value) and abs(float(value)) != float("inf"):
            return float(value)
    if kind in (AttributeKind.TEXT, AttributeKind.CHOICE) and not isinstance(value, str):
        return written(value)
    return value


def is_of_grammar(type: str) -> bool:
    """Whether a layer is one of INCEpTION's own that holds words, not tags: lemmas and the like."""
    return type.startswith(DKPRO) and not type.startswith((NAMED, _COREFERENCE))


def is_strict(type: str) -> bool:
    """Whether a value that is no tag is a mistake there."""
    return type.startswith(_STRICT)


def chosen_layers(option: str) -> frozenset[str]:
    """The names in a list with commas; none is no choice."""
    return frozenset(name.strip() for name in option.split(",") if name.strip())


def counted(amounts: Mapping[str, int]) -> str:
    """Names with their counts, as a remark lists them."""
    return ", ".join(f"{name} ({count})" for name, count in sorted(amounts.items()))
