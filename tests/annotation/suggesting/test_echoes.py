from annotation.suggesting.article import Article
from annotation.suggesting.candidate import Candidate
from annotation.suggesting.learning.echoes import PART_OF_NAME, SAME_WORDS, echoes
from annotation.suggesting.learning.proposals import proposals
from annotation.suggesting.lexicon import Lexicon

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
    (proposal,) = proposals(Article(TEXT, lexicon), [echo, first], 10)
    assert proposal.candidate is first
    (alone,) = proposals(Article(TEXT, lexicon), [echo], 10)
    assert alone.candidate is echo
