"""What the whole corpus says of each form: learnt in the first pass, asked in the second."""

from collections import Counter
from collections.abc import Iterator, Sequence

from annotation.arabic.clitics import letters_to_offset, readings
from annotation.arabic.letters import ARTICLE
from annotation.review.reviewed_document import ReviewedDocument, ReviewedSet
from annotation.review.wording import DocumentWords, bare_word
from annotation.values.items import Verdict

TaggedWord = tuple[str, str]  # a tag and a folded word
PairOfForms = tuple[str, str]
KEPT = 6  # places of one form that wait for its numbers, beside those that others contradict
NEVER: Counter[str] = Counter()  # of what was not met; nobody adds to it
Start = tuple[int, str, tuple[int, ...]]  # letters that are clitics, the first word, how many words


class FormCounts:
    """Counts by form; they grow with the forms, not with the texts."""

    def __init__(self, untold: frozenset[str] = frozenset()) -> None:
        self._untold = untold  # relation tags that say the same of two mentions
        self.forms: dict[str, Counter[str]] = {}
        self.first_in: Counter[TaggedWord] = Counter()
        self.first_out: Counter[TaggedWord] = Counter()
        self.last_in: Counter[TaggedWord] = Counter()
        self.last_out: Counter[TaggedWord] = Counter()
        self.article_in: Counter[str] = Counter()
        self.article_out: Counter[str] = Counter()
        self.doubles: Counter[tuple[str, str]] = Counter()
        self.pairs: dict[PairOfForms, Counter[str]] = {}
        self.directions: Counter[tuple[str, str, str]] = Counter()
        self.verdicts: Counter[tuple[str, Verdict]] = Counter()
        self._counts: dict[str, int] = {}
        self._by_first: dict[str, tuple[int, ...]] | None = None
        self._starts: dict[str, tuple[Start, ...]] = {}
        self._related: frozenset[str] | None = None

    def learn(self, scene: ReviewedDocument) -> None:
        """Take in everybody's work on one document."""
        tags = {suggestion.id: suggestion.tag for suggestion in scene.material.suggestions.spans}
        for fragments, counts in scene.tags_at.items():
            if len(fragments) == 1:
                self._learn_place(scene, counts, *fragments[0])
        for side in scene.sides:
            self._learn_doubles(side)
            self._learn_relations(scene, side)
            for suggestion, verdict in side.verdicts.items():
                if suggestion in tags:
                    self.verdicts[tags[suggestion], verdict] += 1

    def _learn_doubles(self, side: ReviewedSet) -> None:
        if len(side.by_place) == len(side.record.spans):
            return
        for spans in side.by_place.values():
            if len(spans) > 1:
                first, second = sorted(span.tag for span in spans)[:2]
                self.doubles[first, second] += 1

    def _learn_place(
        self, scene: ReviewedDocument, counts: Counter[str], begin: int, end: int
    ) -> None:
        """Take in the tags that a place has, and how many annotators gave it each."""
        form = scene.form(begin, end)
        edges = edges_of(scene.words, begin, end)
        for tag, count in counts.items():
            if form:
                self.forms.setdefault(form, Counter())[tag] += count
            if edges.first:
                self.first_in[tag, edges.first] += count
            if edges.last:
                self.last_in[tag, edges.last] += count
            if edges.before:
                self.first_out[tag, edges.before] += count
            if edges.after:
                self.last_out[tag, edges.after] += count
            if form.startswith(ARTICLE):
                self.article_in[tag] += count
            elif edges.is_after_article:
                self.article_out[tag] += count

    def _learn_relations(self, scene: ReviewedDocument, side: ReviewedSet) -> None:
        for relation in side.record.relations:
            head, tail = side.by_id.get(relation.head), side.by_id.get(relation.tail)
            if head is None or tail is None or relation.tag in self._untold:
                continue
            self.directions[relation.tag, head.tag, tail.tag] += 1
            pair = scene.form(head.begin, head.end), scene.form(tail.begin, tail.end)
            if all(pair):
                self.pairs.setdefault(pair, Counter())[relation.tag] += 1

    def count(self, form: str) -> int:
        """How often a form has a tag; what is learnt later does not count any more."""
        return self._counted().get(form, 0)

    def tags_of(self, form: str) -> Counter[str]:
        """How often a form has each tag."""
        return self.forms.get(form, NEVER)

    def tags_between(self, head: str, tail: str) -> Counter[str]:
        """How often two forms are related by each tag."""
        return self.pairs.get((head, tail), NEVER)

    def _counted(self) -> dict[str, int]:
        if not self._counts:
            self._counts = {form: sum(tags.values()) for form, tags in self.forms.items()}
        return self._counts

    def occurrences(self, words: DocumentWords) -> Iterator[tuple[str, int, int]]:
        """Where forms that have a tag somewhere stand, with clitics before them or not.

        Of several at one place that which was tagged most, counting its words.
        """
        number, count = 0, len(words.folded)
        while number < count:
            starts = self._starts_of(words.folded[number])
            found = self._best(words, number, starts) if starts else None
            if found is None:
                number += 1
                continue
            form, letters, length = found
            begin = words.begins[number]
            if letters:
                token = words.text[begin : words.ends[number]]
                begin += letters_to_offset(token, letters)
            yield form, begin, words.ends[number + length - 1]
            number += length

    def _best(
        self, words: DocumentWords, number: int, starts: tuple[Start, ...]
    ) -> tuple[str, int, int] | None:
        best: tuple[int, str, int, int] | None = None
        counts = self._counted()
        for letters, stem, lengths in starts:
            for length in lengths:
                form = stem
                if number + length > len(words.folded):
                    continue
                if length > 1:
                    form = " ".join((stem, *words.folded[number + 1 : number + length]))
                weight = counts.get(form, 0) * length
                if weight and (best is None or weight > best[0]):
                    best = (weight, form, letters, length)
            if best is not None:
                return best[1:]
        return None

    def _starts_of(self, word: str) -> tuple[Start, ...]:
        """How a form may begin with this word: its clitics, the rest, and how many words follow."""
        starts = self._starts.get(word)
        if starts is None:
            lengths = self._lengths()
            found = ((letters, stem, lengths.get(stem, ())) for letters, stem in readings(word))
            starts = self._starts[word] = tuple(start for start in found if start[2])
        return starts

    def _lengths(self) -> dict[str, tuple[int, ...]]:
        """How many words the forms have that begin with a word."""
        if self._by_first is None:
            found: dict[str, set[int]] = {}
            for form in self.forms:
                first, _, rest = form.partition(" ")
                found.setdefault(first, set()).add(rest.count(" ") + 2 if rest else 1)
            self._by_first = {first: tuple(sorted(some)) for first, some in found.items()}
        return self._by_first

    def related(self) -> frozenset[str]:
        """The forms that are one end of some relation."""
        if self._related is None:
            self._related = frozenset(form for pair in self.pairs for form in pair)
        return self._related


class Edges:
    """The words at the bounds of a span, inside where it has several, and outside."""

    __slots__ = ("after", "before", "first", "is_after_article", "last")

    def __init__(self) -> None:
        self.first = self.last = self.before = self.after = ""
        self.is_after_article = False


def edges_of(words: DocumentWords, begin: int, end: int) -> Edges:
    """The words at the bounds of a place; signs and what is on another line are no words."""
    edges = Edges()
    start, stop = words.at(begin), words.at(end - 1)
    if start < 0 or stop < 0:
        return edges
    if stop > start:
        edges.first = _word(words, start)
        edges.last = _word(words, stop)
    if begin == words.begins[start]:
        if start and words.joins(start - 1, start):
            edges.before = _word(words, start - 1)
    else:
        edges.is_after_article = words.text[words.begins[start] : begin].endswith((ARTICLE, "لل"))
    if end == words.ends[stop] and stop + 1 < len(words.begins) and words.joins(stop, stop + 1):
        edges.after = _word(words, stop + 1)
    return edges


def _word(words: DocumentWords, number: int) -> str:
    word = words.folded[number]
    return bare_word(word) if word.isalpha() else ""


def commonest(counts: Counter[str] | Sequence[tuple[str, int]]) -> tuple[str, int]:
    """What was counted most often; of several the first in the order of their names."""
    pairs = counts.items() if isinstance(counts, Counter) else counts
    return min(pairs, key=lambda pair: (-pair[1], pair[0]))
