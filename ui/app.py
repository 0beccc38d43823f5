"""The application: style, language, faces, the window, and the project it opens with."""

import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator, qVersion
from PySide6.QtWidgets import QApplication

from storage.log.crash_file import keeping_crashes
from storage.log.log_file import note, note_fault, note_trouble
from ui.desk.sample import sample_path
from ui.dialogs.message import show_message
from ui.frame.fault_report import screen_facts
from ui.look.dressing import interface_direction, theme_for
from ui.look.faces import bring_faces, has_arabic_font, wear_face
from ui.look.focus_ring import show_focus
from ui.look.language import (
    current_language,
    say,
    set_language,
    system_language,
    tr,
)
from ui.look.settings import Settings, begin_settings, load_settings
from ui.look.theme import wear
from ui.look.visible import visible
from ui.window import MainWindow


def run(project: Path | None, document: str | None, annotator: str | None) -> int:
    """Open the window and stay until it is closed; the exit status."""
    application = make_application()
    with keeping_crashes():
        Opening(application, project, document, annotator)
        note("window", qt=qVersion(), **screen_facts())
        return application.exec()


def make_application() -> QApplication:
    """The QApplication in Tawseem's style."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("tawseem")
    application.setApplicationDisplayName("")
    application.setDesktopFileName("tawseem")
    application.setStyle("Fusion")
    bring_faces()
    wear_face(application, "")
    show_focus(application)
    return application


def dress(application: QApplication, settings: Settings) -> None:
    """Language, direction, face and colours of the whole application."""
    set_language(settings.language or system_language())
    translate_qt(application)
    application.setLayoutDirection(interface_direction())
    wear_face(application, settings.interface_face)
    wear(application, theme_for(settings))


def translate_qt(application: QApplication) -> None:
    """Qt's own words (buttons of dialogs) in the language of the interface."""
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.deleteLater()
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(current_language()), "qtbase", "_", folder):
        application.installTranslator(translator)


def show_faults(window: MainWindow) -> None:
    """Show a fault of the program as what it is, with what a report needs; work goes on."""

    def show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        note_fault(error)
        details = "".join(traceback.format_exception(kind, error, trace))
        print(*map(visible, details.split("\n")), sep="\n", file=sys.stderr)
        sentence = tr("This is a fault of Tawseem. What was done before it is saved.")
        show_message(window, tr("A fault"), sentence, details)

    sys.excepthook = show


class Opening:
    """Holds the window and makes it anew when the language changes."""

    def __init__(
        self,
        application: QApplication,
        project: Path | None = None,
        document: str | None = None,
        annotator: str | None = None,
    ) -> None:
        self.application = application
        self._when_left: Callable[[], None] = lambda: None
        settings, notice = begin_settings()
        self.window = self._make(settings)
        if notice is not None:
            note_trouble(notice)
            show_message(self.window, tr("Settings"), say(notice))
        application.setProperty("opening", self)
        QTimer.singleShot(0, self.window, lambda: self._open(project, document, annotator))

    def _make(self, settings: Settings) -> MainWindow:
        dress(self.application, settings)
        window = MainWindow(settings)
        window.rebuild_asked.connect(self._rebuild, Qt.ConnectionType.QueuedConnection)
        window.left.connect(lambda: self._when_left())
        window.stayed.connect(self._forget)
        window.show()
        show_faults(window)
        return window

    def _open(self, project: Path | None, document: str | None, annotator: str | None) -> None:
        """The project that was named, else the last one, else the sample."""
        if not has_arabic_font():
            sentence = tr(
                "This computer has no font with Arabic letters. Install one, for example Noto "
                "Naskh Arabic, and start again."
            )
            show_message(self.window, tr("Tawseem"), sentence)
        last = Path(self.window.desk.settings.last_project or sample_path())
        if project is not None:
            self.window.open_project(project, document, annotator)
        elif last != sample_path() and last.exists():
            self.window.open_project(last, document, annotator)
        else:
            self.window.projects.open_sample()

    def _rebuild(self) -> None:
        """Make the window anew as soon as everything of the old one is saved."""
        old = self.window
        link, session = old.desk.link, old.desk.session
        path = link.path if link else None
        id = session.document.id if session else None
        is_curated = session is not None and session.is_curated

        def make_anew() -> None:
            self._forget()
            self.window = self._make(replace(load_settings(), window=old.desk.settings.window))
            old.deleteLater()
            if path is not None:
                self.window.open_project(path, id, is_curated=is_curated)

        self._when_left = make_anew
        old.close()

    def _forget(self) -> None:
        """The window is not made anew when it is left."""
        self._when_left = lambda: None
