"""What a person has set on this computer: one small JSON file, believed value by value."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import platformdirs

from annotation.errors import KnownError
from annotation.files.own_files import make_folder, read_own
from annotation.files.placing import replace as replace_file
from annotation.files.placing import replace_and_keep
from annotation.files.work_folders import unfinished_beside, writing_to
from annotation.suggesting.tiers import CONFIDENT, HIDDEN
from ui.look.checked import (
    Check,
    PartlyWrong,
    base64_text,
    list_of,
    number,
    one_of,
    path_text,
    short_text,
    table_of,
    text,
    truth,
)
from ui.look.language import LANGUAGES

APPLICATION = "tawseem"
Placed = TypeVar("Placed")
LARGEST = 16_000_000  # bytes of the file; ours is a thousandth of that


class ColourScheme(StrEnum):
    """Which theme to use."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices that belong to the person, not to a project."""

    language: str = ""  # "" follows the system
    appearance: ColourScheme = ColourScheme.SYSTEM
    annotator: str = ""
    zoom: float = 1.0
    last_project: str = ""
    recent_projects: tuple[str, ...] = ()
    projects: dict[str, dict[str, str]] = field(default_factory=dict)  # by uid; see of_project
    keys: dict[str, list[str]] = field(default_factory=dict)  # action id -> keys set by the person
    hides_marks: bool = False
    shows_invisible: bool = False
    shows_numbers: bool = True  # of paragraphs
    focuses: bool = False  # on one paragraph
    shows_paragraph_text: bool = False  # plain, below the article, for screen readers
    interface_face: str = ""  # "" for ours, "system" for the system's
    reading_face: str = ""  # "" for ours
    line_spacing: float = 1.0
    moves_visually: bool = False  # arrow keys follow the eye, else the text
    confident: float = CONFIDENT  # score from which suggestions may be accepted together
    hidden: float = HIDDEN  # score below which suggestions are not shown
    window: str = ""  # geometry and panels, as Qt saves them, in base64

    def with_project(self, path: Path) -> "Settings":
        """These settings with a project remembered as the last one used."""
        name = str(path)
        recent = (name, *(p for p in self.recent_projects if p != name))[:8]
        return replace(self, last_project=name, recent_projects=recent)

    def without_project(self, path: Path, uid: str) -> "Settings":
        """These settings with nothing of a project that is deleted."""
        name = str(path)
        return replace(
            self,
            last_project="" if self.last_project == name else self.last_project,
            recent_projects=tuple(p for p in self.recent_projects if p != name),
            projects={key: values for key, values in self.projects.items() if key != uid},
        )

    def of_project(self, uid: str, name: "OwnSetting") -> str:
        """What is set for a project; empty where nothing is."""
        return self.projects.get(uid, {}).get(name.value, "")

    def with_own(self, uid: str, name: "OwnSetting", value: str) -> "Settings":
        """These settings with something set for a project, or left out when it is empty."""
        own = {**self.projects.get(uid, {}), name.value: value}
        kept = {key: text for key, text in own.items() if text}
        others = {key: values for key, values in self.projects.items() if key != uid}
        return replace(self, projects=others | ({uid: kept} if kept else {}))


class OwnSetting(StrEnum):
    """What a person sets for one project, on this computer: not for others, so not in its file."""

    ORDER = "order"  # in which the documents are offered
    SUGGESTER = "suggester"  # a command or a folder that is asked, too
    LEARNS = "learns"  # "no" where suggestions were told to forget
    TAG_KEYS = "tag-keys"  # keys of tags, by the tag's id: see keys_from_text


def config_folder() -> Path:
    """Where settings are kept; TAWSEEM_CONFIG decides over the system's place."""
    chosen = os.environ.get("TAWSEEM_CONFIG")
    return Path(chosen) if chosen else Path(platformdirs.user_config_dir(APPLICATION, False))


def load_settings() -> Settings:
    """The settings as they were last saved; what cannot be read is as at first."""
    return _read()[0]


def begin_settings() -> tuple[Settings, KnownError | None]:
    """The settings; what cannot be read is as at first, put aside, and told in a sentence."""
    settings, wrong = _read()
    if wrong is None:
        return settings, None
    aside = _path()
    with suppress(OSError, KnownError):
        aside = _write(settings, replace_and_keep)
    return settings, KnownError(
        "Some of your settings cannot be read and are as at first: {names}. What was there is "
        "kept as {path}.",
        names=", ".join(wrong),
        path=aside,
    )


def save_settings(settings: Settings) -> KnownError | None:
    """Write the settings whole or not at all; why not, for a disk that refuses stops nobody."""
    try:
        _write(settings, replace_file)
    except KnownError as refusal:
        return refusal
    return None


def _write(settings: Settings, place: Callable[[Path, Path], Placed]) -> Placed:
    """Write the settings and give them their name; KnownError for a disk that refuses."""
    path = _path()
    with writing_to(path):
        make_folder(path.parent)
    with unfinished_beside(path) as fresh:
        fresh.write_bytes(_written(asdict(settings)))
        return place(fresh, path)


def _path() -> Path:
    return config_folder() / "settings.json"


def _written(values: dict[str, Any]) -> bytes:
    """As JSON for people; a path that is no text can be written with escapes alone."""
    try:
        return json.dumps(values, ensure_ascii=False, indent=1).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(values, indent=1).encode("ascii")


def _read() -> tuple[Settings, list[str] | None]:
    """The settings, and the names of what cannot be read, if something cannot."""
    try:
        data = json.loads(read_own(_path(), LARGEST))
    except (FileNotFoundError, NotADirectoryError):
        return Settings(), None
    except (OSError, ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        return Settings(), [_path().name]
    known: dict[str, Any] = {}
    wrong: list[str] = []
    for name, check in _CHECKS.items():
        try:
            if name in data:
                known[name] = check(data[name])
        except PartlyWrong as partly:
            known[name] = partly.rest
            wrong.append(name)
        except ValueError:
            wrong.append(name)
    if "recent_projects" in known:
        known["recent_projects"] = tuple(known["recent_projects"])
    return Settings(**known), wrong or None


def annotator_name(settings: Settings) -> str:
    """Whose work this is: as set, else the system's user name."""
    if settings.annotator.strip():
        return settings.annotator.strip()
    return os.environ.get("USER") or os.environ.get("USERNAME") or "annotator"


def keys_from_text(text: str) -> dict[str, list[str]]:
    """Keys by id as an own setting keeps them; what cannot be read is left out."""
    try:
        keys: dict[str, list[str]] = _KEYS(json.loads(text or "{}"))
    except PartlyWrong as partly:
        return dict(partly.rest)
    except (ValueError, RecursionError):
        return {}
    return keys


def keys_as_text(keys: dict[str, list[str]]) -> str:
    """Keys by id as text, empty where there are none."""
    return json.dumps(keys, ensure_ascii=False) if keys else ""


_KEYS = table_of(list_of(short_text))
_CHECKS: dict[str, Check] = {
    "language": one_of("", *LANGUAGES),
    "appearance": lambda value: ColourScheme(one_of(*ColourScheme)(value)),
    "annotator": short_text,
    "zoom": number(0.1, 10),
    "last_project": path_text,
    "recent_projects": list_of(path_text),
    "projects": table_of(table_of(text)),
    "keys": _KEYS,
    "hides_marks": truth,
    "shows_invisible": truth,
    "shows_numbers": truth,
    "focuses": truth,
    "shows_paragraph_text": truth,
    "interface_face": short_text,
    "reading_face": short_text,
    "line_spacing": number(0.5, 5),
    "moves_visually": truth,
    "confident": number(0, 1),
    "hidden": number(0, 1),
    "window": base64_text,
}
