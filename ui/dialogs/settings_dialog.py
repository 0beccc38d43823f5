"""What a person sets on this computer."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from ui.dialogs.sheet import Sheet, faint, heading
from ui.look.faces import INTERFACE, READING, SYSTEM, interface_families, reading_families
from ui.look.language import ARABIC, ENGLISH, isolated, tr
from ui.look.settings import ColourScheme, Settings
from ui.look.text_scale import roomy

SMALLEST, LARGEST, STEP = 50, 300, 10  # reading size, in percent
CLOSEST, WIDEST = 90, 200  # line spacing, in percent
CONFIDENT_RANGE = 50, 100  # scores of suggestions, in percent
HIDDEN_RANGE = 0, 80

_ARROWS = {False: "text", True: "eye"}


class SettingsDialog(Sheet):
    """Shows the settings. Signals: `changed(Settings)`, when the person accepts other ones."""

    changed = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None) -> None:
        super().__init__(tr("Settings"), parent)
        self.resize(roomy(520, 0))
        self._settings = settings
        self.annotator = QLineEdit(settings.annotator, self)
        self.language = self._choices(
            settings.language,
            (("", tr("As the system")), (ARABIC, "العربية"), (ENGLISH, "English")),
        )
        self.appearance = self._choices(
            settings.appearance.value,
            (
                (ColourScheme.SYSTEM.value, tr("As the system")),
                (ColourScheme.LIGHT.value, tr("Light")),
                (ColourScheme.DARK.value, tr("Dark")),
            ),
        )
        self.size_box = self._percents(settings.zoom, SMALLEST, LARGEST)
        self.interface_face = self._choices(
            settings.interface_face,
            (_usual(interface_families()), (SYSTEM, tr("As the system")), *_others(INTERFACE)),
        )
        self.face = self._choices(
            settings.reading_face, (_usual(reading_families()), *_others(READING))
        )
        self.spacing_box = self._percents(settings.line_spacing, CLOSEST, WIDEST)
        self.arrows = self._choices(
            _ARROWS[settings.moves_visually],
            (
                (_ARROWS[False], tr("Follow the text, across changes of direction")),
                (_ARROWS[True], tr("Follow the eye: left is always left")),
            ),
        )
        self.confident_box = self._percents(settings.confident, *CONFIDENT_RANGE)
        self.hidden_box = self._percents(settings.hidden, *HIDDEN_RANGE)
        self.body.addWidget(heading(tr("Settings"), self))
        self.body.addLayout(self._form())
        self.add_buttons(tr("OK"), tr("Cancel"))
        self.annotator.setFocus()

    def _choices(self, value: str, choices: tuple[tuple[str, str], ...]) -> QComboBox:
        box = QComboBox(self)
        for data, text in choices:
            box.addItem(text, data)
        box.setCurrentIndex(max(box.findData(value), 0))
        return box

    def _percents(self, share: float, lowest: int, highest: int) -> QSpinBox:
        box = QSpinBox(self)
        box.setLocale(QLocale.c())
        box.setRange(lowest, highest)
        box.setSingleStep(STEP)
        box.setSuffix(" %")
        box.setValue(round(share * 100))
        return box

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(10)
        form.addRow(tr("Your &name"), self.annotator)
        form.addRow("", faint(tr("Your annotations are kept under this name."), self))
        form.addRow(tr("&Language"), self.language)
        form.addRow(tr("&Appearance"), self.appearance)
        form.addRow(tr("&Interface face"), self.interface_face)
        form.addRow(tr("&Reading size"), self.size_box)
        form.addRow(tr("Reading &face"), self.face)
        form.addRow(tr("Line &spacing"), self.spacing_box)
        form.addRow(tr("A&rrow keys"), self.arrows)
        form.addRow(tr("Suggestions are &confident from"), self.confident_box)
        form.addRow(tr("Suggestions are &hidden below"), self.hidden_box)
        return form

    def accept(self) -> None:
        """Tell the settings if any has changed, and close."""
        settings = replace(
            self._settings,
            annotator=self.annotator.text().strip(),
            language=self.language.currentData(),
            appearance=ColourScheme(self.appearance.currentData()),
            zoom=_share(self.size_box, self._settings.zoom),
            interface_face=self.interface_face.currentData(),
            reading_face=self.face.currentData(),
            line_spacing=_share(self.spacing_box, self._settings.line_spacing),
            moves_visually=self.arrows.currentData() == _ARROWS[True],
            confident=_share(self.confident_box, self._settings.confident),
            hidden=_share(self.hidden_box, self._settings.hidden),
        )
        super().accept()
        if settings != self._settings:
            self.changed.emit(settings)


def _share(box: QSpinBox, former: float) -> float:
    """What the box shows; the old value to the last digit when it was not touched."""
    return former if box.value() == round(former * 100) else box.value() / 100


def _usual(families: list[str]) -> tuple[str, str]:
    """The choice of no other face."""
    return "", tr("{face}, the usual one", face=isolated(families[0]))


def _others(usual: str) -> Iterator[tuple[str, str]]:
    """The other faces of this computer that can write Arabic."""
    for family in QFontDatabase.families(QFontDatabase.WritingSystem.Arabic):
        if family != usual and not QFontDatabase.isPrivateFamily(family):
            yield family, family
