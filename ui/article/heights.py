"""Heights of thousands of paragraphs, with sums and look-up in logarithmic time.

Fenwick, "A new data structure for cumulative frequency tables" (Software: Practice and Experience,
1994).
"""

from collections.abc import Iterable


class Heights:
    """A Fenwick tree of whole pixels: where a paragraph begins, and which one is at a depth."""

    def __init__(self, heights: Iterable[int]) -> None:
        self._heights = list(heights)
        self._tree = [0, *self._heights]
        count = len(self._heights)
        for node in range(1, count + 1):
            parent = node + (node & -node)
            if parent <= count:
                self._tree[parent] += self._tree[node]
        self._highest_bit = 1 << max(0, count.bit_length() - 1)

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, number: int) -> int:
        return self._heights[number]

    def __setitem__(self, number: int, height: int) -> None:
        growth = height - self._heights[number]
        if not growth:
            return
        self._heights[number] = height
        node = number + 1
        while node < len(self._tree):
            self._tree[node] += growth
            node += node & -node

    def top(self, number: int) -> int:
        """The sum of the heights before paragraph `number`, in pixels."""
        total = 0
        while number:
            total += self._tree[number]
            number &= number - 1
        return total

    @property
    def total(self) -> int:
        return self.top(len(self._heights))

    def at(self, depth: int) -> int:
        """The paragraph that covers `depth`; the first or the last one outside."""
        node, step = 0, self._highest_bit
        while step:
            further = node + step
            if further < len(self._tree) and self._tree[further] <= depth:
                node = further
                depth -= self._tree[further]
            step >>= 1
        return min(node, len(self._heights) - 1)
