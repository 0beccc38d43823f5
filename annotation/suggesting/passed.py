"""How far an annotator has come in an article: up to there, what is bare was left bare."""

from annotation.suggesting.article import Article
from annotation.values.items import Origin, Stage
from annotation.values.record import Record


def passed_sentences(record: Record, article: Article) -> int:
    """How many sentences were passed: all of a finished article, of others those before the last
    one in which something was decided by itself.
    """
    if record.stage is Stage.FINISHED:
        return len(article.sentences)
    if record.stage is not Stage.IN_PROGRESS or not article.sentences:
        return 0
    decided = [span.begin for span in record.spans if span.origin is not Origin.PROPAGATED]
    return article.sentence_of(max(decided)) if decided else 0
