"""The queue of documents as a value: properties of what comes next, without a window."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.arabic.folding import fold
from annotation.values.items import Stage
from storage.corpus.documents import DocumentSummary
from ui.panels.document_queue import UNFINISHED, DocumentQueue

NAMES = ("مُحادثات القاهرة", "محادثات الرياض", "بيان ١٢/٥", "CASA-1000 😀", "تقرير")
WORDS = ("", "محادثات", "12/5", "casa", "لا شيء")


@st.composite
def queues(draw: st.DrawFn) -> DocumentQueue:
    """Any documents in any order, shown by any filter, one of them open or none."""
    documents = [
        DocumentSummary(f"d{n}", draw(st.sampled_from(NAMES)), stage, n, n, 0, 100, mine)
        for n, (stage, mine) in enumerate(
            draw(st.lists(st.tuples(st.sampled_from(Stage), st.booleans()), max_size=7))
        )
    ]
    ids = [document.id for document in documents]
    return DocumentQueue(
        {document.id: document for document in documents},
        tuple(draw(st.permutations(ids))),
        draw(st.booleans()),
        draw(st.sampled_from((None, *Stage))),
        fold(draw(st.sampled_from(WORDS))),
        draw(st.sampled_from(["", *ids])),
    )


def shown(queue: DocumentQueue) -> list[str]:
    return [document.id for document in queue.shown()]


@given(queues())
def test_walking_forth_meets_everything_shown_once_and_back_the_same(queue: DocumentQueue) -> None:
    walked, here = [], queue.neighbour("elsewhere", 1)
    while here is not None:
        walked.append(here)
        here = queue.neighbour(here, 1)
    assert walked == shown(queue)
    back, here = [], queue.neighbour("elsewhere", -1)
    while here is not None:
        back.append(here)
        here = queue.neighbour(here, -1)
    assert back == walked[::-1]


@given(queues(), st.integers(1, 4))
def test_some_steps_at_once_are_as_many_single_ones(queue: DocumentQueue, steps: int) -> None:
    for begin in shown(queue):
        here: str | None = begin
        for _ in range(steps):
            here = None if here is None else queue.neighbour(here, 1)
        assert queue.neighbour(begin, steps) == here


@given(queues())
def test_going_on_goes_round_through_all_that_is_shown_and_unfinished(
    queue: DocumentQueue,
) -> None:
    due = {d.id for d in queue.shown() if d.stage in UNFINISHED}
    for begin in queue.ids():
        met, here = set(), begin
        for _ in queue.ids():
            following = queue.next_unfinished(here)
            if following is None:
                break
            met.add(following)
            here = following
        assert met - {begin} == due - {begin}
        assert queue.next_unfinished(begin) != begin


@given(queues())
def test_the_first_to_open_is_in_question_and_unfinished_if_any_is(queue: DocumentQueue) -> None:
    everything, unfinished = queue.in_question(is_open=False), queue.in_question(is_open=True)
    first = queue.first_to_open()
    assert (first is None) == (not everything)
    if first is not None:
        candidates = unfinished or everything
        assert first == next(id for id in queue.order if id in candidates)


@given(queues())
def test_what_is_open_stays_in_sight_whosever_and_however_far_it_is(queue: DocumentQueue) -> None:
    if queue.open:
        assert queue.open in shown(replace(queue, words=""))
        finished = replace(queue.documents[queue.open], stage=Stage.FINISHED)
        assert shown(queue.with_document(finished)) == shown(queue)


@given(queues())
def test_documents_of_others_are_out_of_question_when_only_ones_own_are_wanted(
    queue: DocumentQueue,
) -> None:
    others = {document.id for document in queue.documents.values() if not document.is_mine}
    assert queue.in_question(is_open=False) == {*queue.ids()} - (
        others if queue.only_mine else set()
    )
    own = replace(queue, only_mine=True)
    assert {*shown(own)} & others <= {queue.open}
    assert {id for id in queue.ids() if not own.is_mine_or_all(id)} == others


@given(queues())
def test_newer_numbers_move_nothing(queue: DocumentQueue) -> None:
    for document in queue.documents.values():
        newer = queue.with_document(replace(document, pending=9))
        assert (newer.order, shown(newer)) == (queue.order, shown(queue))
        assert newer.documents[document.id].pending == 9
        assert queue.documents[document.id] == document


@pytest.mark.parametrize("words", ["محادثات القاهره", "مُحادثاتُ القاهرة"])
def test_a_name_is_found_in_any_spelling(words: str) -> None:
    documents = {
        str(n): DocumentSummary(str(n), name, Stage.NEW, 0, 0, 0, 9) for n, name in enumerate(NAMES)
    }
    assert shown(DocumentQueue(documents, tuple(documents), words=fold(words))) == ["0"]


def test_of_a_document_that_is_not_known_nothing_is_said() -> None:
    queue = DocumentQueue()
    assert (queue.item_count("d"), queue.length("d"), queue.is_mine_or_all("d")) == (0, 0, True)
    assert (queue.next_unfinished("d"), queue.neighbour("d", 1), queue.first_to_open()) == (
        None,
    ) * 3
