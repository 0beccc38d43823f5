"""A CAS in plain values: typed structures over one text, and the names that INCEpTION gives them.

UIMA's word for what we call an attribute is *feature*; offsets in a CAS count UTF-16 units.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from annotation.errors import AnnotationError

CasValue = str | int | float | bool

INITIAL_VIEW = "_InitialView"
SOFA = "uima.cas.Sofa"
DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
META_DATA = DKPRO + "metadata.type.DocumentMetaData"
SENTENCE = DKPRO + "segmentation.type.Sentence"
TOKEN = DKPRO + "segmentation.type.Token"
NAMED = DKPRO + "ner.type.NamedEntity"
CUSTOM = "webanno.custom."
CUSTOM_SPAN = CUSTOM + "Span"
CUSTOM_RELATION = CUSTOM + "Relation"

VALUE = "value"
HEAD, TAIL = "Governor", "Dependent"
FIRST, NEXT = "first", "next"
CHAIN_TAG, CHAIN_RELATION = "referenceType", "referenceRelation"
FRAGMENT_OF = "fragmentOf"  # ours: the fragments of one discontinuous span share its value

# Structure that every CAS has and that says nothing about the text's content.
SCAFFOLD = frozenset(
    {
        META_DATA,
        SENTENCE,
        TOKEN,
        DKPRO + "metadata.type.TagsetDescription",
        DKPRO + "metadata.type.TagDescription",
        "uima.tcas.DocumentAnnotation",
    }
)

_WHOLE = re.compile("-?[0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class Structure:
    """One feature structure; a reference to another is that one's id."""

    id: int
    type: str
    values: Mapping[str, CasValue]
    line: int = 0

    @property
    def layer(self) -> str:
        """The last part of the type's name, as people know the layer."""
        return self.type.rpartition(".")[2]

    @property
    def is_annotation(self) -> bool:
        """Whether it covers a stretch of text."""
        return "begin" in self.values or "end" in self.values

    @property
    def is_relation(self) -> bool:
        """Whether it leads from one annotation to another."""
        return HEAD in self.values or TAIL in self.values

    def reference(self, name: str) -> int | None:
        """The id of the structure that a feature refers to, if it is set.

        AnnotationError when it is no number.
        """
        return self.number(name) if name in self.values else None

    def number(self, name: str) -> int:
        """A feature that must be a whole number; AnnotationError when it is none."""
        value = self.values.get(name)
        if isinstance(value, str) and _WHOLE.fullmatch(value):
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise AnnotationError(
            "“{feature}” of the annotation {id} must be a whole number.", feature=name, id=self.id
        )


def _own_line(structure: Structure) -> int:
    return structure.line


@dataclass(frozen=True, slots=True)
class Cas:
    """One view of a CAS: its text, the structures that are its members, and all there are.

    `elsewhere` counts the annotations of other views.
    """

    text: str
    title: str
    members: tuple[Structure, ...]
    structures: Mapping[int, Structure]
    elsewhere: int = 0
    line_of: Callable[[Structure], int] = _own_line
