"""Curation in the window: choosing a document, the mode while it is open, and going on."""

from collections.abc import Callable, Mapping

from shiboken6 import isValid

from annotation.commands.set_commands import set_stage
from annotation.curation.settling import finish_curation
from annotation.errors import AnnotationError
from annotation.values.items import Stage
from storage.project import Project
from ui.curation.curated_document import CuratedDocument, Queue, count_open, read_queue, read_work
from ui.curation.positions_panel import PositionsPanel
from ui.curation.settling import Settling
from ui.curation.sources import Sources
from ui.desk.desk import Desk
from ui.frame.appearance import reading_of
from ui.frame.window_frame import WindowFrame
from ui.keys.keymap import key_for
from ui.look.dressing import theme_for
from ui.look.language import left_to_right, tr
from ui.project.opening import DocumentOpening

FEWEST = 2  # finished sets that a document needs
HEIGHTS = (430, 430)  # of the curator's article and of the annotators'
SHARE = 200  # of the side, in which positions take three parts and details one


class Curating:
    """Which document is curated, and what the window shows meanwhile."""

    def __init__(self, desk: Desk, opening: DocumentOpening, window: WindowFrame) -> None:
        self.desk = desk
        self.window = window
        self.settling: Settling | None = None
        self._opening = opening
        self._work: CuratedDocument | None = None  # of the document that is about to be curated
        self._warned = ""  # the document that F would finish although positions are open
        self._hidden_before = (False, False)
        self.sources = Sources(desk.view, window)
        self.panel = PositionsPanel(window)
        window.middle.addWidget(self.sources)
        window.middle.setSizes(list(HEIGHTS))
        window.side.insertWidget(0, self.panel)
        window.keys.watch(self.panel.table)
        for part in (self.sources, self.panel):
            part.hide()
        self._connect()
        self._take_settings()

    def _connect(self) -> None:
        desk, panel = self.desk, self.panel
        desk.session_changed.connect(self._document_changed)
        desk.changed.connect(self._acted)
        desk.settings_changed.connect(self._take_settings)
        desk.view.item_clicked.connect(lambda _, id: self._with(lambda s: s.own_clicked(id)))
        desk.view.zoom_changed.connect(lambda _: self.sources.set_zoom(desk.view.zoom))
        self.sources.clicked.connect(lambda who, id: self._with(lambda s: s.clicked(who, id)))
        panel.chosen.connect(lambda id: self._with(lambda s: s.go_to_id(id)))
        panel.taken.connect(lambda who: self._with(lambda s: s.take_from(who)))
        panel.settle_asked.connect(self.ask_strategy)
        panel.left.connect(self.leave)

    def _with(self, act: Callable[[Settling], None]) -> None:
        if self.settling is not None:
            act(self.settling)

    # -- what is taken over while it is on ---------------------------------------------------------

    def overrides(self) -> Mapping[str, Callable[[], None]]:
        """Actions that mean something else while a document is curated, by id."""
        settling = self.settling
        if settling is None:
            return {}
        return {
            "finish": self._finish,
            "set-aside": self._set_aside,
            "next-document": lambda: self._go_on(1),
            "previous-document": lambda: self._go_on(-1),
            "next-suggestion": lambda: settling.go(1, only_open=True),
            "previous-suggestion": lambda: settling.go(-1, only_open=True),
            "accept-paragraph": self.ask_strategy,
            "accept-document": self.ask_strategy,
        }

    # -- choosing a document -----------------------------------------------------------------------

    def ask(self) -> None:
        """Show what can be curated."""
        self._read_queue(self._show_queue)

    def _read_queue(self, then: Callable[[Queue], None]) -> None:
        if self.desk.link is not None:
            annotator, title = self.desk.annotator, tr("curator")
            self.desk.link.read(lambda project: read_queue(project, annotator, title), then)

    def _show_queue(self, queue: Queue) -> None:
        from ui.curation.documents_dialog import CurationDialog

        theme = theme_for(self.desk.settings)
        dialog = CurationDialog(queue.documents, queue.curator, theme, self.desk.window)

        def count(ids: list[str]) -> None:
            def show(counts: Mapping[str, int]) -> None:
                if isValid(dialog):
                    dialog.show_counts(counts)

            if self.desk.link is not None:
                self.desk.link.read(lambda project: count_open(project, ids, queue.curator), show)

        dialog.count_wanted.connect(count)
        dialog.chosen.connect(self.open)
        dialog.open()

    def open(self, document_id: str) -> None:
        """Curate a document."""
        link, annotator, title = self.desk.link, self.desk.annotator, tr("curator")
        if link is None:
            return

        def read(project: Project) -> CuratedDocument:
            return read_work(project, document_id, annotator, title)

        def show(work: CuratedDocument) -> None:
            if self.desk.link is not link:
                return
            if len(work.records) < FEWEST:
                self.desk.refuse(
                    AnnotationError(
                        "A document can be curated when two people or more have finished it."
                    )
                )
                return
            self._work = work
            self._opening.open(document_id, self._begin, curator=work.curator)

        link.ask(read, show)

    # -- the mode ----------------------------------------------------------------------------------

    def _begin(self) -> None:
        """The document is on the desk: show what belongs to it."""
        work, session = self._work, self.desk.session
        if work is None or session is None or session.document.id != work.document_id:
            return
        self._end()
        self._work, self._warned = None, ""
        self._show_parts(True)
        self.desk.status.set_annotator(work.curator)
        self.settling = Settling(self.desk, work, self.panel, self.sources)
        self.settling.begin()

    def _document_changed(self) -> None:
        """Another document is on the desk, or none: what was curated is left."""
        self._end()
        session = self.desk.session
        if session is None or not session.is_curated:
            self._show_parts(False)
            self.sources.clear()
            self.desk.status.set_annotator(self.desk.annotator)

    def _end(self) -> None:
        if self.settling is not None:
            self.settling.end()
            self.settling = None

    def _show_parts(self, is_on: bool) -> None:
        """The annotators' articles and the positions come instead of the lists."""
        if is_on is self.panel.isVisibleTo(self.window.side):
            return
        desk = self.desk
        if is_on:
            self._hidden_before = (desk.documents.isHidden(), desk.items.isHidden())
        for part, was_hidden in zip((desk.documents, desk.items), self._hidden_before, strict=True):
            part.setHidden(is_on or was_hidden)
        for part in (self.sources, self.panel):
            part.setVisible(is_on)
        if is_on:
            self.window.side.setSizes([SHARE * size for size in (3, 0, 1)])

    def _acted(self) -> None:
        if self.settling is not None:
            self.settling.acted()

    def _take_settings(self) -> None:
        theme = theme_for(self.desk.settings)
        self.sources.set_theme(theme)
        self.sources.set_reading(reading_of(self.desk.settings))
        self.panel.set_theme(theme)
        if self.settling is not None:
            self.settling.acted()

    def ask_strategy(self) -> None:
        """Settle many positions by a rule."""
        if self.settling is None:
            self.desk.refuse(
                AnnotationError("Open a document for curation first: {key}.", key=key_for("curate"))
            )
        else:
            self.settling.ask_strategy()

    def leave(self) -> None:
        """Show the document as it is outside curation, in one's own name."""
        if self.settling is not None:
            self._opening.open(self.settling.work.document_id)

    # -- going on ----------------------------------------------------------------------------------

    def _finish(self) -> None:
        """Finish the curated set and open the next document; with open positions after a word."""
        session, settling = self.desk.session, self.settling
        if session is None or settling is None:
            return
        if settling.still_open and self._warned != session.document.id:
            self._warned = session.document.id
            still_open = left_to_right(settling.still_open)
            self.desk.refuse(
                AnnotationError(
                    "Positions still open: {count}. Press {key} once more to finish all the same.",
                    count=still_open,
                    key=key_for("finish"),
                )
            )
            return
        self.desk.acting.here(lambda state, tagset: finish_curation(state))
        self._go_on(1)

    def _set_aside(self) -> None:
        self.desk.acting.here(lambda state, tagset: set_stage(state, Stage.SET_ASIDE))
        self._go_on(1)

    def _go_on(self, step: int) -> None:
        """Open the next document that is not curated yet."""
        session = self.desk.session
        if session is None:
            return
        here = session.document.id

        def show(queue: Queue) -> None:
            following = queue.after(here, step)
            if following is None:
                self.desk.say(tr("This was the last document to curate. Well done."))
            else:
                self.open(following)

        self._read_queue(show)
