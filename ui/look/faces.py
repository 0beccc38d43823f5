"""The faces: those that Tawseem brings along, and the families in which it is written and read."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

INTERFACE = "IBM Plex Sans Arabic"  # of pills and the names on arcs, too: clear when it is small
READING = "Amiri"
SYSTEM = "system"  # chosen for the interface: whatever face the system has for its own

# The weights that are drawn, each with the package that holds it.
_FILES = (
    ("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic-Regular.ttf"),
    ("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic-Bold.ttf"),
    ("fontpkg_amiri", "Amiri-Regular.ttf"),
)
# Where ours cannot be read: the Arabic faces of systems, the best one first.
_OTHERS = (
    "Noto Naskh Arabic",
    "Scheherazade New",
    "Geeza Pro",
    "Sakkal Majalla",
    "Traditional Arabic",
    "Noto Sans Arabic",
    "DejaVu Sans",
)


@cache
def bring_faces() -> None:
    """Tell Qt of the faces that come with Tawseem; one that is missing is left to the system."""
    for package, name in _FILES:
        path = face_file(package, name)
        if path is not None:
            QFontDatabase.addApplicationFont(str(path))


def face_file(package: str, name: str) -> Path | None:
    """The file of a face in a package of faces, which is not imported; None where it is missing."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / "files" / name
    return path if path.is_file() else None


def wear_face(application: QApplication, face: str) -> None:
    """Write the whole interface in a face ("" for ours), in letters as large as before."""
    font = QFont(application.font())
    font.setFamilies(interface_families(face))
    if font != application.font():
        application.setFont(font)


def follow_system_size(application: QApplication) -> None:
    """Write as large as the system wants now. Once a face is set, Qt leaves this to us."""
    wanted = _system_font()
    if wanted.pointSizeF() > 0:
        font = QFont(application.font())
        font.setPointSizeF(wanted.pointSizeF())
        application.setFont(font)


def has_arabic_font() -> bool:
    """Whether Arabic letters can be shown at all."""
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.Arabic))


def interface_families(face: str = "") -> list[str]:
    """The families of the interface: what was chosen, else ours, then the system's own."""
    own = [INTERFACE] if INTERFACE in QFontDatabase.families() else []
    system = _system_font().families()
    if face == SYSTEM:
        return system + own
    return ([face] if face else []) + own + system


def reading_families(face: str = "") -> list[str]:
    """The article's families: the chosen face, else ours; then what that lacks, as the interface
    writes it: Latin letters in most Arabic faces, in Noto Naskh Arabic brackets.
    """
    installed = QFontDatabase.families()
    found = [family for family in (face, READING, *_OTHERS) if family in installed]
    return found[:1] + label_families()


def label_families() -> list[str]:
    """The families of pills, names on arcs and numbers in the article: those of the interface."""
    return QApplication.font().families()


def _system_font() -> QFont:
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
