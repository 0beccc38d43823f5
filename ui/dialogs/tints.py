"""Colours between two colours of a palette, so that light and dark both work."""

from PySide6.QtGui import QColor, QPalette

from ui.look.theme import mixed


def row_background(palette: QPalette, *, is_current: bool) -> QColor:
    """What a row of a list is painted on: soft where it is the current one."""
    base = palette.color(QPalette.ColorRole.Base)
    return mixed(base, palette.color(QPalette.ColorRole.Highlight), 0.22) if is_current else base


def faint_text(palette: QPalette) -> QColor:
    """The colour of what is said by the way, on a row of a list."""
    text = palette.color(QPalette.ColorRole.Text)
    return mixed(text, palette.color(QPalette.ColorRole.Base), 0.38)
