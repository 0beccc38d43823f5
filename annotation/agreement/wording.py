"""What each annotator says of each token: the tags of the spans over it."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence

from annotation.agreement.compared_set import SpanKey
from annotation.arabic.tokens import token_bounds

TokenTags = tuple[str, ...]  # the tags over a token, sorted; nested spans give several
TokenValues = Mapping[int, TokenTags]  # by the token's number, only where there is a tag


class Tokens:
    """The tokens of a document: how many, and which of them a span touches."""

    def __init__(self, text: str) -> None:
        tokens = token_bounds(text)
        self.count = len(tokens)
        self._begins: Sequence[int] = [begin for begin, _ in tokens]
        self._ends: Sequence[int] = [end for _, end in tokens]

    def values(self, spans: Collection[SpanKey]) -> TokenValues:
        """The tags of each token that a span covers, even in part."""
        found: dict[int, TokenTags] = {}
        for fragments, tag in spans:
            for begin, end in fragments:
                low, high = bisect_right(self._ends, begin), bisect_left(self._begins, end)
                for token in range(low, high):
                    value = found.get(token)
                    if value is None:
                        found[token] = (tag,)
                    elif tag not in value:
                        found[token] = tuple(sorted((*value, tag)))
        return found


def agreed(count: int, first: TokenValues, second: TokenValues) -> int:
    """Of how many tokens two annotators say the same, nothing included."""
    same = len(first.items() & second.items())
    tagged = len(first) + len(second) - len(first.keys() & second.keys())
    return count - tagged + same
