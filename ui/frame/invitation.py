"""The first page, while no project is open, and the strip above the sample project."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.path_field import shown_path
from ui.dialogs.sheet import faint, heading, sentence
from ui.look.language import isolated, tr
from ui.look.plain_text import PlainLabel, tip, without_mnemonic
from ui.look.text_scale import scaled, sized
from ui.look.theme import mixed

WIDTH = 560
MOST_RECENT = 6


class LargeButton(QPushButton):
    """A button with a title and a sentence below it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = PlainLabel("", self)
        self._title.setFont(scaled(self.font(), 1.15, is_bold=True))
        self._hint = faint("", self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 11, 18, 12)
        column.setSpacing(2)
        for label in (self._title, self._hint):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)

    def say(self, title: str, hint: str) -> None:
        """Set the title and the sentence."""
        self._title.setText(title)
        self._hint.setText(hint)
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as its words need."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()


class LinkButton(QPushButton):
    """Words that can be pressed, in the colour of links."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The words with a little air."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 12, metrics.height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, underlined, framed while they have the keyboard."""
        painter = QPainter(self)
        colour = self.palette().color(QPalette.ColorRole.Link)
        painter.setPen(colour)
        font = self.font()
        font.setUnderline(self.underMouse() or self.hasFocus())
        painter.setFont(font)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.end()


class Invitation(QWidget):
    """The name, what it is, three ways to begin, and the recent projects.

    Signals: `open_asked()`, `new_asked()`, `sample_asked()`, `recent_asked(str path)`.
    """

    open_asked = Signal()
    new_asked = Signal()
    sample_asked = Signal()
    recent_asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._paths: tuple[str, ...] = ()
        self._name = heading("", self, 3.0)
        self._name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._latin_name = faint("", self)
        self._latin_name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._what = sentence("", self)
        self._what.setFont(scaled(self.font(), 1.1))
        self._what.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.sample_button = LargeButton(self)
        self.new_button = LargeButton(self)
        self.open_button = LargeButton(self)
        self._recent_heading = faint("", self)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self._build()
        self.sample_button.clicked.connect(self.sample_asked)
        self.new_button.clicked.connect(self.new_asked)
        self.open_button.clicked.connect(self.open_asked)
        self.setFocusProxy(self.sample_button)
        self.retranslate()

    def _build(self) -> None:
        column = QWidget(self)
        column.setFixedWidth(sized(WIDTH))
        stack = QVBoxLayout(column)
        stack.setSpacing(10)
        stack.addStretch(2)
        stack.addWidget(self._name)
        stack.addWidget(self._latin_name)
        stack.addWidget(self._what)
        stack.addSpacing(20)
        for button in (self.sample_button, self.new_button, self.open_button):
            stack.addWidget(button)
        stack.addSpacing(14)
        stack.addWidget(self._recent_heading)
        stack.addLayout(self._recent)
        stack.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(column)
        row.addStretch(1)

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._name.setText("توسيم")
        self._latin_name.setText("Tawseem")
        self._what.setText(tr("Annotate Arabic text: offline, by keyboard, in one file."))
        self.sample_button.say(
            tr("Try the sample project"), tr("A short article with suggestions, ready to work on.")
        )
        self.new_button.say(
            tr("New project"), tr("Choose a tagset and bring in your own documents.")
        )
        self.open_button.say(tr("Open project"), tr("Go on with a project on this computer."))
        self._recent_heading.setText(tr("Recent projects"))
        self.set_recent(self._paths)

    def set_recent(self, paths: Sequence[str]) -> None:
        """List these projects as links, the most recent first."""
        self._paths = tuple(paths)
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for path in self._paths[:MOST_RECENT]:
            self._recent.addWidget(self._recent_row(path))
        self._recent_heading.setVisible(bool(self._paths))

    def _recent_row(self, path: str) -> QWidget:
        widget = QWidget(self)
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        link = LinkButton(without_mnemonic(isolated(Path(path).stem)), widget)
        link.setToolTip(tip(shown_path(Path(path))))
        link.clicked.connect(lambda: self.recent_asked.emit(path))
        row.addWidget(link)
        row.addWidget(self._folder_label(Path(path).parent, widget), 1)
        return widget

    def _folder_label(self, folder: Path, parent: QWidget) -> PlainLabel:
        label = faint("", parent)
        label.setWordWrap(False)
        text = label.fontMetrics().elidedText(str(folder), Qt.TextElideMode.ElideMiddle, 320)
        label.setText(shown_path(Path(text)))
        return label


class SampleBanner(QWidget):
    """A friendly strip above the sample's article.

    Signals: `new_asked()`, `open_asked()`, `hidden()`.
    """

    new_asked = Signal()
    open_asked = Signal()
    hidden = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = sentence("", self)
        self.new_button = QPushButton(self)
        self.open_button = QPushButton(self)
        self.hide_button = QPushButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        for button in (self.new_button, self.open_button, self.hide_button):
            row.addWidget(button)
        self.new_button.clicked.connect(self.new_asked)
        self.open_button.clicked.connect(self.open_asked)
        self.hide_button.clicked.connect(self._hide)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the current language."""
        self._text.setText(
            tr(
                "This is the sample project: try everything, nothing can break. "
                "When you are ready, begin your own."
            )
        )
        self.new_button.setText(tr("New project…"))
        self.open_button.setText(tr("Open project…"))
        self.hide_button.setText(tr("Hide"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A soft tint of the highlight, with a line below."""
        painter = QPainter(self)
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        window = self.palette().color(QPalette.ColorRole.Window)
        painter.fillRect(self.rect(), mixed(window, accent, 0.14))
        painter.setPen(mixed(window, accent, 0.4))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def _hide(self) -> None:
        self.hide()
        self.hidden.emit()
