"""The articles that ship and their gold: what they promise, and that they obey the tagset."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from annotation.arabic.clitics import proclitic_cuts
from annotation.arabic.tokens import tokenize
from annotation.commands.rules import check_relation, check_span, covers
from annotation.formats.jsonl_writing import write_line
from annotation.formats.reading import ReaderNotice
from annotation.formats.registry import read
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Span, Stage, surface, text_hash
from annotation.values.record import Record
from annotation.values.state import Change, State

ROOT = Path(__file__).parents[2]
TAGSET_FILE = ROOT / "resources" / "tagsets" / "arabic-news.toml"
GOLD = ROOT / "tests" / "data" / "gold" / "gold.jsonl"
SAMPLE = ROOT / "resources" / "samples" / "sample.jsonl"
FILES = [GOLD, SAMPLE]


@pytest.fixture(scope="module")
def tagset() -> Tagset:
    return read_tagset(TAGSET_FILE.read_text("utf-8"), TAGSET_FILE.name)


@pytest.fixture(scope="module")
def gold(tagset: Tagset) -> list[Record]:
    return records(GOLD, tagset)


@pytest.fixture(scope="module")
def sample(tagset: Tagset) -> list[Record]:
    return records(SAMPLE, tagset)


def records(path: Path, tagset: Tagset) -> list[Record]:
    def no_new_id() -> str:
        raise AssertionError("every item has an id in the file")

    def no_remark(remark: ReaderNotice) -> None:
        raise AssertionError(remark)

    return list(read([path], "jsonl", tagset, no_new_id, no_remark))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_hash_and_every_text_of_a_span_is_what_the_article_says(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        values = json.loads(line)
        assert values["sha256"] == text_hash(values["text"])
        for span in values["spans"]:
            assert span["text"] == surface(values["text"], span["fragments"])
            assert span["begin"] == span["fragments"][0][0]
            assert span["end"] == span["fragments"][-1][1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_everything_obeys_the_tagset_one_by_one(path: Path, tagset: Tagset) -> None:
    for record in records(path, tagset):
        state = State(record.document)
        for span in record.spans:
            check_span(state, tagset, span)
            state = state.apply([Change(None, span)])
        for relation in record.relations:
            check_relation(state, tagset, relation)
            state = state.apply([Change(None, relation)])
        assert {label.tag for label in record.labels} <= set(tagset.labels)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_reading_and_writing_gives_the_same_bytes(path: Path, tagset: Tagset) -> None:
    written = "".join(write_line(r, with_suggestions=False) for r in records(path, tagset))
    assert written.encode() == path.read_bytes()


def test_the_gold_is_six_finished_articles_of_the_length_of_news(gold: list[Record]) -> None:
    assert len({record.document.id for record in gold}) == 6
    for record in gold:
        assert (record.annotator, record.stage) == ("gold", Stage.FINISHED)
        assert 130 <= len(record.document.text.split()) <= 330


def test_spans_begin_at_a_word_or_after_its_proclitics(gold: list[Record]) -> None:
    for record in gold:
        words = tokenize(record.document.text)
        begins = {word.begin + cut for word in words for cut in proclitic_cuts(word.text)}
        for span in record.spans:
            assert span.begin in begins, record.document.text[span.begin : span.end]


def test_some_spans_stand_after_a_clitic_and_some_before_a_shortened_article(
    gold: list[Record],
) -> None:
    texts = [(record.document.text, span) for record in gold for span in record.spans]
    inside = [span for text, span in texts if span.begin and text[span.begin - 1].isalpha()]
    assert len(inside) >= 20
    assert "لأمم المتحدة" in {surface(text, span.fragments) for text, span in texts}


def test_the_meeting_in_bishkek_is_rich_in_nested_spans_and_relations(gold: list[Record]) -> None:
    meeting = next(record for record in gold if record.document.name == "اجتماع-بيشكيك")
    assert len(meeting.spans) >= 45
    assert len(meeting.relations) >= 22
    assert len({relation.tag for relation in meeting.relations}) >= 8
    assert max(depth(span, meeting.spans) for span in meeting.spans) == 3


def test_every_tag_of_the_tagset_is_used_in_the_gold(gold: list[Record], tagset: Tagset) -> None:
    assert {span.tag for record in gold for span in record.spans} == set(tagset.spans)
    used = Counter(relation.tag for record in gold for relation in record.relations)
    assert set(used) == set(tagset.relations)


def test_two_ministers_share_one_word_of_their_titles(gold: list[Record]) -> None:
    divided = [
        surface(record.document.text, span.fragments)
        for record in gold
        for span in record.spans
        if len(span.fragments) > 1
    ]
    assert divided == ["وزيرا الدفاع"]


def test_three_names_of_one_force_are_a_cluster(gold: list[Record]) -> None:
    peace = next(record for record in gold if record.document.name == "حفظ-السلام")
    names = {span.id: surface(peace.document.text, span.fragments) for span in peace.spans}
    pairs = {(names[r.head], names[r.tail]) for r in peace.relations if r.tag == "SAME_AS"}
    assert ("قوة الأمم المتحدة لمراقبة فض الاشتباك", "UNDOF") in pairs
    assert ("UNDOF", "أندوف") in pairs


def test_the_articles_hold_what_makes_arabic_text_hard(gold: list[Record]) -> None:
    text = "".join(record.document.text for record in gold)
    for sign in ("ـ", "\u064f", "\u0651", "٢", "2", "٪", "%", "🏆", "UNDOF", "«", '"', "لأ"):
        assert sign in text


def test_the_sample_has_the_gold_articles_at_three_stages(
    sample: list[Record], gold: list[Record]
) -> None:
    assert [record.document for record in sample] == [record.document for record in gold]
    stages = Counter((record.annotator, record.stage) for record in sample)
    assert stages == {
        ("sample", Stage.FINISHED): 1,
        ("sample", Stage.IN_PROGRESS): 2,
        ("", Stage.NEW): 3,
    }


def test_finished_samples_are_whole_begun_ones_half_and_new_ones_empty(
    sample: list[Record], gold: list[Record]
) -> None:
    parts = {Stage.FINISHED: (1.0, 1.0), Stage.IN_PROGRESS: (0.4, 0.6), Stage.NEW: (0.0, 0.0)}
    for record, whole in zip(sample, gold, strict=True):
        low, high = parts[record.stage]
        assert set(record.spans) <= set(whole.spans)
        assert set(record.relations) <= set(whole.relations)
        assert low <= len(record.spans) / len(whole.spans) <= high
        assert low <= len(record.relations) / len(whole.relations) <= high


def depth(span: Span, spans: Sequence[Span]) -> int:
    """How many spans, itself among them, lie around this one."""
    return sum(covers(outer.fragments, span.fragments) for outer in spans)
