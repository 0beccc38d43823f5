"""Sizes that follow the zoom: fonts, lanes, gaps and the measure of the text column."""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextLine

from ui.article.reading_aids import PLAIN, ReadingAids
from ui.look.faces import label_families, reading_families

READING_SIZE = 24
LABEL_SIZE = 11.5
WIDEST_COLUMN = 40  # in ems; a longer line loses the eye on its way back
SMALLEST_ZOOM, LARGEST_ZOOM = 0.5, 3.0

_PLAIN = "أإآلآطظكجحعغيـقم في QAgj(0"
_LABEL, _LATIN_LABEL = "أ ي ج جنسيته", "Ad0"


@dataclass(frozen=True, slots=True)
class Look:
    """Fonts and whole-pixel sizes at one zoom."""

    zoom: float
    reading: QFont
    label: QFont
    plain_ink: tuple[int, int]  # pixels above and below the baseline, without harakat
    label_middles: tuple[float, float]  # of Arabic and of Latin letters, from the baseline
    usual_ascent: float
    average_advance: float
    pill_height: int
    pill_step: int
    bracket_step: int  # a lane in which no pill stands, only brackets of spans going on
    arc_step: int
    line_gap: int
    paragraph_gap: int
    gutter_step: int
    gutter_width: int
    margin: int  # on the line-start side, where the paragraph numbers stand
    widest_column: int
    hides_marks: bool

    @property
    def blank_height(self) -> int:
        """The height of a blank line: the caret finds room in it, a pill need not."""
        return sum(self.plain_ink) + self.line_gap

    @property
    def usual_pitch(self) -> int:
        """The distance of two lines that carry nothing: every line keeps room for one pill."""
        return self.blank_height + self.pill_step


def look_at(zoom: float, wish: ReadingAids = PLAIN) -> Look:
    """The sizes for a zoom factor and a way of reading, in the interface's face as it is now."""
    return _look_at(zoom, wish, tuple(reading_families(wish.face)), tuple(label_families()))


@lru_cache(maxsize=32)
def _look_at(
    zoom: float, wish: ReadingAids, reading_face: tuple[str, ...], label_face: tuple[str, ...]
) -> Look:
    reading = QFont([*reading_face])
    reading.setPixelSize(round(READING_SIZE * zoom))
    label = QFont([*label_face])
    label.setPixelSize(max(8, round(LABEL_SIZE * zoom)))
    metrics = QFontMetricsF(reading)

    def scaled(pixels: float) -> int:
        return max(1, round(pixels * zoom))

    above, below = above_and_below(_ink(reading, _PLAIN))
    plain_ink = above + scaled(2), below + scaled(2)
    # Pills and arcs give room to the letters of the face that is worn, so that none is cut.
    letters = _ink(label, _LABEL)
    label_height = ceil(letters.height()) + 2
    pill_height = max(scaled(17), label_height)
    usual_gap, pill_step = scaled(7), pill_height + scaled(3)
    pitch = sum(plain_ink) + pill_step + usual_gap
    return Look(
        zoom=zoom,
        reading=reading,
        label=label,
        plain_ink=plain_ink,
        label_middles=(letters.center().y(), _ink(label, _LATIN_LABEL).center().y()),
        usual_ascent=metrics.ascent(),
        average_advance=metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE),
        pill_height=pill_height,
        pill_step=pill_step,
        bracket_step=scaled(6),
        arc_step=max(scaled(18), label_height + 1),
        line_gap=usual_gap + round(pitch * (wish.spacing - 1)),
        paragraph_gap=scaled(22),
        gutter_step=scaled(7),
        gutter_width=scaled(74),
        margin=scaled(48),
        widest_column=scaled(READING_SIZE * WIDEST_COLUMN),
        hides_marks=wish.hides_marks,
    )


_SAMPLE = "اجتمع المجلس أمس في العاصمة وناقش خطة التعليم للعام المقبل، وقال رئيسه إن العمل مستمر."


def ink_of(line: QTextLine) -> QRectF:
    """What a line's glyphs cover, seen from its baseline.

    Qt's font metrics leave marks where they were drawn, not where the letters under them put them.
    """
    box = QRectF()
    for run in line.glyphRuns():
        face = run.rawFont()
        for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True):
            box = box.united(face.boundingRect(glyph).translated(place))
    return box.translated(0, -line.y() - line.ascent())


def above_and_below(ink: QRectF) -> tuple[int, int]:
    """How many whole pixels it takes above and below the baseline."""
    return ceil(-ink.top()), ceil(ink.bottom())


def _ink(font: QFont, sample: str) -> QRectF:
    layout = QTextLayout(sample, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return ink_of(line)
