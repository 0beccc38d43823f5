"""The lines that go to a suggester of somebody else's and come back from it.

A question is `{"id", "name", "text", "span_tags", "relation_tags"}`; the answer to it is one line,
`{"id", "spans": [...], "relations": [...]}`, whose items are those of suggestions in JSON lines.
The id may be left out; one that is there must be that of the question. Of a span `tag`, `begin` and
`end` are needed, of a relation also `head`, `tail`, `head_tag`, `tail_tag`.
"""

import json
from typing import Any

from annotation.errors import AnnotationError
from annotation.formats.json_fields import parse_object
from annotation.formats.jsonl_reading import read_suggestions
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, Suggestions

NAMED = 60  # letters of a wrong id that are told
UNSCORED = 0.5  # the score of what comes without one


def write_question(document: Document, tagset: Tagset) -> str:
    """A document as one line, with the tags that may be suggested."""
    values = {
        "id": document.id,
        "name": document.name,
        "text": document.text,
        "span_tags": list(tagset.spans),
        "relation_tags": list(tagset.relations),
    }
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_answer(line: bytes, document: Document, tagset: Tagset, suggester: str) -> Suggestions:
    """What a line suggests for a document; AnnotationError for anything else or doubtful."""
    try:
        values = parse_object(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise AnnotationError("This is not UTF-8.") from error
    answered = values.pop("id", document.id)  # without one, answers come in the order of questions
    if answered != document.id:
        raise AnnotationError(
            "It is the answer for {answered}, and {asked} was asked for.",
            answered=str(answered)[:NAMED],
            asked=document.id,
        )
    usual = {"score": UNSCORED, "suggester": suggester, "reason": ""}
    for key in ("spans", "relations"):
        items = values.get(key)
        if isinstance(items, list):
            values[key] = [_completed(item, usual) for item in items]
    return read_suggestions(values, document, tagset)


def _completed(item: Any, usual: dict[str, Any]) -> Any:
    return usual | item if isinstance(item, dict) else item
