"""Everything that proposes relations: patterns, and what was learnt of those that people drew."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from annotation.suggesting.article import Article
from annotation.suggesting.relations import is_allowed, links
from annotation.suggesting.relations_learning import RelationLearner, best_of_each_pair
from annotation.suggesting.relations_of_names import short_names
from annotation.suggesting.relations_pairs import PossibleRelation, pair_elsewhere, pairs_of
from annotation.suggesting.sentence_mentions import Mention, RelationCandidate, scenes
from annotation.suggesting.stored import Json
from annotation.suggesting.tiers import is_shown
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Span, Stage
from annotation.values.record import Record

RelationPlace = tuple[str, int, int, int, int]
RelatedMentions = set[tuple[str, Mention, Mention]]


class RelationKnowledge:
    """Proposes relations between mentions; learns from the articles in which people drew them."""

    def __init__(self, tagset: Tagset, *, with_patterns: bool = True, learns: bool = True) -> None:
        self._tagset = tagset
        self._with_patterns = with_patterns
        self._learns = learns
        self._learner = RelationLearner()
        self._learnt: dict[str, str] = {}  # per document, what was learnt of it last

    def links(
        self, article: Article, existing: Sequence[Mention], suggested: Iterable[Mention]
    ) -> list[RelationCandidate]:
        """The likeliest relation of every two mentions, with the probability as its score."""
        mentions = (*existing, *_no_variants(suggested, existing))
        scored = ((p, self._learner.probability(p)) for p in self._pairs(article, mentions))
        chosen = best_of_each_pair(scored)
        return [pair.link(self._learner.score(pair, likely)) for pair, likely in chosen]

    def learn(self, record: Record, article: Article) -> None:
        """Learn from the part of an article in which relations were drawn, or left out.

        All of a finished article; of others, the sentences before the last one with a relation.
        Work that has not changed is not learnt again.
        """
        mentions = {s.id: Mention(s.begin, s.end, s.tag) for s in record.spans if _is_whole(s)}
        drawn = {
            (r.tag, mentions[r.head], mentions[r.tail])
            for r in record.relations
            if r.head in mentions and r.tail in mentions
        }
        end = _passed(record, article, drawn)
        name = record.document.sha256
        digest = sha256(repr((end, sorted(map(repr, drawn)))).encode("utf-8")).hexdigest()
        if not self._learns or not end or self._learnt.get(name) == digest:
            return
        is_new = name not in self._learnt
        self._learnt[name] = digest
        passed = [mention for mention in mentions.values() if mention.begin < end]
        self._teach(article, passed, drawn, is_new=is_new)

    def _teach(
        self,
        article: Article,
        mentions: Sequence[Mention],
        drawn: RelatedMentions,
        *,
        is_new: bool,
    ) -> None:
        learner = self._learner
        right = set(self._keys(drawn))
        if is_new:
            scored = [(p, learner.probability(p)) for p in self._pairs(article, mentions)]
            shown = [(p, score) for p, score in best_of_each_pair(scored) if is_shown(score)]
            learner.judge([(p, score, p.key in right) for p, score in shown])
        for tag, head, tail in drawn:
            learner.admit(tag, head.tag, tail.tag)
        learner.learn([(p, p.key in right) for p in self._pairs(article, mentions)])

    def _keys(self, drawn: RelatedMentions) -> Iterator[RelationPlace]:
        """The relations as pairs name them, both ways round where the tag is symmetric."""
        for tag, head, tail in drawn:
            yield tag, head.begin, head.end, tail.begin, tail.end
            known = self._tagset.relations.get(tag)
            if known is not None and known.is_symmetric:
                yield tag, tail.begin, tail.end, head.begin, head.end

    def _pairs(self, article: Article, mentions: Sequence[Mention]) -> Iterator[PossibleRelation]:
        tags, known = self._tagset.relations, self._learner.known
        for scene in scenes(article, mentions):
            found = links(scene, self._tagset) if self._with_patterns else []
            yield from pairs_of(scene, found, tags, known)
        for link in short_names(article.text, mentions):
            is_far = article.sentence_of(link.head.begin) != article.sentence_of(link.tail.begin)
            if self._with_patterns and is_far and is_allowed(link, self._tagset):
                yield pair_elsewhere(link)

    def data(self) -> Json:
        """What was learnt, for saving."""
        return {"learnt": self._learnt, "learner": self._learner.data()}

    def restore(self, data: Json) -> None:
        """Take over what was saved; some builtin error or other when it is not sound."""
        self._learner.restore(data["learner"])
        self._learnt = {str(name): str(digest) for name, digest in data["learnt"].items()}


def _no_variants(suggested: Iterable[Mention], existing: Sequence[Mention]) -> Iterator[Mention]:
    """What is suggested, but for longer and shorter variants of what is there already.

    They are about to be rejected, and would stand between what is there.
    """
    by_begin = sorted(existing, key=lambda m: m.begin)
    begins = [mention.begin for mention in by_begin]
    longest = max((m.end - m.begin for m in existing), default=0)
    for mention in suggested:
        low = bisect_left(begins, mention.begin - longest)
        high = bisect_left(begins, mention.end)
        around = (m for m in by_begin[low:high] if m.tag == mention.tag)
        if not any(m.holds(mention) or mention.holds(m) for m in around):
            yield mention


def _is_whole(span: Span) -> bool:
    return len(span.fragments) == 1


def _passed(record: Record, article: Article, drawn: RelatedMentions) -> int:
    """The offset up to which relations that are not there were left out."""
    if not article.sentences:
        return 0
    if record.stage is Stage.FINISHED:
        return len(article.text)
    if record.stage is not Stage.IN_PROGRESS or not drawn:
        return 0
    last = max(min(head.begin, tail.begin) for _, head, tail in drawn)
    return article.end_of(article.sentence_of(last))
