"""Which documents an annotator does without suggestions, so that their influence can be measured.

It is a rule, not a draw: the hash of the text, the annotator and the project decides, so that the
answer is the same in every file, before and after a split or a merge, whatever else is there.
"""

import hashlib
import json
from dataclasses import dataclass
from itertools import takewhile

from annotation.errors import AnnotationError

_BITS = 64


@dataclass(frozen=True, slots=True)
class Blindness:
    """The share of documents without suggestions, and since when (seconds, UTC) it was which.

    A document that is blind at one share is so at every greater one.
    """

    project: str
    shares: tuple[tuple[float, float], ...] = ()

    @classmethod
    def read(cls, project: str, text: str | None) -> "Blindness":
        """From what `written` gave; what cannot be read is no share at all."""
        try:
            pairs = json.loads(text or "[]")
            shares = tuple((float(since), _checked(float(share))) for since, share in pairs)
        except (ValueError, TypeError, RecursionError, AnnotationError):
            shares = ()
        return cls(project, shares)

    def written(self) -> str:
        """As the project keeps it: a JSON list of [since, share]."""
        return json.dumps(self.shares)

    @property
    def share(self) -> float:
        """The share that holds now."""
        return self.shares[-1][1] if self.shares else 0.0

    def changed(self, share: float, at: float) -> "Blindness":
        """The same with another share from now on; AnnotationError when it is none."""
        if _checked(share) == self.share:
            return self
        return Blindness(self.project, (*self.shares, (at, share)))

    def covers(self, sha256: str, annotator: str) -> bool:
        """Whether the annotator does this document without suggestions now."""
        return self._is_below(self.share, sha256, annotator)

    def covered(self, sha256: str, annotator: str, at: float) -> bool | None:
        """Whether it was so at a time; None before anybody had set a share."""
        past = list(takewhile(lambda since: since[0] <= at, self.shares))
        return self._is_below(past[-1][1], sha256, annotator) if past else None

    def _is_below(self, share: float, sha256: str, annotator: str) -> bool:
        is_somebody = bool(annotator)
        return is_somebody and share > 0 and _fraction(sha256, annotator, self.project) < share


def _fraction(*parts: str) -> float:
    """A number from 0 up to 1 that the parts always lead to."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return float(int.from_bytes(digest[: _BITS // 8], "big") / 2**_BITS)


def _checked(share: float) -> float:
    if not 0 <= share <= 1:
        raise AnnotationError("The share of documents without suggestions is from 0% to 100%.")
    return share
