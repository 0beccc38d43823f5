"""Showing what suggestions have learnt: gathered from the engine, the project and the disk."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime

from shiboken6 import isValid

from annotation.suggesting.account import Account
from annotation.suggesting.reasons import REASONS
from annotation.tagsets.tagset import Tagset
from storage.file.folders import models_folder
from storage.project import Project
from storage.work.suggestion_numbers import SuggestionNumbers
from ui.desk.desk import Desk
from ui.dialogs.learnt_dialog import Learnt, LearntDialog
from ui.dialogs.statistics import StatisticsTable
from ui.engine.models import kept_in
from ui.look.language import in_language, isolated, left_to_right, tr
from ui.look.settings import OwnSetting
from ui.look.words import time_words
from ui.suggesting.offering import Offering

Kept = tuple[int, float]  # bytes, and when they were written


class ShowingLearnt:
    """Makes the dialog and keeps it up to date while it is open."""

    def __init__(self, desk: Desk, offering: Offering) -> None:
        self.desk = desk
        self._offering = offering
        self._dialog: LearntDialog | None = None

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {"learnt": self.ask}

    def ask(self) -> None:
        """Gather what is known, then show it."""
        self._gather(self._show)

    def _gather(self, show: Callable[[Account, SuggestionNumbers, Kept], None]) -> None:
        link, worker = self.desk.link, self._offering.suggester()
        if link is None or worker is None:
            return
        annotator, folder = self.desk.annotator, models_folder(link.uid)

        def read(project: Project) -> tuple[SuggestionNumbers, Kept]:
            return project.suggestion_numbers(annotator), kept_in(folder)

        def answered(account: Account) -> None:
            if self.desk.link is link:
                link.read(read, lambda found: show(account, *found))

        worker.account(answered)

    def _show(self, account: Account, numbers: SuggestionNumbers, kept: Kept) -> None:
        link, worker = self.desk.link, self._offering.worker
        if link is None or worker is None:
            return
        facts = self._facts(account, numbers, kept)
        learnt = Learnt(facts, (_by_source(account, numbers, link.tagset), _in_store(numbers)))
        if self._is_open():
            self._dialog.show_learnt(learnt)  # type: ignore[union-attr]
            return
        self._dialog = dialog = LearntDialog(
            learnt, self.desk.own(OwnSetting.SUGGESTER), self.desk.window
        )
        worker.learnt.connect(self._refresh)
        dialog.finished.connect(lambda _: worker.learnt.disconnect(self._refresh))
        dialog.forget_asked.connect(lambda: self._offering.forget(self._refresh, learns=False))
        dialog.learn_asked.connect(lambda: self._offering.forget(self._refresh, learns=True))
        dialog.other_set.connect(lambda text: self.desk.set_own(OwnSetting.SUGGESTER, text))
        dialog.open()

    def _refresh(self) -> None:
        self._gather(self._show_again)

    def _show_again(self, account: Account, numbers: SuggestionNumbers, kept: Kept) -> None:
        """Show what is new; a dialog that was closed meanwhile stays closed."""
        if self._is_open():
            self._show(account, numbers, kept)

    def _is_open(self) -> bool:
        return self._dialog is not None and isValid(self._dialog) and self._dialog.isVisible()

    # -- words -------------------------------------------------------------------------------------

    def _facts(
        self, account: Account, numbers: SuggestionNumbers, kept: Kept
    ) -> list[tuple[str, str]]:
        settings, standing, (size, at) = self.desk.settings, account.standing, kept
        folder = models_folder(self.desk.link.uid) if self.desk.link else ""
        facts = [
            (
                tr("Learnt from"),
                tr(
                    "documents: {learnt}; to learn from in the project: {documents} documents, "
                    "{spans} spans",
                    learnt=_number(account.documents),
                    documents=_number(numbers.documents),
                    spans=_number(numbers.spans),
                ),
            ),
            (tr("Last learnt"), time_words(datetime.fromtimestamp(at)) if at else tr("never")),
            (tr("Right"), _share(standing.right, standing.suggested)),
            (tr("Found"), _share(standing.right, standing.marked)),
            (
                tr("Right where it was confident"),
                _share(standing.confident_right, standing.confident),
            ),
            (
                tr("Thresholds"),
                tr(
                    "confident from {confident}, hidden below {hidden} (in the settings)",
                    confident=_percent(settings.confident),
                    hidden=_percent(settings.hidden),
                ),
            ),
            (
                tr("On this computer"),
                tr(
                    "{size} MB in {folder}",
                    size=left_to_right(f"{size / 1e6:.1f}"),
                    folder=left_to_right(folder),
                ),
            ),
        ]
        if self.desk.own(OwnSetting.LEARNS) == "no":
            facts.insert(0, ("", tr("It was told to forget, and learns nothing until you ask.")))
        return facts


def _by_source(account: Account, numbers: SuggestionNumbers, tagset: Tagset) -> StatisticsTable:
    """What each source proposed with each tag, and what became of it."""
    cells: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * 5)
    for record in account.sources:
        cells[record.source, record.tag][:2] = [record.right, record.right + record.wrong]
    for decided in numbers.decided:
        counts = [decided.accepted, decided.corrected, decided.rejected]
        cells[decided.suggester, decided.tag][2:] = counts
    rows = [
        [_source(source), _tag(tag, tagset), *map(_number, values)]
        for (source, tag), values in sorted(cells.items(), key=lambda item: -sum(item[1][1:]))
    ]
    titles = [
        tr("Where it comes from"),
        tr("Tag"),
        tr("Right"),
        tr("Of"),
        tr("Accepted"),
        tr("Corrected"),
        tr("Rejected"),
    ]
    return (tr("By source and tag"), titles, rows)


def _in_store(numbers: SuggestionNumbers) -> StatisticsTable:
    titles = [
        tr("Suggester"),
        tr("Version"),
        tr("Last time"),
        tr("Documents"),
        tr("Suggestions"),
    ]
    rows = [
        [
            left_to_right(made.suggester),
            left_to_right(made.version),
            left_to_right(made.at[:16].replace("T", " ")),
            _number(made.documents),
            _number(made.suggestions),
        ]
        for made in numbers.made
    ]
    return (tr("Suggestions in store"), titles, rows)


def _source(source: str) -> str:
    """What a source is, in words; the name of somebody else's as it is."""
    return tr(REASONS[source]) if source in REASONS else left_to_right(source)


def _tag(slug: str, tagset: Tagset) -> str:
    tag = tagset.spans.get(slug) or tagset.relations.get(slug)
    return in_language(tag.name) if tag else isolated(slug)


def _share(part: int, whole: int) -> str:
    if not whole:
        return tr("nothing to judge by yet")
    return tr(
        "{part} of {whole} ({share})",
        part=_number(part),
        whole=_number(whole),
        share=_percent(part / whole),
    )


def _percent(share: float) -> str:
    return left_to_right(f"{round(share * 100)}%")


def _number(count: int) -> str:
    return left_to_right(f"{count:,}")
