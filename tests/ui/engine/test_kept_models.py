"""What was learnt is kept in the cache folder: whatever lies there, answers come."""

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotation.errors import KnownError
from annotation.suggesting.suggester import Suggester
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, Span, Stage, Suggestions
from annotation.values.record import Record
from tests.examples import TIMES
from tests.patience import PATIENCE
from ui.engine.messages import EngineMessage, beginning
from ui.engine.service import Service

TAGSET = Path(__file__).parents[2] / "data" / "small.toml"
TEXT = "زارت ليلى شركة الوراقين في الرباط، ثم عادت إلى شركة العطارين."
ASKED: EngineMessage = {"do": "suggest", "floor": 0.3, "document": Document.of("n", "ن", TEXT)}
WRONG: tuple[Any, ...] = (
    None,
    -1,
    0,
    2**70,
    1e308,
    "",
    "س",
    "\ud800",
    [],
    {},
    [[]],
    True,
    [0],
    ["ا", "ب"],
)


def taught(number: int = 0) -> Record:
    text = f"{TEXT} {number}"
    begin = text.index("شركة الوراقين")
    span = Span("a", "entities", "ORG", ((begin, begin + 13),))
    return Record(Document.of(f"x{number}", "س", text), "سامي", Stage.FINISHED, (span,))


@pytest.fixture(scope="module")
def tagset() -> Tagset:
    return read_tagset(TAGSET.read_text("utf-8"), TAGSET.name)


@pytest.fixture(scope="module")
def sound(tagset: Tagset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model as a session leaves it."""
    folder = tmp_path_factory.mktemp("sound") / "0123456789abcdef"
    suggester = Suggester(Path(beginning(tagset, folder)["gazetteers"]), tagset)
    suggester.count_words([TEXT])
    suggester.learn([taught()])
    suggester.save(folder)
    return folder


@pytest.fixture
def kept(sound: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "models" / sound.name
    shutil.copytree(sound, folder)
    return folder


class Session:
    """A service that has begun with what was kept, and the events that it has told."""

    def __init__(self, tagset: Tagset, kept: Path) -> None:
        self.events: list[EngineMessage] = []
        self.service = Service(self.events.append)
        self.service.answer(beginning(tagset, kept.parent))

    def suggested(self) -> Suggestions:
        found = self.service.answer(ASKED)["suggestions"]
        assert isinstance(found, Suggestions)
        return found

    def told(self) -> list[str]:
        return [event["event"] for event in self.events]


def change(path: Path, change_data: Callable[[Any], None]) -> None:
    data = json.loads(path.read_text("utf-8"))
    change_data(data)
    path.write_text(json.dumps(data), "utf-8")


def count_backwards(data: Any) -> None:
    """What can be read, and makes every answer a fault of arithmetic."""
    data["words"] = dict.fromkeys(data["words"], -5)


def test_what_was_kept_is_used(tagset: Tagset, kept: Path) -> None:
    session = Session(tagset, kept)
    assert "ORG" in {span.tag for span in session.suggested().spans}
    assert session.told() == []


def test_what_is_of_no_use_is_forgotten_and_answers_come(tagset: Tagset, kept: Path) -> None:
    change(kept / "model.json", count_backwards)
    session = Session(tagset, kept)
    fresh = Session(tagset, kept / "none" / "none")
    assert session.suggested() == fresh.suggested()
    assert session.told() == ["forgotten"]
    assert not kept.exists()


def test_a_lesson_that_stumbles_over_what_was_kept_is_learnt_without_it(
    tagset: Tagset, kept: Path, qtbot: Any
) -> None:
    place = kept.with_name("0" * 16)
    session = Session(tagset, kept)
    session.service._models._place = lambda texts: place  # type: ignore[method-assign]
    change(kept / "model.json", lambda data: data["judged"].update({"\ud800": 1}))
    kept.rename(place)
    session.service.answer({"do": "gather", "texts": [TEXT], "records": [taught(1)]})
    session.service.answer({"do": "learn"})
    qtbot.waitUntil(lambda: bool(session.events), timeout=PATIENCE * 1000)
    assert session.told() == ["learnt"]
    assert session.suggested().spans


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
@pytest.mark.parametrize("name", ["model.json", "learner.json", "learner.npz"])
def test_what_is_no_file_is_not_waited_for(tagset: Tagset, kept: Path, name: str) -> None:
    (kept / name).unlink()
    os.mkfifo(kept / name)
    assert Session(tagset, kept).suggested() == Session(tagset, kept / "none").suggested()


def test_what_would_unpack_without_end_is_refused(
    tagset: Tagset, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotation.suggesting.learning.archive.LARGEST", 1_000)
    suggester = Suggester(Path(beginning(tagset, kept)["gazetteers"]), tagset)
    with pytest.raises(KnownError, match="cannot be read"):
        suggester.load(kept)


@pytest.mark.many
def test_whatever_stands_in_it_answers_come(tagset: Tagset, kept: Path, sound: Path) -> None:
    for seed in range(15 * TIMES):
        chance = random.Random(seed)
        shutil.rmtree(kept.parent, ignore_errors=True)
        shutil.copytree(sound, kept)
        name = chance.choice(("model.json", "learner.json"))
        change(kept / name, lambda data, chance=chance: damage(data, chance))  # type: ignore[misc]
        session = Session(tagset, kept)
        session.suggested()
        session.service._suggester.learn_one(taught(2))
        session.suggested()


def damage(data: Any, chance: random.Random) -> None:
    """Change one value of all that stand in it, however deep."""
    places: list[tuple[Any, Any]] = []

    def walk(value: Any) -> None:
        keys = range(len(value)) if isinstance(value, list) else value
        for key in keys if isinstance(value, list | dict) else ():
            places.append((value, key))
            walk(value[key])

    walk(data)
    holder, key = chance.choice(places)
    match chance.randrange(4):
        case 0 if isinstance(holder, dict):
            del holder[key]
        case 0:
            holder.append(holder[key])
        case _:
            holder[key] = chance.choice(WRONG)
