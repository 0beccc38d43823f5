"""What this program is, its licence, and what it stands on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.dialogs.sheet import SentenceLabel, Sheet, faint, heading, rule, sentence
from ui.look.language import left_to_right, tr
from ui.look.text_scale import sized

LICENCE = "GPL-3.0-or-later"
STANDS_ON = (
    ("Python", "PSF"),
    ("Qt for Python (PySide6)", "LGPL-3.0"),
    ("SQLite", "public domain"),
    ("sqlite-utils", "Apache-2.0"),
    ("NumPy", "BSD-3-Clause"),
    ("PyArabic", "GPL-3.0"),
    ("Click", "BSD-3-Clause"),
    ("platformdirs", "MIT"),
    ("IBM Plex Sans Arabic", "OFL-1.1"),
    ("Amiri", "OFL-1.1"),
)


class AboutDialog(Sheet):
    """The name, the version, the licence and those whose work is inside."""

    def __init__(self, version: str, parent: QWidget | None) -> None:
        super().__init__(tr("About Tawseem"), parent)
        self.setFixedWidth(sized(460))
        name = heading(tr("Tawseem"), self, 2.0)
        self.body.addWidget(name)
        self.body.addWidget(faint(tr("Version {version}", version=left_to_right(version)), self))
        self.body.addWidget(
            sentence(tr("Annotate Arabic text: offline, by keyboard, in one file."), self)
        )
        self.body.addWidget(rule(self))
        licence = tr(
            "Free software under the {licence} licence: use it, study it, change it, pass it on.",
            licence=left_to_right(LICENCE),
        )
        self.body.addWidget(sentence(licence, self))
        self.body.addWidget(sentence(tr("It stands on:"), self))
        self.body.addWidget(self._foundations())
        self.add_buttons(tr("Close")).setFocus()

    def _foundations(self) -> SentenceLabel:
        lines = (left_to_right(f"{name}  ·  {licence}") for name, licence in STANDS_ON)
        label = faint("\n".join(lines), self)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label
