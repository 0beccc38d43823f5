"""What the suggester was taught, and how right it has been with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotation.suggesting.candidate import Candidate
from annotation.suggesting.tiers import is_confident
from annotation.values.items import Span


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts over articles that were proposed before they were learnt.

    `suggested` were shown, `right` of them accepted as they were; `confident` and
    `confident_right` count the sure ones among them; `marked` is what people marked there.
    """

    articles: int = 0
    marked: int = 0
    suggested: int = 0
    right: int = 0
    confident: int = 0
    confident_right: int = 0

    def after(
        self, shown: Sequence[Candidate], marked: Iterable[Span], *, is_new: bool
    ) -> "Standing":
        """The counts with one more article, or with another part of one that is not new."""
        wanted = {(span.begin, span.end, span.tag) for span in marked}
        right = [c for c in shown if (c.begin, c.end, c.tag) in wanted]
        return Standing(
            articles=self.articles + is_new,
            marked=self.marked + len(wanted),
            suggested=self.suggested + len(shown),
            right=self.right + len(right),
            confident=self.confident + sum(is_confident(c.score) for c in shown),
            confident_right=self.confident_right + sum(is_confident(c.score) for c in right),
        )
