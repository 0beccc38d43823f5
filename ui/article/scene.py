"""What a painter needs for one frame."""

from dataclasses import dataclass, field

from annotation.tagset import Tagset
from ui.article.camera import Placed
from ui.article.emphasis import Emphasis
from ui.article.labels import Labels
from ui.article.look import Look
from ui.article.sheet import Sheet
from ui.article.shown import Shown
from ui.article.writing import Writing
from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Scene:
    """The sheet, the part of it in view, and how to draw it."""

    sheet: Sheet
    placed: list[Placed]
    theme: Theme
    tagset: Tagset
    emphasis: Emphasis
    labels: Labels
    height: int
    writing: Writing = field(default_factory=Writing)

    @property
    def look(self) -> Look:
        return self.sheet.look

    @property
    def shown(self) -> Shown:
        return self.sheet.shown
