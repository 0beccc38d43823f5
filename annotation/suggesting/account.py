"""What a suggester was taught and how right it has been, as the window is told it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotation.suggesting.standing import Standing

if TYPE_CHECKING:
    from annotation.suggesting.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """How often what one source proposes with one tag was right, before it was learnt."""

    source: str
    tag: str
    right: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Account:
    """`documents` were learnt, wholly or in part; `standing` counts what was proposed in them."""

    documents: int
    standing: Standing
    sources: tuple[SourceRecord, ...]


def account_of(knowledge: "Knowledge") -> Account:
    """All that the knowledge says of itself."""
    totals = knowledge.track_record.totals()
    sources = tuple(SourceRecord(*key, *totals[key]) for key in sorted(totals))
    return Account(len(knowledge.learnt), knowledge.standing, sources)
