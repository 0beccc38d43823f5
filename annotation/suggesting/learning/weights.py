"""Weights of attributes: one row an attribute, one column a role, for each offset in the window."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

WeightNumbers: TypeAlias = NDArray[np.float32]
WeightRows: TypeAlias = NDArray[np.int32]

ALWAYS = "always"  # the attribute of every word: each word has at least this row
_BLOCK = 16
_FIRST_ROWS = 1024


class WeightTable:
    """The weights of attributes that speak about the words at `offsets` from their own.

    `weights` has the shape `(rows, offsets, columns)`. `totals` holds each change times its moment:
    weights - totals / moment is the average over all moments (Daumé, Practical Structured Learning
    Techniques for Natural Language Processing, 2006, figure 2.3).
    """

    def __init__(self, offsets: tuple[int, ...]) -> None:
        self.offsets = offsets
        self.rows: dict[str, int] = {ALWAYS: 0}
        self.weights: WeightNumbers = np.zeros((_FIRST_ROWS, len(offsets), _BLOCK), np.float32)
        self.totals: WeightNumbers = np.zeros_like(self.weights)

    def known(self, attributes: Iterable[str]) -> list[int]:
        """The rows of the attributes that were seen in training."""
        # Only row 0 and what is unknown are false; row 0 is every word's anyhow.
        return [0, *filter(None, map(self.rows.get, attributes))]

    def added(self, attributes: Iterable[str]) -> list[int]:
        """The rows of the attributes, with new ones for those not seen before."""
        rows = self.rows
        found = [0, *(rows.setdefault(a, len(rows)) for a in attributes)]
        self._make_room(len(rows), 0)
        return found

    def make_columns(self, count: int) -> None:
        """Have at least this many columns."""
        self._make_room(0, count)

    def _make_room(self, rows: int, columns: int) -> None:
        height, _, width = self.weights.shape
        more_rows = max(height, rows - height) if rows > height else 0
        more_columns = -(-(columns - width) // _BLOCK) * _BLOCK if columns > width else 0
        if more_rows or more_columns:
            room = ((0, more_rows), (0, 0), (0, more_columns))
            self.weights = np.pad(self.weights, room)
            self.totals = np.pad(self.totals, room)

    def sums(self, flat: WeightRows, starts: WeightRows, columns: int) -> WeightNumbers:
        """Per word and offset, the weights of its attributes added up, as they are now.

        `flat` holds the rows of all words in a line, `starts` where each word's begin in it; the
        result has the shape `(words, offsets, columns)`.
        """
        found: WeightNumbers = np.add.reduceat(self.weights[:, :, :columns][flat], starts, axis=0)
        return found

    def averages(
        self, flat: WeightRows, starts: WeightRows, columns: int, moment: float
    ) -> WeightNumbers:
        """The same averaged over training up to `moment`: shape `(words, offsets, columns)`."""
        totals: WeightNumbers = np.add.reduceat(self.totals[:, :, :columns][flat], starts, axis=0)
        return self.sums(flat, starts, columns) - totals / np.float32(moment)

    def change(self, rows: WeightRows, place: int, column: int, moment: float, by: int) -> None:
        """Add to the weights of these attributes at one offset."""
        self.weights[rows, place, column] += by
        self.totals[rows, place, column] += by * moment

    def arrays(self) -> dict[str, WeightNumbers]:
        """The weights and totals of all known rows."""
        count = len(self.rows)
        return {"weights": self.weights[:count], "totals": self.totals[:count]}

    def restore(self, names: Iterable[str], arrays: Mapping[str, WeightNumbers]) -> None:
        """Take over saved names and weights; ValueError when they do not fit together."""
        named = [*names]
        self.rows = {name: row for row, name in enumerate(named)}
        self.weights, self.totals = arrays["weights"], arrays["totals"]
        shape = self.weights.shape
        fits = len(shape) == 3 and shape[0] == len(self.rows) and shape[1] == len(self.offsets)
        fits = fits and len(named) == len(self.rows)
        if not fits or self.totals.shape != shape or self.rows.get(ALWAYS) != 0:
            raise ValueError("the weights do not fit their names")
