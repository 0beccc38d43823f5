"""What a project calls things is shown letter for letter: Qt takes none of it for markup."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QEvent, QUrl
from PySide6.QtGui import QHelpEvent, Qt, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QMenu,
    QProgressBar,
    QTabWidget,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotation.errors import KnownError
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import (
    LABEL_LAYER,
    RELATION_LAYER,
    SPAN_LAYER,
    Document,
    DocumentLabel,
    Relation,
    Remark,
    RemarkKind,
    Span,
    Stage,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
)
from annotation.values.record import Record
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.project import JournalStep, Project
from storage.system.ids import new_id
from tests.ui.conftest import FIRST, SECOND, TAGSET
from tests.ui.hands import place
from tests.ui.markup import Look, Recording
from ui.app import dress, make_application
from ui.dialogs.help import HelpPage
from ui.dialogs.message import show_message
from ui.dialogs.sheet import PageSheet
from ui.look.language import current_language
from ui.look.plain_text import as_title, tip, without_mnemonic
from ui.look.settings import OwnSetting, Settings
from ui.window import MainWindow

WORDS = ("Small", "صغيرة", "Person", "شخص", "A person's name", "اسم إنسان", "Organisation", "منظمة",
         "holds", "met", "التقى", "mention", "الذكر", "unsure", "غير مؤكد", "politics",
         "سياسة")  # fmt: skip
DIALOGS = (
    "settings", "new-project", "import", "export", "picture", "statistics", "cheat-sheet",
    "command-palette", "help", "edit-keys", "about", "team", "assign", "learnt", "curate",
    "same-in-project", "same-everywhere", "comment-here", "restore-backup", "delete-project",
)  # fmt: skip
PAGES = ("review-queue", "comments", "agreement", "sampling", "effort")


def markup(tmp_path: Path) -> str:
    return f'<img src="{tmp_path}/صورة.png"> «أ&ب» [*]\n<b>سلمى</b>'


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    return markup(tmp_path)


@pytest.fixture
def project_path(tmp_path: Path, hostile: str) -> Path:
    """A project in which everything that has a name is called by markup."""
    source = TAGSET.read_text("utf-8")
    for word in (*WORDS, "زارت [سلمى]", "name"):
        assert f'"{word}"' in source
        source = source.replace(f'"{word}"', json.dumps(f"{hostile} {word}"))
    path = tmp_path / "<img src=صورة.png> & [*].tawseem"
    with Project.create(path, read_tagset(source, TAGSET.name)) as project:
        project.add_records(_records(hostile))
        for line in project.documents(""):
            for who in project.annotators():
                opened = project.open_set(line.id, who)
                about = opened.state.spans[0].id
                said = Remark(new_id(), RemarkKind.COMMENT, who, about, hostile, at="2026-01-01")
                made = Transaction(Op.REMARK, (Change(None, said),))
                project.commit(opened.id, JournalStep(new_id(), "2026-01-01T00:00:00+00:00", made))
    return path


def _records(hostile: str) -> Iterator[Record]:
    for number, text in enumerate((FIRST, SECOND)):
        document = Document.of(f"d{number}", f"{hostile}-{number}", text, ((hostile, hostile),))
        for who in ("سارة", "علي"):
            yield _finished(document, f"{hostile} {who}", hostile, is_first=who == "سارة")


def _finished(document: Document, annotator: str, hostile: str, *, is_first: bool) -> Record:
    def span(tag: str, words: str) -> Span:
        begin = document.text.index(words)
        return Span(new_id(), SPAN_LAYER, tag, ((begin, begin + len(words)),))

    second = span("PER", "سلمى حداد") if is_first else span("ORG", "سلمى")
    spans = tuple(sorted((span("PER", "السالمي"), second), key=lambda s: s.sort_key))
    relation = Relation(new_id(), RELATION_LAYER, "MET", spans[0].id, spans[1].id)
    label = DocumentLabel(new_id(), LABEL_LAYER, "politics")
    head, tail = (s.fragments[0] for s in spans)
    proposed = SuggestedSpan("g", "PER", (tail,), 0.7, hostile, hostile)
    link = SuggestedRelation("q", "MET", head, tail, "PER", "PER", 0.7, hostile, hostile)
    return Record(
        document,
        annotator,
        Stage.FINISHED,
        spans,
        (relation,),
        (label,),
        Suggestions((proposed,), (link,)),
    )


@pytest.fixture(params=["en", "ar"])
def window(
    request: pytest.FixtureRequest, qtbot: QtBot, project_path: Path, hostile: str
) -> Iterator[MainWindow]:
    with Project.open(project_path, read_only=True) as project:
        uid = project.uid
    settings = Settings(language=request.param, annotator=f"{hostile} سارة")
    settings = settings.with_own(uid, OwnSetting.LEARNS, "no")
    dress(make_application(), settings)
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.show()
    window.open_project(project_path)
    qtbot.waitUntil(lambda: window.desk.session is not None)
    qtbot.waitUntil(lambda: not window.opening.is_suggesting)
    yield window
    for widget in QApplication.topLevelWidgets():
        widget.close()


@pytest.fixture
def look() -> Look:
    return Look()


def test_the_document_that_looks_on_knows_what_would_be_opened(
    qapp: QApplication, hostile: str, tmp_path: Path
) -> None:
    assert {*Recording(hostile).asked} == {f"{tmp_path}/صورة.png"}
    assert Qt.mightBeRichText(hostile)


def test_no_name_is_markup_in_the_window(window: MainWindow, look: Look, qtbot: QtBot) -> None:
    window.run("toggle-paragraph-text")
    window.run("find")
    look.around()
    for step in ("next-span", "next-span", "next-suggestion", "next-suggestion"):
        window.run(step)
        look.around()
    for table in window.desk.items.findChildren(QAbstractItemView):
        if table.model() is not None and table.model().rowCount():
            table.setCurrentIndex(table.model().index(0, 0))
            look.around()
    window.desk.refuse(KnownError(markup_said(window), name="x"))
    window.desk.say(markup_said(window))
    look.around()
    assert look.faults == set()
    assert look.seen["cell"] > 50
    assert look.seen["label"] > 50
    assert look.seen["rich"] > 50


def markup_said(window: MainWindow) -> str:
    assert window.desk.session is not None
    return window.desk.session.document.name.replace("{", "").replace("}", "")


def test_no_name_is_markup_in_the_dialogs(window: MainWindow, look: Look, qtbot: QtBot) -> None:
    window.run("next-span")
    opened = set()
    for action in DIALOGS:
        window.run(action)
        qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(QDialog)))
        look.around()
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                opened.add(action)
                dialog.close()
        QApplication.processEvents()
    assert opened == set(DIALOGS)
    show_message(window, markup_said(window), markup_said(window), markup_said(window))
    look.around()
    assert look.faults == set()


@pytest.mark.parametrize("action", PAGES)
def test_no_name_is_markup_on_the_pages(
    action: str, window: MainWindow, look: Look, qtbot: QtBot
) -> None:
    before = set(QApplication.topLevelWidgets())

    def page() -> QWidget | None:
        there = [w for w in QApplication.topLevelWidgets() if w not in before]
        return next((w for w in there if isinstance(w, PageSheet) and w.isVisible()), None)

    def is_done() -> bool:
        shown = page()
        return shown is not None and not any(
            bar.isVisible() for bar in shown.findChildren(QProgressBar)
        )

    window.run(action)
    qtbot.waitUntil(is_done)
    look.around()
    opened = page()
    assert opened is not None
    for tabs in opened.findChildren(QTabWidget):
        for tab in range(tabs.count()):
            tabs.setCurrentIndex(tab)
            look.around()
    look.around()
    assert look.faults == set()


def test_no_name_is_markup_in_curation(window: MainWindow, look: Look, qtbot: QtBot) -> None:
    window.run("curate-document")
    qtbot.waitUntil(lambda: window.desk.session is not None and window.desk.session.is_curated)
    look.around()
    window.run("settle-many")
    look.around()
    assert look.faults == set()


def test_pointing_at_a_document_shows_its_name_and_opens_nothing(
    window: MainWindow, hostile: str
) -> None:
    table = next(t for t in window.desk.documents.findChildren(QAbstractItemView) if t.isVisible())
    row = [table.model().index(0, column) for column in range(table.model().columnCount())]
    [name] = [index for index in row if hostile in str(index.data())]
    place = table.visualRect(name).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    shown = QTextDocument()
    shown.setHtml(QToolTip.text())
    assert hostile in shown.toPlainText()
    assert Recording(QToolTip.text()).asked == []


def test_a_menu_names_tags_letter_for_letter(window: MainWindow, hostile: str) -> None:
    window.desk.view.select(*place(window, "سلمى"))
    window.run("labels")
    [menu] = [m for m in window.findChildren(QMenu) if m.isVisible()]
    assert [action.text().partition("  ")[2] for action in menu.actions()] == [
        without_mnemonic(window.desk.session.tagset.labels["politics"][current_language()])
    ]
    menu.close()
    for chip in window.desk.palette.chips:
        assert chip.shortcut().isEmpty()
    assert "[*][*]" in window.windowTitle()
    assert "[*]" not in window.windowTitle().replace("[*][*]", "")


def test_a_help_page_opens_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    secret = tmp_path / "سر.txt"
    secret.write_text("سر", "utf-8")
    page = HelpPage(parent)
    page.show_text(f"# عنوان\n\n![صورة]({secret.as_uri()})\n\n<img src='{secret}'>")
    kind = QTextDocument.ResourceType.ImageResource.value
    for name in (secret.as_uri(), str(secret), secret.name):
        assert page.document().resource(kind, QUrl(name)) == QByteArray(b" ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "سلمى",
        "أ < ب",
        "سطر\nوسطر",
        "<b",
        "R&D",
        "<b>سلمى</b>\n<i>عمر</i> & «أ»",
        "&lt;b&gt;",
        "<?xml",
    ],
)
def test_a_tip_says_what_it_is_given(text: str) -> None:
    shown = QTextDocument()
    made = tip(text)
    if Qt.mightBeRichText(made):
        shown.setHtml(made)
        assert shown.toPlainText() == text
    else:
        assert made == text


def test_names_on_buttons_and_titles_keep_their_signs() -> None:
    assert without_mnemonic("R&D\tأ") == "R&&D أ"
    assert as_title("أ [*] ب") == "أ [*][*] ب"
