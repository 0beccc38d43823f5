"""How far a long job is, with a way to stop it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.dialogs.sheet import Sheet, heading
from ui.look.language import left_to_right, tr
from ui.look.plain_text import PlainLabel
from ui.look.text_scale import sized

PATIENCE = 300  # milliseconds: what is done sooner needs no dialog


class ProgressDialog(Sheet):
    """Shows itself when a job takes longer than a moment. Signals: `cancelled()`.

    Call `show_working` as the job goes on and `show_nothing` when it has ended, however it ended.
    """

    cancelled = Signal()

    def __init__(self, title: str, parent: QWidget | None, button: str = "") -> None:
        super().__init__(title, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.setMinimumWidth(sized(420))
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self._count = PlainLabel("", self)
        self.body.addWidget(heading(title, self, 1.1))
        self.body.addWidget(self._bar)
        self.body.addWidget(self._count)
        self._button = self.add_buttons(button or tr("Cancel"))
        self.show_working(0, None)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.open)
        self._timer.start(PATIENCE)

    def show_working(self, done: int, total: int | None) -> None:
        """Show how much is done; without a total the bar only shows that something goes on."""
        self._bar.setRange(0, 0 if total is None else max(total, 1))
        self._bar.setValue(min(done, total or 0))
        if total is None:
            self._count.setText("")
        else:
            self._count.setText(
                tr(
                    "{done} of {total}",
                    done=left_to_right(f"{done:,}"),
                    total=left_to_right(f"{total:,}"),
                )
            )

    def show_nothing(self) -> None:
        """Close, and never appear if it has not yet."""
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def accept(self) -> None:
        """The button is there to cancel."""
        self.reject()

    def reject(self) -> None:
        """Ask for the job to be stopped; the dialog stays until it has."""
        if self._button.isEnabled():
            self._button.setEnabled(False)
            self._count.setText(tr("Stopping…"))
            self.cancelled.emit()
