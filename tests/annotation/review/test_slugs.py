"""Findings are told apart by slugs, which stay when a sentence is worded anew."""

from annotation.review.finding import Doubt
from annotation.review.reasons import Why
from annotation.values.breach import Breach
from tests.annotation.review.conftest import found, marked

SIGN = "قالت [PER سلمى حداد،] إن البنك وافق"


def test_no_two_things_that_a_finding_may_say_have_one_slug() -> None:
    slugs = [*Breach, *Why]
    assert len(set(slugs)) == len(slugs)


def test_ids_of_broken_rules_stay_whatever_the_sentences_say() -> None:
    """These ids are in people's files: where one changes, what was waved through comes back."""
    sign, unknown = found(marked("d1", SIGN)), found(marked("d1", "زار [CITY دمشق] أمس"))
    ids = [f.id for f in (*sign, *unknown) if f.doubt is Doubt.RULE]
    assert ids == ["f25f5b0cc62a6364f15ceb64", "ff0bdd11056f7b4031a9aecf"]
