"""Thirty articles by key presses in the real window, beside the simulated annotator on the same.

    python -m tests.benchmarks.story CORPUS.jsonl.gz [ARTICLES]

A project with the first so many articles of the corpus' second half (30) is opened in the window.
In each, suggestions are accepted, corrected or rejected one by one, what is missing is tagged by
hand, what is then suggested is decided, and F finishes it, so that it is learnt; every article must
equal its gold in the end. The same articles go through `learning.py`'s annotator, one by one (A).

An act is a decision, a press that moves a border or changes a tag, and for a span tagged by hand
one for selecting and one for the tag, as the simulation counts. Moving, selecting word by word,
walking and finishing are keys, too, counted apart. Suggestions come anew 20 ms after an act, not
600, so that the story does not take an hour.
"""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotation.commands.anchoring import Reach, SpanBorder, moved_border
from annotation.suggesting.knowledge import CandidateSource
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, Fragments, SuggestedSpan
from annotation.values.record import Record
from storage.project import Project
from tests.benchmarks.learning import Range, untaught, work
from tests.benchmarks.suggestions import Gold, Trimmer, finished, read
from tests.end_to_end.keyboard import ALT, NONE, SHIFT, Annotator
from ui.app import dress, make_application
from ui.look.settings import Settings
from ui.window import MainWindow

ARTICLES = 30
PATIENCE = 60.0
MOST = 30  # presses for one border, or rounds of suggestions in one article
KEYS = "123456789"
# Where each key moves an edge, as the actions have it.
MOVES = {
    (SpanBorder.END, Reach.WORD, True): (Qt.Key.Key_Left, ALT),
    (SpanBorder.END, Reach.WORD, False): (Qt.Key.Key_Right, ALT),
    (SpanBorder.END, Reach.LETTER, True): (Qt.Key.Key_Down, ALT),
    (SpanBorder.END, Reach.LETTER, False): (Qt.Key.Key_Up, ALT),
    (SpanBorder.START, Reach.WORD, True): (Qt.Key.Key_Left, ALT | SHIFT),
    (SpanBorder.START, Reach.WORD, False): (Qt.Key.Key_Right, ALT | SHIFT),
    (SpanBorder.START, Reach.LETTER, True): (Qt.Key.Key_Down, ALT | SHIFT),
    (SpanBorder.START, Reach.LETTER, False): (Qt.Key.Key_Up, ALT | SHIFT),
}


def tagset_for(tags: list[str]) -> Tagset:
    """A tagset with these tags, each with a key, that do not nest."""
    lines = ['slug = "story"', "version = 1", 'title = { ar = "قصة", en = "Story" }']
    lines.append('overlap = "none"')
    for tag, key in zip(tags, KEYS, strict=False):
        lines += [
            f"[span.{tag}]",
            f'name = {{ ar = "{tag}", en = "{tag}" }}',
            f'definition = {{ ar = "{tag}", en = "{tag}" }}',
            "examples = []",
            'colour = "#4C78A8"',
            f'key = "{key}"',
        ]
    return read_tagset("\n".join(lines), "story.toml")


def plan(found: Gold, gold: Gold) -> dict[Range, Range]:
    """Which wrong suggestion is corrected into which span: the simulation's own choice."""
    wrong, missing = sorted(found - gold), set(gold - found)
    planned: dict[Range, Range] = {}
    for fits in (
        lambda a, b: a[:2] == b[:2],
        lambda a, b: a[0] < b[1] and b[0] < a[1],
    ):
        for one in [w for w in wrong if w not in planned]:
            match = next((span for span in sorted(missing) if fits(one, span)), None)
            if match is not None:
                missing.discard(match)
                planned[one] = match
    return planned


class Worker(Annotator):
    """Works on articles by keys, and counts acts by kind."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.acts: Counter[str] = Counter()

    def settle(self, ready: Callable[[], bool] | None = None) -> None:
        """Let the window work until something has come about, and its suggestions are there."""
        limit = monotonic() + PATIENCE
        while not (ready is None or ready()) or self.window.opening.is_suggesting:
            QApplication.processEvents()
            sleep(0.0005)
            if monotonic() > limit:
                raise RuntimeError("it did not come about")

    def annotate(self, gold: Gold) -> None:
        """Bring the open article to its gold."""
        self.settle()
        found = {(s.begin, s.end, s.tag) for s in self.session.pending.spans}
        self._decide(gold, plan(found, gold), "first")
        for _ in range(MOST * 10):
            self.settle()
            self._decide(gold, {}, "later")
            self.settle()
            if self.session.pending:
                continue
            left = sorted(gold - self._there())
            if not left:
                break
            begin, end, tag = left[0]
            self._tag_fragment(tag, ((begin, end),))
            self.acts["added"] += 2
        assert self._there() == gold

    def _select(self, begin: int, end: int) -> None:
        """Select a stretch; one that begins amid a word letter by letter."""
        try:
            super()._select(begin, end)
        except AssertionError:
            view = self.window.desk.view
            self._go_to(begin)
            while view.caret < begin:
                self.press(Qt.Key.Key_Left, ALT, why="select")
            while view.caret < end:
                self.press(Qt.Key.Key_Left, ALT | SHIFT, why="select")
            assert view.selection == (begin, end)

    def _there(self) -> Gold:
        return {(s.begin, s.end, s.tag) for s in self.session.state.spans}

    def _decide(self, gold: Gold, planned: dict[Range, Range], when: str) -> None:
        """Decide on what is pending, one after the other."""
        for _ in range(2000):
            suggestion = self.window.desk.current_suggestion()
            if isinstance(suggestion, SuggestedSpan):
                self._decide_one(suggestion, gold, planned, when)
            elif self.session.pending:
                self.press(Qt.Key.Key_Tab, why="walk")
            else:
                return

    def _decide_one(
        self, suggestion: SuggestedSpan, gold: Gold, planned: dict[Range, Range], when: str
    ) -> None:
        place = (suggestion.begin, suggestion.end, suggestion.tag)
        same = [tag for b, e, tag in gold if (b, e) == place[:2]]
        wanted = planned.get(place)
        if place in gold:
            self._act(Qt.Key.Key_Return, NONE, f"accepted {when}")
        elif same and (wanted is None or wanted[:2] == place[:2]):
            self._act(self.tag_key(same[0]), NONE, f"tag {when}")
        elif wanted is None or not self._move(suggestion.fragments, wanted):
            self._act(Qt.Key.Key_Backspace, NONE, f"rejected {when}")

    def _act(self, key: Qt.Key, held: Qt.KeyboardModifier, kind: str) -> None:
        self.press(key, held, why=kind)
        self.acts[kind] += 1

    def _move(self, fragments: Fragments, wanted: Range) -> bool:
        """Move the borders of a suggestion, and change its tag; False when nothing has moved."""
        steps = self._steps(fragments, wanted)
        if not steps or not self._has_room(wanted):
            return False
        for edge, reach, forward in steps:
            self._act(*MOVES[edge, reach, forward], "border")
        span = self.window.desk.current_span()
        if span is not None and span.tag != wanted[2]:
            self._act(self.tag_key(wanted[2]), NONE, "relabelled")
        return True

    def _has_room(self, wanted: Range) -> bool:
        """Whether no span stands where this one is to be; tags here do not nest."""
        return not any(s.begin < wanted[1] and wanted[0] < s.end for s in self.session.state.spans)

    def _steps(self, fragments: Fragments, wanted: Range) -> list[tuple[SpanBorder, Reach, bool]]:
        """By which presses the borders come there, words first; none when that cannot be."""
        text, steps = self.session.document.text, []
        for edge, target in ((SpanBorder.START, wanted[0]), (SpanBorder.END, wanted[1])):
            for _ in range(MOST):
                at = fragments[0][0] if edge is SpanBorder.START else fragments[-1][1]
                if at == target:
                    break
                forward = at < target
                for reach in (Reach.WORD, Reach.LETTER):
                    moved = moved_border(text, fragments, edge, reach, forward=forward)
                    end = None if moved is None else moved[0][0 if edge is SpanBorder.START else 1]
                    if (moved is not None and end is not None and (end <= target) is forward) or (
                        end == target
                    ):
                        break
                else:
                    return []
                assert moved is not None
                steps.append((edge, reach, forward))
                fragments = moved
            else:
                return []
        return steps


def simulated(rows: list[dict], golds: list[Gold], tagset: Tagset) -> Counter[str]:
    """What `learning.py`'s annotator does in the same articles."""
    suggester = untaught(tagset, tuple(CandidateSource), [row["text"] for row in rows])
    happened: Counter[str] = Counter()
    for number, (row, gold) in enumerate(zip(rows, golds, strict=True)):
        document = Document.of(str(number), str(number), row["text"])
        found = {(s.begin, s.end, s.tag) for s in suggester.suggest(document).spans}
        happened.update(work(document, gold, found))
        suggester.learn_one(finished(document, gold))
    return happened


def story(rows: list[dict], golds: list[Gold], tagset: Tagset, folder: Path) -> Worker:
    """All articles in the window."""
    path = folder / "story.tawseem"
    documents = [Document.of(f"d{n}", f"{n:02}", row["text"]) for n, row in enumerate(rows)]
    with Project.create(path, tagset) as project:
        project.add_records(Record(document) for document in documents)
    settings = Settings(language="ar", annotator="story")
    dress(make_application(), settings)
    window = MainWindow(settings)
    window.show()
    window.opening.offering._quiet.setInterval(20)
    window.open_project(path)
    worker = Worker(window)
    for document, gold in zip(documents, golds, strict=True):
        worker.settle(lambda id=document.id: window.opening.is_wanted(id))  # type: ignore[misc]
        worker.settle(lambda id=document.id: _is_open(window, id))  # type: ignore[misc]
        window.desk.view.setFocus()
        worker.annotate(gold)
        worker.press(Qt.Key.Key_F, why="finish")
    window.close()
    return worker


def _is_open(window: MainWindow, document_id: str) -> bool:
    session = window.desk.session
    return session is not None and session.document.id == document_id


def side_by_side(c: Counter[str], a: Counter[str]) -> tuple[tuple[str, int, int], ...]:
    """The acts of the simulation and those by keys, kind by kind."""
    return (
        ("accepted as they were", c["right"], a["accepted first"]),
        ("tag corrected", c["tag"], a["tag first"]),
        ("borders, with tags", 2 * c["borders"] + 3 * c["both"], a["border"] + a["relabelled"]),
        ("rejected", c["rejected"], a["rejected first"]),
        ("tagged by hand", 2 * c["added"], a["added"]),
        ("same words, right", c["repeated"], a["accepted later"] + a["tag later"]),
        ("same words, wrong", c["wrong places"], a["rejected later"]),
    )


def report(gold: int, c: Counter[str], worker: Worker) -> None:
    """Print both counts."""
    table = side_by_side(c, worker.acts)
    print(f"{gold} spans{'':18}{'simulated':>10}{'by keys':>10}")
    for kind, one, other in table:
        print(f"{kind:28}{one:>8}{other:>10}")
    first, second = (sum(row[n] for row in table) for n in (1, 2))
    print(f"{'acts':28}{first:>8}{second:>10}   {(second - first) / first:+.1%}")
    print(f"{'acts a span':28}{first / gold:>8.2f}{second / gold:>10.2f}")
    print(f"all keys {worker.keys}, {worker.keys / gold:.2f} a span: {dict(worker.counts)}")


def main(corpus: Path, count: int) -> None:
    """Both ways through the articles."""
    rows = list(read(corpus))
    tags = sorted({tag for row in rows for _, _, tag in row["spans"]})
    rows = rows[len(rows) // 2 :][:count]
    tagset, trim = tagset_for(tags), Trimmer()
    golds = [trim.gold(row, set(tags)) for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        for name in ("DATA", "CACHE", "CONFIG"):
            os.environ[f"TAWSEEM_{name}"] = str(Path(folder) / name.lower())
        worker = story(rows, golds, tagset, Path(folder))
    report(sum(map(len, golds)), simulated(rows, golds, tagset), worker)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else ARTICLES)
