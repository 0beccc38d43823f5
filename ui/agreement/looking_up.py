"""Reading passages from the project: some documents at a time, on the storage thread."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from annotation.agreement.causes import CauseWords
from annotation.agreement.figures import Cause, Passage
from annotation.agreement.measuring import passages_of
from annotation.values.items import Span, Stage
from annotation.values.record import Record
from storage.project import Project
from ui.agreement.naming import TagNames
from ui.agreement.passages import PassageVersion, PlacePair
from ui.agreement.words import cause_word
from ui.desk.project_link import ProjectLink
from ui.dialogs.passage_lines import ContextLine
from ui.look.language import tr

CONTEXT = 70  # code points at either side
DOCUMENTS = 12  # read at a time
BATCH = 60  # passages


@dataclass(frozen=True, slots=True)
class PassageQuery:
    """Which passages are wanted: of whom, in which stages, and either of a cell or of a cause."""

    annotators: tuple[str, ...]
    stages: frozenset[Stage]
    documents: tuple[str, ...]
    tags: tuple[str, str] | None = None
    cause: Cause | None = None

    def takes(self, passage: Passage) -> bool:
        """Whether a passage is one of them."""
        if self.cause is not None:
            return self.cause in (passage.cause_of_begin, passage.cause_of_end)
        return (passage.row, passage.column) == self.tags


def look_up(
    project: Project,
    wish: PassageQuery,
    documents: Sequence[str],
    names: TagNames,
    words: CauseWords,
) -> list[PlacePair]:
    """The wanted passages in these documents, in reading order."""
    found = []
    for id in documents:
        records = {
            record.annotator: record
            for record in project.sets_of(id)
            if record.annotator in wish.annotators and record.stage in wish.stages
        }
        for first, second in combinations(sorted(records), 2):
            pair = (records[first], records[second])
            spans = [{span.id: span for span in record.spans} for record in pair]
            passages = passages_of(pair, first, second, project.tagset, words)
            found += [_place(p, pair, spans, names) for p in passages if wish.takes(p)]
    return found


def _place(
    passage: Passage,
    pair: tuple[Record, Record],
    spans: Sequence[Mapping[str, Span]],
    names: TagNames,
) -> PlacePair:
    document = pair[0].document
    causes = dict.fromkeys(c for c in (passage.cause_of_begin, passage.cause_of_end) if c)
    return PlacePair(
        document.id,
        document.name,
        passage.begin,
        passage.end,
        _version(passage, pair[0], spans[0].get(passage.first), names),
        _version(passage, pair[1], spans[1].get(passage.second), names),
        tr(", ").join(map(cause_word, causes)),
    )


def _version(
    passage: Passage, record: Record, span: Span | None, names: TagNames
) -> PassageVersion:
    """One annotator's span in its context; the place alone where there is none."""
    begin, end = (span.begin, span.end) if span else (passage.begin, passage.end)
    text = record.document.text
    line = ContextLine(
        text[max(0, begin - CONTEXT) : begin],
        text[begin:end],
        text[end : end + CONTEXT],
        tag=names.name(span.tag) if span else "",
        colour=names.colour(span.tag) if span else "",
    )
    return PassageVersion(record.annotator, line)


class LookingUp:
    """Passages come in batches, as far as the list is looked at; a newer wish ends the older.

    `show` is given some of them at a time, and none only where none are left.
    """

    def __init__(
        self,
        link: ProjectLink,
        names: TagNames,
        words: CauseWords,
        show: Callable[[Sequence[PlacePair]], None],
    ) -> None:
        self._link, self._names, self._words, self._show = link, names, words, show
        self._wish: PassageQuery | None = None
        self._read = 0  # documents
        self._missing = 0  # passages of this batch
        self._is_asking = False

    def begin(self, wish: PassageQuery) -> None:
        """Look these up from the beginning."""
        self._wish, self._read, self._is_asking = wish, 0, False
        self.more()

    def stop(self) -> None:
        """Nothing is shown any more."""
        self._wish = None

    def more(self) -> None:
        """Another batch, unless one is on its way."""
        if not self._is_asking:
            self._missing = BATCH
            self._go_on()

    def _go_on(self) -> None:
        wish = self._wish
        some = wish.documents[self._read : self._read + DOCUMENTS] if wish else ()
        if wish is None or not some or self._missing <= 0:
            self._is_asking = False
            return
        self._is_asking = True
        self._read += len(some)

        def show(places: list[PlacePair]) -> None:
            if wish is self._wish:
                self._missing -= len(places)
                if places or self._read >= len(wish.documents):
                    self._show(places)
                self._go_on()

        self._link.read(lambda p: look_up(p, wish, some, self._names, self._words), show)
