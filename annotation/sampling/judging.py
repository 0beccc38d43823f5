"""Judging a sample: right, wrong, or something missing, said as remarks in one's own set."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotation.errors import AnnotationError
from annotation.sampling.batch import SamplingUnit
from annotation.values.items import Remark, RemarkKind
from annotation.values.state import Change, State
from annotation.values.transaction import Op, Transaction

_VERDICTS = (RemarkKind.RIGHT, RemarkKind.WRONG)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reviewer says of a unit: right, wrong or None (still open), and what is missing."""

    is_right: bool | None = None
    text: str = ""
    missing: tuple[str, ...] = ()

    @property
    def is_faulty(self) -> bool:
        """Whether it is wrong, or something is missing around it."""
        return self.is_right is False or bool(self.missing)


def judgement_id(unit: SamplingUnit) -> str:
    """The id of the remark that judges a unit: one for each, in each reviewer's set."""
    return "v" + hashlib.sha256(unit.key.encode()).hexdigest()[:23]


def judge(
    state: State, unit: SamplingUnit, *, is_right: bool, at: str, text: str = ""
) -> Transaction | None:
    """Say that a unit is right or wrong, or change one's mind; None when it was said already.

    Words that go with it are a comment, too, which its annotator sees.
    """
    id, text = judgement_id(unit), text.strip()
    kind = RemarkKind.RIGHT if is_right else RemarkKind.WRONG
    before = state.remark(id)
    if before is not None and (before.kind, before.text) == (kind, text):
        return None
    verdict = Remark(id, kind, unit.annotator, unit.item, text, "", at)
    changes = [Change(before, verdict)]
    said, comment_id = state.remark(f"{id}c"), f"{id}c"
    comment = Remark(comment_id, RemarkKind.COMMENT, unit.annotator, unit.item, text, "", at)
    if said is not None or text:
        changes.append(Change(said, comment if text else None))
    return Transaction(Op.REMARK, tuple(changes))


def open_again(state: State, unit: SamplingUnit) -> Transaction | None:
    """Take back everything one has said of a unit; None where that is nothing."""
    remarks = [state.remark(judgement_id(unit)), state.remark(f"{judgement_id(unit)}c")]
    remarks += missing_of(state.remarks, unit)
    there = tuple(Change(remark, None) for remark in remarks if remark is not None)
    return Transaction(Op.REMARK, there) if there else None


def note_missing(state: State, unit: SamplingUnit, *, at: str, text: str) -> Transaction:
    """Say that something was overlooked around a unit; `text` are the words, or about them.

    AnnotationError without words.
    """
    if not text.strip():
        raise AnnotationError("Say what is missing.")
    id = judgement_id(unit)
    number = 1
    while state.remark(f"{id}m{number}") is not None:
        number += 1
    missing = Remark(f"{id}m{number}", RemarkKind.WRONG, unit.annotator, "", text.strip(), id, at)
    return Transaction(Op.REMARK, (Change(None, missing),))


def missing_of(remarks: Iterable[Remark], unit: SamplingUnit) -> list[Remark]:
    """What was said to be missing around a unit: it answers the judgement of it."""
    id = judgement_id(unit)
    return [r for r in remarks if r.kind is RemarkKind.WRONG and r.answers == id]


def judgements_of(
    units: Iterable[SamplingUnit], remarks: Sequence[Remark]
) -> tuple[Judgement, ...]:
    """What one reviewer's remarks say of each unit."""
    verdicts = {r.id: r for r in remarks if r.kind in _VERDICTS and not r.answers}
    missing: dict[str, list[str]] = {}
    for remark in remarks:
        if remark.kind is RemarkKind.WRONG and remark.answers:
            missing.setdefault(remark.answers, []).append(remark.text)
    found = []
    for unit in units:
        id = judgement_id(unit)
        verdict = verdicts.get(id)
        is_right = None if verdict is None else verdict.kind is RemarkKind.RIGHT
        words = "" if verdict is None else verdict.text
        found.append(Judgement(is_right, words, tuple(missing.get(id, ()))))
    return tuple(found)
