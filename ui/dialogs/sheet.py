"""What all dialogs share: direction, margins, buttons in the current language, complaints."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.keys.key_names import KEYS_OF_DIALOGS
from ui.look.dressing import interface_direction
from ui.look.language import is_right_to_left
from ui.look.plain_text import PlainLabel, as_title
from ui.look.text_scale import scaled


class SentenceLabel(PlainLabel):
    """Plain text that wraps, in the direction of the interface whatever it begins with."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setWordWrap(True)

    def setText(self, text: str) -> None:
        """Show this text. Qt lets the first strong letter decide, so a mark goes before it."""
        mark = "\u200f" if is_right_to_left() else "\u200e"
        super().setText("\n".join(mark + line for line in text.split("\n")) if text else "")

    def text(self) -> str:
        """The text without the marks."""
        return "\n".join(line[1:] for line in super().text().split("\n"))


def sentence(text: str, parent: QWidget) -> SentenceLabel:
    """A label of plain text that wraps."""
    return SentenceLabel(text, parent)


def heading(text: str, parent: QWidget, factor: float = 1.25) -> SentenceLabel:
    """A label that stands above others."""
    label = sentence(text, parent)
    label.setFont(scaled(parent.font(), factor, is_bold=True))
    return label


def faint(text: str, parent: QWidget) -> SentenceLabel:
    """A label that says something by the way."""
    label = sentence(text, parent)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def rule(parent: QWidget) -> QFrame:
    """A thin horizontal line."""
    line = QFrame(parent)
    line.setFrameShape(QFrame.Shape.HLine)
    line.setFrameShadow(QFrame.Shadow.Plain)
    line.setForegroundRole(QPalette.ColorRole.Mid)
    return line


class Complaint(QWidget):
    """A sentence under a field that says why it cannot stay as it is; hidden while all is well."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._sign = PlainLabel("", self)
        self._text = sentence("", self)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    def say(self, text: str) -> None:
        """Show this sentence; an empty one hides the complaint."""
        size = self.fontMetrics().height()
        icon = self.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning)
        self._sign.setPixmap(icon.pixmap(size, size))
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """The sentence shown."""
        return self._text.text()


class Sheet(QDialog):
    """A dialog with a column of widgets, `body`, and a row of buttons below it.

    It is deleted when it is done, so keep no reference to it beyond that.
    """

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(as_title(title))
        self.setLayoutDirection(interface_direction())
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 18, 20, 16)
        self.body.setSpacing(12)
        acts = {"dialog-accept": self._press_default, "dialog-close": self.reject}
        listen(Context.DIALOG, acts, self, instead_of=KEYS_OF_DIALOGS)

    def _press_default(self) -> None:
        """Press the button that stands for what the dialog offers, if it can be pressed."""
        for button in self.findChildren(QPushButton):
            if button.isDefault() and button.isVisible() and button.isEnabled():
                button.click()
                return

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook: be as high as the sentences need."""
        super().showEvent(event)
        self._grow()

    def event(self, event: QEvent) -> bool:
        """Qt's hook: what stands here may have become longer."""
        is_handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._grow()
        return is_handled

    def _grow(self) -> None:
        """Grow to what sentences need at this width: Qt does not ask them where a size was set."""
        most = self.screen().availableSize().height()
        wanted = min(self.body.totalHeightForWidth(self.width()), most)
        if self.height() < wanted:
            self.resize(self.width(), wanted)

    def add_buttons(
        self, accept_text: str, reject_text: str = "", *, prefers_no: bool = False
    ) -> QPushButton:
        """Add the last row; the button that Enter presses: the accepting one, unless a person had
        better think twice.
        """
        box = QDialogButtonBox(self)
        rejecting = None
        if reject_text:
            rejecting = box.addButton(reject_text, QDialogButtonBox.ButtonRole.RejectRole)
        accepting = box.addButton(accept_text, QDialogButtonBox.ButtonRole.AcceptRole)
        preferred = rejecting if prefers_no and rejecting else accepting
        for button in box.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(button is preferred)
        preferred.setDefault(True)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self.body.addSpacing(4)
        self.body.addWidget(box)
        return preferred


class PageSheet(Sheet):
    """A sheet that is a window of its own beside the main one; Escape closes it.

    Signals:
        closed: It has been closed, however.
    """

    closed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(title, None)
        self.setWindowFlags(Qt.WindowType.Window)
        self.finished.connect(lambda _: self.closed.emit())
