"""Which theme things wear: what the settings ask for, else what the system does."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ui.look.settings import ColourScheme, Settings
from ui.look.theme import DARK, LIGHT, Theme


def theme_for(settings: Settings) -> Theme:
    """The theme that the settings, or else the system, ask for."""
    if settings.appearance is ColourScheme.SYSTEM:
        scheme = QGuiApplication.styleHints().colorScheme()
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
    return DARK if settings.appearance is ColourScheme.DARK else LIGHT
