"""The colours that panels draw with, made from the theme."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from annotation.values.items import Stage
from ui.look.certainty import is_confident
from ui.look.theme import LIGHT, Theme, mixed, tag_fill, tag_ink


@dataclass(frozen=True, slots=True)
class Inks:
    """A theme's colours, ready for a painter."""

    theme: Theme
    base: QColor
    text: QColor
    muted: QColor
    line: QColor
    chosen: QColor  # the ground of the current row
    accent: QColor
    good: QColor
    warning: QColor
    refused: QColor

    @classmethod
    def of(cls, theme: Theme) -> "Inks":
        """The inks of a theme."""
        base = QColor(theme.base)
        return cls(
            theme=theme,
            base=base,
            text=QColor(theme.text),
            muted=QColor(theme.faint),
            line=QColor(theme.line),
            chosen=mixed(base, QColor(theme.selection), 0.6),
            accent=QColor(theme.accent),
            good=QColor(theme.saved),
            warning=QColor(theme.unsaved),
            refused=QColor(theme.refused),
        )

    def tag_fill(self, colour: str) -> QColor:
        """The ground of a tag's chip."""
        return tag_fill(colour, self.theme)

    def tag_ink(self, colour: str) -> QColor:
        """A tag's name on its chip."""
        return tag_ink(colour, self.theme)

    def stage(self, stage: Stage) -> QColor:
        """The colour of a stage; its shape says the same."""
        return {
            Stage.NEW: self.muted,
            Stage.IN_PROGRESS: self.accent,
            Stage.FINISHED: self.good,
            Stage.SET_ASIDE: self.warning,
        }[stage]

    def score(self, score: float) -> QColor:
        """The colour of a score's bar: calm where it may be trusted."""
        return self.good if is_confident(score) else self.accent


LIGHT_INKS = Inks.of(LIGHT)  # until the window hands over its theme


def colour_text(widget: QWidget, colour: QColor) -> None:
    """Let a widget write in this colour."""
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.WindowText, colour)
    widget.setPalette(palette)
