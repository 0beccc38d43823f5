"""What the eye is led to: caret, selection, current item, hover, candidates, search hits."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF

from ui.article.shown import SPANS, ShownItems
from ui.look.item_kinds import ItemKind

ShownItem = tuple[ItemKind, str]


@dataclass(slots=True)
class Emphasis:
    """All that changes without the items changing; offsets are code points."""

    caret: int = 0
    anchor: int = 0
    current: ShownItem | None = None
    hovered: ShownItem | None = None
    relating: str | None = None
    candidates: dict[str, str] = field(default_factory=dict)
    hits: list[tuple[int, int]] = field(default_factory=list)
    current_hit: int = -1
    rubber: tuple[str, QPointF] | None = None  # from which mark, to which viewport point
    has_focus: bool = False
    has_caret: bool = True  # a picture has none
    is_lit: bool = True  # the caret, as it blinks

    @property
    def selection(self) -> tuple[int, int] | None:
        """The selected range, half-open code points of the text, or None when it is empty."""
        if self.caret == self.anchor:
            return None
        return min(self.caret, self.anchor), max(self.caret, self.anchor)

    def lifted(self, shown: ShownItems) -> set[str]:
        """Relations of the current item: the current one, or all that the current span has."""
        return set(_relations(self.current, shown))

    def hovered_relations(self, shown: ShownItems) -> set[str]:
        """Relations of what the mouse points at: the arc, or all that the span has."""
        return set(_relations(self.hovered, shown))

    def is_at(self, mark_id: str) -> bool:
        """Whether a mark is current or the one being related."""
        return mark_id == self.relating or (self.current is not None and self.current[1] == mark_id)


def _relations(item: ShownItem | None, shown: ShownItems) -> Iterable[str]:
    if item is None:
        return ()
    kind, id = item
    if kind in SPANS:
        return (relation.id for relation in shown.relations_of(id))
    return (id,) if id in shown.relations else ()
