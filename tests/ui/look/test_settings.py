"""Settings are hostile until they are parsed: what cannot be read is as at first, and told."""

import json
import os
import sys
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotation.errors import KnownError
from tests.examples import examples
from ui.keys.actions import ACTIONS
from ui.keys.keymap import Keymap
from ui.look.language import say
from ui.look.settings import (
    LARGEST,
    ColourScheme,
    Settings,
    begin_settings,
    config_folder,
    keys_as_text,
    keys_from_text,
    load_settings,
    save_settings,
)

SET = Settings(
    language="ar",
    appearance=ColourScheme.DARK,
    annotator="سلمى",
    zoom=1.25,
    last_project="/بيت/مشروع.tawseem",
    recent_projects=("/بيت/مشروع.tawseem", "/بيت/آخر.tawseem"),
    projects={"u": {"order": "pending"}},
    keys={"finish": ["Ctrl+Return"]},
    hides_marks=True,
    interface_face="Noto Sans Arabic",
    line_spacing=1.5,
    confident=0.75,
    window="AdnQywADAAAAAAAA",
)
NAMES = [field.name for field in fields(Settings)]
BEYOND = 10**400
WRONG: list[Any] = [None, [], {}, [[]], {"u": []}, {"u": {"u": {}}}, [None], "\0", "\ud800"]
WRONG += [BEYOND, -BEYOND, float("nan"), float("inf"), -1, 0, 10**9, True, "صفر", ["\0"]]
WRONG += [{"\ud800": {}}, "س" * 200_000]


def write(content: bytes) -> Path:
    config_folder().mkdir(parents=True, exist_ok=True)
    path = config_folder() / "settings.json"
    path.write_bytes(content)
    return path


def written(**others: object) -> bytes:
    """The settings as they stand in the file, with other values."""
    return json.dumps(asdict(SET) | others).encode()


def test_settings_are_read_as_they_were_written() -> None:
    assert save_settings(SET) is None
    assert load_settings() == SET
    assert begin_settings() == (SET, None)
    assert [path.name for path in config_folder().iterdir()] == ["settings.json"]


@pytest.mark.parametrize("name", NAMES)
def test_a_value_of_a_wrong_kind_is_as_at_first_and_the_others_stay(name: str) -> None:
    for value in WRONG:
        write(written(**{name: value}))
        found = load_settings()
        for other in NAMES:
            usual = getattr(Settings(), other)
            assert type(getattr(found, other)) is type(usual)
            assert other == name or getattr(found, other) == getattr(SET, other)
        settings, told = begin_settings()
        assert settings == found
        if told is not None:
            assert told.values["names"] == name
            assert load_settings() == found
            assert begin_settings() == (found, None)  # said once


def test_what_was_there_is_kept_under_a_name_that_is_said() -> None:
    content = written(appearance=["dark"], zoom="كبير")
    path = write(content)
    settings, told = begin_settings()
    assert told is not None
    assert "appearance, zoom" in say(told)
    aside = path.with_name("settings-replaced.json")
    assert str(aside) in say(told)
    assert aside.read_bytes() == content
    assert settings == load_settings()
    assert (settings.annotator, settings.zoom) == ("سلمى", 1.0)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        b"null",
        b"[]",
        "{'لغة'".encode(),
        "سلام".encode("cp1256"),
        b"[" * 100_000,
        b'{"zoom":' * 50_000,
        b'{"zoom": ' + b"9" * 10_000 + b"}",
        b" " * (LARGEST + 1),
    ],
    ids=range(10),
)
def test_a_file_that_is_no_settings_is_put_aside(content: bytes) -> None:
    path = write(content)
    assert load_settings() == Settings()
    settings, told = begin_settings()
    assert settings == Settings()
    assert told is not None
    assert path.with_name("settings-replaced.json").read_bytes() == content
    assert begin_settings() == (Settings(), None)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_what_is_no_file_stops_nobody() -> None:
    folder = config_folder()
    folder.mkdir(parents=True)
    path = folder / "settings.json"
    for make in (path.mkdir, lambda: os.mkfifo(path), lambda: path.symlink_to("/dev/zero")):
        make()
        assert load_settings() == Settings()
        settings, told = begin_settings()
        assert settings == Settings()
        assert told is not None
        assert begin_settings() == (Settings(), None)
        path.unlink()


def test_a_folder_that_is_none_is_told_and_stops_nobody(tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "ملف").write_bytes(b"")
    (tmp_path / "رابط").symlink_to(tmp_path / "غائب" / "هنا")
    for place in ("ملف", "ملف/داخل", "رابط"):
        monkeypatch.setenv("TAWSEEM_CONFIG", str(tmp_path / place))
        assert begin_settings() == (Settings(), None)
        refusal = save_settings(SET)
        assert isinstance(refusal, KnownError)
        assert "cannot be written" in say(refusal)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_project_whose_path_is_no_text_is_remembered() -> None:
    path = Path(os.fsdecode(b"/tmp/\xe3\xd1.tawseem"))
    assert save_settings(SET.with_project(path)) is None
    assert Path(load_settings().last_project) == path
    assert load_settings().recent_projects[0] == str(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@examples(40)
@example({"keys": {"\0": [None]}})  # a name that is wrong, of a list that is
@given(st.dictionaries(st.sampled_from(NAMES) | st.text(), JSON, max_size=6))
def test_whatever_stands_there_the_settings_can_be_used_and_kept(data: dict[str, Any]) -> None:
    write(json.dumps(data).encode())
    settings = load_settings()
    assert save_settings(settings) is None
    assert load_settings() == settings
    keys = Keymap(settings.keys)
    assert all(isinstance(keys.cap(action.id), str) for action in ACTIONS)
    text = keys_as_text(settings.keys)
    assert keys_from_text(text) == settings.keys


@examples(60)
@given(st.data())
def test_damaged_bytes_are_settings_or_are_told(data: st.DataObject) -> None:
    content = bytearray(written())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        match data.draw(st.sampled_from(("change", "cut", "double"))):
            case "change":
                content[at] = data.draw(st.integers(0, 255))
            case "cut":
                del content[at : at + data.draw(st.integers(1, 40))]
                content += b" "
            case "double":
                content[at:at] = content[at : at + 40]
    write(bytes(content))
    settings = load_settings()
    assert all(type(getattr(settings, name)) is type(getattr(SET, name)) for name in NAMES)
