"""How effort is drawn: seconds per span over the documents, and what became of suggestions."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from annotation.effort.figures import AnnotatorEffort, CurvePoint
from annotation.values.items import Verdict
from ui.effort.words import verdict_word
from ui.look.language import isolated, left_to_right, tr
from ui.look.text_scale import sized
from ui.look.theme import mixed
from ui.panels.brushes import CENTRE, LEADING, TRAILING, Brushes
from ui.panels.inks import Inks

COLOURS = ("#0B57D0", "#B3261E", "#2E7D4F", "#8A5200", "#6A4C93", "#00707B")
LIGHTER = 0.5  # how far towards white on a dark ground
DOT = 4.0
TITLE, SIDE, FOOT, LEGEND = 24, 52, 44, 26  # pixels around a chart
BAR, BAR_GAP = 26, 14
NAMES = 150  # pixels for the names beside bars
TICKS = 4


def series_colour(number: int, inks: Inks) -> QColor:
    """The colour of one annotator; it comes back after six."""
    colour = QColor(COLOURS[number % len(COLOURS)])
    return mixed(colour, QColor("#FFFFFF"), LIGHTER) if inks.theme.is_dark else colour


def verdict_colour(verdict: Verdict, inks: Inks) -> QColor:
    """The colour of a verdict."""
    return {
        Verdict.ACCEPTED: inks.good,
        Verdict.CORRECTED: inks.accent,
        Verdict.REJECTED: inks.refused,
        Verdict.SKIPPED: inks.muted,
    }[verdict]


# -- the curve ---------------------------------------------------------------------------------


def draw_curves(brushes: Brushes, room: QRectF, efforts: Sequence[AnnotatorEffort]) -> None:
    """Seconds per span over the documents in the order of work, a line for each annotator."""
    drawn = [_timed(effort.curve) for effort in efforts]
    highest = max((y for points in drawn for _, y in points), default=0.0)
    if not highest:
        brushes.words(room, tr("not enough data"), CENTRE, brushes.inks.muted)
        return
    last = max(effort.documents for effort in efforts)
    top = _rounded(highest)
    plot = _plot(brushes, room)
    _draw_axes(brushes, plot, top, last)
    _draw_titles(brushes, room, plot)
    for number, points in enumerate(drawn):
        places = [
            QPointF(brushes.x(x / last, plot), plot.bottom() - plot.height() * y / top)
            for x, y in points
        ]
        _draw_line(brushes, places, number)
    legend = QRectF(plot.left(), room.bottom() - sized(LEGEND), plot.width(), sized(LEGEND))
    _draw_legend(brushes, legend, [isolated(effort.annotator) for effort in efforts])


def _timed(curve: Sequence[CurvePoint]) -> list[tuple[float, float]]:
    """The middle of each group of documents, and its seconds per span."""
    found = []
    for point in curve:
        seconds = point.spans.seconds_each
        if seconds is not None:
            found.append((point.first + point.documents / 2, seconds))
    return found


def _rounded(highest: float) -> float:
    """A round number that is no lower, so that the axis reads well."""
    power = 10 ** math.floor(math.log10(highest))
    steps = (1.0, 2.0, 4.0, 8.0, 10.0)
    return float(next(step * power for step in steps if step * power >= highest * 0.999))


def _plot(brushes: Brushes, room: QRectF) -> QRectF:
    """Where the lines are drawn: beside and above the numbers of the axes."""
    start, end = (16, sized(SIDE)) if brushes.is_mirrored else (sized(SIDE), 16)
    return room.adjusted(start, sized(TITLE), -end, -sized(FOOT) - sized(LEGEND))


def _draw_axes(brushes: Brushes, plot: QRectF, top: float, last: int) -> None:
    painter, inks = brushes.painter, brushes.inks
    for number in range(TICKS + 1):
        share = number / TICKS
        y = plot.bottom() - plot.height() * share
        painter.setPen(QPen(inks.line, 1))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        left = plot.right() + 6 if brushes.is_mirrored else plot.left() - sized(SIDE) + 4
        label = QRectF(left, y - sized(10), sized(SIDE) - 10, sized(20))
        brushes.words(label, left_to_right(f"{top * share:g}"), TRAILING, inks.muted)
        below = QRectF(brushes.x(share, plot) - 40, plot.bottom() + 4, 80, sized(18))
        count = left_to_right(f"{round(last * share):,}")
        brushes.words(below, count, CENTRE, inks.muted)


def _draw_titles(brushes: Brushes, room: QRectF, plot: QRectF) -> None:
    above = QRectF(room.left() + 4, room.top(), room.width() - 8, sized(TITLE) - 4)
    brushes.words(above, tr("Seconds per span"), LEADING, brushes.inks.text)
    below = QRectF(plot.left(), plot.bottom() + sized(20), plot.width(), sized(20))
    brushes.words(below, tr("Documents in the order of work"), CENTRE, brushes.inks.muted)


def _draw_line(brushes: Brushes, places: Sequence[QPointF], number: int) -> None:
    painter, colour = brushes.painter, series_colour(number, brushes.inks)
    painter.setPen(QPen(colour, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(places))
    for place in places:
        draw_marker(painter, place, number, colour)


def draw_marker(painter: QPainter, place: QPointF, number: int, colour: QColor) -> None:
    """A dot, square, triangle or diamond: told apart without colour, too."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    corners = {
        1: ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        2: ((0, -1.2), (1.2, 1), (-1.2, 1)),
        3: ((0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)),
    }.get(number % 4)
    if corners is None:
        painter.drawEllipse(place, DOT, DOT)
    else:
        painter.drawPolygon(QPolygonF([place + QPointF(x * DOT, y * DOT) for x, y in corners]))


def _draw_legend(brushes: Brushes, room: QRectF, names: Sequence[str]) -> None:
    """The names with their marks, one after the other."""
    metrics = brushes.painter.fontMetrics()
    at = 0.0
    for number, name in enumerate(names):
        width = min(metrics.horizontalAdvance(name) + 8.0, sized(NAMES))
        if at + width + 20 > room.width():
            return
        centre = QPointF(brushes.x((at + 6) / room.width(), room), room.center().y())
        draw_marker(brushes.painter, centre, number, series_colour(number, brushes.inks))
        start = brushes.x((at + 16) / room.width(), room)
        left = start - width if brushes.is_mirrored else start
        box = QRectF(left, room.top(), width, room.height())
        brushes.words(box, name, LEADING, brushes.inks.text)
        at += width + 34


# -- the bars ----------------------------------------------------------------------------------


def verdicts_height(efforts: Sequence[AnnotatorEffort]) -> int:
    """How high the bars of these are."""
    return sized(LEGEND) + 8 + len(efforts) * (sized(BAR) + sized(BAR_GAP))


def draw_verdicts(brushes: Brushes, room: QRectF, efforts: Sequence[AnnotatorEffort]) -> None:
    """A bar for each annotator: which share of the suggestions was accepted, corrected, …"""
    _draw_verdict_legend(brushes, QRectF(room.left(), room.top(), room.width(), sized(LEGEND)))
    top = room.top() + sized(LEGEND) + 8
    for effort in efforts:
        _draw_bar(brushes, QRectF(room.left(), top, room.width(), sized(BAR)), effort)
        top += sized(BAR) + sized(BAR_GAP)


def _draw_verdict_legend(brushes: Brushes, room: QRectF) -> None:
    at, metrics = 0.0, brushes.painter.fontMetrics()
    for verdict in Verdict:
        name = verdict_word(verdict)
        width = metrics.horizontalAdvance(name) + 8.0
        start = brushes.x((sized(NAMES) + at) / room.width(), room)
        box = QRectF(start - 14 if brushes.is_mirrored else start, room.center().y() - 7, 14, 14)
        brushes.painter.fillRect(box, verdict_colour(verdict, brushes.inks))
        left = start - 20 - width if brushes.is_mirrored else start + 20
        place = QRectF(left, room.top(), width, room.height())
        brushes.words(place, name, LEADING, brushes.inks.text)
        at += width + 44


def _draw_bar(brushes: Brushes, room: QRectF, effort: AnnotatorEffort) -> None:
    name_left = room.right() - sized(NAMES) if brushes.is_mirrored else room.left()
    place = QRectF(name_left, room.top(), sized(NAMES) - 10, room.height())
    brushes.words(place, isolated(effort.annotator), LEADING, brushes.inks.text)
    before, after = (0, sized(NAMES)) if brushes.is_mirrored else (sized(NAMES), 0)
    bar = room.adjusted(before, 0, -after, 0)
    total = sum(verdict.count for verdict in effort.verdicts)
    if not total:
        brushes.words(bar, tr("not enough data"), LEADING, brushes.inks.muted)
        return
    begun = 0
    for verdict in effort.verdicts:
        ends = [brushes.x(count / total, bar) for count in (begun, begun + verdict.count)]
        begun += verdict.count
        part = QRectF(min(ends), bar.top(), abs(ends[1] - ends[0]), bar.height())
        ground = verdict_colour(verdict.verdict, brushes.inks)
        brushes.painter.fillRect(part, ground)
        share = left_to_right(f"{verdict.count / total:.0%}")
        if part.width() > brushes.painter.fontMetrics().horizontalAdvance(share) + 6:
            brushes.words(part, share, CENTRE, brushes.ink_on(ground))
