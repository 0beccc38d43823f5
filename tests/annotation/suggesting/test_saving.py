import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from annotation.errors import KnownError
from annotation.suggesting.suggester import Suggester
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Span, Stage
from annotation.values.record import Record

GAZETTEERS = Path(__file__).parents[3] / "resources" / "gazetteers"
TEXTS = (
    "زارت ليلى سوق الوراقين في المدينة القديمة، ثم عادت إلى سوق العطارين.",
    "أُغلق سوق النحاسين يوم الجمعة ٣ مايو 📚، وبقي سوق الوراقين مفتوحا.",
    "يقع سوق الصاغة خلف المسجد. وفي سوق العطارين دكان نادر.",
)
NEXT = "مررنا بسوق الحدادين قبل سوق الصاغة."


def records() -> list[Record]:
    found = []
    for number, text in enumerate(TEXTS):
        words = ("سوق الوراقين", "سوق العطارين", "سوق النحاسين", "سوق الصاغة")
        spans = [
            Span(
                f"{number}-{word}",
                "entities",
                "FAC",
                ((text.index(word), text.index(word) + len(word)),),
            )
            for word in words
            if word in text
        ]
        document = Document.of(str(number), str(number), text)
        found.append(Record(document, "سامي", Stage.FINISHED, tuple(spans)))
    return found


@pytest.fixture
def saved(tagset: Tagset, tmp_path: Path) -> Path:
    suggester = Suggester(GAZETTEERS, tagset)
    suggester.count_words(TEXTS)
    suggester.learn(records())
    suggester.save(tmp_path / "نموذج")
    return tmp_path / "نموذج"


def test_a_loaded_suggester_suggests_and_learns_as_the_saved_one(
    tagset: Tagset, saved: Path, tmp_path: Path
) -> None:
    first, second = Suggester(GAZETTEERS, tagset), Suggester(GAZETTEERS, tagset)
    first.count_words(TEXTS)
    first.learn(records())
    second.load(saved)
    document = Document.of("n", "n", NEXT)
    assert second.suggest(document) == first.suggest(document)
    assert second.standing() == first.standing()
    more = Record(document, "سامي", Stage.FINISHED, (Span("s", "entities", "FAC", ((7, 18),)),))
    first.learn_one(more)
    second.learn_one(more)
    other = Document.of("o", "o", "فتح سوق الخضار أبوابه.")
    assert second.suggest(other) == first.suggest(other)
    second.save(tmp_path / "ثان")
    third = Suggester(GAZETTEERS, tagset)
    third.load(tmp_path / "ثان")
    assert third.suggest(other) == second.suggest(other)


def test_records_that_were_learnt_before_saving_are_not_learnt_again(
    tagset: Tagset, saved: Path
) -> None:
    suggester = Suggester(GAZETTEERS, tagset)
    suggester.load(saved)
    before = suggester.standing()
    suggester.learn(records())
    assert suggester.standing() == before


def test_a_suggester_that_learnt_nothing_can_be_saved(tagset: Tagset, tmp_path: Path) -> None:
    Suggester(GAZETTEERS, tagset).save(tmp_path)
    suggester = Suggester(GAZETTEERS, tagset)
    suggester.load(tmp_path)
    assert suggester.standing().articles == 0


def test_what_another_tagset_taught_is_refused(tagset: Tagset, saved: Path) -> None:
    smaller = replace(tagset, spans={"FAC": tagset.spans["FAC"]}, relations={})
    with pytest.raises(KnownError, match="belongs to another tagset or version"):
        Suggester(GAZETTEERS, smaller).load(saved)


@pytest.mark.parametrize("key", ["format", "version", "folding"])
def test_what_another_version_learnt_is_refused(tagset: Tagset, saved: Path, key: str) -> None:
    model = json.loads((saved / "model.json").read_text("utf-8"))
    (saved / "model.json").write_text(json.dumps({**model, key: "0"}), "utf-8")
    with pytest.raises(KnownError, match="belongs to another tagset or version"):
        Suggester(GAZETTEERS, tagset).load(saved)


class Bomb:
    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return (pytest.fail, ("a pickle was run",))


def _arrays(folder: Path) -> dict[str, np.ndarray]:
    with np.load(folder / "learner.npz") as arrays:
        return dict(arrays)


def _without_file(folder: Path) -> None:
    (folder / "learner.npz").unlink()


def _with_pickle(folder: Path) -> None:
    (folder / "learner.npz").write_bytes(pickle.dumps(Bomb()))


def _with_object_array(folder: Path) -> None:
    arrays = _arrays(folder) | {"outer moves": np.array([Bomb()], dtype=object)}
    np.savez(folder / "learner.npz", **arrays)


def _with_other_shape(folder: Path) -> None:
    arrays = _arrays(folder)
    np.savez(folder / "learner.npz", **arrays | {"outer moves": arrays["outer moves"][1:]})


def _with_endless_weights(folder: Path) -> None:
    arrays = _arrays(folder)
    arrays["outer 0 weights"][0] = np.nan
    np.savez(folder / "learner.npz", **arrays)


def _with_rows_that_are_not_there(folder: Path) -> None:
    arrays = _arrays(folder)
    arrays["lesson rows 0"][0] = 10**6
    np.savez(folder / "learner.npz", **arrays)


def _cut_short(folder: Path) -> None:
    content = (folder / "learner.npz").read_bytes()
    (folder / "learner.npz").write_bytes(content[: len(content) // 2])


def _with_endless_number(folder: Path) -> None:
    words = (folder / "learner.json").read_text("utf-8")
    (folder / "learner.json").write_text(words.replace('"turn": 3', '"turn": Infinity'), "utf-8")


def _with_a_name_twice(folder: Path) -> None:
    words = json.loads((folder / "learner.json").read_text("utf-8"))
    names = words["outer"]["rows"][0]
    names.append(names[1])
    (folder / "learner.json").write_text(json.dumps(words), "utf-8")


def _with_deep_json(folder: Path) -> None:
    (folder / "model.json").write_text("[" * 100_000, "utf-8")


def _with_list(folder: Path) -> None:
    (folder / "model.json").write_text("[1, 2]", "utf-8")


def _with_wrong_memory(folder: Path) -> None:
    model = json.loads((folder / "model.json").read_text("utf-8"))
    (folder / "model.json").write_text(json.dumps({**model, "memory": {"a": 7}}), "utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        _without_file,
        _with_pickle,
        _with_object_array,
        _with_other_shape,
        _with_endless_weights,
        _with_rows_that_are_not_there,
        _cut_short,
        _with_endless_number,
        _with_a_name_twice,
        _with_deep_json,
        _with_list,
        _with_wrong_memory,
    ],
)
def test_a_damaged_model_is_refused_in_a_sentence_and_changes_nothing(
    tagset: Tagset, saved: Path, damage: Callable[[Path], None]
) -> None:
    damage(saved)
    suggester = Suggester(GAZETTEERS, tagset)
    document = Document.of("n", "n", NEXT)
    before = suggester.suggest(document)
    with pytest.raises(KnownError, match=r"cannot be read; it has to be learnt again\.$"):
        suggester.load(saved)
    assert suggester.suggest(document) == before
    assert suggester.standing().articles == 0


def test_nothing_loads_numpy_before_something_is_learnt() -> None:
    import subprocess
    import sys

    program = (
        "import sys; from pathlib import Path\n"
        "from annotation.suggesting.suggester import Suggester\n"
        "sys.exit('numpy' in sys.modules)"
    )
    root = GAZETTEERS.parents[1]
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0
