from annotation.suggesting.article import Article
from annotation.suggesting.candidate import Candidate
from annotation.suggesting.learning.echoes import PART_OF_NAME, SAME_WORDS, echoes
from annotation.suggesting.learning.proposals import Proposal, Proposals
from annotation.suggesting.lexicon import Lexicon
from annotation.suggesting.word_kinds import WordKinds

TEXT = "سجل ياكوبو ايغبيني هدفين 😀. وعاد ايغبينـي إلى لاغوس، وكانت المباراة بلاغوس يوم ١٢."


def likely(words: str, tag: str, score: float) -> Candidate:
    begin = TEXT.index(words)
    return Candidate(begin, begin + len(words), tag, score, "learner")


def heard(lexicon: Lexicon, *weighed: Candidate) -> set[tuple[int, str, str, float, str]]:
    found = echoes(Article(TEXT, lexicon), weighed)
    return {(c.begin, TEXT[c.begin : c.end], c.tag, c.score, c.source) for c in found}


def test_what_is_likely_is_proposed_where_its_words_stand_again(lexicon: Lexicon) -> None:
    second = TEXT.rindex("لاغوس")
    found = heard(lexicon, likely("لاغوس", "GPE", 0.8))
    assert found == {(second, "لاغوس", "GPE", 0.8, SAME_WORDS)}


def test_a_part_of_a_likely_name_is_proposed_where_it_stands_alone(lexicon: Lexicon) -> None:
    place = TEXT.index("ايغبينـي")
    found = heard(lexicon, likely("ياكوبو ايغبيني", "PER", 0.7))
    assert found == {(place, "ايغبينـي", "PER", 0.7, PART_OF_NAME)}


def test_what_is_unlikely_has_no_echo(lexicon: Lexicon) -> None:
    assert heard(lexicon, likely("لاغوس", "GPE", 0.4)) == set()


def test_an_echo_explains_a_proposal_only_when_nothing_else_does(lexicon: Lexicon) -> None:
    first = likely("لاغوس", "GPE", 0.3)
    echo = Candidate(first.begin, first.end, "GPE", 0.9, SAME_WORDS)
    (proposal,) = proposed(lexicon, [echo, first])
    assert proposal.candidate is first
    (alone,) = proposed(lexicon, [echo])
    assert alone.candidate is echo


def test_a_part_of_what_is_likely_itself_is_no_echo(lexicon: Lexicon) -> None:
    names = likely("ياكوبو ايغبيني", "PER", 0.7), likely("ايغبينـي", "PER", 0.8)
    begins = {begin for begin, *_ in heard(lexicon, *names)}
    assert TEXT.index("ايغبيني") not in begins
    assert TEXT.index("ايغبينـي") in begins


def test_only_proposals_with_new_candidates_are_described_again(lexicon: Lexicon) -> None:
    found = Proposals(Article(TEXT, lexicon), WordKinds(lexicon), 10)
    found.add([likely("لاغوس", "GPE", 0.3), likely("ايغبيني", "PER", 0.6)])
    person, place = found.all()
    found.add([Candidate(place.candidate.begin, place.candidate.end, "GPE", 0.9, SAME_WORDS)])
    again, changed = found.all()
    assert again is person
    assert len(changed.candidates) == 2


def proposed(lexicon: Lexicon, candidates: list[Candidate]) -> list[Proposal]:
    found = Proposals(Article(TEXT, lexicon), WordKinds(lexicon), 10)
    found.add(candidates)
    return found.all()
