"""The queue of documents as a value: which are offered in which order, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, islice

from annotation.arabic.folding import fold
from annotation.values.items import Stage
from storage.corpus.documents import DocumentSummary

UNFINISHED = (Stage.NEW, Stage.IN_PROGRESS)
MOST_NAMES = 1 << 18  # kept as they are looked for


@dataclass(frozen=True, slots=True)
class DocumentQueue:
    """All documents of a project as one annotator sees them; a list shows it.

    `documents` are known by their ids and stand in their own order, `order` holds all ids in the
    order in which they are offered. Shown are those of the `stage`, or of any, with these folded
    `words` in their names; of those assigned to others none if `only_mine`. The
    document that is `open` stays, whatever its stage has become.
    """

    documents: Mapping[str, DocumentSummary] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    only_mine: bool = False
    stage: Stage | None = None
    words: str = ""
    open: str = ""

    # -- what is known of one document ------------------------------------------------------------

    def ids(self) -> list[str]:
        """The ids of all documents, shown or not, in their own order."""
        return list(self.documents)

    def item_count(self, document_id: str) -> int:
        """How many spans and relations a document is known to hold."""
        known = self.documents.get(document_id)
        return known.spans + known.relations if known is not None else 0

    def length(self, document_id: str) -> int:
        """How many characters a document has; 0 where it is not known."""
        known = self.documents.get(document_id)
        return known.length if known is not None else 0

    def is_mine_or_all(self, document_id: str) -> bool:
        """Whether a document is the annotator's, or those of others are wanted, too."""
        document = self.documents.get(document_id)
        return document is None or self.is_wanted(document)

    def is_wanted(self, document: DocumentSummary) -> bool:
        """Whether this is one of those that are in question, done or not."""
        return document.is_mine or not self.only_mine

    def is_shown(self, document: DocumentSummary) -> bool:
        """Whether a list shows this document."""
        if document.id != self.open:
            if not self.is_wanted(document):
                return False
            if self.stage is not None and document.stage is not self.stage:
                return False
        return not self.words or self.words in _folded(document.name)

    # -- what comes next ---------------------------------------------------------------------------

    def shown(self) -> list[DocumentSummary]:
        """The documents that a list shows, in their order."""
        if not (self.words or self.stage or self.only_mine):
            return self._offered()  # of 100,000, without asking each
        return [document for document in self._offered() if self.is_shown(document)]

    def in_question(self, *, is_open: bool) -> set[str]:
        """The ids of the documents in question, or only of the new and the begun."""
        wanted = (d for d in self.documents.values() if self.is_wanted(d))
        return {d.id for d in wanted if not is_open or d.stage in UNFINISHED}

    def first_to_open(self) -> str | None:
        """The id of the first document that is not done yet, else of the first of all."""
        wanted = [d for d in self._offered() if self.is_wanted(d)]
        open_ones = (d.id for d in wanted if d.stage in UNFINISHED)
        return next(open_ones, wanted[0].id if wanted else None)

    def neighbour(self, document_id: str, step: int) -> str | None:
        """The id of the document `step` rows after another as shown; None at the end.

        After one that is not shown comes the first, before it the last.
        """
        ids = self.order if step > 0 else self.order[::-1]
        known = self.documents.get(document_id)
        start = ids.index(document_id) + 1 if known is not None and self.is_shown(known) else 0
        shown = (id for id in islice(ids, start, None) if self.is_shown(self.documents[id]))
        return next(islice(shown, abs(step) - 1, None), None)

    def next_unfinished(self, after: str) -> str | None:
        """The id of the next shown document that is new or in progress, round and round."""
        place = self.order.index(after) if after in self.documents else -1
        later, earlier = islice(self.order, place + 1, None), islice(self.order, max(0, place))
        for document in map(self.documents.__getitem__, chain(later, earlier)):
            if document.stage in UNFINISHED and self.is_shown(document):
                return document.id
        return None

    # -- newer values ------------------------------------------------------------------------------

    def with_document(self, document: DocumentSummary) -> "DocumentQueue":
        """The queue with newer numbers of one document, which keeps its place."""
        return replace(self, documents={**self.documents, document.id: document})

    def _offered(self) -> list[DocumentSummary]:
        return [self.documents[id] for id in self.order]


@lru_cache(maxsize=MOST_NAMES)
def _folded(name: str) -> str:
    return fold(name)
