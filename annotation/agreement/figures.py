"""What agreement is told in: figures with their intervals, tables, and the passages behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

NOTHING = ""  # in place of a tag, where one of two annotators marked nothing


class Measure(StrEnum):
    """What is measured; README.md says how each is defined."""

    SPAN_EXACT = "span-exact"
    SPAN_BOUNDARY = "span-boundary"
    SPAN_RELAXED = "span-relaxed"
    SPAN_PARTIAL = "span-partial"
    TAG_KAPPA = "tag-kappa"
    TOKEN_COHEN = "token-cohen"
    TOKEN_FLEISS = "token-fleiss"
    TOKEN_ALPHA = "token-alpha"
    CHARACTER_ALPHA = "character-alpha"
    RELATION_EXACT = "relation-exact"
    RELATION_RELAXED = "relation-relaxed"
    RELATION_UNDIRECTED = "relation-undirected"
    RELATION_KAPPA = "relation-kappa"
    MUC = "muc"
    B_CUBED = "b-cubed"
    CEAF = "ceaf-e"
    LEA = "lea"


class Cause(StrEnum):
    """Why the bounds of two spans differ."""

    CLITIC = "clitic"
    ARTICLE = "article"
    TITLE = "title"
    APPOSITION = "apposition"
    PUNCTUATION = "punctuation"
    HARAKAT = "harakat"
    NESTING = "nesting"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its 95% interval; None where there is not enough data for it.

    `count` says how many spans, tokens, characters, relations or mentions it rests on.
    """

    value: float | None
    low: float | None
    high: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Cell:
    """How often something was found, and the ids of the documents in which it was."""

    count: int
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Confusion:
    """Tag by tag, what the first annotator (row) and the second (column) called the same spans.

    `tags` are in the tagset's order and end with NOTHING; only cells that are not empty are held.
    """

    tags: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]

    def count(self, row: str, column: str) -> int:
        """How many spans the first tagged `row` and the second `column`."""
        cell = self.cells.get((row, column))
        return 0 if cell is None else cell.count


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two annotators, or all of them, have in common; `documents` is how many they share.

    `span_tags` and `relation_tags` give the figures that are defined for a single tag. `causes`
    counts boundary differences. Of all annotators, everything but the token figures and the
    character alpha is pooled over their pairs.
    """

    annotators: tuple[str, ...]
    documents: int
    figures: Mapping[Measure, Figure]
    span_tags: Mapping[str, Mapping[Measure, Figure]]
    relation_tags: Mapping[str, Mapping[Measure, Figure]]
    confusion: Confusion
    causes: Mapping[Cause, Cell]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Everything there is to say about a project's agreement.

    `documents` were compared; `alone` have one annotator's work that counts; `left_out` counts the
    annotation sets that are begun and not finished. `overall` is None where nothing was compared.
    """

    annotators: tuple[str, ...]
    documents: int
    alone: int
    left_out: int
    overall: Comparison | None
    pairs: tuple[Comparison, ...]

    def between(self, first: str, second: str) -> Comparison | None:
        """The comparison of two annotators, named in either order; None where they share nothing.

        Its rows are those of `annotators[0]`, whatever the order here.
        """
        wanted = {first, second}
        return next((pair for pair in self.pairs if set(pair.annotators) == wanted), None)


@dataclass(frozen=True, slots=True)
class Passage:
    """Where two annotators agree or differ: the ids of their spans, empty where one has none.

    `cause_of_begin` and `cause_of_end` say why the bounds differ, None where they do not.
    """

    document_id: str
    first: str
    second: str
    begin: int
    end: int
    row: str
    column: str
    cause_of_begin: Cause | None = None
    cause_of_end: Cause | None = None
