"""Records come in all or not at all, and come out as they came in."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotation.errors import KnownError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import (
    Decision,
    Document,
    DocumentLabel,
    Origin,
    Relation,
    Span,
    Stage,
    SuggestedRelation,
    SuggestedSpan,
    Suggestions,
    Verdict,
)
from annotation.values.record import Record
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.project import ImportSummary, JournalStep, Project


@pytest.fixture
def empty(tmp_path: Path, tagset: Tagset) -> Iterator[Project]:
    with Project.create(tmp_path / "فارغ.tawseem", tagset) as project:
        yield project


@pytest.fixture
def records(document: Document, ahmad: Span, bank: Span, met: Relation) -> list[Record]:
    """Two annotators on one document, one on another, and a document without work."""
    label = DocumentLabel("l1", "labels", "politics")
    second = Document.of("d2", "ثانٍ", document.text + "\r\nتمّ.", (("وقت", 1.5),))
    imported = replace(ahmad, origin=Origin.IMPORTED, attributes=())
    return [
        Record(document, "سارة", Stage.FINISHED, (ahmad, bank), (met,), (label,)),
        Record(document, "علي", Stage.IN_PROGRESS, (imported,)),
        Record(second, "علي"),
        Record(Document.of("d3", "ثالث", "بلا عمل 😀")),
    ]


def test_records_come_out_as_they_came_in(empty: Project, records: list[Record]) -> None:
    summary = empty.add_records(records)
    assert summary == ImportSummary(3, 0, 3, 3, 1, 0)
    assert list(empty.records()) == records
    assert list(empty.records("علي")) == records[1:3]
    assert empty.check() == []
    with pytest.raises(KnownError, match="Nobody called “نور” works in this project"):
        empty.records("نور")


def test_an_import_is_a_step_that_can_be_undone(empty: Project, records: list[Record]) -> None:
    empty.add_records(records)
    opened = empty.open_set("d1", "سارة")
    (step,) = opened.history.done
    transaction = opened.transactions[step]
    assert transaction.op is Op.IMPORT
    empty.commit(opened.id, JournalStep("t1", "2026-01-01", transaction.inverse(Op.UNDO, step)))
    assert empty.open_set("d1", "سارة").state.items() == ()
    assert empty.check() == []


def test_importing_again_changes_nothing(empty: Project, records: list[Record]) -> None:
    empty.add_records(records)
    again = empty.add_records(records)
    assert again == ImportSummary(documents_known=3)
    assert again.is_empty
    assert list(empty.records()) == records


def test_the_same_work_under_other_ids_is_known(empty: Project, records: list[Record]) -> None:
    empty.add_records(records)
    spans = tuple(replace(span, id=f"x-{span.id}") for span in records[0].spans)
    relation = replace(records[0].relations[0], id="x-r", head="x-s1", tail="x-s2")
    other = replace(
        records[0],
        document=replace(records[0].document, id="another"),
        spans=spans,
        relations=(relation,),
    )
    assert empty.add_records([other]).is_empty


def test_other_work_of_the_same_annotator_is_refused(
    empty: Project, records: list[Record], bank: Span
) -> None:
    empty.add_records(records)
    for other in (
        replace(records[1], spans=(bank,)),
        replace(records[1], stage=Stage.FINISHED),
        replace(records[0], relations=()),
        replace(records[0], labels=()),
    ):
        with pytest.raises(KnownError, match="has already worked on “لقاء”, and differently"):
            empty.add_records([other])
    assert list(empty.records()) == records


def test_another_text_under_the_same_id_is_refused(empty: Project, records: list[Record]) -> None:
    empty.add_records(records)
    with pytest.raises(KnownError, match="another text under the id of “ثالث”"):
        empty.add_records([Record(Document.of("d3", "ثالث", "نصّ آخر"))])
    same_name = Record(Document.of("d4", "ثالث", "نصّ آخر"))
    assert empty.add_records([same_name]).documents_added == 1
    with pytest.raises(KnownError, match=r"Several documents are called “ثالث”.*d3, d4"):
        empty.document_named("ثالث")
    assert empty.document_named("d4").text == "نصّ آخر"


def test_a_document_may_come_twice_in_one_import(empty: Project, ahmad: Span) -> None:
    """Documents are written many at a time: the second may come before the first is in."""
    texts = [Document.of(f"n{n}", f"خبر {n}", f"التقى أَحْمَدُ بن سالم {n}") for n in range(150)]
    named_alike = [replace(text, id=f"x-{text.id}") for text in texts]
    records = [Record(d, name) for d in texts for name in ("سارة", "علي")]
    summary = empty.add_records([*records, *map(Record, named_alike)])
    assert summary == ImportSummary(documents_added=150, sets_added=300)
    assert list(empty.records()) == records
    assert [d.name for d in empty.documents("سارة")] == [d.name for d in texts]
    other = Record(Document.of("y", "ثانٍ", "نصّ"))
    with pytest.raises(KnownError, match="another text under the id of “ثالث”"):
        empty.add_records([other, Record(Document.of("y", "ثالث", "نصّ آخر"))])
    assert empty.stats()["documents"] == 150
    assert empty.check() == []


def wrong_records(record: Record) -> dict[str, Record]:
    ahmad, bank = record.spans
    met = record.relations[0]
    text = record.document.text
    return {
        "“لقاء”, s1: .*is not a stretch": replace(
            record, spans=(replace(ahmad, fragments=((5, len(text) + 1),)), bank)
        ),
        "“لقاء”, s1: .*no span tag “GPE”": replace(record, spans=(replace(ahmad, tag="GPE"), bank)),
        "“لقاء”, s2: PER has no attribute|“لقاء”, s2: ORG has no attribute": replace(
            record, spans=(ahmad, replace(bank, attributes=(("mention", "name"),)))
        ),
        "“لقاء”, r1: .*does not exist": replace(record, relations=(replace(met, tail="s9"),)),
        "“لقاء”, r1: HOLDS goes from PER to ORG": replace(
            record, relations=(replace(met, tag="HOLDS", head="s2", tail="s1", attributes=()),)
        ),
        "“لقاء”, l1: .*no document label “sport”": replace(
            record, labels=(replace(record.labels[0], tag="sport"),)
        ),
        "“لقاء” has s1 twice": replace(record, spans=(ahmad, ahmad, bank)),
        "“لقاء”, s1b: .*already has the tag": replace(
            record, spans=(ahmad, replace(ahmad, id="s1b"), bank)
        ),
        "The text of “لقاء” is not the one": replace(
            record, document=replace(record.document, text=text + " ")
        ),
        "“لقاء” holds a NUL": replace(record, document=Document.of("z", "لقاء", "ا\0ب")),
        "“لقاء” holds half a character at 1": replace(
            record, document=Document("z", "لقاء", "ا\ud800", "0" * 64)
        ),
        "holds half a character in a name": replace(record, annotator="سا\udc80"),
        "needs an id and a name": replace(record, document=replace(record.document, name=" ")),
        "carries somebody's work: say whose": replace(record, annotator=""),
        "“لقاء”, g1: 2 is no score": replace(
            record,
            suggestions=Suggestions((SuggestedSpan("g1", "PER", ahmad.fragments, 2, "rules", ""),)),
        ),
    }


@pytest.mark.parametrize("number", range(15))
def test_a_wrong_record_keeps_all_others_out(
    empty: Project, records: list[Record], number: int
) -> None:
    sentence, wrong = list(wrong_records(records[0]).items())[number]
    with pytest.raises(KnownError, match=sentence):
        empty.add_records([*records[1:], wrong])
    assert (empty.stats()["documents"], empty.annotators()) == (0, [])
    assert empty.check() == []


def test_an_import_can_be_cancelled(empty: Project, records: list[Record]) -> None:
    heard: list[int] = []

    def progress(number: int) -> bool:
        heard.append(number)
        return number < 3

    assert empty.add_records(records, progress=progress) == ImportSummary()
    assert heard == [1, 2, 3]
    assert list(empty.records()) == []


def test_what_breaks_while_records_are_read_leaves_nothing(
    empty: Project, records: list[Record]
) -> None:
    def reader() -> Iterator[Record]:
        yield from records
        raise KnownError("سطر ٩ غير مقروء")

    with pytest.raises(KnownError, match="سطر ٩"):
        empty.add_records(reader())
    assert list(empty.records()) == []


def test_imported_suggestions_come_out_while_they_are_pending(
    empty: Project, document: Document, ahmad: Span, bank: Span
) -> None:
    spans = (
        SuggestedSpan("g1", "PER", ahmad.fragments, 0.9, "gazetteer", "اسم"),
        SuggestedSpan("g2", "ORG", bank.fragments[:1], 0.7, "rules", "كلمة"),
    )
    relation = SuggestedRelation(
        "g3", "HOLDS", ahmad.fragments[0], bank.fragments[0], "PER", "ORG", 0.5, "rules", ""
    )
    record = Record(document, suggestions=Suggestions(spans, (relation,)))
    assert empty.add_records([record]).suggestions == 3
    assert list(empty.records(with_suggestions=True)) == [record]
    assert list(empty.records()) == [Record(document)]
    assert empty.add_records([record]).suggestions == 0

    opened = empty.open_set("d1", "سارة")
    decided = Transaction(Op.REJECT, (Change(None, Decision("g1", Verdict.REJECTED)),))
    empty.commit(opened.id, JournalStep("t1", "2026-01-01", decided))
    (left,) = empty.records(with_suggestions=True)
    assert left.suggestions == Suggestions(spans[1:], ())
    assert empty.suggestions("d1") == record.suggestions
    other = Suggestions((replace(spans[0], score=0.8), spans[1]))
    assert empty.add_records([Record(document, suggestions=other)]).suggestions == 1
    assert empty.suggestions("d1").spans == spans  # what is decided stays
    assert empty.check() == []


@pytest.mark.parametrize(
    ("score", "is_score"), [(0.0, True), (1.0, True), (0.5, True), (-0.01, False), (1.01, False)]
)
def test_a_score_is_from_nothing_to_one(
    empty: Project, document: Document, ahmad: Span, score: float, is_score: bool
) -> None:
    span = SuggestedSpan("g1", "PER", ahmad.fragments, score, "معجم", "اسم معروف")
    coming = [Record(document, suggestions=Suggestions((span,)))]
    if is_score:
        assert empty.add_records(coming).suggestions == 1
    else:
        with pytest.raises(KnownError, match=r"“لقاء”, g1: .* is no score between 0 and 1"):
            empty.add_records(coming)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"head": (0, 999)}, "not a stretch"),
        ({"tail": (5, 5)}, "not a stretch"),
        ({"tail": (4, 6)}, "space"),
        ({"head_tag": "GPE"}, "no span tag “GPE”"),
        ({"tail_tag": "GPE"}, "no span tag “GPE”"),
        ({"tag": "OWNS"}, "no relation tag “OWNS”"),
    ],
)
def test_a_suggested_relation_has_two_ends_in_the_text(
    empty: Project, document: Document, change: dict[str, object], sentence: str
) -> None:
    sound = SuggestedRelation("g2", "MET", (0, 5), (6, 14), "PER", "ORG", 0.5, "نمط", "التقى")
    wrong = replace(sound, **change)  # type: ignore[arg-type]
    with pytest.raises(KnownError, match=f"“لقاء”, g2: .*{sentence}"):
        empty.add_records([Record(document, suggestions=Suggestions((), (wrong,)))])
    assert empty.stats()["documents"] == 0


def test_suggestions_of_one_import_come_together_and_take_the_place_of_the_last(
    empty: Project, document: Document, ahmad: Span, bank: Span
) -> None:
    one = SuggestedSpan("g1", "PER", ahmad.fragments, 0.5, "معجم", "اسم")
    other = SuggestedSpan("g2", "ORG", bank.fragments[:1], 0.5, "معجم", "اسم")
    link = SuggestedRelation("g3", "MET", (0, 5), (6, 14), "PER", "ORG", 0.5, "نمط", "التقى")

    def after(*coming: Suggestions) -> tuple[int, list[str]]:
        summary = empty.add_records([Record(document, suggestions=some) for some in coming])
        kept = empty.suggestions(document.id)
        return summary.suggestions, [s.id for s in (*kept.spans, *kept.relations)]

    assert after(Suggestions((one,)), Suggestions((other,))) == (2, ["g1", "g2"])
    assert after(Suggestions((one,))) == (0, ["g1", "g2"])  # known already
    assert after(Suggestions((one,), (link,))) == (2, ["g1", "g3"])  # one of them is new
    assert after(Suggestions((other,), (link,))) == (2, ["g2", "g3"])
    assert after(Suggestions((one,)), Suggestions((other,))) == (2, ["g1", "g2"])  # not known then
    assert empty.check() == []
