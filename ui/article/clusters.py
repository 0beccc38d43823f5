"""Exact geometry of one line of bidirectional text, cluster by cluster.

Qt's `cursorToX` and `xToCursor` are wrong where the direction changes, its string indexes are
wrong under font fallback, and it misplaces the parts of a right-to-left ligature. What is right is
the bounding box of the glyphs of a range. So: take the box of every grapheme cluster, and divide
the box of a ligature evenly among its letters, in reading direction.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QGlyphRun, QTextLayout, QTextLine

Interval = tuple[float, float]

_SPLIT = QGlyphRun.GlyphRunFlag.SplitLigature
_POSITIONS = QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphPositions
_HAIR = 0.01
_TOUCHING = 0.1


@dataclass(frozen=True, slots=True)
class Shaped:
    """A shaped paragraph: where its graphemes begin and end, and where their glyphs are.

    Positions are those of the text. What is laid out may be another one of the same length, with
    marks made invisible; `moved` says of letters that stand elsewhere in it where they do.
    """

    layout: QTextLayout
    units: Sequence[str]  # of what is laid out
    graphemes: QTextLayout
    moved: Mapping[int, tuple[int, int]]

    @classmethod
    def as_written(cls, layout: QTextLayout, units: Sequence[str]) -> "Shaped":
        """What is laid out is the text itself."""
        return cls(layout, units, layout, {})

    def next_stop(self, position: int) -> int:
        """The next position between graphemes."""
        return self.graphemes.nextCursorPosition(position)

    def previous_stop(self, position: int) -> int:
        """The previous position between graphemes."""
        return self.graphemes.previousCursorPosition(position)

    def drawn(self, begin: int, end: int) -> tuple[int, int]:
        """Where the glyphs of a grapheme are in what is laid out."""
        return self.moved.get(begin, (begin, end))


@dataclass(slots=True)
class GraphemeCluster:
    """One grapheme: its positions in the paragraph and its box on the line."""

    begin: int
    end: int
    left: float
    right: float
    is_right_to_left: bool

    @property
    def width(self) -> float:
        return self.right - self.left


class ClusterMap:
    """All clusters of a line in logical order, and the visible ones from left to right.

    Of a line that is only asked about a few words, the map of those words is enough: `part`.
    """

    def __init__(
        self,
        shaped: Shaped,
        line: QTextLine,
        *,
        is_right_to_left: bool,
        part: tuple[int, int] | None = None,
    ) -> None:
        line_begin = line.textStart()
        self.begin, self.end = part or (line_begin, line_begin + line.textLength())
        self._base = is_right_to_left
        self.clusters: list[GraphemeCluster] = []
        self._measure(shaped, line)
        self._share_zero_widths(shaped)
        self._begins = [cluster.begin for cluster in self.clusters]
        visible = [cluster for cluster in self.clusters if cluster.width > _HAIR]
        self.visible = sorted(visible, key=lambda cluster: cluster.left)
        self._lefts = [cluster.left for cluster in self.visible]

    def _measure(self, shaped: Shaped, line: QTextLine) -> None:
        ligature: list[GraphemeCluster] = []
        ligature_x = 0.0
        position = self.begin
        while position < self.end:
            following = shaped.next_stop(position)
            if not position < following <= self.end:
                following = self.end
            begin, end = shaped.drawn(position, following)
            runs = line.glyphRuns(begin, end - begin, _POSITIONS)
            cluster = self._cluster(position, following, runs)
            if runs and _SPLIT in runs[0].flags():
                x = runs[0].positions()[0].x()
                if not ligature or abs(x - ligature_x) > _HAIR:
                    _divide(ligature, line)
                    ligature, ligature_x = [], x
                ligature.append(cluster)
            else:
                _divide(ligature, line)
                ligature = []
            self.clusters.append(cluster)
            position = following
        _divide(ligature, line)

    def _cluster(self, begin: int, end: int, runs: list[QGlyphRun]) -> GraphemeCluster:
        if runs:
            left, right = _hull(runs)
            return GraphemeCluster(begin, end, left, right, runs[0].isRightToLeft())
        # A control character has no glyph: an empty box where the cluster before it ends.
        if not self.clusters:
            return GraphemeCluster(begin, end, 0.0, 0.0, self._base)
        last = self.clusters[-1]
        x = last.left if last.is_right_to_left else last.right
        return GraphemeCluster(begin, end, x, x, last.is_right_to_left)

    def _share_zero_widths(self, shaped: Shaped) -> None:
        """Some fonts give all of a ligature's advance to its first letter: divide it."""
        group: list[GraphemeCluster] = []
        for cluster in self.clusters:
            letter = shaped.units[shaped.drawn(cluster.begin, cluster.end)[0]]
            is_hidden_letter = cluster.width < _HAIR and letter.isalpha()
            same_way = group and cluster.is_right_to_left == group[0].is_right_to_left
            if is_hidden_letter and same_way and group[0].width > _HAIR:
                group.append(cluster)
                continue
            _spread(group)
            group = [cluster]
        _spread(group)

    def intervals(self, begin: int, end: int) -> list[Interval]:
        """What a range covers, snapped outwards to clusters: one interval for each visual run."""
        first = max(0, bisect_right(self._begins, begin) - 1)
        last = bisect_left(self._begins, end)
        return merged([(c.left, c.right) for c in self.clusters[first:last] if c.width > _HAIR])

    def cluster_at(self, x: float) -> GraphemeCluster | None:
        """The visible cluster under x, or the outermost one beside it."""
        if not self.visible:
            return None
        return self.visible[max(0, bisect_right(self._lefts, x) - 1)]

    def position_at(self, x: float) -> int:
        """The caret position nearest to x."""
        cluster = self.cluster_at(x)
        if cluster is None:
            return self.begin
        is_left_half = x < (cluster.left + cluster.right) / 2
        return cluster.end if is_left_half == cluster.is_right_to_left else cluster.begin

    def caret_x(self, position: int) -> float | None:
        """Where the caret stands: before the cluster that follows, else after the last one."""
        at = bisect_left(self._begins, position)
        if at < len(self.clusters) and self._begins[at] == position:
            cluster = self.clusters[at]
            return cluster.right if cluster.is_right_to_left else cluster.left
        if at and self.clusters[at - 1].end <= position:
            cluster = self.clusters[at - 1]
            return cluster.left if cluster.is_right_to_left else cluster.right
        if at:  # within a cluster, between a letter and its mark
            cluster = self.clusters[at - 1]
            return cluster.right if cluster.is_right_to_left else cluster.left
        return None


def glyph_intervals(line: QTextLine, begin: int, end: int) -> list[Interval] | None:
    """What a range that cuts no cluster covers; None when it does cut a ligature."""
    boxes = []
    for run in line.glyphRuns(begin, end - begin, _POSITIONS):
        if _SPLIT in run.flags():
            return None
        box = run.boundingRect()
        if box.width() > _HAIR:
            boxes.append((box.left(), box.left() + box.width()))
    return merged(boxes)


def merged(boxes: list[Interval]) -> list[Interval]:
    """Intervals in order, those that touch as one."""
    joined: list[Interval] = []
    for left, right in sorted(boxes):
        if joined and left <= joined[-1][1] + _TOUCHING:
            joined[-1] = (joined[-1][0], max(right, joined[-1][1]))
        else:
            joined.append((left, right))
    return joined


def _hull(runs: list[QGlyphRun]) -> Interval:
    boxes = [run.boundingRect() for run in runs]
    return min(box.left() for box in boxes), max(box.left() + box.width() for box in boxes)


def _divide(ligature: list[GraphemeCluster], line: QTextLine) -> None:
    """Give each letter of a ligature its share of the whole ligature's box."""
    if not ligature:
        return
    begin, end = ligature[0].begin, ligature[-1].end
    left, right = _hull(line.glyphRuns(begin, end - begin, _POSITIONS))
    _share(ligature, left, right)


def _spread(group: list[GraphemeCluster]) -> None:
    if len(group) > 1:
        _share(group, group[0].left, group[0].right)


def _share(group: list[GraphemeCluster], left: float, right: float) -> None:
    width = (right - left) / len(group)
    for number, cluster in enumerate(group):
        at = len(group) - 1 - number if cluster.is_right_to_left else number
        cluster.left = left + at * width
        cluster.right = cluster.left + width
