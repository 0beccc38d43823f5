"""What a record must hold to before it may come in: the text, the tagset, the rules."""

from annotation.commands.rules import check_fragments
from annotation.errors import AnnotationError, KnownError
from annotation.formats.checking import faults
from annotation.tagsets.tagset import Tagset
from annotation.values.items import (
    Document,
    Item,
    Stage,
    StageMark,
    SuggestedRelation,
    SuggestedSpan,
    item_key,
    text_hash,
)
from annotation.values.record import Record


def checked_items(record: Record, tagset: Tagset) -> tuple[Item, ...]:
    """The record's items; KnownError naming the document and the item that is not right."""
    _check_document(record.document)
    if record.is_annotated and not record.annotator.strip():
        raise KnownError(
            "“{document}” carries somebody's work: say whose.", document=record.document.name
        )
    items = items_of(record)
    _check_ids(record.document, items)
    for item, error in faults(record, tagset):
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
