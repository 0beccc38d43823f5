"""The letters: our own faces everywhere, another one where a person chose it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QImage, QTextLayout
from PySide6.QtWidgets import QApplication, QWidget

from tests.house.inventory import HOUSE
from tests.ui.faces import HIGH, require
from tests.ui.hands import place, state_of
from ui.app import make_application
from ui.article.look import look_at
from ui.article.reading_aids import ReadingAids
from ui.dialogs.settings_dialog import SettingsDialog
from ui.look.faces import (
    INTERFACE,
    READING,
    SYSTEM,
    face_file,
    has_arabic_font,
    reading_families,
    wear_face,
)
from ui.look.item_kinds import ItemKind
from ui.look.settings import Settings, config_folder, load_settings
from ui.window import MainWindow

EVERY_KIND = "قالَ مُحَمَّدٌ: «بلغـــت ١٢٣ لا 45» (Reuters، 3.5%) للأردن؟"
USUAL_SIZE = 24  # pixels


@pytest.fixture(autouse=True)
def usual_letters(qapp: QApplication) -> Iterator[None]:
    """Ours before and after, in the size that was there."""
    usual = QFont(qapp.font())
    yield
    QApplication.setFont(usual)


def faces_of(text: str, font: QFont) -> set[str]:
    """The families of the glyphs with which a text is drawn."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine().setLineWidth(9000)
    layout.endLayout()
    return {run.rawFont().familyName() for run in layout.glyphRuns()}


def test_the_article_is_written_in_amiri_and_everything_else_in_plex(qapp: QApplication) -> None:
    look = look_at(1.0)
    assert faces_of(EVERY_KIND, look.reading) == {READING}
    for font in (qapp.font(), look.label, QWidget().font()):
        assert faces_of("منصب في 12", font) == faces_of("Number, 50%", font) == {INTERFACE}
    assert has_arabic_font()


def test_bold_is_a_weight_of_its_own(qapp: QApplication) -> None:
    assert {"Regular", "Bold"} <= set(QFontDatabase.styles(INTERFACE))


def test_a_face_that_was_chosen_for_reading_goes_before_ours() -> None:
    chosen = look_at(1.0, ReadingAids(face=require(HIGH))).reading
    assert faces_of("مُحَمَّد ١٢", chosen) == {HIGH}
    assert reading_families("No Such Face")[0] == READING


def test_the_interface_is_written_in_the_face_that_was_chosen(
    window: MainWindow, qapp: QApplication
) -> None:
    usual = QFont(qapp.font())
    window.desk.change_settings(interface_face=require(HIGH))
    assert faces_of("منصب", qapp.font()) == faces_of("منصب", look_at(1.0).label) == {HIGH}
    assert qapp.font().pointSizeF() == usual.pointSizeF()
    QApplication.processEvents()
    assert window.desk.view.font().families()[0] == HIGH
    window.desk.change_settings(interface_face=SYSTEM)
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    assert qapp.font().families() == [*system.families(), INTERFACE]
    window.desk.change_settings(interface_face="")
    assert qapp.font() == usual


def test_pills_are_drawn_anew_in_another_face(open_window: Callable[..., MainWindow]) -> None:
    window = open_window()
    window.desk.view.select(*place(window, "البنك الدولي"))
    window.choosing.choose_tag("ORG")
    usual = pill(window)
    window.desk.change_settings(interface_face=require(HIGH))
    QApplication.processEvents()
    other = pill(window)
    assert other != usual
    window.close()
    assert pill(open_window(face=HIGH)) == other


def pill(window: MainWindow) -> QImage:
    """The picture of the only span's name on its pill."""
    (span,) = state_of(window).spans
    box = window.desk.view.pill_rect(ItemKind.SPAN, span.id)
    assert box is not None
    return window.desk.view.viewport().grab(box.toRect().adjusted(4, 4, -4, -4)).toImage()


def test_settings_of_the_version_before_keep_the_face_that_was_chosen() -> None:
    config_folder().mkdir(parents=True)
    kept = config_folder() / "settings.json"
    kept.write_text('{"language": "ar", "reading_face": "Noto Naskh Arabic"}', "utf-8")
    assert load_settings() == Settings(language="ar", reading_face="Noto Naskh Arabic")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_both_faces_are_chosen_in_the_settings(
    open_window: Callable[..., MainWindow], language: str
) -> None:
    window = open_window(language)
    before = Settings(language=language, interface_face=SYSTEM)
    dialog = SettingsDialog(before, window)
    told: list[Settings] = []
    dialog.changed.connect(told.append)
    assert dialog.interface_face.currentData() == SYSTEM
    assert READING in dialog.face.itemText(0)
    assert INTERFACE in dialog.interface_face.itemText(0)
    dialog.interface_face.setCurrentIndex(dialog.interface_face.findData(require(HIGH)))
    dialog.face.setCurrentIndex(dialog.face.findData(INTERFACE))
    dialog.accept()
    assert told == [replace(before, interface_face=HIGH, reading_face=INTERFACE)]


def test_a_face_that_is_gone_is_written_in_ours() -> None:
    wear_face(make_application(), "No Such Face")
    assert QFontInfo(QApplication.font()).family() == INTERFACE


def test_the_system_asks_for_larger_letters_while_the_window_is_open(
    window: MainWindow, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = QFont(qapp.font())
    larger = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    larger.setPointSizeF(1.5 * larger.pointSizeF())
    monkeypatch.setattr(QFontDatabase, "systemFont", lambda kind: larger)
    QApplication.sendEvent(window.windowHandle(), QEvent(QEvent.Type.ThemeChange))
    assert qapp.font().pointSizeF() == pytest.approx(1.5 * usual.pointSizeF())
    assert qapp.font().families() == usual.families()
    QApplication.processEvents()
    sheet = window.desk.view._sheet
    assert sheet is not None
    assert sheet.look.reading.pixelSize() == pytest.approx(1.5 * USUAL_SIZE, abs=1)


# -- where our files are missing


def test_a_file_that_is_not_there_is_none() -> None:
    assert face_file("no_such_package_of_faces", "Amiri-Regular.ttf") is None
    assert face_file("fontpkg_amiri", "Amiri-Thin.ttf") is None


WITHOUT_OURS = """
import sys
sys.modules["fontpkg_amiri"] = sys.modules["fontpkg_ibm_plex_sans_arabic"] = None
from PySide6.QtGui import QFontDatabase
from tests.ui.hands import place, state_of
from ui.app import make_application
from ui.article.look import look_at
application = make_application()
system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
assert application.font() == system, application.font()
assert look_at(1.0).label.families() == system.families()
"""


def test_without_our_files_the_system_s_faces_are_used_in_silence(tmp_path: Path) -> None:
    environment = {**os.environ, "TAWSEEM_CONFIG": str(tmp_path)}
    command = [sys.executable, "-c", WITHOUT_OURS]
    run = subprocess.run(command, cwd=HOUSE, env=environment, capture_output=True, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
