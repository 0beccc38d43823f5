"""Why bounds differ, in real Arabic."""

import pytest

from annotation.agreement.causes import CauseWords, difference
from annotation.agreement.figures import Cause
from annotation.agreement.measuring import passages_of
from annotation.arabic.folding import fold
from annotation.tagsets.tagset import Tagset
from tests.annotation.agreement.conftest import document, measured, record

WORDS = CauseWords(
    frozenset(map(fold, ("الرئيس", "وزير", "الدكتور"))),
    frozenset(map(fold, ("مدينة", "عاصمة", "شركة"))),
)


def causes(text: str, first: str, second: str) -> tuple[Cause | None, Cause | None]:
    """Why two spans with these words differ at their begin and at their end."""
    keys = [(((text.index(w), text.index(w) + len(w)),), "PER") for w in (first, second)]
    found = difference((keys[0], keys[1]), text, WORDS)
    assert difference((keys[1], keys[0]), text, WORDS).begin == found.begin
    return found.begin, found.end


@pytest.mark.parametrize(
    ("text", "first", "second", "cause"),
    [
        ("سافر وعمر معه", "وعمر", "عمر", Cause.CLITIC),
        ("سافر إلى بالرباط", "بالرباط", "الرباط", Cause.CLITIC),
        ("في القاهرة أمس", "القاهرة", "قاهرة", Cause.ARTICLE),
        ("قال الرئيس عمر البشير", "الرئيس عمر البشير", "عمر البشير", Cause.TITLE),
        ("قال وزير المال عُمَر", "وزير المال عُمَر", "عُمَر", Cause.TITLE),
        ("وقال للدكتور سلمى عمر", "للدكتور سلمى", "سلمى", Cause.TITLE),
        ("في مدينة فاس القديمة", "مدينة فاس", "فاس", Cause.APPOSITION),
        ("قال «عمر» أمس", "«عمر", "عمر", Cause.PUNCTUATION),
        ("زار 😀 عمر", "😀 عمر", "عمر", Cause.PUNCTUATION),
        ("زار أمس عمر البلاد", "أمس عمر", "عمر", Cause.OTHER),
        ("زار محمود البلاد", "محمود", "مود", Cause.OTHER),
    ],
)
def test_causes_at_the_begin(text: str, first: str, second: str, cause: Cause) -> None:
    assert causes(text, first, second) == (cause, None)


@pytest.mark.parametrize(
    ("text", "first", "second", "cause"),
    [
        ("زار مدينتهم أمس", "مدينتهم", "مدينت", Cause.CLITIC),
        ("كتابُ عمر", "كتابُ", "كتاب", Cause.HARAKAT),
        ("قال عمـر", "عمـ", "عم", Cause.HARAKAT),
        ("الرباط، عاصمة المغرب", "الرباط، عاصمة المغرب", "الرباط", Cause.APPOSITION),
        ("فاس مدينة العلم", "فاس مدينة العلم", "فاس", Cause.APPOSITION),
        ("قال عمر.", "عمر.", "عمر", Cause.PUNCTUATION),
        ("قال عمر أمس", "عمر أمس", "عمر", Cause.OTHER),
    ],
)
def test_causes_at_the_end(text: str, first: str, second: str, cause: Cause) -> None:
    assert causes(text, first, second) == (None, cause)


def test_both_bounds_have_a_cause_each() -> None:
    text = "قال الرئيس عمر."
    assert causes(text, "الرئيس عمر.", "عمر") == (Cause.TITLE, Cause.PUNCTUATION)


def test_another_tag_on_a_part_is_another_level() -> None:
    text = "وزارة خارجية مصر"
    whole, part = (((0, 16),), "ORG"), (((13, 16),), "GPE")
    found = difference((whole, part), text, WORDS)
    assert (found.begin, found.end) == (Cause.NESTING, None)


def test_other_gaps_in_the_same_hull_have_a_cause() -> None:
    text = "عمر وسلمى وباسم"
    whole, apart = (((0, 15),), "PER"), (((0, 3), (10, 15)), "PER")
    assert difference((whole, apart), text, WORDS).end is Cause.OTHER


def test_a_span_inside_one_that_both_have_is_another_level(tagset: Tagset) -> None:
    article = document("جامعة القاهرة الكبرى")
    outer, inner = ("ORG", 0, 20), ("ORG", 6, 13)
    both = [record(article, "أ", [outer, inner]), record(article, "ب", [outer])]
    counted = measured([both]).pairs[0].causes
    assert {cause: cell.count for cause, cell in counted.items()} == {Cause.NESTING: 1}
    assert counted[Cause.NESTING].documents == ("d1",)
    deeper = passages_of(both, "أ", "ب", tagset)[1]
    assert (deeper.first, deeper.cause_of_begin) == ("أ1", Cause.NESTING)
