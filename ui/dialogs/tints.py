"""Colours between two colours of a palette, so that light and dark both work."""

from PySide6.QtGui import QColor, QPalette


def blended(front: QColor, back: QColor, share: float) -> QColor:
    """The colour when `front` lies over `back` with `share` (0 to 1) of its strength."""
    return QColor.fromRgbF(
        front.redF() * share + back.redF() * (1 - share),
        front.greenF() * share + back.greenF() * (1 - share),
        front.blueF() * share + back.blueF() * (1 - share),
    )


def row_background(palette: QPalette, *, is_current: bool) -> QColor:
    """What a row of a list is painted on: soft where it is the current one."""
    base = palette.color(QPalette.ColorRole.Base)
    return blended(palette.color(QPalette.ColorRole.Highlight), base, 0.22) if is_current else base


def faint_text(palette: QPalette) -> QColor:
    """The colour of what is said by the way, on a row of a list."""
    text = palette.color(QPalette.ColorRole.Text)
    return blended(text, palette.color(QPalette.ColorRole.Base), 0.62)
