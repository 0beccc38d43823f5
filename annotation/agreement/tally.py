"""Counts of many documents that can be added up in any sample of them.

A document adds a few numbers under names; a sample of the documents, drawn with replacement, adds
them up again. So a bootstrap (Efron, "Bootstrap methods: another look at the jackknife", Annals of
Statistics, 1979) costs one product of matrices, not a second comparison.
"""

from array import array
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from annotation.agreement.coefficients import Numbers

Name = tuple[Hashable, ...]
DocumentRows = npt.NDArray[np.int_]
AT_ONCE = 100  # samples: a matrix of so many rows, as wide as there are documents
FEWEST = 2  # documents from which samples can differ


class Tally:
    """Numbers by document and name; a document is known by its row."""

    def __init__(self) -> None:
        self._columns: dict[Name, int] = {}
        self._documents = array("l")
        self._counts = array("l")  # how many numbers each document has
        self._places = array("l")
        self._values = array("d")

    def add(self, row: int, numbers: Mapping[Name, float]) -> None:
        """Note what one document adds; rows come in ascending order, each once."""
        columns = self._columns
        try:
            places = [columns[name] for name in numbers]
        except KeyError:
            places = [columns.setdefault(name, len(columns)) for name in numbers]
        self._documents.append(row)
        self._counts.append(len(numbers))
        self._places.fromlist(places)  # twice as fast as `extend`
        self._values.fromlist([*numbers.values()])

    @classmethod
    def of_all(cls, tallies: Sequence["Tally"]) -> "Tally":
        """Several added up."""
        whole = cls()
        for tally in tallies:
            for name in tally._columns:
                whole._columns.setdefault(name, len(whole._columns))
            places = list(map(whole._columns.__getitem__, tally._columns))
            whole._documents.extend(tally._documents)
            whole._counts.extend(tally._counts)
            whole._places.extend(map(places.__getitem__, tally._places))
            whole._values.extend(tally._values)
        return whole

    @property
    def documents(self) -> DocumentRows:
        """The rows of the documents, those that add nothing included."""
        return np.unique(np.frombuffer(self._documents, dtype=np.int_))

    @property
    def _rows(self) -> DocumentRows:
        """The document of each number."""
        documents = np.frombuffer(self._documents, dtype=np.int_)
        return np.repeat(documents, np.frombuffer(self._counts, dtype=np.int_))

    def found(self, kind: str) -> dict[Name, tuple[int, list[int]]]:
        """By each name of a kind: the sum, and the rows of the documents that add to it."""
        wanted = {place: name for name, place in self._columns.items() if name[0] == kind}
        places = np.frombuffer(self._places, dtype=np.int_)
        chosen = np.flatnonzero(np.isin(places, list(wanted)))
        chosen = chosen[np.argsort(places[chosen], kind="stable")]
        starts = np.flatnonzero(np.diff(places[chosen], prepend=-1))
        rows, values = self._rows, np.frombuffer(self._values)
        return {
            wanted[int(places[some[0]])]: (round(values[some].sum()), rows[some].tolist())
            for some in np.split(chosen, starts[1:])
            if len(some)
        }

    def sums(self, samples: "Samples", documents: DocumentRows, without: Collection[str]) -> "Sums":
        """The sums of these documents, all of them and each sample, but of some kinds."""
        wanted = [(name, place) for name, place in self._columns.items() if name[0] not in without]
        column_of = np.full(len(self._columns) + 1, -1)
        column_of[[place for _, place in wanted]] = range(len(wanted))
        columns = column_of[np.frombuffer(self._places, dtype=np.int_)]
        rows = self._rows
        places = np.searchsorted(documents, rows).clip(max=len(documents) - 1)
        kept = (columns >= 0) & (documents[places] == rows)
        values = np.frombuffer(self._values, dtype=np.float64)[kept]
        sums = samples.sums(places[kept], columns[kept], values, len(wanted))
        by_name = {name: sums[:, place] for place, (name, _) in enumerate(wanted)}
        return Sums(by_name, samples.nothing)


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums by name, first over all documents, then over each sample: shape `(1 + samples,)`.

    `nothing` is the sum of what was never found.
    """

    by_name: Mapping[Name, Numbers]
    nothing: Numbers

    def of(self, *name: Hashable) -> Numbers:
        """The sum of one name."""
        return self.by_name.get(name, self.nothing)

    def total(self, kind: str) -> Numbers:
        """All names of a kind added up."""
        found = (sums for name, sums in self.by_name.items() if name[0] == kind)
        return sum(found, start=self.nothing)

    def second_parts(self, *kinds: str) -> list[Hashable]:
        """What the names of these kinds are about, in the order in which it came."""
        return list(dict.fromkeys(name[1] for name in self.by_name if name[0] in kinds))

    def plus(self, other: "Sums") -> "Sums":
        """Both added up, name by name."""
        names = dict.fromkeys((*self.by_name, *other.by_name))
        return Sums({name: self.of(*name) + other.of(*name) for name in names}, self.nothing)


class Samples:
    """Samples of some documents, drawn with replacement."""

    def __init__(self, ranks: DocumentRows, count: int, generator: np.random.Generator) -> None:
        """`ranks` put the documents in an order that does not depend on how they came."""
        self.count = count if len(ranks) >= FEWEST else 0
        order = np.argsort(np.argsort(ranks))
        self._weights = [
            _weights(len(ranks), min(AT_ONCE, self.count - start), generator)[:, order].copy()
            for start in range(0, self.count, AT_ONCE)
        ]
        self._documents = len(ranks)

    @property
    def nothing(self) -> Numbers:
        """The sums of what was never found."""
        return np.zeros(self.count + 1)

    def sums(
        self, rows: DocumentRows, columns: DocumentRows, values: Numbers, width: int
    ) -> Numbers:
        """Sums by column: over all documents exactly, over each sample to seven digits.

        `rows`, `columns` and `values` are alike long, one entry a number; the result has the shape
        `(1 + samples, width)`.
        """
        if not width:
            return np.zeros((self.count + 1, 0))
        at = rows * width + columns
        table = np.bincount(at, values, self._documents * width).reshape(-1, width)
        small = table.astype(np.float32)
        drawn = [weights.astype(np.float32) @ small for weights in self._weights]
        return np.vstack([table.sum(axis=0)[None, :], *drawn]).astype(np.float64)


class Drawing:
    """Draws the samples of any set of documents by the generator that is handed in."""

    def __init__(self, ids: Sequence[str], count: int, generator: np.random.Generator) -> None:
        # Ranks by id: so the samples do not depend on the order in which the documents came.
        self._ranks = np.argsort(np.argsort(np.array(ids, dtype=np.str_)))
        self._count = count
        self._generator = generator
        self._last: tuple[DocumentRows, Samples] | None = None

    def of(self, documents: DocumentRows) -> Samples:
        """Samples of these rows; the same ones when they are asked for again at once."""
        if self._last is None or not np.array_equal(self._last[0], documents):
            samples = Samples(self._ranks[documents], self._count, self._generator)
            self._last = (documents, samples)
        return self._last[1]


def _weights(documents: int, count: int, generator: np.random.Generator) -> npt.NDArray[np.uint8]:
    """How often each sample holds each document: shape `(count, documents)`.

    More often than 255 times does not happen.
    """
    drawn = generator.integers(0, documents, (count, documents))
    drawn += np.arange(count)[:, None] * documents
    counts = np.bincount(drawn.ravel(), minlength=count * documents)
    return counts.reshape(count, documents).clip(max=255).astype(np.uint8)
