"""The window: it puts the parts together and passes what happens in one to the others."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QPoint, Signal
from PySide6.QtGui import QCloseEvent

from ui.annotating.annotating import Annotating
from ui.annotating.choosing import Choosing
from ui.annotating.labelling import Labelling
from ui.annotating.moving import Moving
from ui.annotating.relating import RelationMaking
from ui.curation.mode import CurationMode
from ui.desk.sample import sample_path
from ui.dialogs.message import ask
from ui.frame.appearance import Appearance
from ui.frame.focus_cycle import FocusCycle
from ui.frame.helping import Helping
from ui.frame.panel_refreshing import PanelRefreshing
from ui.frame.window_frame import Handlers, WindowFrame
from ui.keys.menus import context_menu
from ui.lazy_controllers import Controller, late_controllers
from ui.look.certainty import set_confident
from ui.look.item_kinds import ItemKind
from ui.look.language import isolated, tr
from ui.look.plain_text import as_title
from ui.look.settings import Settings, save_settings
from ui.project.changeover import Changeover, Wish
from ui.project.opening import DocumentOpening
from ui.project.projects import Projects
from ui.project.queueing import Queueing
from ui.review.remark_book import RemarkBook
from ui.review.remark_marks import RemarkMarks
from ui.searching.searching import Searching
from ui.suggesting.deciding import Deciding
from ui.suggesting.sweeping import Sweeping


class MainWindow(WindowFrame):
    """Tawseem's window.

    Signals:
        left: Emitted when the window closes: everything is saved, or given up.
        stayed: Emitted when the person does not want it to be closed after all.
    """

    left = Signal()
    stayed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        set_confident(settings.confident)
        self._make_controllers()
        self._connect()
        self.appearance.apply_theme()
        self._restore()
        self._refresh_project()

    # -- putting together --------------------------------------------------------------------------

    def _make_controllers(self) -> None:
        desk = self.desk
        self.moving = Moving(desk)
        self.annotating = Annotating(desk, self.moving)
        self.deciding = Deciding(desk)
        self.relating = RelationMaking(desk)
        self.labelling = Labelling(desk)
        self.refreshing = PanelRefreshing(desk, self.relating)
        self.choosing = Choosing(desk, self.annotating, self.deciding, self.relating)
        self.opening = DocumentOpening(desk)
        self.sweeping = Sweeping(desk, self.deciding, self.opening.offering)
        self.queueing = Queueing(desk)
        self.projects = Projects(desk, self.open_project)
        self.changeover = Changeover(
            desk, self.opening, self.projects, lambda id: self.curation.curating.open(id)
        )
        self.book = RemarkBook(desk)
        self.marks = RemarkMarks(desk, self.book)
        self.lazy = late_controllers(desk, self.opening, self.book, self.close_project)
        self._closes_anyway = False
        page = self.page
        self.searching = Searching(desk, page.find_bar, page.hit_list, self.opening.open)
        self.appearance = Appearance(desk, self)
        self.focus_cycle = FocusCycle(desk, self, lambda: self.curation.parts())
        self.helping = Helping(desk, self, self.open_project)
        self.curation = CurationMode(
            desk, self.opening, self, lambda: self.relating.making is not None
        )
        controllers: tuple[Controller, ...] = (
            self.moving,
            self.annotating,
            self.deciding,
            self.sweeping,
            self.queueing,
            self.relating,
            self.labelling,
            self.choosing,
            self.opening,
            self.projects,
            self.searching,
            self.appearance,
            self.focus_cycle,
            self.helping,
            self.curation,
            *self.lazy.values(),
        )
        for controller in controllers:
            self.carry_out(controller.actions())
        self.carry_out({"close-project": self.close_project, "quit": self.close_window})

    def _connect(self) -> None:
        desk, view = self.desk, self.desk.view
        desk.session_changed.connect(self._refresh_document)
        desk.changed.connect(self._refresh_items)
        desk.settings_changed.connect(self._take_settings)
        desk.project_changed.connect(self.refresh_keys)
        desk.project_changed.connect(self._refresh_project)
        self.changeover.changed.connect(self._refresh_project)
        view.caret_moved.connect(self._caret_moved)
        view.current_changed.connect(self.refreshing.current_changed)
        view.item_clicked.connect(lambda kind, id: desk.make_current(kind, id))
        view.word_picked.connect(self.annotating.select_word)
        view.selection_dragged.connect(self.annotating.select_word)
        view.span_dragged_to.connect(self.relating.drop)
        view.context_asked.connect(self._show_context_menu)
        view.zoom_changed.connect(self.appearance.keep_zoom)
        desk.items.chosen.connect(lambda kind, id: desk.make_current(kind, id))
        desk.items.activated.connect(self.choosing.activate)
        desk.items.context_asked.connect(self._show_context_menu)
        desk.details.attribute_set.connect(self.annotating.set_attribute)
        desk.details.done.connect(view.setFocus)
        desk.details.refused.connect(lambda sentence: desk.status.say(sentence, is_refusal=True))
        desk.palette.tag_chosen.connect(self.choosing.choose_tag)
        desk.palette.tag_chosen.connect(lambda _: view.setFocus())
        desk.documents.chosen.connect(lambda id: self.opening.open(id))
        desk.documents.context_asked.connect(self._show_document_menu)
        for invitation in (self.invitation, self.page.banner):
            invitation.open_asked.connect(self.projects.open)
            invitation.new_asked.connect(self.projects.new)
        self.invitation.sample_asked.connect(self.projects.open_sample)
        self.invitation.recent_asked.connect(lambda path: self.open_project(Path(path)))
        self.keys.modes = (self.curation, self.relating)
        self.keys.tags = self.choosing.take_key
        self.keys.watch(view, self, *desk.items.tables(), desk.documents.table)
        self.keys.watch(desk.documents.filter_line)

    # -- actions and keys --------------------------------------------------------------------------

    def overrides(self) -> Handlers:
        """What actions mean while a document is curated."""
        return self.curation.overrides()

    def _show_context_menu(self, kind: ItemKind | None, id: str, place: QPoint) -> None:
        self.choosing.show_menu(kind, id, place, self.run)

    def _show_document_menu(self, document_id: str, place: QPoint) -> None:
        """What can be done with a document of the list, once it is on the desk."""
        ids = ("finish", "set-aside", "reopen", "", "curate-document")
        menu = context_menu(self, ids, self.run)
        self.opening.open(document_id, lambda: menu.popup(place))

    # -- keeping the parts together ----------------------------------------------------------------

    def _refresh_document(self) -> None:
        """Another document is on the desk, or none."""
        desk, session = self.desk, self.desk.session
        self.relating.leave()
        desk.view.setEnabled(session is not None)  # a first page may be shown before it is there
        if session is None:
            desk.view.clear()
            desk.status.clear()
            self.refreshing.refresh()
        else:
            desk.view.set_article(session.document, session.tagset)
            is_blind = desk.is_blind(session.document, session.annotator)
            desk.status.set_blind(is_blind and not session.is_curated)
            self._refresh_items()
            desk.documents.set_current(session.document.id)
            desk.view.setFocus()
        self._refresh_title()
        self.menus.enable(self.is_met())

    def _refresh_items(self) -> None:
        """The state has changed: the article now, the sides and counts when it is painted."""
        session = self.desk.session
        if session is not None:
            self.desk.view.show_items(session.state, session.pending)
            self.refreshing.items_changed(session)

    def _caret_moved(self) -> None:
        if self.relating.making is not None and self.desk.view.current is None:
            self.relating.leave()

    # -- projects ----------------------------------------------------------------------------------

    def open_project(
        self,
        path: Path,
        document: str | None = None,
        annotator: str | None = None,
        *,
        read_only: bool = False,
        is_curated: bool = False,
        then: Callable[[], None] = lambda: None,
    ) -> None:
        """Open a project in this window, which goes on meanwhile; a sentence says why when it
        cannot be opened, and `then` is called when it is there.
        """
        wish = Wish(path, document, annotator, read_only=read_only, is_curated=is_curated)
        self.changeover.open(wish, then)

    def close_project(self) -> None:
        """Clear the desk; what is queued is saved, and the file closed, in its own time."""
        self.changeover.close()

    def _refresh_project(self) -> None:
        link = self.desk.link
        self.invitation.set_recent(self.desk.settings.recent_projects)
        is_there = link is not None or self.changeover.is_coming
        self.pages.setCurrentWidget(self.row if is_there else self.invitation)
        self.statusBar().setVisible(link is not None)
        self.page.banner.setVisible(link is not None and link.path == sample_path())
        self.menus.enable(self.is_met())
        self._refresh_title()

    def _refresh_title(self) -> None:
        desk = self.desk
        parts = [isolated(desk.session.document.name)] if desk.session else []
        parts += [isolated(desk.link.path.stem)] if desk.link else []
        self.setWindowTitle(as_title(" — ".join((*parts, tr("Tawseem")))))

    # -- settings and the end ----------------------------------------------------------------------

    def _take_settings(self) -> None:
        set_confident(self.desk.settings.confident)
        self.refresh_keys()
        self.appearance.apply_theme()
        self.desk.status.set_annotator(self.desk.annotator)

    def _restore(self) -> None:
        with suppress(ValueError):
            kept = self.desk.settings.window.encode("ascii")
            self.restoreGeometry(QByteArray.fromBase64(kept))

    def changeEvent(self, event: QEvent) -> None:
        """Qt's hook: the system asks for letters of another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange:
            self.appearance.follow_system()

    def close_window(self) -> None:
        """Quit."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's hook: everything queued is on disk before the window goes, or the person decides.

        Nobody waits for it: the window stays until it is told that all is saved, and goes then.
        """
        link = self.desk.link
        if link is not None and link.is_troubled and not self._closes_anyway:
            link.retry()
            self._ask_to_close(link.unsaved)
            event.ignore()
            return
        if not self.changeover.leave(self.close_window):
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        save_settings(replace(self.desk.settings, window=geometry))
        event.accept()
        self.left.emit()

    def _ask_to_close(self, unsaved: int) -> None:
        question = tr(
            "{count} acts cannot be saved in the project now. They are kept in this computer's "
            "journal. Close all the same?",
            count=unsaved,
        )
        asked = ask(self, tr("Not saved yet"), question, tr("Close"), tr("Stay"))
        asked.answered.connect(self._answer_to_close)

    def _answer_to_close(self, closes: bool) -> None:
        self._closes_anyway = closes
        if closes:
            self.close()
        else:
            self.stayed.emit()
