"""Faces that tests are run in: ours, one with high lines, and those of this computer."""

from functools import cache

import pytest
from PySide6.QtGui import QFontDatabase

from ui.look.faces import INTERFACE, face_file

HIGH = "Noto Sans Arabic"  # its lines are half as high again as ours; a package of the tests
OF_SYSTEMS = ("DejaVu Sans", "Noto Naskh Arabic", "Noto Kufi Arabic")
FACES = (INTERFACE, HIGH, *OF_SYSTEMS)


@cache
def _bring_high() -> None:
    path = face_file("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf")
    assert path is not None
    QFontDatabase.addApplicationFont(str(path))


def require(face: str) -> str:
    """The face, or a skipped test where it is one of systems and not of this one."""
    _bring_high()
    if face in OF_SYSTEMS and face not in QFontDatabase.families():
        pytest.skip(f"{face} is not on this computer")
    return face
