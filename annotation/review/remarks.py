"""What people say of each other's work: waving findings through, comments, answers, resolving.

Everybody says it in their own set of the document, so nobody's work is touched, and it is undone,
split and merged like all else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotation.errors import AnnotationError
from annotation.values.items import Remark, RemarkKind
from annotation.values.state import Change, State
from annotation.values.transaction import Op, Transaction

if TYPE_CHECKING:  # the window shows remarks as it opens, findings when they are asked for
    from annotation.review.finding import Finding

SaidRemark = tuple[str, str, Remark]  # the document's id, who says it, what


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its answers, in the order in which they came.

    It is resolved when the last of them says so: who answers later opens it again.
    """

    document: str
    by: str
    comment: Remark
    answers: tuple[tuple[str, Remark], ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return not self.answers or self.answers[-1][1].kind is not RemarkKind.RESOLVED

    @property
    def people(self) -> frozenset[str]:
        """Whose work it is about, and everybody who took part."""
        return frozenset((self.comment.annotator, self.by, *(by for by, _ in self.answers)))


def wave_through(
    state: State, finding: "Finding", *, id: str, at: str, text: str = ""
) -> Transaction | None:
    """Say that a finding is no error; None where that was said already."""
    if _wavings(state, finding):
        return None
    about = (finding.annotator, finding.id)
    remark = Remark(id, RemarkKind.WAVED, *about, text.strip(), "", at)
    return Transaction(Op.REMARK, (Change(None, remark),))


def take_back_waving(state: State, finding: "Finding") -> Transaction | None:
    """Have a finding in the queue again that this person waved through.

    AnnotationError when somebody else did.
    """
    waved = _wavings(state, finding)
    if not waved:
        raise AnnotationError("Only who waved it through can take that back.")
    return Transaction(Op.REMARK, tuple(Change(remark, None) for remark in waved))


def _wavings(state: State, finding: "Finding") -> list[Remark]:
    """Where this person waved it through, also under its earlier id."""
    return [r for r in state.remarks if r.kind is RemarkKind.WAVED and r.about in finding.ids]


def comment(
    annotator: str, about: str, text: str, *, id: str, at: str, answers: str = ""
) -> Transaction:
    """Say something of an item, of the document where `about` is empty, or to a comment.

    AnnotationError without words.
    """
    if not text.strip():
        raise AnnotationError("A comment needs words.")
    remark = Remark(id, RemarkKind.COMMENT, annotator, about, text.strip(), answers, at)
    return Transaction(Op.REMARK, (Change(None, remark),))


def resolve(thread: Thread, *, id: str, at: str, text: str = "") -> Transaction | None:
    """Say that nothing is to be done about a comment any more."""
    if not thread.is_open:
        return None
    about = (thread.comment.annotator, thread.comment.about)
    remark = Remark(id, RemarkKind.RESOLVED, *about, text.strip(), thread.comment.id, at)
    return Transaction(Op.REMARK, (Change(None, remark),))


def waved_findings(
    said: Iterable[SaidRemark], findings: "Iterable[Finding]"
) -> dict[str, tuple[str, Remark]]:
    """Those of the findings that somebody waved through, by id: who, and in which words."""
    wavings = {
        remark.about: (by, remark) for _, by, remark in said if remark.kind is RemarkKind.WAVED
    }
    return {
        finding.id: wavings[id]
        for finding in findings
        for id in reversed(finding.ids)
        if id in wavings
    }


def threads(said: Iterable[SaidRemark]) -> list[Thread]:
    """The comments with what was answered, oldest first; what answers nothing known is left out."""
    kinds = (RemarkKind.COMMENT, RemarkKind.RESOLVED)
    told = sorted(
        (one for one in said if one[2].kind in kinds), key=lambda one: (one[2].at, one[2].id)
    )
    roots: dict[str, Thread] = {}
    root_of: dict[str, str] = {}
    for document, by, remark in told:
        if not remark.answers and remark.kind is RemarkKind.COMMENT:
            roots[remark.id] = Thread(document, by, remark)
            root_of[remark.id] = remark.id
    for _, by, remark in told:
        root = root_of.get(remark.answers, "")
        if root:
            root_of[remark.id] = root
            thread = roots[root]
            roots[root] = Thread(
                thread.document, thread.by, thread.comment, (*thread.answers, (by, remark))
            )
    return list(roots.values())
