"""How sure the rules are: what stands around a name makes it surer, or does not."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from annotation.arabic.folding import fold
from annotation.suggesting.article import Article, Sentence
from annotation.suggesting.lexicon import Lexicon
from annotation.suggesting.persons import persons
from annotation.suggesting.places import gazetteer_names, places
from annotation.suggesting.propagation import SOURCE
from annotation.suggesting.spans import RULES, rule_candidates
from annotation.suggesting.suggester import Suggester
from annotation.values.items import Document

DATA = Path(__file__).parents[2] / "data"
Score = Callable[[str, str], float]  # of a name in a sentence; 0 where no rule finds it


def sentence_of(text: str, lexicon: Lexicon) -> Sentence:
    (sentence,) = Article(text, lexicon).sentences
    return sentence


@pytest.fixture(scope="session")
def score_of(lexicon: Lexicon) -> Score:
    def score(text: str, name: str) -> float:
        sentence = sentence_of(text, lexicon)
        rules = (gazetteer_names, places, persons)
        found = [candidate for rule in rules for candidate in rule(sentence)]
        return max((c.score for c in found if text[c.begin : c.end] == name), default=0.0)

    return score


@pytest.mark.parametrize(
    ("surer", "less_sure", "name", "difference"),
    [
        # «في», «مدينة» and the like tell a doubtful name for a place …
        ("اجتمع الوفد في المثنى أمس", "رأى الوفد المثنى أمس", "المثنى", 0.3),
        ("وصلوا إلى باث ليلا", "زاروا باث ليلا", "باث", 0.3),
        ("خرجوا من مدينة باث ليلا", "زاروا باث ليلا", "باث", 0.3),
        # … not a name of anything else, nor a word that is hardly ever a name, nor a sure one.
        ("رأوا في النصر خيرا", "فاز النصر أمس", "النصر", 0.0),
        ("يعيشون في الجديدة دائما", "يحبون الجديدة دائما", "الجديدة", 0.0),
        ("اجتمع الوفد في بغداد أمس", "زار الوفد بغداد أمس", "بغداد", 0.0),
        # «صحيفة» and the like tell a name for that of an organisation, however doubtful.
        ("كتبت صحيفة النصر أمس", "فاز النصر أمس", "النصر", 0.3),
        ("كتبت صحيفة الحياة أمس", "تستمر الحياة دائما", "الحياة", 0.3),
        ("بثت قناة المثنى أمس", "رأى الوفد المثنى أمس", "المثنى", 0.0),
        ("بثت قناة الجزيرة أمس", "قال مراسل الجزيرة أمس", "الجزيرة", -0.85),  # all is one
        # each letter of a clitic costs a little
        ("زار الوفد بغداد أمس", "عاد الوفد وبغداد ساهرة", "بغداد", 0.04),
        # two words of a name are surer than one
        ("قال الرئيس محمد مرسي أمس", "قال الرئيس محمد أمس", "محمد مرسي", 0.86),
    ],
)
def test_what_stands_before_a_name_makes_it_surer(
    score_of: Score, surer: str, less_sure: str, name: str, difference: float
) -> None:
    assert score_of(surer, name) - score_of(less_sure, name) == pytest.approx(difference)


def proposals(name: str) -> Iterator[tuple[str, list[str]]]:
    """The lines of a table in the data: a text, and what is proposed for it."""
    lines = (DATA / name).read_text("utf-8").splitlines()
    texts = [n for n, line in enumerate(lines) if not line.startswith((" ", "#"))]
    for begin, end in pairwise([*texts, len(lines)]):
        yield lines[begin], [line.strip() for line in lines[begin + 1 : end]]


@pytest.mark.parametrize(("text", "expected"), [*proposals("proposed_spans.txt")])
def test_what_the_rules_propose_and_how_sure_they_are(
    lexicon: Lexicon, text: str, expected: list[str]
) -> None:
    found = [
        f"{c.tag} | {text[c.begin : c.end]} | {round(c.score, 4)} | {c.source}"
        for sentence in Article(text, lexicon).sentences
        for rule in RULES
        for c in rule(sentence)
    ]
    assert found == expected


@pytest.mark.parametrize(("text", "expected"), [*proposals("proposed_relations.txt")])
def test_which_relations_are_proposed_and_how_surely(
    suggester: Suggester, text: str, expected: list[str]
) -> None:
    found = [
        f"{r.tag} | {text[slice(*r.head)]} | {text[slice(*r.tail)]}"
        f" | {round(r.score, 4)} | {r.suggester}"
        for r in suggester.suggest(Document.of("d", "خبر", text)).relations
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("likeness", "words"),
    [
        (1.0, "محمد سالم الله السالمي ميلنكوفيتش بكرملوف المسعودي شكسبير نوف"),
        (0.85, "كاسترغيف مصر"),  # unknown, of no shape that speaks against it
        (0.8, "عبد بن أبو"),
        (0.65, "التومي"),
        (0.6, "ولفرتان لندبغ"),  # perhaps with a clitic
        (0.45, "كبير جميل"),  # ordinary words as well
        (0.43, "رئيسي"),  # goes on with a name, begins none
        (0.3, "يكتبون قا"),
        (0.2, "الشكسون"),
        (0.1, "البرتقالي المعلمون الفرنسي"),
        (0.0, "علي قائد وزير يقول كتبها للمدرسة والرجل وسالم ق 2019 Berlin فنوف"),
    ],
)
def test_how_much_a_word_looks_like_part_of_a_name(
    lexicon: Lexicon, likeness: float, words: str
) -> None:
    found = {word: lexicon.names.likeness(fold(word)) for word in words.split()}
    assert found == dict.fromkeys(words.split(), likeness)


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("محمد بن سلمان بن عبد العزيز", "قال"),
        ("عبد الله", "الثاني"),
        ("حسن علي", "ثم"),
        ("", "علي حسن ثم"),  # at the beginning it is too often the preposition
        ("زين الدين زيدان", ""),
        ("أبو بكر البغدادي", "في"),
        ("محمد", "وسالم"),
        ("محمد", "بن"),  # no name ends with it
        ("إبراهيم رئيسي", "القاعة"),
        ("", "رئيسي القاعة"),
        ("أحمد محمد محمود سالم حسن حسين عمر", "خالد كريم"),  # none has more words
        ("كاسترغيف ملنكوف بكرملوف", ""),
        ("خالد كبير", "القوم"),
        ("نجيب محفوظ", "المولود"),
        ("", "في محمد"),
    ],
)
def test_where_a_name_ends(lexicon: Lexicon, name: str, others: str) -> None:
    words = tuple(map(fold, f"{name} {others}".split()))
    assert lexicon.names.end_of_name(words, 0) == len(name.split())


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        (
            "قال الوزير رستم قادربايف إن العمل بدأ. وصل الوفد وقادربايف معه.",
            [("PER", "قادربايف", 0.58)],  # less for the clitic
        ),
        ("قال الوزير قادربايف ذلك. ثم غادر قادربايف القاعة.", []),  # not sure by itself
        ("قال الوزير محمد قادربايف ذلك. ثم جاء محمد.", []),  # a given name is everybody's
        ("انتقل إلى مدينة كرزمانغ. تقع كرزمانغ بعيدا.", [("GPE", "كرزمانغ", 0.62)]),
        ("انتقل إلى مدينة كرزمانغ تاسنغ. تقع كرزمانغ بعيدا.", []),
    ],
)
def test_what_is_found_again_elsewhere(
    lexicon: Lexicon, text: str, repeated: list[tuple[str, str, float]]
) -> None:
    found = [c for c in rule_candidates(Article(text, lexicon)) if c.source == SOURCE]
    assert [(c.tag, text[c.begin : c.end], round(c.score, 2)) for c in found] == repeated


def test_what_is_a_word_by_itself_has_nothing_cut_off(lexicon: Lexicon) -> None:
    words = {word: lexicon.is_known(fold(word)) for word in ("محمد", "لبنان", "ولفرتان", "بسالم")}
    assert words == {"محمد": True, "لبنان": True, "ولفرتان": False, "بسالم": False}
