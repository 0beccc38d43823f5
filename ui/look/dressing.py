"""What things wear: the theme that is asked for, and the direction of the language."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ui.look.language import is_right_to_left
from ui.look.settings import ColourScheme, Settings
from ui.look.theme import DARK, LIGHT, Theme


def theme_for(settings: Settings) -> Theme:
    """The theme that the settings, or else the system, ask for."""
    if settings.appearance is ColourScheme.SYSTEM:
        scheme = QGuiApplication.styleHints().colorScheme()
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
    return DARK if settings.appearance is ColourScheme.DARK else LIGHT


def interface_direction() -> Qt.LayoutDirection:
    """The direction that the current language runs in."""
    if is_right_to_left():
        return Qt.LayoutDirection.RightToLeft
    return Qt.LayoutDirection.LeftToRight
