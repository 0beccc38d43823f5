"""What assistive programs are told that the article is: a document, by its name.

Interfaces for its parts or its text made in Python end the program when such a program asks for
them (PySide 6.11); the paragraph as plain text and the tables beside it are Qt's own.
"""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_DOCUMENTS = {"ArticleView"}  # classes, as Qt names them


@cache
def speak_of_documents() -> None:
    """Let assistive programs take the article for a document, from now on."""
    QAccessible.installFactory(_interface)


def _interface(kind: str, made_for: QObject | None) -> QAccessibleInterface | None:
    """Qt's factory: an interface for a document, None for all that is not one."""
    if kind not in _DOCUMENTS or not isinstance(made_for, QWidget):
        return None
    return QAccessibleWidget(made_for, QAccessible.Role.Document)
