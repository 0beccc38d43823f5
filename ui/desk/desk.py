"""The desk: what the controllers share — the open project, the session, and the widgets."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotation.errors import KnownError, Refusal
from annotation.values.items import Document, Relation, Span, SuggestedRelation, SuggestedSpan
from storage.log.log_file import note_trouble
from storage.project import DocumentSummary
from ui.article.view import ArticleView
from ui.desk.acting import Acting
from ui.desk.project_link import ProjectLink
from ui.desk.session import Session
from ui.look.item_kinds import ItemKind
from ui.look.language import say
from ui.look.settings import (
    OwnSetting,
    Settings,
    annotator_name,
    keys_from_text,
    save_settings,
)
from ui.panels.details import DetailsPanel
from ui.panels.documents_panel import DocumentsPanel
from ui.panels.items_panel import ItemsPanel
from ui.panels.status import StatusStrip
from ui.panels.tag_palette import TagPalette


class Desk(QObject):
    """One window's working place. Controllers act on it; it decides nothing itself.

    Signals:
        project_changed: Emitted when a project has been opened or closed.
        session_changed: Emitted when another document, or none, is on the desk.
        changed: Emitted when the open work, or what is suggested for it, is another.
        settings_changed: Emitted when the person has changed a setting.
    """

    project_changed = Signal()
    session_changed = Signal()
    changed = Signal()
    settings_changed = Signal()

    def __init__(self, window: QWidget, settings: Settings) -> None:
        super().__init__(window)
        self.window = window
        self.settings = settings
        self.view = ArticleView(window)
        self.documents = DocumentsPanel(window)
        self.items = ItemsPanel(window)
        self.details = DetailsPanel(window)
        self.palette = TagPalette(window)
        self.status = StatusStrip(window)
        self.link: ProjectLink | None = None
        self.session: Session | None = None
        self.acting = Acting(self, self)
        self.holder = ""  # for whom the project was split off, if it was
        self._last_span_id = ""
        self._keeps_settings = True

    @property
    def annotator(self) -> str:
        """Who works: the one for whom this file was made, else the person of this computer."""
        return self.holder or annotator_name(self.settings)

    def is_blind(self, document: Document, annotator: str = "") -> bool:
        """Whether the annotator, by default whoever works, does it without suggestions."""
        rule = self.link.blindness if self.link is not None else None
        return rule is not None and rule.covers(document.sha256, annotator or self.annotator)

    # -- saying things -------------------------------------------------------------------------

    def say(self, sentence: str) -> None:
        """Tell the person something in the status line."""
        self.status.say(sentence)

    def refuse(self, refusal: Refusal) -> None:
        """Tell the person why something was not done."""
        note_trouble(refusal)
        self.status.say(say(refusal), is_refusal=True)

    # -- settings ------------------------------------------------------------------------------

    def change_settings(self, **values: object) -> None:
        """Change settings, keep them and tell everybody."""
        self.take_settings(replace(self.settings, **values))  # type: ignore[arg-type]

    def take_settings(self, settings: Settings) -> None:
        """Take a whole set of settings, keep them and tell everybody."""
        if settings.annotator != self.settings.annotator:
            self.holder = ""  # whoever says a name means it
        self.settings = settings
        self.keep_settings()
        self.settings_changed.emit()

    def own(self, name: OwnSetting) -> str:
        """What the person has set for the open project."""
        return self.settings.of_project(self.link.uid, name) if self.link else ""

    def set_own(self, name: OwnSetting, value: str) -> None:
        """Set something for the open project, keep it and tell everybody."""
        if self.link is not None and value != self.own(name):
            self.take_settings(self.settings.with_own(self.link.uid, name, value))

    def tag_keys(self) -> dict[str, list[str]]:
        """The keys that the person gave to tags of the open project, by the tag's id."""
        return keys_from_text(self.own(OwnSetting.TAG_KEYS))

    def list_documents(self, then: Callable[[], None] = lambda: None) -> None:
        """Read the list of documents anew."""
        link, annotator = self.link, self.annotator

        def show(found: list[DocumentSummary]) -> None:
            if self.link is not link:
                return  # another project has come meanwhile
            self.documents.set_documents(found)
            if self.session is not None:
                self.documents.set_current(self.session.document.id)
            then()

        if link is not None:
            link.read(lambda project: project.documents(annotator), show)

    def remember_project(self, path: Path, annotator: str | None = None) -> None:
        """Keep a project as the one to open next time, and who works if somebody is named.

        The disk is left alone where both are kept already: the first page waits for it.
        """
        settings = self.settings.with_project(path)
        if annotator:
            settings = replace(settings, annotator=annotator)
        if settings != self.settings or not self._keeps_settings:
            self.settings = settings
            self.keep_settings()

    def keep_settings(self) -> None:
        """Write the settings; where they cannot be kept, it is said once."""
        refusal = save_settings(self.settings)
        if refusal is not None and self._keeps_settings:
            self.refuse(KnownError("Your settings cannot be kept: {reason}", reason=refusal))
        self._keeps_settings = refusal is None

    # -- what is current -----------------------------------------------------------------------

    def current_span(self) -> Span | None:
        """The annotator's span that is current, if a span is."""
        return self.session.state.span(self._current_id(ItemKind.SPAN)) if self.session else None

    def last_span(self) -> Span | None:
        """The span that is current, or was the last to be."""
        return self.session.state.span(self._last_span_id) if self.session else None

    def current_relation(self) -> Relation | None:
        """The annotator's relation that is current, if a relation is."""
        id = self._current_id(ItemKind.RELATION)
        return self.session.state.relation(id) if self.session else None

    def current_suggestion(self) -> SuggestedSpan | SuggestedRelation | None:
        """The pending suggestion that is current, if one is."""
        if self.session is None or self.view.current is None:
            return None
        kind, id = self.view.current
        pending = self.session.pending
        if kind is ItemKind.SUGGESTED_SPAN:
            return next((s for s in pending.spans if s.id == id), None)
        if kind is ItemKind.SUGGESTED_RELATION:
            return next((s for s in pending.relations if s.id == id), None)
        return None

    def make_current(self, kind: ItemKind, id: str) -> None:
        """Make an item the one that keys act on, and bring it into sight."""
        if kind is ItemKind.SPAN:
            self._last_span_id = id
        self.view.set_current(kind, id, reveal=True)

    def _current_id(self, wanted: ItemKind) -> str:
        kind, id = self.view.current or (None, "")
        return id if kind is wanted else ""
