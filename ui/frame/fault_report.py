"""What helps to find a fault, as text for whoever is asked: numbers, ids, and places in the code.

Nothing in it quotes a text or names anybody, a document or a file. Of the settings only those are
told that hold no words of the person.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from storage.log.crash_file import last_crash
from storage.log.log_file import foundations, last_notes
from storage.project import Project
from ui.keys.actions import BY_ID
from ui.look.language import current_language
from ui.look.settings import Settings
from ui.look.text_scale import text_scale
from ui.look.version import program_version

NOTES = 120  # lines of the log
_TOLD = (
    "language",
    "appearance",
    "zoom",
    "hides_marks",
    "shows_invisible",
    "shows_numbers",
    "focuses",
    "shows_paragraph_text",
    "line_spacing",
    "moves_visually",
    "confident",
    "hidden",
)
_COUNTED = ("documents", "characters", "suggestions", "steps")


@dataclass(frozen=True, slots=True)
class DiskFacts:
    """What has to be read from the disk for a report."""

    project: Mapping[str, object]
    notes: Sequence[str]
    crash: Sequence[str]


def read_disk_facts(project: Project | None) -> DiskFacts:
    """Read them, not on the thread that paints; KnownError when the project cannot be read."""
    counts = _counts(project) if project is not None else {}
    return DiskFacts(counts, last_notes(NOTES), last_crash())


def fault_report(settings: Settings, facts: DiskFacts) -> str:
    """The whole report."""
    parts = (
        ("Program", _facts(program_facts())),
        ("Screen", _facts(screen_facts())),
        ("Settings", _facts(_settings(settings))),
        ("Project", _facts(facts.project)),
        ("The last crash", facts.crash),
        ("The end of the log", facts.notes),
    )
    return "\n\n".join("\n".join((f"== {title}", *(lines or ("–",)))) for title, lines in parts)


def program_facts() -> dict[str, object]:
    """What runs here."""
    return {
        "tawseem": program_version(),
        "qt": qVersion(),
        "pyside": PySide6.__version__,
        **foundations(),
    }


def screen_facts() -> dict[str, str | float]:
    """What is painted on: sizes in pixels, scales as factors."""
    screen = QGuiApplication.primaryScreen()
    size = screen.size()
    return {
        "platform": QGuiApplication.platformName(),
        "screens": len(QGuiApplication.screens()),
        "width": size.width(),
        "height": size.height(),
        "scale": screen.devicePixelRatio(),
        "text": text_scale(),
        "speaks": current_language(),
    }


def _settings(settings: Settings) -> dict[str, object]:
    told: dict[str, object] = {name: getattr(settings, name) for name in _TOLD}
    told["interface_face"] = "chosen" if settings.interface_face else "ours"
    told["reading_face"] = "chosen" if settings.reading_face else "ours"
    told["keys"] = " ".join(f"{id}:{'/'.join(k)}" for id, k in settings.keys.items() if id in BY_ID)
    return told


def _counts(project: Project) -> dict[str, object]:
    numbers: Mapping[str, Any] = project.stats()
    return {
        "project": project.uid,
        "bytes": project.path.stat().st_size,
        "read_only": project.is_read_only,
        **{name: numbers[name] for name in _COUNTED},
        "annotators": len(numbers["annotators"]),
        **{kind: sum(numbers[kind].values()) for kind in ("spans", "relations", "labels")},
    }


def _facts(facts: Mapping[str, object]) -> Iterable[str]:
    return [f"{name}: {value}" for name, value in facts.items()]
