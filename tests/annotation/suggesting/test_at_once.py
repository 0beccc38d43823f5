"""The same words, suggested in the frame in which one place was marked."""

import subprocess
import sys
from pathlib import Path

from annotation.suggesting.at_once import LONGEST, same_words
from annotation.suggesting.memory import Memory
from annotation.values.items import Document, Span, Suggestions
from annotation.values.state import State

TEXT = "زار عمر السالمي دبي. وقال السالمي إن دبي بعيدة، ولدبي مطار."


def test_what_is_said_at_once_is_what_the_memory_thinks_of_words_marked_once() -> None:
    document = Document.of("d", "خبر", TEXT)
    first = TEXT.index("دبي")
    span = Span("s", "entities", "GPE", ((first, first + 3),))
    found = same_words(State(document, [span]), span, Suggestions())
    memory = Memory()
    memory.learn(document, [span])
    assert [TEXT[s.begin : s.end] for s in found] == ["دبي", "دبي"]
    assert {s.score for s in found} == {memory.opinion(("دبي",))[1]}


def test_long_texts_are_left_to_the_suggester() -> None:
    text = TEXT + " نص" * LONGEST
    span = Span("s", "entities", "GPE", ((16, 19),))
    assert not same_words(State(Document.of("d", "خبر", text), [span]), span, Suggestions())


def test_the_window_needs_no_lists_of_names_for_it() -> None:
    code = (
        "import sys; import annotation.suggesting.at_once; "
        "sys.exit('annotation.suggesting.lexicon' in sys.modules)"
    )
    root = Path(__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
