"""A format as a dialog offers it, and the fields for what can be chosen about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from annotation.formats.format import Option
from ui.look.format_words import choice_word, option_word
from ui.look.language import tr


@dataclass(frozen=True, slots=True)
class FormatChoice:
    """A format's name, what it is in words, whether it is a folder, and its options."""

    name: str
    words: str
    is_folder: bool = False
    options: tuple[Option, ...] = ()


class OptionFields(QWidget):
    """A field for each option of the chosen format. Signals: `changed()`."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fields: dict[str, QComboBox | QLineEdit] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def show_options(self, options: Sequence[Option]) -> None:
        """Show these options with their usual values in place of those before."""
        while self._form.rowCount():
            self._form.removeRow(0)
        self._fields = {option.name: self._field(option) for option in options}
        self.setVisible(bool(options))

    def values(self) -> dict[str, str]:
        """What is chosen, by the option's name; what is left empty is left out."""
        values = {name: _value(field) for name, field in self._fields.items()}
        return {name: value for name, value in values.items() if value}

    def field(self, name: str) -> QComboBox | QLineEdit:
        """The field of an option."""
        return self._fields[name]

    def _field(self, option: Option) -> QComboBox | QLineEdit:
        field: QComboBox | QLineEdit
        if option.choices:
            field = QComboBox(self)
            for choice in option.choices:
                field.addItem(choice_word(option.name, choice), choice)
            field.currentIndexChanged.connect(self.changed)
        else:
            field = QLineEdit(self)
            field.setPlaceholderText(tr("as usual"))
            field.textChanged.connect(self.changed)
        field.setAccessibleName(option_word(option.name))
        self._form.addRow(option_word(option.name), field)
        return field


def _value(field: QComboBox | QLineEdit) -> str:
    return str(field.currentData()) if isinstance(field, QComboBox) else field.text().strip()
