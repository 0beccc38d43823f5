"""The help pages, read from the resources of the current language."""

import re
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QUrl, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextLength, QTextOption, QTextTable
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QTextBrowser, QWidget

from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from ui.dialogs.sheet import Sheet
from ui.keys.keymap import Tag, key_in_text, keymap, when_keys_change
from ui.look.dressing import interface_direction
from ui.look.language import current_language, is_right_to_left, tr
from ui.look.resources import resource
from ui.look.text_scale import roomy, sized

PAGES = (
    "start",
    "annotate",
    "suggestions",
    "relations",
    "keys",
    "import-export",
    "team",
    "review",
    "review-numbers",
    "safety",
    "promises",
)
LINE_HEIGHT = 135  # per cent


_PLACE = re.compile(r"\{(key|tag):([A-Za-z0-9_-]+)\}")


def with_keys(page: str, tagset: Tagset | None) -> str:
    """A page with the keys that hold now in the places that name an action or a tag."""

    def key(match: re.Match[str]) -> str:
        kind, name = match.groups()
        if kind == "key":
            return key_in_text(name)
        tags: dict[str, Tag] = {}
        for known in filter(None, (_delivered_tagset(), tagset)):
            tags |= {**known.spans, **known.relations}
        return keymap().tag_cap(tags[name])

    return _PLACE.sub(key, page)


@cache
def _delivered_tagset() -> Tagset:
    """The tagset whose tags the pages tell of."""
    path = resource("tagsets", "arabic-news.toml")
    return read_tagset(path.read_text("utf-8"), path.name)


def page_title(text: str, name: str) -> str:
    """The first heading of a page; its name when it has none."""
    headings = (line.lstrip("# ").strip() for line in text.splitlines() if line.startswith("#"))
    return next(headings, name)


def mirrored_tables(markdown: str) -> str:
    """The page with the columns of its tables in reverse: Qt begins them at the left always."""
    lines = [
        "|".join(reversed(line.strip().split("|"))) if line.lstrip().startswith("|") else line
        for line in markdown.splitlines()
    ]
    return "\n".join(lines)


class HelpPage(QTextBrowser):
    """One page. Signals: `page_asked(str)` when a link to another page is followed.

    Nothing outside the help pages is ever opened.
    """

    page_asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(22)
        option = QTextOption(self.document().defaultTextOption())
        option.setTextDirection(interface_direction())
        self.document().setDefaultTextOption(option)
        self.anchorClicked.connect(self._follow)

    def loadResource(self, kind: int, name: QUrl | str) -> QByteArray:
        """Qt's hook: the pages are whole in themselves, so nothing that is named is opened.

        Qt looks for itself where it is given nothing, so it is given a space.
        """
        del kind, name
        return QByteArray(b" ")

    def show_text(self, markdown: str) -> None:
        """Show a page from its beginning."""
        self.setMarkdown(mirrored_tables(markdown) if is_right_to_left() else markdown)
        self._space_out()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _space_out(self) -> None:
        """Give the lines air and the blocks the direction of the language, code excepted."""
        block = self.document().begin()
        while block.isValid():
            form = QTextBlockFormat()
            percent = QTextBlockFormat.LineHeightTypes.ProportionalHeight
            form.setLineHeight(LINE_HEIGHT, percent.value)
            is_code = block.blockFormat().hasProperty(block.blockFormat().Property.BlockCodeFence)
            left_to_right = Qt.LayoutDirection.LeftToRight
            form.setLayoutDirection(left_to_right if is_code else interface_direction())
            if block.blockFormat().headingLevel():
                form.setTopMargin(14)
                form.setBottomMargin(6)
            if is_code:
                form.setBackground(self.palette().alternateBase())
            QTextCursor(block).mergeBlockFormat(form)
            block = block.next()
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._widen(frame)

    def _widen(self, table: QTextTable) -> None:
        """Give a table the whole width, and its rows air in place of borders."""
        form = table.format().toTableFormat()
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        form.setCellPadding(6)
        form.setCellSpacing(0)
        form.setBorder(0)
        form.setTopMargin(6)
        form.setBottomMargin(10)
        table.setFormat(form)

    def _follow(self, url: QUrl) -> None:
        name = Path(url.path()).stem
        if not url.scheme() and name in PAGES:
            self.page_asked.emit(name)


class HelpWindow(Sheet):
    """A list of pages beside the page; may be closed and shown again."""

    def __init__(self, parent: QWidget | None, folder: Path | None = None) -> None:
        super().__init__(tr("Help"), parent)
        self._tagset: Tagset | None = None
        self._folder = folder or resource("help", current_language())
        self.resize(roomy(900, 640))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self._names = [name for name in PAGES if self._path(name).is_file()]
        self.list = QListWidget(self)
        self.list.setMaximumWidth(sized(240))
        self.list.setSpacing(3)
        self.list.setAccessibleName(tr("Help pages"))
        self.page = HelpPage(self)
        self.page.setAccessibleName(tr("Help page"))
        for name in self._names:
            self.list.addItem(page_title(self._path(name).read_text("utf-8"), name))
        row = QHBoxLayout()
        row.addWidget(self.list)
        row.addWidget(self.page, 1)
        self.body.addLayout(row, 1)
        self.add_buttons(tr("Close"))
        self.list.currentRowChanged.connect(self._show_row)
        self.page.page_asked.connect(self.show_page)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        when_keys_change(self._show_again)

    def set_tagset(self, tagset: Tagset) -> None:
        """Name the keys of these tags where the pages name those of the delivered ones."""
        self._tagset = tagset
        self._show_again()

    def _show_again(self) -> None:
        if self.list.currentRow() >= 0:
            self._show_row(self.list.currentRow())

    def show_page(self, name: str) -> None:
        """Show one page; one that does not exist changes nothing."""
        if name in self._names:
            self.list.setCurrentRow(self._names.index(name))

    def _show_row(self, row: int) -> None:
        page = self._path(self._names[row]).read_text("utf-8")
        self.page.show_text(with_keys(page, self._tagset))

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.md"
