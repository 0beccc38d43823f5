"""Near-duplicates: agency copies of one article, found so that a split keeps them on one side.

MinHash over word triples with banding: two texts are copies when about half of their triples are
the same. Broder, "On the resemblance and containment of documents" (1997); Leskovec, Rajaraman and
Ullman, Mining of Massive Datasets, chapter 3. A sketch has the shape `(64,)`.
"""

import re
import zlib
from collections.abc import Iterable
from typing import Any

import numpy as np

from annotation.arabic.folding import fold

_HASHES = 64
_ROWS = 4  # a band of four: texts that share half of their triples meet with 64%, 0.7 with 99%
_ENOUGH = 0.5  # the share of equal hashes from which two texts count as copies
_WORD = re.compile(r"\w+")
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_SEEDS = np.arange(1, _HASHES + 1, dtype=np.uint64) * np.uint64(0xBF58476D1CE4E5B9) | np.uint64(1)

Sketch = np.ndarray[Any, np.dtype[np.uint32]]


def copies(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For (key, text) pairs: the smallest key among a text's near-duplicates, where it has any."""
    sketches: list[Sketch] = []
    keys: list[str] = []
    parent: list[int] = []
    bands: dict[tuple[int, bytes], int] = {}
    for number, (key, text) in enumerate(texts):
        keys.append(key)
        parent.append(number)
        sketches.append(sketch := _sketch(text))
        for band in range(0, _HASHES, _ROWS):
            other = bands.setdefault((band, sketch[band : band + _ROWS].tobytes()), number)
            if other != number and float(np.mean(sketches[other] == sketch)) >= _ENOUGH:
                _join(parent, other, number)
    return _smallest(keys, parent)


def _sketch(text: str) -> Sketch:
    """The smallest hash of all word triples under each of the hash functions."""
    words = _WORD.findall(fold(text))
    hashes = np.fromiter((zlib.crc32(word.encode("utf-8")) for word in words), np.uint64)
    if len(hashes) >= 3:
        hashes = (hashes[:-2] * _PRIME + hashes[1:-1]) * _PRIME + hashes[2:]
    elif len(hashes) == 0:
        hashes = np.array([zlib.crc32(text.encode("utf-8", "surrogatepass"))], np.uint64)
    mixed = (hashes ^ (hashes >> np.uint64(29)))[:, None] * _SEEDS
    return np.asarray((mixed >> np.uint64(32)).min(axis=0), dtype=np.uint32)


def _find(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def _join(parent: list[int], one: int, other: int) -> None:
    parent[_find(parent, other)] = _find(parent, one)


def _smallest(keys: list[str], parent: list[int]) -> dict[str, str]:
    groups: dict[int, list[str]] = {}
    for number, key in enumerate(keys):
        groups.setdefault(_find(parent, number), []).append(key)
    return {key: min(group) for group in groups.values() if len(group) > 1 for key in group}
