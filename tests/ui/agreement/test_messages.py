"""An agreement survives the way between two processes."""

import random
from functools import cache

import numpy as np

from annotation.agreement.figures import Agreement
from annotation.agreement.measuring import agreement_of
from tests.tools.gold_records import news_tagset, own_gold
from tests.tools.simulated_team import TEAM, simulate
from tests.tools.slips import cause_words
from ui.agreement.messages import agreement_messages, read_agreement
from ui.engine.messages import read_message, write_message


@cache
def found(team: int) -> Agreement:
    tagset = news_tagset()
    chosen = dict(list(TEAM.items())[:team])
    made = simulate(own_gold(tagset), chosen, random.Random(20), tagset)
    documents = [one.records for one in made]
    generator = np.random.default_rng(3)
    return agreement_of(documents, tagset, generator, words=cause_words(), samples=50)


def sent(agreement: Agreement) -> Agreement:
    lines = [write_message(message) for message in agreement_messages(agreement)]
    return read_agreement(map(read_message, lines))


def test_four_annotators_compared_arrive_as_they_were_sent() -> None:
    assert sent(found(4)) == found(4)
    assert found(4).overall is not None


def test_so_does_one_who_is_alone() -> None:
    assert sent(found(1)) == found(1)
    assert found(1).overall is None
