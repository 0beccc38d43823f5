"""Lanes in the gutter for bundles that join lines: given once and kept, so that nothing dances."""

from collections.abc import Collection

from ui.article.frame import GUTTER_LANES
from ui.article.paragraph import Paragraph
from ui.article.shown import Bundle, ShownItems

_REMEMBERED = 40  # ends further apart than this many paragraphs are never on screen together


class GutterLanes:
    """Bundles within a paragraph take lanes from the text outwards, the others from outside in."""

    def __init__(self, shown: ShownItems) -> None:
        self._shown = shown
        self._lanes: dict[Bundle, int] = {}
        self._reaches: dict[Bundle, set[int]] = {}  # the paragraphs of its ends, when placed
        self._taken: dict[int, int] = {}  # paragraph -> bits of the lanes that pass it

    def forget(self, numbers: Collection[int]) -> None:
        """Items of these paragraphs changed: free the lanes that no longer fit, keep the others."""
        left = [bundle for bundle in self._reaches if self._is_stale(bundle, numbers)]
        for bundle in left:
            del self._lanes[bundle], self._reaches[bundle]
        if left:
            self._taken.clear()
            for bundle, homes in self._reaches.items():
                self._take(bundle, homes)

    def _is_stale(self, bundle: Bundle, numbers: Collection[int]) -> bool:
        homes = self._reaches[bundle]
        if homes.isdisjoint(numbers):
            return False
        return len(homes) == 1 or homes != self._homes(bundle)

    def lane(self, bundle: Bundle, paragraph: Paragraph) -> int:
        """The lane of a bundle that shows in a paragraph."""
        if bundle not in self._lanes:
            homes = self._homes(bundle)
            if homes == {paragraph.number}:
                self._place_within(paragraph)
            else:
                self._place_across(bundle, homes)
        return self._lanes.get(bundle, 0)

    def _homes(self, bundle: Bundle) -> set[int]:
        relations = self._shown.bundled(bundle)
        return {self._shown.home(end) for relation in relations for end in relation.ends}

    def _place_across(self, bundle: Bundle, homes: set[int]) -> None:
        taken = 0
        for number in _passed(homes):
            taken |= self._taken.get(number, 0)
        free = (lane for lane in reversed(range(GUTTER_LANES)) if not taken >> lane & 1)
        self._lanes[bundle] = next(free, len(self._lanes) % GUTTER_LANES)
        self._reaches[bundle] = homes
        self._take(bundle, homes)

    def _take(self, bundle: Bundle, homes: set[int]) -> None:
        if len(homes) > 1:
            for number in _passed(homes):
                self._taken[number] = self._taken.get(number, 0) | 1 << self._lanes[bundle]

    def _place_within(self, paragraph: Paragraph) -> None:
        """Interval partitioning over the paragraph's lines, the shortest innermost."""
        reaches: dict[Bundle, list[int]] = {}
        for at, line in enumerate(paragraph.lines):
            for comb in line.combs:
                if not comb.leaving:
                    continue
                if self._homes(comb.bundle) == {paragraph.number}:
                    reaches.setdefault(comb.bundle, []).append(at)
                else:
                    self.lane(comb.bundle, paragraph)
        passing = self._taken.get(paragraph.number, 0)
        everywhere = (0, len(paragraph.lines))
        placed = [[everywhere] if passing >> n & 1 else [] for n in range(GUTTER_LANES)]
        order = sorted(reaches.items(), key=lambda item: (item[1][-1] - item[1][0], item[1][0]))
        for bundle, lines in order:
            lane = _emptiest(placed, lines[0], lines[-1])
            self._lanes[bundle] = lane
            self._reaches[bundle] = {paragraph.number}
            placed[lane].append((lines[0], lines[-1]))


def _passed(homes: set[int]) -> list[int]:
    """The paragraphs that a trunk passes; of a very long one only those near its ends."""
    near = range(min(homes), max(homes) + 1)
    if len(near) <= _REMEMBERED:
        return list(near)
    half = _REMEMBERED // 2
    return [*near[:half], *near[-half:]]


def _emptiest(placed: list[list[tuple[int, int]]], first: int, last: int) -> int:
    """The innermost lane that is free between two lines, else the one shared by fewest."""

    def others(lane: int) -> int:
        return sum(begin <= last and first <= end for begin, end in placed[lane])

    return min(range(len(placed)), key=lambda lane: (others(lane), lane))
