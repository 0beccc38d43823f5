"""The units of a sample as a list: what was said of each, its words, whose they are."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from annotation.sampling.judging import Judgement
from annotation.tagsets.tagset import Tagset
from ui.look.language import in_language, isolated, left_to_right, tr
from ui.look.text_scale import sized
from ui.panels.marks import draw_check, draw_chip, draw_refusal
from ui.panels.rows import Column
from ui.panels.table import CellPainter, RowsTable
from ui.sampling.drawn import UnitPassage
from ui.sampling.words import judgement_word

NUMBER, SAID, TAG, WHOSE = 40, 56, 104, 70
JUDGED = 1  # the column


@dataclass(frozen=True, slots=True)
class JudgedPlace:
    """A unit of the sample, its number, and what was said of it."""

    number: int
    place: UnitPassage
    judgement: Judgement

    @property
    def id(self) -> str:
        """What it is known by."""
        return self.place.id


class _Cells(CellPainter[JudgedPlace]):
    """The tag as a chip; what was said as a mark."""

    def __init__(self, tagset: Tagset, parent: QWidget) -> None:
        super().__init__(parent)
        self._tagset = tagset

    def draw(
        self, painter: QPainter, cell: QStyleOptionViewItem, row: JudgedPlace, column: int
    ) -> None:
        if column == JUDGED:
            self._draw_judgement(painter, cell, row.judgement)
            return
        tag = self._tagset.spans.get(row.place.unit.tag)
        if tag is not None:
            room = cell.rect.adjusted(4, 0, -4, 0)
            name = in_language(tag.name)
            draw_chip(painter, room, name, tag.colour, self.inks, cell.direction)

    def _draw_judgement(
        self, painter: QPainter, cell: QStyleOptionViewItem, judgement: Judgement
    ) -> None:
        """A check or a cross, and how many are missing."""
        is_mirrored = cell.direction is Qt.LayoutDirection.RightToLeft
        across = cell.rect.right() - sized(14) if is_mirrored else cell.rect.left() + sized(14)
        place = QPointF(across, cell.rect.center().y() + 1)
        if judgement.is_right:
            draw_check(painter, QRectF(place.x() - 5, place.y() - 4, 10, 8), self.inks.good)
        elif judgement.is_right is False:
            draw_refusal(painter, place, self.inks.refused)
        if judgement.missing:
            painter.setPen(self.inks.refused)
            start, end = (0, sized(24)) if is_mirrored else (sized(24), 0)
            room = cell.rect.adjusted(start, 0, -end, 0)
            side = QStyle.visualAlignment(cell.direction, Qt.AlignmentFlag.AlignLeading)
            words = left_to_right(f"+{len(judgement.missing)}")
            painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), words)


class UnitsTable(RowsTable[JudgedPlace]):
    """The sample in the order in which it is judged."""

    def __init__(self, tagset: Tagset, parent: QWidget) -> None:
        super().__init__(_columns(tagset), _Cells(tagset, parent), parent)
        self.set_widths([sized(NUMBER), sized(SAID), None, sized(TAG), sized(WHOSE)])
        self.setAccessibleName(tr("The sample"))
        self.set_empty_words(tr("Describe a batch above and draw a sample of it."))


def _columns(tagset: Tagset) -> list[Column[JudgedPlace]]:
    def tag_name(row: JudgedPlace) -> str:
        tag = tagset.spans.get(row.place.unit.tag)
        return in_language(tag.name) if tag is not None else ""

    return [
        Column(
            lambda: "#",
            lambda row: left_to_right(row.number),
            lambda row: row.number,
            is_number=True,
            is_quiet=True,
        ),
        Column(
            lambda: tr("Judged"),
            lambda row: judgement_word(row.judgement),
            lambda row: (row.judgement.is_right is not None, not row.judgement.is_faulty),
            is_drawn=True,
        ),
        Column(
            lambda: tr("Words"),
            lambda row: isolated(" ".join(row.place.words.split())),
            lambda row: row.place.words,
            tip=lambda row: f"{row.place.before}[{row.place.words}]{row.place.after}",
        ),
        Column(lambda: tr("Tag"), tag_name, tag_name, is_drawn=True),
        Column(
            lambda: tr("Annotator"),
            lambda row: isolated(row.place.unit.annotator),
            lambda row: row.place.unit.annotator,
            is_quiet=True,
        ),
    ]
