"""Painting a frame: grounds, selection, text, brackets and pills, numbers, badges, caret."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ui.article.arc_painter import paint_arcs, paint_trunks
from ui.article.camera import Placed
from ui.article.geometry import bracket_y, chip_box, piece_box, pill_box
from ui.article.invisible import paint_invisible
from ui.article.labels import Style, dashes
from ui.article.lanes import Piece
from ui.article.paragraph import TextLine
from ui.article.scene import Scene
from ui.article.shown import SUGGESTED, kind_of
from ui.article.tag_names import mark_colour, mark_name
from ui.look.theme import tag_fill, tag_line, tag_outline, tag_tint

STEPS = 4  # of `painting`, for each paragraph
_ROUND = 3.0
_VEIL = 0.7
_FADED = 0.4  # a pill that is no candidate while others are


def paint(painter: QPainter, scene: Scene) -> None:
    """Paint the paragraphs in view on a ground that is already filled."""
    for _ in painting(painter, scene):
        pass


def painting(painter: QPainter, scene: Scene) -> Iterator[None]:
    """The same step by step, a paragraph at a time: a picture may have thousands."""
    painter.translate(scene.sheet.frame.left, 0)
    for place in scene.placed:
        _paint_grounds(painter, scene, place)
        yield
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place in scene.placed:
        _paint_words(painter, scene, place)
        _paint_number(painter, scene, place)
        if scene.reading.shows_invisible:
            paint_invisible(painter, scene, place)
        yield
    for place in scene.placed:
        for line, piece in _pieces(scene, place):
            _paint_bracket(painter, scene, place, line, piece)
        yield
    paint_arcs(painter, scene)
    _paint_rubber(painter, scene)
    for place in scene.placed:
        for line, piece in _pieces(scene, place):
            _paint_pill(painter, scene, place, line, piece)
        yield
    _paint_counts(painter, scene)
    _fade_others(painter, scene)
    _paint_caret(painter, scene)


def paint_gutter(painter: QPainter, scene: Scene) -> None:
    """Paint only what stands in the gutter: trunks depend on what is in view, all else moves."""
    painter.translate(scene.sheet.frame.left, 0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_trunks(painter, scene)
    _fade_others(painter, scene)


def _lines(scene: Scene, place: Placed) -> Iterator[TextLine]:
    for line in place.paragraph.lines:
        if scene.needs(place, line):
            yield line


def _pieces(scene: Scene, place: Placed) -> Iterator[tuple[TextLine, Piece]]:
    for line in _lines(scene, place):
        for piece in line.pieces:
            yield line, piece


# -- behind the text


def _paint_grounds(painter: QPainter, scene: Scene, place: Placed) -> None:
    for line in _lines(scene, place):
        for piece in sorted(line.pieces, key=lambda piece: -piece.lane):
            if kind_of(piece.mark) in SUGGESTED:
                continue
            tint = QColor(tag_tint(mark_colour(scene.tagset, piece.mark), scene.theme))
            if _is_emphasised(scene, piece):
                tint.setAlphaF(min(1.0, tint.alphaF() * 1.7))
            for run in piece.runs:
                # Neither rounded nor smoothed: that is 40 times slower, and there are many.
                painter.fillRect(piece_box(line, piece, run).translated(0, place.top), tint)
    emphasis, theme = scene.emphasis, scene.theme
    for number, (begin, end) in _hits_in(scene, place):
        colour = theme.hit_current if number == emphasis.current_hit else theme.hit
        _paint_range(painter, scene, place, begin, end, QColor(colour))
    if emphasis.selection is not None:
        _paint_range(painter, scene, place, *emphasis.selection, QColor(theme.selection))


def _hits_in(scene: Scene, place: Placed) -> Iterator[tuple[int, tuple[int, int]]]:
    """The hits of a paragraph with their numbers; they are in reading order."""
    text_map, hits = place.paragraph.text_map, scene.emphasis.hits
    end = text_map.ends[place.paragraph.number]
    number = bisect_left(hits, (text_map.begins[place.paragraph.number], 0))
    while number < len(hits) and hits[number][0] <= end:
        yield number, hits[number]
        number += 1


def _paint_range(
    painter: QPainter, scene: Scene, place: Placed, begin: int, end: int, colour: QColor
) -> None:
    for box in scene.sheet.text_boxes(place.paragraph, begin, end):
        painter.fillRect(box.translated(0, place.top), colour)


def _is_emphasised(scene: Scene, piece: Piece) -> bool:
    emphasis, id = scene.emphasis, piece.mark.id
    return emphasis.is_at(id) or (emphasis.hovered is not None and emphasis.hovered[1] == id)


def _paint_words(painter: QPainter, scene: Scene, place: Placed) -> None:
    painter.setPen(QColor(scene.theme.text))
    for line in _lines(scene, place):
        scene.writing.line(painter, line.text_line, QPointF(0, place.top))


# -- above the text


def _paint_number(painter: QPainter, scene: Scene, place: Placed) -> None:
    if not scene.reading.shows_numbers:
        return
    number = place.paragraph.text_map.numbers[place.paragraph.number]
    line = place.paragraph.lines[0]
    if not number or place.paragraph.text_map.begins[-1] == 0 or not scene.needs(place, line):
        return
    painter.setFont(scene.look.label)
    painter.setPen(QColor(scene.theme.gutter))
    height = line.text_bottom - line.text_top
    width = scene.look.margin
    left = scene.sheet.frame.number_x - width / 2
    box = QRectF(left, place.top + line.text_top, width, height)
    scene.writing.centred(painter, box, str(number))


def _paint_bracket(
    painter: QPainter, scene: Scene, place: Placed, line: TextLine, piece: Piece
) -> None:
    colour = mark_colour(scene.tagset, piece.mark)
    if kind_of(piece.mark) in SUGGESTED:
        _paint_outline(painter, scene, place, line, piece, colour)
        return
    fill = tag_fill(colour, scene.theme)
    y = place.top + bracket_y(line, piece.lane)
    for left, right in piece.runs:
        painter.fillRect(QRectF(left + 0.5, y - 0.5, right - left - 1.0, 2.0), fill)
    if len(piece.runs) > 1:
        painter.setPen(QPen(fill, 1.2, Qt.PenStyle.DotLine))
        for (_, left), (right, _) in pairwise(piece.runs):
            painter.drawLine(QLineF(left, y + 0.5, right, y + 0.5))
    if scene.emphasis.is_at(piece.mark.id):
        painter.setPen(QPen(tag_line(colour, scene.theme), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for run in piece.runs:
            box = piece_box(line, piece, run).translated(0, place.top)
            painter.drawRoundedRect(box.adjusted(-0.5, 0, 0.5, 0.5), _ROUND, _ROUND)


def _paint_outline(
    painter: QPainter, scene: Scene, place: Placed, line: TextLine, piece: Piece, colour: str
) -> None:
    """A suggestion is only outlined, never filled; the current one in a full line."""
    ink, own = tag_outline(colour, scene.theme)
    is_current = scene.emphasis.is_at(piece.mark.id)
    pens = (QPen(ink, 1.8),) if is_current else dashes(ink, own, 1.2)
    ground = QColor(Qt.GlobalColor.transparent)
    if _is_emphasised(scene, piece):
        ground = QColor(tag_tint(colour, scene.theme))
        ground.setAlphaF(ground.alphaF() * 0.6)
    for run in piece.runs:
        box = piece_box(line, piece, run).translated(0, place.top).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(ground)
        for pen in pens:
            painter.setPen(pen)
            painter.drawRoundedRect(box, _ROUND, _ROUND)
            painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_pill(
    painter: QPainter, scene: Scene, place: Placed, line: TextLine, piece: Piece
) -> None:
    if not piece.pill_width:
        return
    box = pill_box(line, scene.look, piece).translated(0, place.top)
    style = Style.HOLLOW if kind_of(piece.mark) in SUGGESTED else Style.SOLID
    colour = mark_colour(scene.tagset, piece.mark)
    name = mark_name(scene.tagset, piece.mark)
    candidates = scene.emphasis.candidates
    is_out = bool(candidates) and piece.mark.id not in candidates
    painter.setOpacity(_FADED if is_out and not _is_emphasised(scene, piece) else 1.0)
    scene.labels.paint(painter, name, colour, style, box)
    painter.setOpacity(1.0)
    if _is_emphasised(scene, piece):
        is_current = scene.emphasis.is_at(piece.mark.id)
        painter.setPen(
            QPen(QColor(scene.theme.accent if is_current else scene.theme.relation), 1.6)
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = box.height() * 0.32 + 1
        painter.drawRoundedRect(box.adjusted(-1.3, -1.3, 1.3, 1.3), radius, radius)
    badge = candidates.get(piece.mark.id)
    if badge:
        _paint_badge(painter, scene, box, badge)


def _paint_badge(painter: QPainter, scene: Scene, pill: QRectF, text: str) -> None:
    height = pill.height()
    width = max(height, scene.labels.width(scene.look, text, padding=5.0))
    is_right_to_left = scene.sheet.frame.is_right_to_left
    left = pill.right() - width / 2 if is_right_to_left else pill.left() - width / 2
    box = QRectF(round(left), pill.top() - round(height * 0.45), width, height)
    scene.labels.paint(painter, text, "", Style.BADGE, box)


def _paint_counts(painter: QPainter, scene: Scene) -> None:
    """How many items found no lane, at the beginning of their line."""
    painter.setFont(scene.look.label)
    painter.setPen(QColor(scene.theme.warning))
    frame = scene.sheet.frame
    for place in scene.placed:
        for line in _lines(scene, place):
            box = chip_box(line, scene.look, frame.number_x).translated(0, place.top)
            if line.hidden:
                scene.writing.centred(painter, box, f"\u2066+{line.hidden}\u2069")
            elif place.paragraph.is_open and line is place.paragraph.lines[0]:
                scene.writing.centred(painter, box, "\u2212")


def _paint_caret(painter: QPainter, scene: Scene) -> None:
    if not (scene.emphasis.has_caret and scene.emphasis.is_lit):
        return
    caret = scene.emphasis.caret
    text_map = scene.sheet.text_map
    number = text_map.paragraph_at(caret)
    for place in scene.placed:
        paragraph = place.paragraph
        if paragraph.number != number:
            continue
        position = text_map.position(number, caret)
        line = paragraph.lines[paragraph.line_number(position)]
        x = paragraph.caret_x(position)
        colour = QColor(scene.theme.caret)
        colour.setAlphaF(1.0 if scene.emphasis.has_focus else 0.45)
        height = line.text_bottom - line.text_top
        painter.fillRect(QRectF(round(x) - 1, place.top + line.text_top, 2, height), colour)


def _fade_others(painter: QPainter, scene: Scene) -> None:
    """Let all but the caret's paragraph step back, when the person wants to see that one alone."""
    if not scene.reading.focuses:
        return
    text_map, frame = scene.sheet.text_map, scene.sheet.frame
    wanted = text_map.first_part(text_map.paragraph_at(scene.emphasis.caret))
    veil = QColor(scene.theme.base)
    veil.setAlphaF(_VEIL)
    for place in scene.placed:
        if text_map.first_part(place.paragraph.number) != wanted:
            height = place.bottom - place.top
            painter.fillRect(QRectF(-frame.left, place.top, frame.viewport_width, height), veil)


def _paint_rubber(painter: QPainter, scene: Scene) -> None:
    """The line that follows the mouse while one span is dragged to another."""
    if scene.emphasis.rubber is None:
        return
    mark_id, point = scene.emphasis.rubber
    for place in scene.placed:
        if mark_id not in place.paragraph.pills:
            continue
        line, piece = place.paragraph.pills[mark_id]
        box = pill_box(line, scene.look, piece).translated(0, place.top)
        painter.setPen(QPen(QColor(scene.theme.accent), 2.0, Qt.PenStyle.SolidLine))
        end = point - QPointF(scene.sheet.frame.left, 0)
        painter.drawLine(box.center(), end)
        painter.setBrush(QColor(scene.theme.accent))
        painter.drawPolygon(_head(box.center(), end))


def _head(begin: QPointF, end: QPointF) -> QPolygonF:
    line = QLineF(end, begin)
    line.setLength(9.0)
    one, other = QLineF(line), QLineF(line)
    one.setAngle(line.angle() + 25)
    other.setAngle(line.angle() - 25)
    return QPolygonF([end, one.p2(), other.p2()])
