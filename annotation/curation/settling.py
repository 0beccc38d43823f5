"""How a curator settles a position: take a version, all of them, none, or an edited one."""

from collections.abc import Sequence
from dataclasses import replace

from annotation.commands.rules import check_relation, check_span
from annotation.commands.set_commands import set_stage
from annotation.commands.suggestion_commands import NewId
from annotation.curation.alignment import Alignment
from annotation.curation.curation_act import CurationAct
from annotation.curation.position import (
    Content,
    Position,
    PositionKind,
    SettlementReason,
    Version,
    sources_of,
)
from annotation.errors import AnnotationError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import (
    Attributes,
    DocumentLabel,
    Origin,
    Relation,
    Settlement,
    SettlementChoice,
    Span,
    Stage,
)
from annotation.values.state import Change, State
from annotation.values.transaction import Op, Transaction

WHOLE_DOCUMENT = "document"  # the position of a document in which nobody has anything


def take(
    state: State,
    tagset: Tagset,
    alignment: Alignment,
    position: Position,
    annotator: str,
    *,
    new_id: NewId,
    reason: str = "",
) -> Transaction | None:
    """Take one annotator's version, in place of what came of the position before.

    A relation brings those of its ends that are not there. None when it is settled so already.
    AnnotationError when the annotator has nothing there, or a rule forbids it.
    """
    version = position.version_of(annotator)
    if version is None:
        raise AnnotationError("{annotator} has nothing at this position.", annotator=annotator)
    act = CurationAct(state, tagset, alignment, new_id)
    settle(act, position, SettlementChoice.TAKEN, (version,), reason)
    return act.transaction()


def take_both(
    state: State,
    tagset: Tagset,
    alignment: Alignment,
    position: Position,
    *,
    new_id: NewId,
    reason: str = "",
) -> Transaction | None:
    """Take every version that says something of its own.

    AnnotationError when a rule forbids them side by side.
    """
    act = CurationAct(state, tagset, alignment, new_id)
    settle(act, position, SettlementChoice.BOTH, position.distinct(), reason)
    return act.transaction()


def take_neither(
    state: State,
    tagset: Tagset,
    alignment: Alignment,
    position: Position,
    *,
    new_id: NewId,
    reason: str = "",
) -> Transaction | None:
    """Take no version."""
    act = CurationAct(state, tagset, alignment, new_id)
    settle(act, position, SettlementChoice.NEITHER, (), reason)
    return act.transaction()


def take_edited(
    state: State,
    tagset: Tagset,
    alignment: Alignment,
    position: Position,
    current: str = "",
    *,
    new_id: NewId,
    reason: str = "",
) -> Transaction | None:
    """Say that the curator's own item counts: the one with the id `current`, or what came of the
    position before, or else the version that most have, to be edited from there.

    AnnotationError when the position is a label, or a rule forbids the version.
    """
    if position.kind is PositionKind.LABEL:
        raise AnnotationError("A label of the document is taken or not; there is nothing to edit.")
    act = CurationAct(state, tagset, alignment, new_id)
    own = _own(act, position, current)
    if not own:
        version = most_said(position)
        settle(act, position, SettlementChoice.EDITED, (version,), reason)
        return act.transaction()
    before = state.settlement(position.id)
    for item in act.came_of(position):
        if item.id not in own:
            act.drop(item)
    sources = before.sources if before is not None else ()
    _note(act, position, Settlement(position.id, SettlementChoice.EDITED, reason, own, sources))
    return act.transaction()


def give_reason(state: State, position: Position, reason: str) -> Transaction | None:
    """Say why a position was settled as it was, or no longer say it.

    AnnotationError when it is not settled.
    """
    settlement = state.settlement(position.id)
    if settlement is None:
        raise AnnotationError("Settle the position first; then give the reason.")
    if settlement.reason == reason:
        return None
    return Transaction(Op.CURATE, (Change(settlement, replace(settlement, reason=reason)),))


def finish_curation(state: State) -> Transaction | None:
    """Finish the curated set; None when it is.

    Where there was nothing to settle, a settlement of nothing says that a curator finished it:
    else it would count as one more annotator's set.
    """
    made = set_stage(state, Stage.FINISHED)
    if made is None or state.settlements:
        return made
    nothing = Change(None, Settlement(WHOLE_DOCUMENT, SettlementChoice.NEITHER))
    return replace(made, changes=(nothing, *made.changes))


def most_said(position: Position) -> Version:
    """The version that most annotators have; of several the first annotator's."""
    return max(position.versions, key=lambda version: len(position.alike(version)))


def settle(
    act: CurationAct,
    position: Position,
    choice: SettlementChoice,
    versions: tuple[Version, ...],
    reason: str = "",
    *,
    brings_ends: bool = True,
) -> None:
    """Put versions in the place of what came of a position before; AnnotationError half way."""
    _check(reason)
    wanted = [(version.annotator, item) for version in versions for item in version.items]
    for annotator, item in wanted:
        if isinstance(item, Relation):
            _bring_ends(act, annotator, item, brings_ends=brings_ends)
    spare = _spare(act, position, wanted)
    items: list[str] = []
    for annotator, item in wanted:
        same = act.same_as(annotator, item)
        if same is None:
            items.append(_put(act, annotator, item, spare.pop() if spare else None))
        else:
            act.change(same, replace(same, attributes=_attributes(same, item, items)))
            items.append(same.id)
    alike = [same for version in versions for same in position.alike(version)]
    sources = tuple(dict.fromkeys(sources_of(alike)))
    _note(
        act, position, Settlement(position.id, choice, reason, tuple(dict.fromkeys(items)), sources)
    )


def _spare(
    act: CurationAct, position: Position, wanted: Sequence[tuple[str, Content]]
) -> list[Span | Relation]:
    """The item that came of the position before and can become another; what else did goes.

    It keeps its id, and so the relations that hang on it.
    """
    same = [act.same_as(annotator, item) for annotator, item in wanted]
    kept = {item.id for item in same if item is not None}
    old = [item for item in act.came_of(position) if item.id not in kept]
    can_change = [item for item in old if not isinstance(item, DocumentLabel)]
    spare = can_change[:1] if None in same else []
    for item in old:
        if item not in spare:
            act.drop(item)
    return spare


def _bring_ends(act: CurationAct, annotator: str, relation: Relation, *, brings_ends: bool) -> None:
    """See to it that the ends of a relation are there."""
    for id in (relation.head, relation.tail):
        if act.end_of(annotator, id) is not None:
            continue
        end = act.alignment.end(annotator, id)
        settlement = act.now.settlement(end.id)
        words = act.now.document.text[end.begin : end.end]
        if settlement is not None and settlement.choice is SettlementChoice.NEITHER:
            raise AnnotationError(
                "“{words}”, at one end of this relation, was left out; take it first.", words=words
            )
        version = end.version_of(annotator)
        if version is None or not brings_ends:
            raise AnnotationError(
                "“{words}”, at one end of this relation, is not settled yet.", words=words
            )
        settle(act, end, SettlementChoice.TAKEN, (version,))


def _put(act: CurationAct, annotator: str, item: Content, spare: Span | Relation | None) -> str:
    """Make an item that says what an annotator's says, out of a spare one if there is one."""
    id = spare.id if spare is not None else act.new_id()
    match item:
        case Span():
            made = replace(item, id=id, origin=Origin.CURATED)
            check_span(act.now, act.tagset, made)
            act.change(spare, made)
            act.drop_forbidden(made)
        case Relation():
            head, tail = act.ends_of(annotator, item)
            link = replace(item, id=id, head=head, tail=tail, origin=Origin.CURATED)
            check_relation(act.now, act.tagset, link)
            act.change(spare, link)
        case DocumentLabel():
            act.change(None, replace(item, id=id))
    return id


def _attributes(same: Content, item: Content, placed: Sequence[str]) -> Attributes:
    """The attributes of the version, or of all versions that have become this item."""
    if same.id not in placed:
        return item.attributes
    return tuple(sorted({**dict(item.attributes), **dict(same.attributes)}.items()))


def _check(reason: str) -> None:
    if reason and reason not in set(SettlementReason):
        raise AnnotationError(
            "“{reason}” is no reason; there are: {reasons}.",
            reason=reason,
            reasons=", ".join(SettlementReason),
        )


def _note(act: CurationAct, position: Position, settlement: Settlement) -> None:
    """Write down how a position is settled, and forget what it was asked as before."""
    for stale in act.stale(position):
        act.change(stale, None)
    act.change(act.now.settlement(position.id), settlement)


def _own(act: CurationAct, position: Position, current: str) -> tuple[str, ...]:
    """The curator's items that count at a position when they are edited."""
    find = act.now.span if position.kind is PositionKind.SPAN else act.now.relation
    if find(current) is not None and act.is_free(current, position):
        return (current,)
    return tuple(item.id for item in act.came_of(position))
