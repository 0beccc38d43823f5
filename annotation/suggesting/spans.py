"""All span rules in a row, and the choice among what they propose."""

from collections.abc import Callable, Iterable, Iterator

from annotation.suggesting.amounts import numbers
from annotation.suggesting.article import Article, Sentence
from annotation.suggesting.candidate import Candidate
from annotation.suggesting.dates import dates
from annotation.suggesting.events import events
from annotation.suggesting.laws import laws
from annotation.suggesting.nationalities import nationalities
from annotation.suggesting.nesting import DEPTH, INSIDE, Inside, resolve
from annotation.suggesting.organisations import organisations
from annotation.suggesting.persons import persons
from annotation.suggesting.places import gazetteer_names, places
from annotation.suggesting.posts import posts
from annotation.suggesting.products import products
from annotation.suggesting.propagation import propagated

SpanRule = Callable[[Sentence], Iterator[Candidate]]

RULES: tuple[SpanRule, ...] = (
    *(gazetteer_names, dates, numbers, persons, posts, organisations),
    *(places, nationalities, events, laws, products),
)


def rule_candidates(article: Article) -> list[Candidate]:
    """What the rules and gazetteers propose, conflicts and all."""
    found = [c for sentence in article.sentences for rule in RULES for c in rule(sentence)]
    return found + list(propagated(article, resolve(found)))


def chosen_spans(
    candidates: Iterable[Candidate],
    tags: Iterable[str],
    depth: int = DEPTH,
    inside: Inside = INSIDE,
) -> list[Candidate]:
    """The candidates worth suggesting with these tags, without conflicts, in reading order."""
    allowed = frozenset(tags)
    return resolve((c for c in candidates if c.tag in allowed), depth, inside)
