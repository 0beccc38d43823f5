"""Texts of files in Qt's widgets: shown letter for letter, never read as markup or as mnemonics.

Qt guesses whether a label or a tooltip is rich text, and rich text opens the files that it names.
"""

from html import escape

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.look.words import text_direction


class PlainLabel(QLabel):
    """A label of plain text, whatever it begins with."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


class MarkedLabel(QLabel):
    """A label of rich text that we have made: what is not ours in it has been escaped."""

    def __init__(self, markup: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText(markup)


def tip(text: str) -> str:
    """The text as a tooltip; what Qt would take for markup is escaped, in lines as it was."""
    if not Qt.mightBeRichText(text):
        return text
    return f'<p dir="{text_direction()}">{"<br>".join(map(escape, text.split(chr(10))))}</p>'


def without_mnemonic(name: str) -> str:
    """A name on a button or in a menu: no letter of it becomes a key, no part of it a column."""
    return name.replace("&", "&&").replace("\t", " ")


def as_title(text: str) -> str:
    """The title of a window; [*] in it is no place for a mark."""
    return text.replace("[*]", "[*][*]")
