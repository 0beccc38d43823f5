"""What a person has set on this computer: one small JSON file, read tolerantly."""

import contextlib
import json
import os
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import platformdirs

from annotation.errors import KnownError
from annotation.files.own_files import make_folder
from annotation.files.placing import replace as replace_file
from annotation.files.work_folders import unfinished_beside
from annotation.suggesting.tiers import CONFIDENT, HIDDEN

APPLICATION = "tawseem"


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
    """The settings as they were last saved; what cannot be read is left at its default."""
    try:
        data = json.loads((config_folder() / "settings.json").read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    return _tolerant(data) if isinstance(data, dict) else Settings()


def save_settings(settings: Settings) -> None:
    """Write the settings whole or not at all; a folder that is read-only stops nobody."""
    with contextlib.suppress(OSError, KnownError):
        folder = config_folder()
        make_folder(folder)
        with unfinished_beside(folder / "settings.json") as fresh:
            fresh.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), "utf-8")
            replace_file(fresh, folder / "settings.json")


def annotator_name(settings: Settings) -> str:
    """Whose work this is: as set, else the system's user name."""
    if settings.annotator.strip():
        return settings.annotator.strip()
    return os.environ.get("USER") or os.environ.get("USERNAME") or "annotator"


def keys_from_text(text: str) -> dict[str, list[str]]:
    """Keys by id as an own setting keeps them; what cannot be read is left out."""
    try:
        data = json.loads(text or "{}")
    except ValueError:
        return {}
    return _keys(data)


def keys_as_text(keys: dict[str, list[str]]) -> str:
    """Keys by id as text, empty where there are none."""
    return json.dumps(keys, ensure_ascii=False) if keys else ""


def _keys(data: object) -> dict[str, list[str]]:
    keys = data if isinstance(data, dict) else {}
    return {str(id): [str(key) for key in own] for id, own in keys.items() if isinstance(own, list)}


def _tolerant(data: dict[str, Any]) -> Settings:
    default = Settings()
    known: dict[str, Any] = {}
    for spec in fields(Settings):
        value = data.get(spec.name)
        if isinstance(getattr(default, spec.name), tuple) and isinstance(value, list):
            known[spec.name] = tuple(str(v) for v in value)
        elif spec.name == "projects":
            known[spec.name] = _texts(value)
        elif spec.name == "keys":
            known[spec.name] = _keys(value)
        elif spec.name == "appearance":
            known[spec.name] = (
                ColourScheme(value) if value in set(ColourScheme) else default.appearance
            )
        elif isinstance(getattr(default, spec.name), float):
            usual = getattr(default, spec.name)
            known[spec.name] = float(value) if isinstance(value, int | float) else usual
        elif isinstance(value, type(getattr(default, spec.name))):
            known[spec.name] = value
    return Settings(**known)


def _texts(value: object) -> dict[str, dict[str, str]]:
    """Texts by name by project; whatever else may stand there is left out."""
    projects = value if isinstance(value, dict) else {}
    return {
        str(uid): {str(name): text for name, text in own.items() if isinstance(text, str)}
        for uid, own in projects.items()
        if isinstance(own, dict)
    }
