"""The attributes of an item, ready to be changed."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QWidget

from annotation.arabic.folding import fold
from annotation.tagsets.tagset import Attribute, AttributeKind
from annotation.values.items import Attributes, AttributeValue
from ui.keys.action import Context
from ui.keys.key_dispatcher import listen
from ui.look.language import in_language, tr
from ui.look.plain_text import PlainLabel, without_mnemonic
from ui.panels.inks import Inks, colour_text

NO_VALUE = "—"


class AttributeForm(QWidget):
    """One editor for each attribute; a value is told as soon as it is chosen.

    Signals:
        changed: An attribute has another value now; its slug, and the value or None.
        done: The person is through with an editor and goes on in the article.
        refused: What was written cannot be the value; a sentence that says so.
    """

    changed = Signal(str, object)
    done = Signal()
    refused = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.editors: dict[str, QWidget] = {}
        self._attributes: dict[str, Attribute] = {}
        self._values: dict[str, AttributeValue] = {}
        self._labels: list[PlainLabel] = []
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(6)
        self._form.setHorizontalSpacing(10)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)

    def show_attributes(self, attributes: Sequence[Attribute], values: Attributes) -> None:
        """Show these attributes and their values; editors that are there already are kept."""
        if list(self._attributes.values()) != list(attributes):
            self._make(attributes)
        self._values = dict(values)
        for slug in self.editors:
            self._fill(slug)

    def flush(self) -> None:
        """Tell what has been written and not told yet, before another item is shown."""
        for slug, editor in self.editors.items():
            if isinstance(editor, QLineEdit) and editor.isModified():
                self._read(self._attributes[slug], editor)

    def set_inks(self, inks: Inks) -> None:
        """Draw in these colours."""
        for label in self._labels:
            colour_text(label, inks.muted)

    # -- editors ----------------------------------------------------------------------------------

    def _make(self, attributes: Sequence[Attribute]) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self._attributes = {attribute.slug: attribute for attribute in attributes}
        self.editors = {attribute.slug: self._editor(attribute) for attribute in attributes}
        self._labels = []
        for slug, editor in self.editors.items():
            name = in_language(self._attributes[slug].name)
            editor.setAccessibleName(name)
            if isinstance(editor, QCheckBox):
                editor.setText(without_mnemonic(name))
                self._form.addRow(editor)
            else:
                label = PlainLabel(without_mnemonic(name), self)
                label.setBuddy(editor)
                self._labels.append(label)
                self._form.addRow(label, editor)

    def _editor(self, attribute: Attribute) -> QWidget:
        match attribute.kind:
            case AttributeKind.FLAG:
                return self._check_box(attribute.slug)
            case AttributeKind.CHOICE:
                return self._combo(attribute)
            case AttributeKind.TEXT | AttributeKind.NUMBER:
                return self._line(attribute)

    def _check_box(self, slug: str) -> QCheckBox:
        box = QCheckBox(self)
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus in the article
        box.clicked.connect(lambda is_on: self._tell_and_leave(slug, is_on or None))
        return box

    def _combo(self, attribute: Attribute) -> QComboBox:
        combo = QComboBox(self)
        combo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        combo.addItem(NO_VALUE, None)
        for value in attribute.values:
            combo.addItem(value, value)
        combo.activated.connect(
            lambda place: self._tell_and_leave(attribute.slug, combo.itemData(place))
        )
        combo.installEventFilter(self)
        return combo

    def _line(self, attribute: Attribute) -> QLineEdit:
        line = QLineEdit(self)
        listen(
            Context.WRITING,
            {
                "words-send": lambda: self._take(attribute, line),
                "words-leave": lambda: self._give_up(line),
            },
            line,
        )
        line.editingFinished.connect(lambda: self._read(attribute, line))
        if attribute.kind is AttributeKind.NUMBER:
            line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox):
            event.ignore()  # scrolling past must not change a value
            return True
        return super().eventFilter(watched, event)

    def _take(self, attribute: Attribute, line: QLineEdit) -> None:
        """Tell what was written, and go on in the article."""
        self._read(attribute, line)
        self.done.emit()

    def _give_up(self, line: QLineEdit) -> None:
        """Leave a line with the value that it had."""
        line.setModified(False)
        self._fill(next(slug for slug, editor in self.editors.items() if editor is line))
        self.done.emit()

    # -- values -----------------------------------------------------------------------------------

    def _fill(self, slug: str) -> None:
        """Show the value; a line that is being written in is left alone."""
        editor, value = self.editors[slug], self._values.get(slug)
        if isinstance(editor, QCheckBox):
            editor.setChecked(value is True)
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(value)))
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText("" if value is None else str(value))

    def _read(self, attribute: Attribute, line: QLineEdit) -> None:
        """Tell what was written, if it differs; a number may have digits of either kind."""
        line.setModified(False)
        written = line.text().strip()
        value: AttributeValue | None = written or None
        if written and attribute.kind is AttributeKind.NUMBER:
            value = number(written)
            if value is None:
                self._fill(attribute.slug)
                self.refused.emit(tr("“{value}” is not a number.", value=written))
                return
        if value != self._values.get(attribute.slug):
            self._tell(attribute.slug, value)

    def _tell_and_leave(self, slug: str, value: AttributeValue | None) -> None:
        if value != self._values.get(slug):
            self._tell(slug, value)
        self.done.emit()

    def _tell(self, slug: str, value: AttributeValue | None) -> None:
        """Emit the value, remembered first so that it is not told twice."""
        self._values.pop(slug, None)
        if value is not None:
            self._values[slug] = value
        self.changed.emit(slug, value)


def number(written: str) -> int | float | None:
    """The number that was written, with digits of either kind; None when it is none."""
    plain = fold(written).replace("٫", ".").replace("٬", "").strip()
    if "_" in plain:  # Python reads 1_000 as a thousand, people do not write it
        return None
    for kind in (int, float):
        try:
            value = kind(plain)
        except ValueError:
            continue
        return value if abs(value) < float("inf") else None
    return None
