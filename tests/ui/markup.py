"""Looking over a window for what Qt would read as markup, and for the files that it would open."""

from collections import Counter
from itertools import product

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QByteArray, QUrl
from PySide6.QtGui import QAction, Qt, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QErrorMessage,
    QHeaderView,
    QInputDialog,
    QLabel,
    QMessageBox,
    QTabBar,
    QTextEdit,
    QWidget,
)

ROLE = Qt.ItemDataRole
TOLD = (ROLE.ToolTipRole, ROLE.StatusTipRole, ROLE.WhatsThisRole)


class Recording(QTextDocument):
    """Rich text that notes which files it would open."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.setHtml(markup)
        self.documentLayout().documentSize()

    def loadResource(self, kind: int, name: QUrl | str) -> QByteArray:
        del kind
        self.asked.append(QUrl(name).toString())
        return QByteArray(b" ")


class Look:
    """All that is shown now: what Qt would read as markup, and how much was looked at."""

    def __init__(self) -> None:
        self.faults: set[str] = set()
        self.seen: Counter[str] = Counter()

    def around(self) -> None:
        QApplication.processEvents()
        for root in QApplication.topLevelWidgets():
            self._widget(root)
            for widget in root.findChildren(QWidget):
                self._widget(widget)
            for action in root.findChildren(QAction):
                for told in (action.toolTip(), action.statusTip(), action.whatsThis()):
                    self._told(action, told)

    def _widget(self, widget: QWidget) -> None:
        for told in (widget.toolTip(), widget.statusTip(), widget.whatsThis()):
            self._told(widget, told)
        match widget:
            case QLabel():
                self._label(widget)
            case QTextEdit():
                self._rich(widget, widget.toHtml())
            case QHeaderView():
                pass  # with its view
            case QAbstractItemView() | QComboBox():
                self._model(widget, widget.model())
            case QTabBar():
                for tab in range(widget.count()):
                    self._told(widget, widget.tabToolTip(tab))
                    self._told(widget, widget.tabWhatsThis(tab))
        if isinstance(widget, QMessageBox | QInputDialog | QErrorMessage):
            self._fault(widget, "has labels that guess")

    def _label(self, label: QLabel) -> None:
        self.seen["label"] += 1
        if label.textFormat() is Qt.TextFormat.AutoText and Qt.mightBeRichText(label.text()):
            self._fault(label, label.text())
        if label.textFormat() in (Qt.TextFormat.RichText, Qt.TextFormat.MarkdownText):
            self._rich(label, label.text())

    def _model(self, widget: QWidget, model: QAbstractItemModel | None) -> None:
        if model is None:
            return
        is_list = isinstance(model, QAbstractListModel)  # whose count of columns is private
        rows, columns = range(model.rowCount()), range(1 if is_list else model.columnCount())
        for orientation, sections in (
            (Qt.Orientation.Horizontal, columns),
            (Qt.Orientation.Vertical, rows),
        ):
            for section, role in product(sections, TOLD):
                self._told(widget, model.headerData(section, orientation, role))
        for row, column, role in product(rows, columns, TOLD):
            self.seen["cell"] += 1
            self._told(widget, model.index(row, column).data(role))

    def _told(self, who: object, told: object) -> None:
        """A tooltip and its like, which Qt shows as what it guesses it to be."""
        if isinstance(told, str) and Qt.mightBeRichText(told):
            self._rich(who, told)

    def _rich(self, who: object, markup: str) -> None:
        self.seen["rich"] += 1
        if Recording(markup).asked:
            self._fault(who, markup)

    def _fault(self, who: object, what: str) -> None:
        self.faults.add(f"{type(who).__name__}: {what}")
