"""An annotator with nothing but a keyboard: brings a document from suggestions to its gold."""

from bisect import bisect_right
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotation.arabic.sentences import sentences
from annotation.arabic.tokens import tokenize
from annotation.values.items import Fragments, SuggestedRelation, SuggestedSpan
from annotation.values.record import Record
from ui.desk.session import Session
from ui.look.item_kinds import ItemKind
from ui.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
KEYS = {name: getattr(Qt.Key, f"Key_{name}") for name in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"}

Named = tuple[str, Fragments]  # a span by tag and place
Link = tuple[str, Named, Named]  # a relation by tag and its ends


@dataclass
class Gold:
    """What the document must look like in the end."""

    spans: set[Named]
    links: set[Link]
    symmetric: set[str]

    def has_link(self, tag: str, head: Named, tail: Named) -> bool:
        """Whether this relation is wanted, in either direction if it has none."""
        return (tag, head, tail) in self.links or (
            tag in self.symmetric and (tag, tail, head) in self.links
        )


def gold_of(record: Record, symmetric: set[str]) -> Gold:
    """The gold of an annotated record."""
    named = {span.id: (span.tag, span.fragments) for span in record.spans}
    links = {(r.tag, named[r.head], named[r.tail]) for r in record.relations}
    return Gold(set(named.values()), links, symmetric)


@dataclass
class Annotator:
    """Presses keys in a window and counts them."""

    window: MainWindow
    keys: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, why: str = "") -> None:
        """Press a key where the keyboard focus is."""
        target = QApplication.focusWidget() or self.window.desk.view
        QTest.keyClick(target, key, modifiers)
        self.keys += 1
        self.counts[why] = self.counts.get(why, 0) + 1

    @property
    def session(self) -> Session:
        """The open session."""
        assert self.window.desk.session is not None
        return self.window.desk.session

    def tag_key(self, slug: str) -> Qt.Key:
        """The key of a span tag."""
        return KEYS[self.session.tagset.spans[slug].key.upper()]

    # -- suggestions -------------------------------------------------------------------------------

    def settle_suggestions(self, gold: Gold) -> None:
        """Walk the pending suggestions: accept, correct the tag, or reject each."""
        for _ in range(2000):
            if not self.session.pending:
                return
            suggestion = self.window.desk.current_suggestion()
            if suggestion is None:
                self.press(Qt.Key.Key_Tab, why="walk")
            elif isinstance(suggestion, SuggestedSpan):
                self._settle_span(suggestion, gold)
            else:
                self._settle_relation(suggestion, gold)
        raise AssertionError("the suggestions never come to an end")

    def _settle_span(self, suggestion: SuggestedSpan, gold: Gold) -> None:
        tags = [tag for tag, fragments in gold.spans if fragments == suggestion.fragments]
        if suggestion.tag in tags:
            self.press(Qt.Key.Key_Return, why="accept")
        elif tags:
            self.press(self.tag_key(tags[0]), why="correct")
        else:
            self.press(Qt.Key.Key_Backspace, why="reject")

    def _settle_relation(self, suggestion: SuggestedRelation, gold: Gold) -> None:
        head = (suggestion.head_tag, (suggestion.head,))
        tail = (suggestion.tail_tag, (suggestion.tail,))
        if gold.has_link(suggestion.tag, head, tail):
            self.press(Qt.Key.Key_Return, why="accept")
        else:
            self.press(Qt.Key.Key_Backspace, why="reject")

    # -- spans -------------------------------------------------------------------------------------

    def add_missing_spans(self, gold: Gold) -> None:
        """Tag by hand what no suggestion brought."""
        there = {(span.tag, span.fragments) for span in self.session.state.spans}
        for tag, fragments in sorted(gold.spans - there, key=lambda s: s[1]):
            self._tag_fragment(tag, fragments)
            for begin, end in fragments[1:]:
                self._select(begin, end)
                self.press(KEYS["J"], why="join")
            assert (tag, fragments) in {(s.tag, s.fragments) for s in self.session.state.spans}

    def _tag_fragment(self, tag: str, fragments: Fragments) -> None:
        self._select(*fragments[0])
        self.press(self.tag_key(tag), why="tag")

    def _select(self, begin: int, end: int) -> None:
        """Select a stretch: to its first word, then word by word, then its clitics and letters."""
        view = self.window.desk.view
        self._go_to(begin)
        self.press(Qt.Key.Key_Left, SHIFT, why="select")
        while view.caret < end:
            self.press(Qt.Key.Key_Left, SHIFT, why="select")
        while view.caret > end:
            self.press(Qt.Key.Key_Right, SHIFT | ALT, why="select")
        for _ in range(4):
            if view.selection == (begin, end):
                return
            self.press(KEYS["C"], why="clitic")
        raise AssertionError(f"cannot select {begin}–{end}, have {view.selection}")

    def _go_to(self, offset: int) -> None:
        """Bring the caret to the word that holds the offset, by the fewest keys."""
        self.press(Qt.Key.Key_Escape, why="move")
        text = self.session.document.text
        words = [t.begin for t in tokenize(text) if any(map(str.isalnum, t.text))]
        starts = [begin for begin, _ in sentences(text)]
        target = bisect_right(words, offset) - 1
        by_sentences, by_words = self._shortest(words, starts, target)
        self._repeat(by_sentences, CTRL)
        self._repeat(by_words, NONE)
        assert self.window.desk.view.caret == words[target]

    def _shortest(self, words: list[int], starts: list[int], target: int) -> tuple[int, int]:
        """How many sentences and then words to move; below zero is back, to the right."""
        caret = self.window.desk.view.caret
        here = bisect_right(starts, caret) - 1
        ways = [(0, _steps(words, caret, target))]
        for number, start in enumerate(starts):
            hops = number - here
            if hops <= 0 and caret != starts[here]:
                hops -= 1  # back to the start of the sentence at hand first
            if hops:
                ways.append((hops, _steps(words, start, target)))
        return min(ways, key=lambda way: abs(way[0]) + abs(way[1]))

    def _repeat(self, steps: int, held: Qt.KeyboardModifier) -> None:
        key = Qt.Key.Key_Left if steps > 0 else Qt.Key.Key_Right
        for _ in range(abs(steps)):
            self.press(key, held, why="move")

    # -- relations ---------------------------------------------------------------------------------

    def add_missing_relations(self, gold: Gold) -> None:
        """Relate by hand what no suggestion brought."""
        for tag, head, tail in sorted(gold.links):
            if not self._is_there(tag, head, tail):
                self._relate(tag, head, tail)
                assert self._is_there(tag, head, tail)

    def _relate(self, tag: str, head: Named, tail: Named) -> None:
        """R on the head, the tag's key, Tab to the tail, Enter."""
        self._choose_span(head)
        self.press(KEYS["R"], why="relate")
        self.press(KEYS[self.session.tagset.relations[tag].key.upper()], why="relate")
        making = self.window.relating.making
        assert making is not None
        numbers = [
            number
            for number, span in enumerate(making.candidates)
            if (span.tag, span.fragments) == tail
        ]
        assert numbers, f"{tail} is not offered for {tag} from {head}"
        self._pick(numbers[0])
        self.press(Qt.Key.Key_Return, why="relate")

    def _pick(self, number: int) -> None:
        if number == 0:
            return
        if number < 10:
            self.press(KEYS[str((number + 1) % 10)], why="relate")
            return
        for _ in range(number):
            self.press(Qt.Key.Key_Tab, why="relate")

    def _choose_span(self, wanted: Named) -> None:
        """Walk with N or Shift+N, whichever is nearer, to a span."""
        spans = [(s.tag, s.fragments) for s in self.session.state.spans]
        target = spans.index(wanted)
        current = self.window.desk.view.current
        if current is None or current[0] is not ItemKind.SPAN:
            self.press(KEYS["N"], why="walk")
        for _ in range(len(spans)):
            span = self.window.desk.current_span()
            assert span is not None
            here = spans.index((span.tag, span.fragments))
            if here == target:
                return
            forward = (target - here) % len(spans) <= len(spans) // 2
            self.press(KEYS["N"], NONE if forward else SHIFT, why="walk")
        raise AssertionError(f"cannot reach {wanted}")

    def _is_there(self, tag: str, head: Named, tail: Named) -> bool:
        state = self.session.state
        named = {span.id: (span.tag, span.fragments) for span in state.spans}
        links = {(r.tag, named[r.head], named[r.tail]) for r in state.relations}
        is_symmetric = self.session.tagset.relations[tag].is_symmetric
        return (tag, head, tail) in links or (is_symmetric and (tag, tail, head) in links)


def _steps(words: list[int], offset: int, target: int) -> int:
    """How many words forward, or back below zero, from an offset to the word of this number."""
    if offset in words:
        return target - words.index(offset)
    after = bisect_right(words, offset)
    return target - after + 1 if target >= after else target - after
