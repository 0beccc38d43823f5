"""What a review finds, and how it weighs it."""

from dataclasses import replace

import pytest

from annotation.review.finding import Doubt, Finding, FindingKind, Mend
from annotation.review.fixing import carry_out, holds
from annotation.review.likelihood import expected_error, joined, with_votes
from annotation.review.reviewed_document import Material
from annotation.review.search import FINISHED, Stopped, review
from annotation.tagsets.tagset import Overlap
from annotation.values.items import Relation, Span, Stage, SuggestedSpan, Suggestions, Verdict
from annotation.values.record import Record
from tests.annotation.review.conftest import TAGSET, found, marked, often, renamed, state_of

NAME = "زار [PER سلمى حداد] المدينةَ أمس."


def test_the_same_words_with_another_tag_once_are_found_with_the_usual_tag_as_fix() -> None:
    odd = marked("x", "ووصلت [ORG سلمى حدّاد] مساءً.")
    (first, *_) = found(*often(NAME, 12), odd, kind=FindingKind.TAG)
    assert (first.document, first.words) == ("x", "سلمى حدّاد")
    assert first.fix is not None
    assert (first.fix.mend, first.fix.tag) == (Mend.RELABEL, "PER")
    assert first.score > 0.6
    assert first.reason.values["count"] == 12


def test_another_tag_than_three_others_gave_the_same_place_weighs_most() -> None:
    others = [marked("x", "قالت [PER هدى] ذلك.", name) for name in ("أمل", "باسم", "داود")]
    mine = marked("x", "قالت [ORG هدى] ذلك.", "جميلة")
    (finding,) = [f for f in found((*others, mine), kind=FindingKind.TAG) if f.score > 0.5]
    assert (finding.annotator, finding.fix and finding.fix.tag) == ("جميلة", "PER")
    assert str(finding.reason) == "Others here: 3. They say PER, not ORG."


def test_two_tags_at_one_place_are_doubtful_where_these_two_are_rare_together() -> None:
    def twice(number: int) -> Record:
        record = marked(f"t{number}", f"زار [PER سلمى حداد] أمس {number}.")
        other = replace(record.spans[0], id=f"o{number}", tag="ORG")
        return replace(record, spans=(*record.spans, other))

    (rare,) = found(*often(NAME, 12), twice(1), kind=FindingKind.TAG)
    assert rare.score >= 0.5
    usual = found(*often(NAME, 12), *map(twice, range(9)), kind=FindingKind.TAG)
    assert all(finding.score <= 0.1 for finding in usual)


def test_two_readings_that_are_both_common_are_no_finding_to_speak_of() -> None:
    other = [marked(f"o{n}", f"قالت [ORG سلمى حداد] كلامًا {n}.") for n in range(10)]
    findings = found(*often(NAME, 12), *other, kind=FindingKind.TAG)
    assert all(finding.score < 0.2 for finding in findings)


def test_a_name_without_its_tag_is_found_behind_a_clitic_and_in_another_spelling() -> None:
    bare = marked("x", "واتّصل بسَلمى حدّاد صباحا.")
    (first, *_) = found(*often(NAME, 12), bare, kind=FindingKind.MISSED)
    assert (first.document, first.words) == ("x", "سَلمى حدّاد")
    assert first.fix is not None
    assert (first.fix.mend, first.fix.tag) == (Mend.TAG, "PER")
    assert first.score > 0.6


def test_a_short_form_at_the_end_of_a_text_is_not_taken_for_a_longer_one() -> None:
    usual = often("زار [PER سلمى حداد] و[PER سلمى حداد الصغرى] أمس.", 12)
    missed = found(*usual, marked("x", "هنا سلمى حداد"), kind=FindingKind.MISSED)
    assert [(finding.document, finding.words) for finding in missed] == [("x", "سلمى حداد")]


def test_a_word_that_is_a_name_once_and_bare_elsewhere_is_found_lonely() -> None:
    odd = marked("x", "أعلن [PER الطريق] مفتوحا.")
    plain = [marked(f"n{n}", f"كان الطريق طويلا {n}.") for n in range(15)]
    (first, *_) = found(*plain, odd, kind=FindingKind.LONELY)
    assert (first.document, first.words) == ("x", "الطريق")
    assert first.fix is not None
    assert first.fix.mend is Mend.DELETE


def test_what_three_others_marked_at_the_same_place_weighs_most() -> None:
    text = "قالت [PER هدى] ذلك."
    others = [marked("x", text, name) for name in ("أمل", "باسم", "داود")]
    missed = marked("x", "قالت هدى ذلك.", "جميلة")
    (finding,) = found((*others, missed), kind=FindingKind.MISSED)
    assert (finding.annotator, finding.words) == ("جميلة", "هدى")
    assert finding.score > 0.9


def test_other_bounds_than_the_others_have_theirs_as_fix() -> None:
    others = [marked("x", "قال [PER عمر حداد] ذلك.", name) for name in ("أمل", "باسم", "داود")]
    mine = marked("x", "قال [PER عمر] حداد ذلك.", "جميلة")
    (finding, *_) = found((*others, mine), kind=FindingKind.BOUNDS)
    assert finding.annotator == "جميلة"
    assert finding.fix is not None
    begin, end = finding.fix.fragments[0]
    assert mine.document.text[begin:end] == "عمر حداد"


def test_a_title_within_one_span_and_outside_all_others_is_found() -> None:
    names = ("عمر", "هدى", "باسم", "داود", "جميلة", "نبيل", "خالد", "مريم", "ليلى", "سعاد")
    usual = [marked(f"n{n}", f"وصل الوزير [PER {name}] أمس.") for n, name in enumerate(names)]
    odd = marked("x", "وصل [PER الوزير فريد] غدا.")
    (finding, *_) = found(*usual, odd, kind=FindingKind.BOUNDS)
    assert (finding.document, finding.words) == ("x", "الوزير فريد")
    begin, end = finding.fix.fragments[0] if finding.fix else (0, 0)
    assert odd.document.text[begin:end] == "فريد"


@pytest.mark.parametrize(
    ("usual", "odd", "wanted"),
    [
        ("قال [PER {name} المحترم] كلاما", "قال [PER فريد] المحترم كلاما", "فريد المحترم"),
        ("قال [PER {name}] المحترم كلاما", "قال [PER فريد المحترم] كلاما", "فريد"),
        ("قال [PER الشيخ {name}] كلاما", "قال الشيخ [PER فريد] كلاما", "الشيخ فريد"),
    ],
)
def test_a_word_that_others_have_on_the_other_side_of_a_bound_is_found(
    usual: str, odd: str, wanted: str
) -> None:
    names = ("عمر", "هدى", "باسم", "داود", "جميلة", "نبيل", "خالد", "مريم", "ليلى", "سعاد")
    records = [marked(f"n{n}", usual.format(name=name)) for n, name in enumerate(names)]
    record = marked("x", odd)
    (finding, *_) = found(*records, record, kind=FindingKind.BOUNDS)
    assert finding.document == "x"
    assert finding.fix is not None
    assert record.document.text[slice(*finding.fix.fragments[0])] == wanted


def test_a_letter_before_a_known_name_is_left_out_of_it() -> None:
    odd = marked("x", "سار [PER وسلمى حداد] معا")
    findings = found(*often(NAME, 12), odd, kind=FindingKind.BOUNDS)
    fixed = [odd.document.text[slice(*f.fix.fragments[0])] for f in findings if f.fix]
    assert fixed == ["سلمى حداد"]
    alone = marked("x", "سار [PER وسيم حداد] معا")
    assert found(*often(NAME, 12), alone, kind=FindingKind.BOUNDS) == []


def test_a_part_of_what_has_the_tag_as_a_whole_elsewhere_is_found() -> None:
    odd = marked("x", "كتبت سلمى [PER حداد] هنا")
    (finding,) = found(*often(NAME, 12), odd, kind=FindingKind.BOUNDS)
    assert finding.fix is not None
    assert odd.document.text[slice(*finding.fix.fragments[0])] == "سلمى حداد"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("دخل ال[ORG مصرف] صباحا", "المصرف"),
        ("وصل لل[ORG مصرف] صباحا", "لمصرف"),
        ("مر بال[ORG مصرف]", "المصرف"),
    ],
)
def test_an_article_that_was_left_out_is_taken_in_without_its_preposition(
    text: str, whole: str
) -> None:
    odd = marked("odd", text)
    (finding,) = found(*often("زار [ORG البنك] أمس", 30), odd, kind=FindingKind.BOUNDS)
    assert finding.fix is not None
    assert odd.document.text[slice(*finding.fix.fragments[0])] == whole


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("زار [PER سلمى،] أمس.", "سلمى"),
        ("زار [PER «سلمى] أمس.", "سلمى"),
        ("زار [PER عُم]َر أمس.", "عُمَ"),
        ("زار [PER سل]مى أمس.", "سلمى"),
        ("زار س[PER لمى] أمس.", "سلمى"),
    ],
)
def test_signs_half_words_and_half_letters_are_trimmed_or_made_whole(
    text: str, wanted: str
) -> None:
    record = marked("x", text)
    finding = found(record, kind=FindingKind.RULE)[0]
    assert finding.fix is not None
    begin, end = finding.fix.fragments[0]
    assert record.document.text[begin:end] == wanted


@pytest.mark.parametrize(
    "text", ["بال[ORG بنك الدولي].", "و[PER عمر] هنا", "قرأ [PER «كتاب»] عمر", "زار [PER عمر]ه"]
)
def test_clitics_and_closed_quotation_marks_break_no_rule(text: str) -> None:
    assert found(marked("x", text), kind=FindingKind.RULE) == []


def test_illegal_ends_are_reversed_where_that_is_legal_and_else_deleted() -> None:
    turned = marked("x", "[PER عمر] [OCC مدير]", links=["HOLDS 1 0"])
    wrong = marked("y", "[ORG البنك] [OCC مدير]", links=["HOLDS 0 1"])
    mends = {f.document: f.fix.mend for f in found(turned, wrong) if f.fix}
    assert mends == {"x": Mend.REVERSE, "y": Mend.DELETE_RELATION}


def test_orphans_and_doubles_of_an_imported_set_are_found() -> None:
    record = marked("x", "[PER عمر] زار [PER هدى] أمس", links=["MET 0 1", "MET 1 0"])
    twin = Span("twin", record.spans[0].layer, "PER", record.spans[0].fragments)
    lost = Relation("lost", "relations", "MET", record.spans[0].id, "gone")
    broken = type(record)(
        record.document, "سلمى", Stage.FINISHED, (*record.spans, twin), (*record.relations, lost)
    )
    reasons = {str(f.reason) for f in found(broken, kind=FindingKind.RULE)}
    assert len(reasons) == 3


def test_a_relation_that_others_made_here_and_one_that_is_flipped_are_found() -> None:
    text = "[PER عمر] [OCC المدير] قابل [ORG البنك]."
    others = [marked("x", text, name, ["HOLDS 0 1"]) for name in ("أمل", "باسم", "داود")]
    mine = marked("x", text, "جميلة")
    (finding, *_) = found((*others, mine), kind=FindingKind.RELATION)
    assert finding.annotator == "جميلة"
    assert finding.fix is not None
    assert (finding.fix.mend, finding.fix.tag) == (Mend.RELATE, "HOLDS")
    assert finding.score > 0.5


def test_relations_of_equivalence_are_left_to_the_figures_of_clusters() -> None:
    text = "[PER عمر] هو [PER عمر] نفسه."
    related, bare = marked("x", text, "أمل", ["SAME 0 1"]), marked("x", text, "باسم")
    assert found((related, bare), kind=FindingKind.RELATION) == []


def against(
    record: Record, verdict: Verdict | None, *words: str, overlap: Overlap = Overlap.NESTED
) -> list[Finding]:
    """What is found against a suggestion of these words as a person."""
    begins = [record.document.text.index(word) for word in words]
    place = tuple((begin, begin + len(word)) for begin, word in zip(begins, words, strict=True))
    proposal = SuggestedSpan("g1", "PER", place, 0.95, "tawseem", "")
    verdicts = {"سلمى": {"g1": verdict}} if verdict else {}
    material = Material((record,), Suggestions((proposal,)), verdicts)
    findings = review(lambda: [material], replace(TAGSET, overlap=overlap))
    return [f for f in findings if f.kind is FindingKind.SUGGESTER]


def suggested(record_text: str, verdict: Verdict | None) -> list[Finding]:
    return against(marked("x", record_text), verdict, "هدى")


def test_a_confident_suggestion_against_the_annotator_is_found_unless_it_was_taken() -> None:
    assert suggested("زارت هدى عمان.", None)
    assert suggested("زارت هدى عمان.", Verdict.REJECTED)
    assert suggested("زارت [ORG هدى] عمان.", None)
    assert suggested("زارت [PER هدى] عمان.", None) == []
    assert suggested("زارت هدى عمان.", Verdict.CORRECTED) == []


def test_who_did_not_take_a_suggestion_is_not_said_to_have_seen_it() -> None:
    (finding,) = suggested("زارت هدى عمان.", None)  # perhaps blind, perhaps before it was made
    assert str(finding.reason) == "A confident suggestion (PER, 95%) has no span here."


def test_a_suggestion_within_a_span_is_a_missing_span_unless_none_may_lie_there() -> None:
    record = marked("x", "زارت [ORG بنك هدى] اليوم.")
    (finding,) = against(record, None, "هدى")
    assert finding.doubt is Doubt.BARE
    state = state_of(record)
    assert holds(finding, state)
    act = carry_out(state, TAGSET, finding, new_id=lambda: "new")
    assert act is not None
    after = state.apply(act.changes)
    assert {(after.text_of(s), s.tag) for s in after.spans} == {("بنك هدى", "ORG"), ("هدى", "PER")}
    assert not holds(finding, after)
    (flat,) = against(record, None, "هدى", overlap=Overlap.NONE)
    assert (flat.doubt, flat.fix) == (Doubt.BOUNDS, None)
    (same,) = against(marked("x", "زارت [PER بنت هدى] اليوم."), None, "هدى")
    assert same.fix is not None
    assert (same.doubt, same.fix.mend) == (Doubt.BOUNDS, Mend.RESIZE)


def test_what_lies_between_the_pieces_of_a_suggestion_does_not_settle_it() -> None:
    record = marked("x", "زارت سلمى [OCC الوزيرة] حداد اليوم.")
    (finding,) = against(record, None, "سلمى", "حداد")
    state = state_of(record)
    assert holds(finding, state)
    act = carry_out(state, TAGSET, finding, new_id=lambda: "new")
    assert act is not None
    assert not holds(finding, state.apply(act.changes))


def test_only_finished_sets_are_looked_at_unless_others_are_asked_for() -> None:
    record = marked("x", "زار [PER سلمى،] أمس.")
    unfinished = type(record)(record.document, "سلمى", Stage.IN_PROGRESS, record.spans)
    assert found(unfinished) == []
    material = [Material((unfinished,))]
    stages = FINISHED | {Stage.IN_PROGRESS}
    assert len(review(lambda: material, TAGSET, stages=stages)) == 1


def test_findings_are_sorted_and_the_same_whatever_the_ids_and_the_order_of_items() -> None:
    text = "زار [PER سلمى،] [ORG سلمى] [PER عُم]َر هدى"
    first = [*often("زار [PER سلمى] و[PER هدى]", 6), marked("x", text)]
    second = [renamed(record, "z") for record in reversed(first)]
    one, other = found(*first, floor=0.0), found(*second, floor=0.0)
    assert [f.score for f in one] == sorted((f.score for f in one), reverse=True)
    assert {(f.id, round(f.score, 9)) for f in one} == {(f.id, round(f.score, 9)) for f in other}


def test_of_more_findings_than_are_kept_the_most_probable_stay() -> None:
    commas = [marked(f"c{n}", f"زار [PER سلمى،] يوم {n}") for n in range(9)]
    material = [Material((record,)) for record in (*commas, *often(NAME, 3), *often("هنا ه", 3, 9))]
    best = review(lambda: material, TAGSET, floor=0.0)
    assert [f.id for f in review(lambda: material, TAGSET, most=2, floor=0.0)] == [
        f.id for f in best[:2]
    ]


def test_a_suggestion_and_the_corpus_that_doubt_the_same_bounds_are_one_stronger_finding() -> None:
    record = marked("x", "زار [PER الوزير هدى] عمان.")
    names = ("عمر", "باسم", "داود", "نبيل", "خالد", "مريم", "ليلى", "سعاد")
    usual = [marked(f"n{n}", f"وصل الوزير [PER {name}] أمس.") for n, name in enumerate(names)]
    begin = record.document.text.index("هدى عمان")
    crossing = SuggestedSpan("g1", "ORG", ((begin, begin + 8),), 0.95, "tawseem", "")
    material = [Material((record,), Suggestions((crossing,))), *(Material((r,)) for r in usual)]
    (finding,) = [f for f in review(lambda: material, TAGSET) if f.doubt is Doubt.BOUNDS]
    (alone,) = found(record, *usual, kind=FindingKind.BOUNDS)
    assert finding.id == alone.id
    assert finding.fix == alone.fix
    assert finding.score > alone.score


def test_whoever_does_not_want_to_wait_is_heard() -> None:
    material = [Material((record,)) for record in often(NAME, 4)]
    heard: list[int] = []
    with pytest.raises(Stopped):
        review(lambda: material, TAGSET, progress=lambda done: heard.append(done) or done < 6)  # type: ignore[func-returns-value]
    assert heard == [1, 2, 3, 4, 5, 6]


def test_the_expected_error_falls_with_the_odd_ones_and_grows_with_the_usual_ones() -> None:
    assert expected_error(1, 3) == pytest.approx(0.5, abs=0.1)
    assert expected_error(1, 20) > 0.85
    assert expected_error(1, 3) < expected_error(1, 10) < expected_error(1, 20)
    assert expected_error(2, 20) > expected_error(4, 20) > expected_error(8, 20)
    assert expected_error(1, 0) < 0.1


def test_votes_turn_the_odds_and_two_doubts_are_stronger_than_one() -> None:
    assert with_votes(0.5, 1, 0) > 0.5 > with_votes(0.5, 0, 1)
    assert with_votes(0.99, 9, 0) < 1
    assert 0.6 < joined(0.6, 0.4) < 0.8
    assert joined(0.6, 0.4) == joined(0.4, 0.6)
