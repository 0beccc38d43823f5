"""Curated work of people who err comes nearer to the gold than they are."""

import itertools
import random

from annotation.curation.alignment import align
from annotation.curation.effect import Effects
from annotation.curation.strategies import Strategy, StrategyRule, apply_strategy
from annotation.values.record import Record
from annotation.values.state import State
from tests.tools.gold_records import news_tagset, own_gold
from tests.tools.simulated_team import Rates, simulate

TEAM = {
    "أمل": Rates(0.06, 0.04, 0.06, 0.10, 0.10, 0.06),
    "باسم": Rates(0.08, 0.05, 0.08, 0.12, 0.12, 0.08),
    "جميلة": Rates(0.10, 0.06, 0.10, 0.14, 0.15, 0.10),
}


def nearness(rule: StrategyRule) -> tuple[dict[str, float], float]:
    """How near to the gold everybody is, and how near what the rule makes of them."""
    tagset = news_tagset()
    numbers = itertools.count()
    effects = Effects(tagset)
    for simulated in simulate(own_gold(tagset), TEAM, random.Random(3), tagset):
        state = State(simulated.gold.document)
        alignment = align(simulated.records, tagset)
        made = apply_strategy(
            state, tagset, alignment, Strategy(rule), new_id=lambda: f"n{next(numbers)}"
        ).transaction
        assert made is not None
        result = state.apply(made.changes)
        curated = Record(result.document, "result", spans=result.spans, relations=result.relations)
        gold = State(simulated.gold.document, (*simulated.gold.spans, *simulated.gold.relations))
        effects.add((*simulated.records, curated), gold)
    after = {who: likeness.spans or 0.0 for who, likeness in effects.told().after.items()}
    return after, after.pop("result")


def test_the_majority_of_three_is_nearer_to_the_gold_than_any_of_them() -> None:
    people, result = nearness(StrategyRule.MAJORITY)
    assert result > max(people.values()) + 0.05
