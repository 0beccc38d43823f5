"""How large this system wants its text to be; sizes in pixels grow with it."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontInfo, QGuiApplication
from PySide6.QtWidgets import QApplication

USUAL = 12  # pixels of the letters for which sizes in the code are written
_SMALLEST, _LARGEST = 0.75, 4.0


def text_scale() -> float:
    """The size of the application's letters against the usual one."""
    pixels = QFontInfo(QApplication.font()).pixelSize()
    return min(max(_SMALLEST, pixels / USUAL), _LARGEST)


def sized(pixels: float) -> int:
    """A size in whole pixels, as large as the letters are."""
    return round(pixels * text_scale())


def roomy(width: int, height: int) -> QSize:
    """A window's size: as large as the letters are, as far as the screen allows."""
    wanted = QSize(sized(width), sized(height))
    screen = QGuiApplication.primaryScreen()
    if screen is not None and text_scale() > 1.0:
        usual = QSize(width, height)
        wanted = wanted.boundedTo(screen.availableSize() * 0.95).expandedTo(usual)
    return wanted


def scaled(font: QFont, factor: float, *, is_bold: bool = False) -> QFont:
    """The font in another size, whether it was set in points or in pixels."""
    result = QFont(font)
    if font.pixelSize() > 0:
        result.setPixelSize(round(font.pixelSize() * factor))
    else:
        result.setPointSizeF(font.pointSizeF() * factor)
    result.setBold(is_bold)
    return result
