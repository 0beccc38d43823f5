from dataclasses import replace
from pathlib import Path

import pytest

from annotation.suggesting.knowledge import CandidateSource
from annotation.suggesting.learning.calibration import Calibration
from annotation.suggesting.suggester import Suggester
from annotation.tagsets.tagset import Overlap, SpanTag, Tagset
from annotation.values.items import Document, Origin, Span, Stage
from annotation.values.record import Record

GAZETTEERS = Path(__file__).parents[3] / "resources" / "gazetteers"

# Brackets mark what an annotator tags; the tags are of no news tagset.
ARTICLES = (
    "أبحرت سفينة [نسمة البحر|SHIP] صباحا، وأكل الطباخ طبق [الملوخية|DISH] مع الخبز.",
    "رست سفينة [طيف الخليج|SHIP] قرب الرصيف 😀. وأكل الحراس طبق [المجدرة|DISH] مع اللبن.",
    "غادرت سفينة [وردة الشام|SHIP] أمس، وأكل الركاب طبق [المقلوبة|DISH] مع السلطة.",
    "عادت سفينة [صقر الريف|SHIP] أمس محملةً بالقمح، فأكل البحارة طبق [الكبسة|DISH] مع ١٢ رغيفا.",
    "وصلت سفينة [زهرة المدائن|SHIP] أمس، وأكل العمال طبق [الفتوش|DISH] مع الماء.",
)
SIXTH = "وصلت سفينة درة التاج أمس، وأكل الجميع طبق المنسف مع البحارة."


def record_of(number: int, marked: str, stage: Stage = Stage.FINISHED) -> Record:
    """The record of a text in which brackets mark spans, perhaps nested."""
    text, spans, begins = "", [], []
    pieces = marked.replace("[", "\0[").replace("|", "\0|").split("\0")
    for piece in pieces:
        if piece.startswith("["):
            begins.append(len(text))
            text += piece[1:]
        elif piece.startswith("|"):
            tag, _, rest = piece[1:].partition("]")
            spans.append(
                Span(f"{number}-{len(spans)}", "entities", tag, ((begins.pop(), len(text)),))
            )
            text += rest
        else:
            text += piece
    document = Document.of(f"d{number}", f"مقال {number}", text)
    return Record(document, "ليلى", stage, tuple(spans))


@pytest.fixture
def harbour(tagset: Tagset) -> Tagset:
    tags = ("SHIP", "DISH", "PORT")
    spans = {tag: SpanTag(tag, {}, {}, (), "#000000", "") for tag in tags}
    return replace(tagset, spans=spans, relations={}, overlap=Overlap.NESTED)


@pytest.fixture
def records() -> list[Record]:
    return [record_of(number, text) for number, text in enumerate(ARTICLES)]


def taught(tagset: Tagset, records: list[Record], *sources: CandidateSource) -> Suggester:
    suggester = Suggester(GAZETTEERS, tagset, sources or tuple(CandidateSource))
    suggester.learn(records)
    return suggester


def found(suggester: Suggester, text: str) -> set[tuple[str, str]]:
    spans = suggester.suggest(Document.of("x", "x", text)).spans
    return {(text[span.begin : span.end], span.tag) for span in spans}


def test_after_five_articles_the_sixth_is_suggested(harbour: Tagset, records: list[Record]) -> None:
    suggester = taught(harbour, records)
    assert found(suggester, SIXTH) == {("درة التاج", "SHIP"), ("المنسف", "DISH")}


def test_what_was_learnt_says_so(harbour: Tagset, records: list[Record]) -> None:
    spans = taught(harbour, records).suggest(Document.of("x", "x", SIXTH)).spans
    assert {span.suggester for span in spans} == {"learner"}
    assert {span.reason for span in spans} == {"The model has learnt it from finished articles."}


def test_a_tag_never_seen_before_can_be_learnt_later(
    harbour: Tagset, records: list[Record]
) -> None:
    suggester = taught(harbour, records)
    suggester.learn(
        record_of(number, f"تقع بلدة الصيادين عند مرفأ [{name}|PORT] القديم.")
        for number, name in enumerate(("الطنبورة", "السنديانة", "الغروبية", "المرجانية"), 10)
    )
    assert ("الزعفرانية", "PORT") in found(suggester, "وقفنا عند مرفأ الزعفرانية القديم.")


def test_a_proclitic_is_left_out_as_people_left_it_out(
    harbour: Tagset, records: list[Record]
) -> None:
    learnt = [
        record_of(20 + number, f"رحب الناس ب[{name}|SHIP] في المرفأ.")
        for number, name in enumerate(("النورس", "العقاب", "الهدهد", "البجعة"))
    ]
    suggester = taught(harbour, records + learnt)
    assert ("الكركي", "SHIP") in found(suggester, "رحب الناس بالكركي في المرفأ.")


def test_spans_inside_spans_are_learnt(harbour: Tagset) -> None:
    names = ("نسمة", "وردة", "زهرة", "شمس", "نجمة", "درة", "لؤلؤة", "ياقوتة")
    places = ("الطنبورة", "السنديانة", "الغروبية", "المرجانية")
    records = [
        record_of(number, f"وصلت سفينة [{name} [{places[number % 4]}|PORT]|SHIP] أمس.")
        for number, name in enumerate(names)
    ]
    suggester = taught(harbour, records, CandidateSource.LEARNER)
    expected = {("ريحانة الغروبية", "SHIP"), ("الغروبية", "PORT")}
    assert found(suggester, "وصلت سفينة ريحانة الغروبية أمس.") == expected


def test_the_bare_rest_of_an_article_in_progress_teaches_nothing(harbour: Tagset) -> None:
    text = (
        "رست سفينة [طيف الخليج|SHIP] هنا. ورست سفينة [صقر الريف|SHIP] هناك. "
        "ورست سفينة وردة الشام بعيدا."
    )
    suggester = taught(harbour, [record_of(0, text, Stage.IN_PROGRESS)])
    assert suggester.standing().marked == 1
    untouched = taught(harbour, [record_of(0, "نص بلا توسيم.", Stage.NEW)])
    assert untouched.standing().articles == 0


def test_what_was_propagated_does_not_mean_that_the_text_was_passed(harbour: Tagset) -> None:
    record = record_of(0, "غادرت [نسمة|SHIP]. عادت وردة. رست [نسمة|SHIP].", Stage.IN_PROGRESS)
    first, second = record.spans
    record = replace(record, spans=(first, replace(second, origin=Origin.PROPAGATED)))
    assert taught(harbour, [record]).standing().marked == 0


def test_the_same_record_is_learnt_once(harbour: Tagset, records: list[Record]) -> None:
    suggester = taught(harbour, records)
    before = suggester.standing()
    suggester.learn(records)
    assert suggester.standing() == before
    assert before.articles == 5


def test_a_changed_record_takes_the_place_of_the_earlier_one(
    harbour: Tagset, records: list[Record]
) -> None:
    suggester = taught(harbour, records, CandidateSource.MEMORY)
    text = "طبخنا المجدرة."
    assert found(suggester, text) == {("المجدرة", "DISH")}
    suggester.learn(replace(record, spans=()) for record in records)
    assert found(suggester, text) == set()


def test_the_same_lessons_give_the_same_suggestions(harbour: Tagset, records: list[Record]) -> None:
    document = Document.of("x", "x", SIXTH)
    one, two = taught(harbour, records), taught(harbour, records)
    assert one.suggest(document) == two.suggest(document)


def test_a_rejected_kind_of_suggestion_fades(tagset: Tagset) -> None:
    names = ("مصر", "الهند", "كازاخستان", "تونس", "اليابان", "فرنسا", "الصين", "العراق")
    bare = [record_of(n, f"زار الوفد {name} في الصيف.") for n, name in enumerate(names * 3)]
    suggester = taught(tagset, [])
    document = Document.of("x", "x", "زار الوفد البرازيل في الصيف.")
    (before,) = (s for s in suggester.suggest(document).spans if s.tag == "GPE")
    suggester.learn(bare)
    after = [s.score for s in suggester.suggest(document).spans if s.tag == "GPE"]
    assert all(score < before.score - 0.3 for score in after)


def test_tags_of_rules_are_renamed_to_those_of_the_tagset(tagset: Tagset) -> None:
    spans = {tag: SpanTag(tag, {}, {}, (), "#000000", "") for tag in ("PERS", "LOC")}
    suggester = Suggester(GAZETTEERS, replace(tagset, spans=spans, relations={}))
    text = "قال الدكتور محمود عباس إنه سيزور مصر."
    assert {tag for _, tag in found(suggester, text)} == {"PERS", "LOC"}


def test_a_standing_says_how_right_it_was(harbour: Tagset, records: list[Record]) -> None:
    standing = taught(harbour, [*records, record_of(5, ARTICLES[4] + " ومضى.")]).standing()
    assert standing.articles == 6
    assert standing.marked == 12
    assert 0 < standing.right <= standing.suggested
    assert standing.right < standing.marked
    assert standing.confident_right <= standing.confident <= standing.suggested


def test_calibration_believes_decisions_more_than_scores() -> None:
    calibration = Calibration()
    assert calibration.score(0.93) == pytest.approx(0.93, abs=0.02)
    for _ in range(40):
        calibration.learn([(0.93, True), (0.93, False), (0.5, True), (0.2, False)])
    assert 0.5 < calibration.score(0.93) < 0.75
    scores = [calibration.score(step / 100) for step in range(101)]
    assert scores == sorted(scores)
