"""What a record must hold to before it may come in: the text, the tagset, the rules."""

from annotation.errors import AnnotationError, KnownError
from annotation.items import (
    Document,
    DocumentLabel,
    Item,
    Relation,
    Span,
    Stage,
    StageMark,
    SuggestedRelation,
    SuggestedSpan,
    item_key,
    text_hash,
)
from annotation.record import Record
from annotation.rules import check_attributes, check_fragments, check_relation, check_span
from annotation.state import State
from annotation.tagset import Tagset


def checked_items(record: Record, tagset: Tagset) -> tuple[Item, ...]:
    """The record's items; KnownError naming the document and the item that is not right."""
    _check_document(record.document)
    if record.is_annotated and not record.annotator.strip():
        raise KnownError(
            "“{document}” carries somebody's work: say whose.", document=record.document.name
        )
    items = items_of(record)
    _check_ids(record.document, items)
    state = State(record.document, items)
    _check_spans(record, tagset)
    links: tuple[Relation | DocumentLabel, ...] = (*record.relations, *record.labels)
    for item in links:
        try:
            _check_relation_or_label(state, tagset, item)
        except AnnotationError as error:
            raise _refused(record.document, item.id, error) from error
    _check_suggestions(record, tagset)
    return items


def items_of(record: Record) -> tuple[Item, ...]:
    """Everything that the record's annotator did, in an order in which it can be written."""
    mark = () if record.stage is Stage.NEW else (StageMark(record.stage),)
    return (*mark, *record.spans, *record.relations, *record.labels)


def _check_document(document: Document) -> None:
    if not document.id.strip() or not document.name.strip():
        raise KnownError("A document needs an id and a name: “{name}”.", name=document.name)
    if "\0" in document.text:
        raise KnownError("“{document}” holds a NUL character.", document=document.name)
    try:
        found = text_hash(document.text)
    except UnicodeEncodeError as error:
        raise KnownError(
            "“{document}” holds half a character at {offset}.",
            document=document.name,
            offset=error.start,
        ) from error
    if found != document.sha256:
        raise KnownError(
            "The text of “{document}” is not the one that its work was made on.",
            document=document.name,
        )


def _check_ids(document: Document, items: tuple[Item, ...]) -> None:
    seen = set()
    for item in items:
        key = item_key(item)
        if key in seen:
            raise KnownError("“{document}” has {item} twice.", document=document.name, item=key[1])
        seen.add(key)


def _check_spans(record: Record, tagset: Tagset) -> None:
    """Check each span against those before it that reach so far: a sweep over the text."""
    reaching: list[Span] = []
    for span in sorted(record.spans, key=lambda span: span.sort_key):
        reaching = [other for other in reaching if other.end > span.begin]
        try:
            check_span(State(record.document, reaching), tagset, span)
        except AnnotationError as error:
            raise _refused(record.document, span.id, error) from error
        reaching.append(span)


def _check_relation_or_label(state: State, tagset: Tagset, item: Relation | DocumentLabel) -> None:
    if isinstance(item, Relation):
        check_relation(state, tagset, item)
        return
    if item.tag not in tagset.labels:
        raise AnnotationError(
            "The tagset has no document label “{tag}”; it has {tags}.",
            tag=item.tag,
            tags=", ".join(tagset.labels),
        )
    check_attributes(tagset, item.tag, item.attributes)


def _check_suggestions(record: Record, tagset: Tagset) -> None:
    proposed: tuple[SuggestedSpan | SuggestedRelation, ...]
    proposed = (*record.suggestions.spans, *record.suggestions.relations)
    for suggestion in proposed:
        try:
            _check_suggestion(record.document.text, tagset, suggestion)
        except AnnotationError as error:
            raise _refused(record.document, suggestion.id, error) from error


def _check_suggestion(
    text: str, tagset: Tagset, suggestion: SuggestedSpan | SuggestedRelation
) -> None:
    if not 0 <= suggestion.score <= 1:
        raise AnnotationError("{score} is no score between 0 and 1.", score=suggestion.score)
    if isinstance(suggestion, SuggestedSpan):
        tagset.span_tag(suggestion.tag)
        check_fragments(text, suggestion.fragments)
        return
    tagset.relation_tag(suggestion.tag)
    for end, tag in (
        (suggestion.head, suggestion.head_tag),
        (suggestion.tail, suggestion.tail_tag),
    ):
        tagset.span_tag(tag)
        check_fragments(text, (end,))


def _refused(document: Document, item: str, reason: AnnotationError) -> KnownError:
    return KnownError(
        "“{document}”, {item}: {reason}", document=document.name, item=item, reason=reason
    )
