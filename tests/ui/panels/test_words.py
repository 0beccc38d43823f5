from annotation.values.items import Origin, Stage, SuggestedSpan
from ui.look.item_kinds import ItemKind
from ui.look.language import ARABIC, catalogue
from ui.look.words import (
    kind_word,
    origin_word,
    paragraph,
    reason_words,
    score_words,
    stage_word,
    where_words,
)


def test_every_stage_origin_and_kind_has_its_own_word(language: str) -> None:
    for words in (
        [stage_word(stage) for stage in Stage],
        [origin_word(origin) for origin in Origin],
        [kind_word(kind) for kind in ItemKind],
    ):
        assert len(set(words)) == len(words)
        if language == ARABIC:
            assert set(words) <= set(catalogue(ARABIC).values())


def test_ranges_stay_left_to_right() -> None:
    assert where_words(((3, 9), (12, 20))) == "\u20663–9, 12–20\u2069"


def test_nine_in_ten_is_confident() -> None:
    assert score_words(0.9) == "90% · confident"
    assert score_words(0.89) == "89% · candidate"


def test_braces_in_a_reason_are_no_placeholders() -> None:
    suggestion = SuggestedSpan("g", "PER", ((0, 2),), 0.5, "rules", "after {x}")
    assert "after {x}" in reason_words(suggestion)


def test_a_paragraph_runs_as_the_screen_does(language: str) -> None:
    assert paragraph("a < ب").startswith(f'<p dir="{"rtl" if language == ARABIC else "ltr"}">')
    assert "a &lt; ب" in paragraph("a < ب")
