"""What a painter needs for one frame."""

from dataclasses import dataclass, field

from annotation.tagsets.tagset import Tagset
from ui.article.camera import Placed
from ui.article.clusters import Interval
from ui.article.emphasis import Emphasis
from ui.article.labels import Labels
from ui.article.look import Look
from ui.article.paragraph import TextLine
from ui.article.reading_aids import PLAIN, ReadingAids
from ui.article.sheet import ArticleSheet
from ui.article.shown import ShownItems
from ui.article.text_drawing import TextDrawing
from ui.look.theme import Theme


@dataclass(frozen=True, slots=True)
class Scene:
    """The sheet, the part of it in view, and how to draw it."""

    sheet: ArticleSheet
    placed: list[Placed]
    theme: Theme
    tagset: Tagset
    emphasis: Emphasis
    labels: Labels
    height: int
    writing: TextDrawing = field(default_factory=TextDrawing)
    reading: ReadingAids = PLAIN
    bounds: Interval | None = None  # the stretch of the viewport to paint, if not all of it

    def needs(self, place: Placed, line: TextLine) -> bool:
        """Whether a line may show in the stretch that is painted, with what stands out of it."""
        begin, end = self.bounds or (0.0, float(self.height))
        over = self.look.pill_step
        return place.top + line.bottom + over > begin and place.top + line.top - over < end

    @property
    def look(self) -> Look:
        return self.sheet.look

    @property
    def shown(self) -> ShownItems:
        return self.sheet.shown
