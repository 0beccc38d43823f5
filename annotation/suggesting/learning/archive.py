"""A learner on disk as data only: weights and lessons as plain arrays, all else as JSON."""

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotation.files.own_files import reading_own
from annotation.suggesting.learning.experience import Experience
from annotation.suggesting.learning.learner import Learner
from annotation.suggesting.learning.perceptron import OFFSETS, Encoded, Perceptron
from annotation.suggesting.stored import LARGEST, Json, read_json

ARRAYS = "learner.npz"
WORDS = "learner.json"

Array = NDArray[Any]
Arrays = Mapping[str, Array]


def save_experience(experience: Experience, folder: Path) -> None:
    """Write what was learnt into two files of the folder."""
    learner = experience.learner
    arrays = dict(_perceptron_arrays("outer", learner.outer))
    arrays |= dict(_perceptron_arrays("inner", learner.inner))
    arrays |= dict(_lesson_arrays(learner))
    with (folder / ARRAYS).open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)
    words: Json = {
        "outer": _perceptron_words(learner.outer),
        "inner": _perceptron_words(learner.inner),
        "cuts": learner.cuts.data(),
        "articles": list(learner.lessons),
        "turn": learner.turn,
        "reranker": [experience.reranker.weights, experience.reranker.squares],
        "calibration": [experience.calibration.right, experience.calibration.seen],
    }
    (folder / WORDS).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")


def restore_experience(experience: Experience, folder: Path) -> None:
    """Take over saved files; some builtin error or other when they are not sound."""
    words = read_json(folder / WORDS)
    # The file is opened here, since numpy leaves a damaged one open.
    with reading_own(folder / ARRAYS) as file, np.load(file, allow_pickle=False) as arrays:
        if sum(entry.file_size for entry in arrays.zip.infolist()) > LARGEST:
            raise ValueError("it would unpack to more than ours ever does")
        learner = experience.learner
        _restore_perceptron(learner.outer, "outer", words["outer"], arrays)
        _restore_perceptron(learner.inner, "inner", words["inner"], arrays)
        _restore_lessons(learner, [str(name) for name in words["articles"]], arrays)
    learner.cuts.restore(words["cuts"])
    learner.turn = int(words["turn"])
    weights, squares = words["reranker"]
    experience.reranker.restore(weights, squares)
    experience.calibration.restore(*words["calibration"])


def _perceptron_arrays(name: str, perceptron: Perceptron) -> Iterator[tuple[str, Array]]:
    yield f"{name} moves", perceptron.moves
    yield f"{name} move totals", perceptron.move_totals
    for number, table in enumerate(perceptron.tables):
        for kind, array in table.arrays().items():
            yield f"{name} {number} {kind}", array


def _perceptron_words(perceptron: Perceptron) -> Json:
    rows = [list(table.rows) for table in perceptron.tables]
    return {"tags": perceptron.tags, "moment": perceptron.moment, "rows": rows}


def _restore_perceptron(perceptron: Perceptron, name: str, words: Json, arrays: Arrays) -> None:
    perceptron.tags = [str(tag) for tag in words["tags"]]
    perceptron.moment = float(words["moment"])
    size = (perceptron.columns, perceptron.columns)
    perceptron.moves = _numbers(arrays[f"{name} moves"], size)
    perceptron.move_totals = _numbers(arrays[f"{name} move totals"], size)
    for number, (table, rows) in enumerate(zip(perceptron.tables, words["rows"], strict=True)):
        kinds = {kind: arrays[f"{name} {number} {kind}"] for kind in ("weights", "totals")}
        table.restore(rows, {kind: _numbers(found) for kind, found in kinds.items()})
        table.make_columns(perceptron.columns)


def _numbers(array: Array, shape: tuple[int, ...] | None = None) -> Array:
    is_wrong = array.dtype != np.float32 or not np.isfinite(array).all()
    if is_wrong or (shape is not None and array.shape != shape):
        raise ValueError("these are no weights")
    return array


def _lesson_arrays(learner: Learner) -> Iterator[tuple[str, Array]]:
    """All lessons in a row: which article, inner or outer, how many words, roles, rows."""
    found = [
        (article, perceptron is learner.inner, lesson)
        for article, lessons in enumerate(learner.lessons.values())
        for perceptron, lesson in lessons
    ]
    heads = [(article, is_inner, len(encoded)) for article, is_inner, (encoded, _) in found]
    yield "lessons", np.array(heads, np.int32).reshape(-1, 3)
    yield "roles", np.array([role for *_, (_, roles) in found for role in roles], np.int32)
    for table in range(len(OFFSETS)):
        flats = [encoded.flat[table] for *_, (encoded, _) in found]
        sizes = [
            np.diff(encoded.starts[table], append=len(encoded.flat[table]))
            for *_, (encoded, _) in found
        ]
        none = np.zeros(0, np.int32)
        yield f"lesson rows {table}", np.concatenate([none, *flats])
        yield f"lesson sizes {table}", np.concatenate([none, *sizes]).astype(np.int32)


def _restore_lessons(learner: Learner, names: list[str], arrays: Arrays) -> None:
    heads, roles = arrays["lessons"], arrays["roles"]
    cuts = np.cumsum([0, *heads[:, 2]])
    if heads.shape[1] != 3 or (heads < 0).any() or cuts[-1] != len(roles):
        raise ValueError("the lessons do not fit their roles")
    encoded = list(_encoded(cuts, arrays))
    learner.lessons = {name: [] for name in names}
    for (article, is_inner, _), (low, high), sentence in zip(
        heads, pairwise(cuts), encoded, strict=True
    ):
        perceptron = learner.inner if is_inner else learner.outer
        here = tuple(int(role) for role in roles[low:high])
        _check(perceptron, sentence, here)
        learner.lessons[names[article]].append((perceptron, (sentence, here)))


def _check(perceptron: Perceptron, sentence: Encoded, roles: tuple[int, ...]) -> None:
    if not all(0 <= role < perceptron.columns for role in roles):
        raise ValueError("a lesson has a role that there is not")
    for table, flat in zip(perceptron.tables, sentence.flat, strict=True):
        if len(flat) and not 0 <= flat.min() <= flat.max() < len(table.rows):
            raise ValueError("a lesson has an attribute that there is not")


def _encoded(cuts: Array, arrays: Arrays) -> Iterator[Encoded]:
    tables = []
    for table in range(len(OFFSETS)):
        flat, sizes = arrays[f"lesson rows {table}"], arrays[f"lesson sizes {table}"]
        ends = np.concatenate([[0], np.cumsum(sizes)])
        if (sizes < 1).any() or len(sizes) != cuts[-1] or ends[-1] != len(flat):
            raise ValueError("the lessons do not fit their rows")
        tables.append((flat.astype(np.int32), ends))
    for low, high in pairwise(cuts):
        yield Encoded(
            tuple(flat[ends[low] : ends[high]] for flat, ends in tables),
            tuple((ends[low:high] - ends[low]).astype(np.int32) for _, ends in tables),
        )
