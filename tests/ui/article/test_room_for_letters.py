"""Letters have room in any face and size: names in pills and on arcs, harakat in their lines."""

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.ui.faces import FACES, require
from ui.article.labels import DrawnLabels, Style
from ui.article.look import Look, look_at
from ui.article.paragraph import Paragraph
from ui.article.reading_aids import ReadingAids
from ui.article.text_drawing import TextDrawing
from ui.article.text_map import TextMap
from ui.look.faces import READING, wear_face
from ui.look.theme import LIGHT

NAMES = ("دولة أو مدينة", "منصب في", "جنسيته أو أصله", "إعلام", "نادي", "لآلئ", "Geo-political")
ZOOMS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)


def ink(look: Look, name: str, height: int) -> int:
    """How many pixels of a name are to be seen in a box so high."""
    labels = DrawnLabels(TextDrawing())
    labels.prepare(look, LIGHT, 1.0)
    image = QImage(400, height, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.base))
    painter = QPainter(image)
    labels.paint(painter, name, "", Style.PLAIN, QRectF(QPointF(), image.size().toSizeF()))
    painter.end()
    ground = image.pixel(0, 0)
    return sum(
        image.pixel(x, y) != ground for x in range(image.width()) for y in range(image.height())
    )


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("zoom", ZOOMS)
def test_no_letter_is_cut_by_its_pill_or_its_arc(
    qapp: QApplication, face: str, zoom: float
) -> None:
    wear_face(qapp, require(face))
    look = look_at(zoom)
    wear_face(qapp, "")
    for name in NAMES:
        for height in (look.pill_height, look.arc_step - 1):
            spacious = height + 2 * look.pill_step  # the same middle
            assert ink(look, name, height) == ink(look, name, spacious), name


MARKED = ("الأُولى", "سنويًّا", "لِلْإِسْراعِ", "أُلَّ", "وتُقدَّر", "مُحَمَّدٌ", "جِدارٍ", "الرَّحِيمِ")


@pytest.mark.parametrize("face", [READING, *FACES])
@pytest.mark.parametrize("text", [" ".join(MARKED), "أجمع الآن قلم إعلامي"])
def test_letters_and_harakat_stay_in_their_line(qapp: QApplication, face: str, text: str) -> None:
    paragraph = Paragraph(TextMap(text), 0, look_at(1.0, ReadingAids(face=require(face))), 1000)
    paragraph.stack([20])
    (line,) = paragraph.lines
    image = QImage(1000, paragraph.height + 20, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    TextDrawing().line(painter, line.text_line, QPointF())
    painter.end()
    seen = [
        y
        for y in range(image.height())
        if any(image.pixel(x, y) != 0xFFFFFFFF for x in range(1000))
    ]
    assert line.text_top <= seen[0]
    assert seen[-1] < line.text_bottom
