from pathlib import Path

from annotation.suggesting.memory import form_of
from annotation.suggesting.reasons import REASONS, reason_today
from annotation.suggesting.suggester import Suggester
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Span, Stage
from annotation.values.record import Record

GAZETTEERS = Path(__file__).parents[3] / "resources" / "gazetteers"


def record(text: str, *spans: tuple[str, str], stage: Stage = Stage.IN_PROGRESS) -> Record:
    """A record with a span over the first occurrence of each surface."""
    document = Document.of(text[:20], "d", text)
    made = [
        Span(f"{i}", "entities", tag, ((text.index(surface), text.index(surface) + len(surface)),))
        for i, (tag, surface) in enumerate(spans)
    ]
    return Record(document, "سارة", stage, tuple(made))


def found(suggester: Suggester, text: str) -> dict[str, tuple[str, float]]:
    suggestions = suggester.suggest(Document.of("x", "x", text))
    return {text[s.begin : s.end]: (s.tag, s.score) for s in suggestions.spans}


def test_a_form_forgets_clitics_harakat_and_what_lam_swallowed() -> None:
    assert form_of("شكرا لِلأُردُنِّ", 7, 16) == ("الاردن",)
    assert form_of("شكرا للأردن", 5, 11) == ("الاردن",)
    assert form_of("والأردن", 0, 7) == ("الاردن",)
    assert form_of("والأردن", 1, 7) == ("الاردن",)
    assert form_of("واشنطن العاصمة", 0, 14) == ("واشنطن", "العاصمه")


def test_what_was_accepted_is_suggested_with_other_clitics(tagset: Tagset) -> None:
    suggester = Suggester(GAZETTEERS, tagset)
    assert found(suggester, "في هذا حوض الشمندور") == {}
    suggester.learn([record("يقع حوض الشَّمَندور قربنا", ("LOC", "حوض الشَّمَندور"))])
    text = "تحدث عن المياه وبحوض الشمندور كثيرا"
    assert found(suggester, text)["حوض الشمندور"][0] == "LOC"


def test_any_tag_of_the_tagset_is_remembered_and_no_other(tagset: Tagset) -> None:
    suggester = Suggester(GAZETTEERS, tagset)
    text = "برج الخزاف قرب حوض الشمندور"
    suggester.learn([record(text, ("UNKNOWN", "برج الخزاف"), ("LOC", "حوض الشمندور"))])
    tags = [tag for tag, _ in found(suggester, text).values()]
    assert "LOC" in tags
    assert "UNKNOWN" not in tags


def test_forms_left_bare_in_finished_articles_lose_their_score(tagset: Tagset) -> None:
    suggester = Suggester(GAZETTEERS, tagset)
    suggester.learn([record("زار الشمندور أهله", ("PER", "الشمندور"))])
    (before,) = found(suggester, "عن الشمندور").values()
    bare = "سمعت عن الشمندور مثلا"
    suggester.learn([record(bare, stage=Stage.IN_PROGRESS)])
    assert found(suggester, "عن الشمندور")["الشمندور"] == before
    suggester.learn([record(bare + str(i), stage=Stage.FINISHED) for i in range(4)])
    assert "الشمندور" not in found(suggester, "عن الشمندور")


def test_repeated_acceptance_makes_confident(tagset: Tagset) -> None:
    suggester = Suggester(GAZETTEERS, tagset)
    suggester.learn(record(f"زار الشمندور {i}", ("PER", "الشمندور")) for i in range(9))
    assert found(suggester, "عن الشمندور")["الشمندور"][1] >= 0.9


def test_a_rule_with_a_bad_record_goes_quiet_and_comes_back(tagset: Tagset) -> None:
    suggester = Suggester(GAZETTEERS, tagset)
    text = "حضر سفير {} حفلا"
    names = "تونس مصر قطر اليمن الهند كندا تشيلي مالطا"
    assert "سفير تونس" in found(suggester, text.format("تونس"))
    suggester.learn(
        record(f"{text.format(name)} {i}", ("GPE", name), stage=Stage.FINISHED)
        for i, name in enumerate(names.split() * 4)
    )
    assert "سفير السنغال" not in found(suggester, text.format("السنغال"))
    assert "السنغال" in found(suggester, text.format("السنغال"))
    suggester.learn(
        record(
            f"{i} {text.format(name)}",
            *(("OCC", f"سفير {name}"), ("GPE", name)),
            stage=Stage.FINISHED,
        )
        for i, name in enumerate(names.split() * 20)
    )
    assert "سفير السنغال" in found(suggester, text.format("السنغال"))


def test_the_reason_says_how_often_the_words_were_marked_like_this(tagset: Tagset) -> None:
    suggester = Suggester(GAZETTEERS, tagset)
    for number in range(3):
        text = f"في اليوم {number} زرنا حوض الشمندور صباحًا"
        suggester.learn([record(text, ("LOC", "حوض الشمندور"))])
    text = "وبحوض الشمندور"
    (span,) = suggester.suggest(Document.of("x", "x", text)).spans
    assert reason_today(span.suggester, span.reason) == (REASONS["memory"], 3)
    assert reason_today("memory", REASONS["memory"]) == (REASONS["memory"], 0)
    assert reason_today("x", "لأنها مدينة (ساحلية)") == ("لأنها مدينة (ساحلية)", 0)


def test_a_stored_reason_is_worded_as_today_by_its_source() -> None:
    assert reason_today("rule:date", "It looks like a date. (2)") == (REASONS["rule:date"], 2)
    assert reason_today("memory", "كما قال غيرنا") == ("كما قال غيرنا", 0)
