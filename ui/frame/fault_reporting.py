"""Copying what helps to find a fault, and saying what was copied."""

from collections.abc import Callable, Mapping
from threading import Thread

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from ui.desk.desk import Desk
from ui.dialogs.message import show_message
from ui.frame.fault_report import DiskFacts, fault_report, read_disk_facts
from ui.look.language import tr


class FaultReporting(QObject):
    """Gathers the report beside the window, puts it on the clipboard and shows it."""

    _gathered = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.desk = desk
        self._gathered.connect(self._copy, Qt.ConnectionType.QueuedConnection)

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {"copy-fault-report": self._gather}

    def _gather(self) -> None:
        link = self.desk.link
        if link is not None:
            link.read(read_disk_facts, self._copy, lambda _: self._gather_without_project())
        else:
            self._gather_without_project()

    def _gather_without_project(self) -> None:
        Thread(target=lambda: self._gathered.emit(read_disk_facts(None)), daemon=True).start()

    def _copy(self, facts: DiskFacts) -> None:
        report = fault_report(self.desk.settings, facts)
        QGuiApplication.clipboard().setText(report)
        sentence = tr(
            "Copied, to be pasted where you report the fault. It holds no text, no tags, and no "
            "name of a person, document or file."
        )
        show_message(self.desk.window, tr("What helps to find a fault"), sentence, report)
