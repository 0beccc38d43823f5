"""A suggester that is a folder of somebody's own: a token classifier in ONNX with its tokenizer.

The folder is what the usual tools export: `config.json` names the tags in `id2label`,
`tokenizer.json` is read by the package tokenizers, `model.onnx` is run by onnxruntime. Nothing in
it is Python that is run, and nothing is downloaded.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Self
from unicodedata import combining

import numpy as np

from annotation.errors import KnownError
from annotation.formats.tag_names import slugs_meant
from annotation.suggesting.stored import read_json
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, SuggestedSpan, Suggestions, suggestion_id

FILES = ("config.json", "tokenizer.json", "model.onnx")
LONGEST = 512  # tokens that a model sees at once, if it does not say less
OVERLAP = 4  # a window shares the last fourth of its tokens with the next one
OUTSIDE = "O"
BEGINS = frozenset("BSU")
GOES_ON = frozenset("IELM")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text as the tokenizer cuts it: offsets, and the tag of its first token."""

    begin: int
    end: int
    label: str
    probability: float


class OnnxFolder:
    """A loaded folder, asked about one document after the other; used as a context.

    KnownError, with a sentence that names the folder, for whatever is wrong with it.
    """

    def __init__(self, folder: Path, tagset: Tagset) -> None:
        self.name = folder.name
        self._tagset = tagset
        for file in FILES:
            if not (folder / file).is_file():
                raise KnownError("“{folder}” has no {file}.", folder=folder, file=file)
        onnxruntime, tokenizers = _package("onnxruntime"), _package("tokenizers")
        try:
            config = read_json(folder / FILES[0])
            labels = {int(id): str(label) for id, label in config["id2label"].items()}
            self._labels = [labels[id] for id in range(len(labels))]
            self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / FILES[1]))
            self._longest = min(LONGEST, int(config.get("max_position_embeddings", LONGEST)))
            self._special = self._tokenizer.num_special_tokens_to_add(is_pair=False)
            size = self._longest - self._special
            self._shared = size // OVERLAP
            self._tokenizer.no_padding()
            self._tokenizer.enable_truncation(self._longest, stride=self._shared)
            self._session = _session(onnxruntime, folder / FILES[2])
        except Exception as error:  # both packages raise plain exceptions of their own making
            raise self._unusable(error) from error
        self._tags = slugs_meant({_kind(label) for label in self._labels}, tagset.spans)
        if not self._tags:
            kinds = sorted({_kind(label) for label in self._labels} - {OUTSIDE})
            raise KnownError(
                "The tags of “{folder}” ({tags}) are not in the tagset of the project.",
                folder=self.name,
                tags=", ".join(kinds),
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing is kept open."""

    def suggest(self, document: Document) -> Suggestions:
        """What the model finds in a document; KnownError when its output is of no use."""
        try:
            words = list(self._words(document.text))
        except Exception as error:  # whatever a model does with its input
            raise self._unusable(error) from error
        return Suggestions(tuple(self._spans(document, words)))

    def _unusable(self, error: Exception) -> KnownError:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        return KnownError(
            "The model in “{folder}” cannot be used: {reason}", folder=self.name, reason=reason
        )

    def _words(self, text: str) -> Iterator[Word]:
        """The words in order, each judged where most is seen around it."""
        first = self._tokenizer.encode(text)
        step = max(1, self._longest - self._special - self._shared)
        best: dict[int, tuple[int, Word, object]] = {}
        for number, window in enumerate((first, *first.overflowing)):
            places = [
                p for p, is_special in enumerate(window.special_tokens_mask) if not is_special
            ]
            chances = self._chances(window)
            for order, place in enumerate(places):
                begin, end = window.offsets[place]
                label = int(chances[place].argmax())
                word = Word(begin, end, self._labels[label], float(chances[place][label]))
                depth = min(order, len(places) - 1 - order)
                token = number * step + order
                if token not in best or depth > best[token][0]:
                    best[token] = (depth, word, window.word_ids[place])
        yield from _joined((word, id) for _, (_, word, id) in sorted(best.items()))

    def _chances(self, window: Any) -> Any:
        """Per token, the probability of each label: shape `(tokens, labels)`.

        The softmax of the model's scores for the only text in the batch.
        """
        given = {
            "input_ids": window.ids,
            "attention_mask": window.attention_mask,
            "token_type_ids": window.type_ids,
        }
        wanted = {i.name for i in self._session.get_inputs()}
        fed = {name: np.array([given[name]], np.int64) for name in wanted}
        scores = np.asarray(self._session.run(None, fed)[0])[0].astype(np.float64)
        if scores.shape != (len(window.ids), len(self._labels)):
            raise ValueError(f"its output has the shape {scores.shape}")
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        return raised / raised.sum(axis=1, keepdims=True)

    def _spans(self, document: Document, words: Iterable[Word]) -> Iterator[SuggestedSpan]:
        for group in _runs(words):
            tag = self._tags.get(_kind(group[0].label))
            part = _trimmed(document.text, group[0].begin, group[-1].end)
            if tag is None or part[0] == part[1]:
                continue
            score = sum(word.probability for word in group) / len(group)
            yield SuggestedSpan(
                id=suggestion_id(document.sha256, "span", tag, (part,)),
                tag=tag,
                fragments=(part,),
                score=round(score, 3),
                suggester=self.name,
                reason="",
                layer=self._tagset.spans[tag].layer,
            )


def _package(name: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        raise KnownError(
            "A folder with a model needs two packages: pip install onnxruntime tokenizers."
        ) from error


def _session(onnxruntime: Any, model: Path) -> Any:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # what it warns of helps nobody here
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _joined(tokens: Iterable[tuple[Word, object]]) -> Iterator[Word]:
    """Tokens of one word put together; the first one says what it is."""
    last: Word | None = None
    last_id: object = None
    for token, id in tokens:
        if last is not None and id is not None and id == last_id:
            last = Word(last.begin, max(last.end, token.end), last.label, last.probability)
            continue
        if last is not None:
            yield last
        last, last_id = token, id
    if last is not None:
        yield last


def _runs(words: Iterable[Word]) -> Iterator[Sequence[Word]]:
    """The words of each span: one that begins it, and those that go on with the same tag."""
    run: list[Word] = []
    for word in words:
        kind, goes_on = _kind(word.label), word.label[:1] in GOES_ON and "-" in word.label
        if run and goes_on and _kind(run[0].label) == kind:
            run.append(word)
            continue
        if run:
            yield run
        run = [] if kind == OUTSIDE else [word]
    if run:
        yield run


def _kind(label: str) -> str:
    """The tag without what says where in a span the word stands: B-PER is PER."""
    role, dash, kind = label.partition("-")
    return kind if dash and role in BEGINS | GOES_ON else label


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    """The range without spaces at its ends, which some tokenizers count to a word, and with the
    marks of its last letter, which some leave out.
    """
    while end < len(text) and combining(text[end]):
        end += 1
    while begin < end and text[begin].isspace():
        begin += 1
    while begin < end and text[end - 1].isspace():
        end -= 1
    return begin, end
