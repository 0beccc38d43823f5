"""Where things stand in the viewport: the text column, the gutter at line ends, the numbers."""

from dataclasses import dataclass

from ui.article.look import Look

GUTTER_LANES = 8
_NARROWEST = 160


@dataclass(frozen=True, slots=True)
class Frame:
    """The column that holds the text; arcs between lines run in the gutter at the line-end side."""

    left: int
    width: int
    viewport_width: int
    is_right_to_left: bool
    gutter_step: int
    gutter_width: int

    @property
    def gutter_edge(self) -> float:
        """Where the gutter begins, a little beside the column's edge, from the column's left.

        What stands before it never depends on what is in view, so a scroll can move its picture.
        """
        away = self.gutter_step // 2
        return float(-away if self.is_right_to_left else self.width + away)

    def gutter_x(self, lane: int) -> float:
        """The x of a gutter lane, from the column's left."""
        away = self.gutter_step * (lane + 2)
        return -away - 0.5 if self.is_right_to_left else self.width + away + 0.5

    @property
    def number_x(self) -> float:
        """The middle of the paragraph numbers, from the column's left."""
        away = self.gutter_step * 3.0
        return self.width + away if self.is_right_to_left else -away


def frame_for(look: Look, viewport_width: int, *, is_right_to_left: bool) -> Frame:
    """The frame for a viewport: no line longer than is comfortable, the rest shared out."""
    room = viewport_width - look.gutter_width - look.margin
    width = max(_NARROWEST, min(room, look.widest_column))
    spare = max(0, room - width)
    before = look.gutter_width if is_right_to_left else look.margin
    return Frame(
        left=before + spare // 2,
        width=width,
        viewport_width=viewport_width,
        is_right_to_left=is_right_to_left,
        gutter_step=look.gutter_step,
        gutter_width=look.gutter_width,
    )
