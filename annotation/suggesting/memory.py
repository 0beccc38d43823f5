"""What was accepted in this project: surface forms, blind to clitics and harakat."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotation.arabic.clitics import likely_core
from annotation.arabic.folding import fold
from annotation.arabic.letters import ARTICLE
from annotation.arabic.tokens import tokenize
from annotation.suggesting.article import Article, Sentence, SentencePhrase
from annotation.suggesting.candidate import Candidate
from annotation.values.items import Document, Span, text_hash

SOURCE = "memory"
_HALF = 0.5
_PER_CLITIC = 0.02

Form = tuple[str, ...]


class Memory:
    """Counts of every form that was tagged, per tag, and of the times it was left bare."""

    def __init__(self) -> None:
        self._tags: dict[Form, Counter[str]] = {}
        self._bare: Counter[Form] = Counter()
        self._by_first: dict[str, set[Form]] = {}
        self._given: dict[str, tuple[list[tuple[Form, str]], list[Form]]] = {}

    def __bool__(self) -> bool:
        return bool(self._tags)

    def learn(self, document: Document, spans: Iterable[Span]) -> None:
        """Remember the words of the spans with one fragment, instead of what was there before."""
        self.forget(document.sha256)
        tagged, _ = self._given.setdefault(document.sha256, ([], []))
        for span in spans:
            if len(span.fragments) == 1:
                form = form_of(document.text, span.begin, span.end)
                if form:
                    tagged.append((form, span.tag))
                    self._count(form, span.tag)

    def _count(self, form: Form, tag: str) -> None:
        self._tags.setdefault(form, Counter())[tag] += 1
        self._by_first.setdefault(form[0], set()).add(form)

    def forget(self, sha256: str) -> None:
        """Take back what a document taught."""
        tagged, bare = self._given.pop(sha256, ([], []))
        for form, tag in tagged:
            self._tags[form][tag] -= 1
            if not self._tags[form].total():
                del self._tags[form]
                self._by_first[form[0]].discard(form)
        self._bare.subtract(bare)

    def learn_bare(self, article: Article, spans: Iterable[Span], end: int | None = None) -> None:
        """Count where known forms stand outside the spans, in an article or up to `end`."""
        tagged = [(span.begin, span.end) for span in spans]
        _, bare = self._given.setdefault(text_hash(article.text), ([], []))
        for sentence in article.sentences:
            for phrase, form in self._occurrences(sentence):
                found = sentence.candidate(phrase, "", 0.0, SOURCE)
                is_passed = end is None or found.end <= end
                if is_passed and not any(b < found.end and found.begin < e for b, e in tagged):
                    self._bare[form] += 1
                    bare.append(form)

    def data(self) -> dict[str, list[list[object]]]:
        """What every document taught, for saving."""
        return {
            name: [[[" ".join(form), tag] for form, tag in tagged], [" ".join(f) for f in bare]]
            for name, (tagged, bare) in self._given.items()
        }

    def restore(self, data: Mapping[str, tuple[Sequence[tuple[str, str]], Sequence[str]]]) -> None:
        """Take over what was saved."""
        for name, (saved_tagged, saved_bare) in data.items():
            tagged = [(tuple(words.split()), str(tag)) for words, tag in saved_tagged]
            bare = [tuple(words.split()) for words in saved_bare]
            self._given[name] = (tagged, bare)
            self._bare.update(bare)
            for form, tag in tagged:
                self._count(form, tag)

    def candidates(self, article: Article, source: str = SOURCE) -> Iterator[Candidate]:
        """Every place where a remembered form is written, with its likeliest tag."""
        for sentence in article.sentences:
            for phrase, form in self._occurrences(sentence):
                tag, score = self.opinion(form)
                score -= _PER_CLITIC * phrase.letters
                yield sentence.candidate(phrase, tag, score, source)

    def times(self, text: str, begin: int, end: int, tag: str) -> int:
        """How often the words of a range were given a tag."""
        return self._tags.get(form_of(text, begin, end), Counter())[tag]

    def opinion(self, form: Form) -> tuple[str, float]:
        """The tag given most often, and how often it was given where the form was written."""
        tags = self._tags[form]
        tag, times = min(tags.items(), key=lambda item: (-item[1], item[0]))
        return tag, (times + _HALF) / (tags.total() + self._bare[form] + 2 * _HALF)

    def _occurrences(self, sentence: Sentence) -> Iterator[tuple[SentencePhrase, Form]]:
        """The longest remembered form at each word, if any."""
        for place in range(len(sentence)):
            best: tuple[SentencePhrase, Form] | None = None
            for letters, stem in sentence.readings(place):
                for form in self._by_first.get(stem, ()):
                    stop = place + len(form)
                    is_longer = best is None or len(form) > len(best[1])
                    if is_longer and form[1:] == sentence.words[place + 1 : stop]:
                        best = SentencePhrase(place, letters, stop), form
            if best:
                yield best


def form_of(text: str, begin: int, end: int) -> Form:
    """The folded words of a range, less the proclitics that it may begin with.

    A range that begins inside a word after ل gets its article back: لأردن in للأردن is الاردن.
    """
    words = tuple(fold(token.text) for token in tokenize(text, begin, end))
    words = tuple(word for word in words if word)
    if not words:
        return ()
    before = fold(text[max(0, begin - 3) : begin])
    first = words[0]
    if before.endswith("ل") and first.startswith("ل"):
        return (ARTICLE[0] + first, *words[1:])
    if not before[-1:].isalpha() and first.startswith(("وال", "بال", "لل", "ولل")):
        core = first[likely_core(first) :]
        first = ARTICLE[0] + core if first[: -len(core)].endswith("ل") else core
    return (first, *words[1:])
