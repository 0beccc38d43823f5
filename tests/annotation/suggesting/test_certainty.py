"""How sure the rules are: what stands around a name makes it surer, or does not."""

from collections.abc import Callable

import pytest

from annotation.suggesting.article import Article, Sentence
from annotation.suggesting.lexicon import Lexicon
from annotation.suggesting.persons import persons
from annotation.suggesting.places import gazetteer_names, places

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
