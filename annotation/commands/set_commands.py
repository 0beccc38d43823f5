"""What can be done to an annotation set and its items: stage, attributes, document labels."""

from dataclasses import replace

from annotation.commands.rules import check_attributes
from annotation.errors import AnnotationError
from annotation.tagsets.tagset import Tagset
from annotation.values.items import (
    LABEL_LAYER,
    Attributes,
    AttributeValue,
    DocumentLabel,
    Relation,
    Remark,
    Span,
    Stage,
    StageMark,
)
from annotation.values.state import Change, State
from annotation.values.transaction import Op, Transaction


def set_stage(state: State, stage: Stage) -> Transaction | None:
    """Finish a document, set it aside, or open it again."""
    if state.stage is stage:
        return None
    return Transaction(Op.SET_STAGE, (Change(_mark(state.stage), _mark(stage)),))


def begun(state: State, transaction: Transaction) -> Transaction:
    """The same act, and with the first act on a new document the mark that work has begun.

    Whoever only remarks on the work of others has not begun to annotate.
    """
    changed = [change.before or change.after for change in transaction.changes]
    marks = any(isinstance(item, StageMark) for item in changed)
    remarks_only = all(isinstance(item, Remark) for item in changed)
    if state.stage is not Stage.NEW or marks or remarks_only:
        return transaction
    start = Change(None, _mark(Stage.IN_PROGRESS))
    return replace(transaction, changes=(start, *transaction.changes))


def set_attribute(
    state: State,
    tagset: Tagset,
    item: Span | Relation,
    name: str,
    value: AttributeValue | None,
) -> Transaction | None:
    """Give a span or relation an attribute's value, or take it away with None.

    AnnotationError when the tagset does not allow it.
    """
    attributes = with_attribute(item.attributes, name, value)
    if attributes == item.attributes:
        return None
    check_attributes(tagset, item.tag, attributes)
    changed: Span | Relation = replace(item, attributes=attributes)
    return Transaction(Op.SET_ATTRIBUTE, (Change(item, changed),))


def with_attribute(attributes: Attributes, name: str, value: AttributeValue | None) -> Attributes:
    """Attributes with one set, or left out for None; always sorted by name."""
    values = dict(attributes)
    if value is None:
        values.pop(name, None)
    else:
        values[name] = value
    return tuple(sorted(values.items()))


def toggle_label(state: State, tagset: Tagset, tag: str, *, id: str) -> Transaction:
    """Put a label on the whole document, or take it off; AnnotationError when the tagset has none
    such.
    """
    for label in state.labels:
        if label.tag == tag:
            return Transaction(Op.LABEL_DOCUMENT, (Change(label, None),))
    if tag not in tagset.labels:
        raise AnnotationError(
            "The tagset has no document label “{tag}”; it has {tags}.",
            tag=tag,
            tags=", ".join(tagset.labels),
        )
    label = DocumentLabel(id, LABEL_LAYER, tag)
    return Transaction(Op.LABEL_DOCUMENT, (Change(None, label),))


def _mark(stage: Stage) -> StageMark | None:
    return None if stage is Stage.NEW else StageMark(stage)
