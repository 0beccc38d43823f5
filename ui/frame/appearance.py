"""How things look: theme, size, panels, language."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.article.reading_aids import ReadingAids
from ui.desk.desk import Desk
from ui.frame.window_frame import WindowFrame
from ui.look.dressing import theme_for
from ui.look.faces import follow_system_size, wear_face
from ui.look.language import ARABIC, ENGLISH, current_language
from ui.look.settings import ColourScheme, Settings
from ui.look.theme import DARK, wear

STEP = 1.1
SMALLEST, LARGEST = 0.5, 4.0


class Appearance:
    """Appearance of the window."""

    def __init__(self, desk: Desk, window: WindowFrame) -> None:
        self.desk = desk
        self.window = window

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {
            "zoom-in": lambda: self._zoom(self.desk.view.zoom * STEP),
            "zoom-out": lambda: self._zoom(self.desk.view.zoom / STEP),
            "zoom-reset": lambda: self._zoom(1.0),
            "toggle-marks": lambda: self._flip("hides_marks"),
            "toggle-invisible": lambda: self._flip("shows_invisible"),
            "toggle-numbers": lambda: self._flip("shows_numbers"),
            "toggle-focus": lambda: self._flip("focuses"),
            "toggle-documents": lambda: self._toggle(self.desk.documents),
            "toggle-items": lambda: self._toggle(self.window.side),
            "toggle-dark": self._toggle_dark,
            "switch-language": self._switch_language,
            "full-screen": self._full_screen,
        }

    def apply_theme(self) -> None:
        """Dress the window in the theme and the face that the settings ask for."""
        theme = theme_for(self.desk.settings)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            wear_face(application, self.desk.settings.interface_face)
            wear(application, theme)
        desk = self.desk
        for part in (
            desk.view,
            desk.documents,
            desk.items,
            desk.details,
            desk.palette,
            desk.status,
        ):
            part.set_theme(theme)
        desk.view.set_reading(reading_of(desk.settings))
        desk.view.set_visual_movement(is_on=desk.settings.moves_visually)
        desk.view.set_zoom(desk.settings.zoom)
        self.window.page.paragraph_text.setVisible(desk.settings.shows_paragraph_text)

    def follow_system(self) -> None:
        """The system asks for letters of another size."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            follow_system_size(application)

    def keep_zoom(self, zoom: float) -> None:
        """Remember the reading size."""
        if zoom != self.desk.settings.zoom:
            self.desk.change_settings(zoom=zoom)

    def _zoom(self, zoom: float) -> None:
        self.desk.view.set_zoom(min(LARGEST, max(SMALLEST, zoom)))
        self.keep_zoom(self.desk.view.zoom)

    def _flip(self, name: str) -> None:
        self.desk.change_settings(**{name: not getattr(self.desk.settings, name)})

    def _toggle(self, widget: object) -> None:
        widget.setVisible(not widget.isVisible())  # type: ignore[attr-defined]

    def _toggle_dark(self) -> None:
        is_dark = theme_for(self.desk.settings) is DARK
        self.desk.change_settings(appearance=ColourScheme.LIGHT if is_dark else ColourScheme.DARK)

    def _switch_language(self) -> None:
        other = ENGLISH if current_language() == ARABIC else ARABIC
        self.desk.change_settings(language=other)
        self.window.rebuild_asked.emit()

    def _full_screen(self) -> None:
        self.window.setWindowState(self.window.windowState() ^ Qt.WindowState.WindowFullScreen)


def reading_of(settings: Settings) -> ReadingAids:
    """The way of reading that the settings ask for."""
    return ReadingAids(
        hides_marks=settings.hides_marks,
        shows_invisible=settings.shows_invisible,
        shows_numbers=settings.shows_numbers,
        focuses=settings.focuses,
        face=settings.reading_face,
        spacing=settings.line_spacing,
    )
