"""Finding words, folded as Arabic readers fold them, in this document or in all of them."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence

from annotation.arabic.folding import fold, fold_with_map
from storage.project import Hit
from ui.desk.desk import Desk
from ui.desk.one_page import OpenDocument
from ui.searching.find_bar import FindBar
from ui.searching.hit_list import HitList, HitRow


class Searching:
    """The find bar and the list of places in other documents."""

    def __init__(
        self, desk: Desk, bar: FindBar, hit_list: HitList, open_document: OpenDocument
    ) -> None:
        self.desk = desk
        self.bar = bar
        self.hit_list = hit_list
        self._open_document = open_document
        self._places: list[tuple[int, int]] = []
        self._number = 0
        self.hits: Sequence[Hit] = ()  # what the list shows
        bar.asked.connect(self._find)
        bar.moved.connect(self._move)
        bar.closed.connect(self._close)
        hit_list.chosen.connect(self._open_hit)
        hit_list.left.connect(self._close)

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {
            "find": self._open_bar,
            "find-next": lambda: self._move(1),
            "find-previous": lambda: self._move(-1),
            "find-in-project": self._open_for_project,
        }

    def _open_bar(self) -> None:
        selection, session = self.desk.view.selection, self.desk.session
        words = session.document.text[slice(*selection)] if session and selection else ""
        self.bar.open_with(words)

    def _open_for_project(self) -> None:
        self._open_bar()
        self.bar.set_everywhere(True)

    def _find(self, text: str, everywhere: bool) -> None:
        self._places = places_of(self.desk.session.document.text, text) if self.desk.session else []
        caret = self.desk.view.caret
        self._number = bisect_left(self._places, (caret, caret)) % max(1, len(self._places))
        self._show()
        if everywhere and text.strip() and self.desk.link is not None:
            self.desk.link.read(lambda project: project.search(text), self._list)
        else:
            self.hit_list.hide()

    def _move(self, step: int) -> None:
        if self._places:
            self._number = (self._number + step) % len(self._places)
            self._show()

    def _show(self) -> None:
        self.bar.show_count(self._number + 1 if self._places else 0, len(self._places))
        self.desk.view.set_hits(self._places, self._number)
        if self._places:
            self.desk.view.reveal(*self._places[self._number])

    def _close(self) -> None:
        if self._places:
            self.desk.view.select(*self._places[self._number])
        self._places = []
        self.desk.view.set_hits([], 0)
        self.hit_list.hide()
        self.desk.view.setFocus()

    def _list(self, found: Sequence[Hit]) -> None:
        hits = [hit for hit in found if self.desk.documents.queue.is_mine_or_all(hit.document_id)]
        self.hits = hits
        self.hit_list.show_hits([HitRow(h.document_name, h.before, h.match, h.after) for h in hits])
        self.hit_list.show()

    def _open_hit(self, row: int) -> None:
        hit = self.hits[row]
        self._open_document(hit.document_id, lambda: self.desk.view.select(hit.begin, hit.end))


def places_of(text: str, query: str) -> list[tuple[int, int]]:
    """Half-open ranges of `text` where `query` stands, both folded, in reading order."""
    sought = fold(query.strip())
    if not sought:
        return []
    folded = fold_with_map(text)
    found = []
    at = folded.text.find(sought)
    while at >= 0:
        found.append(folded.source_range(at, at + len(sought)))
        at = folded.text.find(sought, at + len(sought))
    return found
