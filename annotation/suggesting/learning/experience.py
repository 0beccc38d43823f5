"""All that finished articles taught besides the memory: learner, reranker, calibration."""

from collections.abc import Iterable, Sequence

from annotation.suggesting.article import Article
from annotation.suggesting.candidate import Candidate
from annotation.suggesting.learning.calibration import Calibration
from annotation.suggesting.learning.description import Describer
from annotation.suggesting.learning.echoes import echoes
from annotation.suggesting.learning.learner import DescribedArticle, Learner
from annotation.suggesting.learning.placing import TaggedWords
from annotation.suggesting.learning.proposals import Proposal, Proposals
from annotation.suggesting.learning.reranker import Reranker
from annotation.suggesting.lexicon import Lexicon
from annotation.suggesting.nesting import resolve
from annotation.suggesting.word_kinds import WordKinds

Weighed = list[tuple[Proposal, Candidate]]


class Experience:
    """Reads articles, weighs what all sources propose, and learns from what was decided."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._describer, self._kinds = Describer(lexicon), WordKinds(lexicon)
        self.learner = Learner()
        self.reranker = Reranker()
        self.calibration = Calibration()

    def use(self, lexicon: Lexicon) -> None:
        """Describe words with another lexicon from now on."""
        if lexicon is not self._describer.lexicon:
            self._describer, self._kinds = Describer(lexicon), WordKinds(lexicon)

    def read(
        self, article: Article, rules: Sequence[Candidate], memory: Sequence[Candidate]
    ) -> DescribedArticle:
        """The article with what rules and memory say of its words."""
        flags = {"rule": resolve(rules), "memory": memory}
        return DescribedArticle(article, self._describer.describe(article, flags))

    def proposals(self, reading: DescribedArticle, others: Iterable[Candidate]) -> Weighed:
        """What all sources propose, the learner among them, and its echoes in the article.

        Each comes with a candidate that is scored by what became of similar ones.
        """
        found = Proposals(reading.article, self._kinds, self.learner.articles)
        found.add(others)
        found.add(self.learner.candidates(reading))
        first = [(proposal, self._weighed(proposal)) for proposal in found.all()]
        found.add(echoes(reading.article, (candidate for _, candidate in first)))
        known = {id(proposal): candidate for proposal, candidate in first}
        return [(p, known.get(id(p)) or self._weighed(p)) for p in found.all()]

    def _weighed(self, proposal: Proposal) -> Candidate:
        return proposal.candidate.scored(self.reranker.probability(proposal))

    def calibrated(self, chosen: Iterable[Candidate]) -> list[Candidate]:
        """Chosen candidates with scores that keep their promise."""
        return [c.scored(self.calibration.score(c.score)) for c in chosen]

    def judge(
        self,
        proposed: Iterable[Proposal],
        chosen: Iterable[Candidate],
        marked: Iterable[TaggedWords],
    ) -> None:
        """Learn which proposals of an article were right; `chosen` would have been shown."""
        right = set(marked)
        self.calibration.learn([(c.score, (c.begin, c.end, c.tag) in right) for c in chosen])
        self.reranker.learn([(p, _range(p.candidate) in right) for p in proposed])


def _range(candidate: Candidate) -> TaggedWords:
    return candidate.begin, candidate.end, candidate.tag
