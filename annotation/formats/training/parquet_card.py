"""The card of a data set: what its columns are, for people and for Hugging Face's programs."""

import json
from collections.abc import Sequence
from typing import Any

from annotation.tagsets.tagset import Tagset


def _value(dtype: str) -> dict[str, str]:
    return {"dtype": dtype, "_type": "Value"}


def _list(feature: Any) -> dict[str, Any]:
    return {"feature": feature, "_type": "List"}


def hugging_face_features(tags: Sequence[str]) -> dict[str, Any]:
    """The columns as `datasets` describes them; the numbers of tags get their names."""
    text, offset = _value("string"), _value("int32")
    span = {"id": text, "tag": text, "begin": offset, "end": offset, "attributes": text}
    relation = {"id": text, "tag": text, "head": text, "tail": text, "attributes": text}
    return {
        "id": text,
        "name": text,
        "text": text,
        "attributes": text,
        "tokens": _list(text),
        "token_spans": _list(_list(offset)),
        "ner_tags": _list({"names": list(tags), "_type": "ClassLabel"}),
        "spans": _list(span),
        "relations": _list(relation),
        "labels": _list(text),
    }


def dataset_card(tagset: Tagset, data: str) -> str:
    """The card, with the head that the Hub reads and the tags with their definitions."""
    head = [
        "---",
        "language:",
        "- ar",
        "task_categories:",
        "- token-classification",
        f"pretty_name: {json.dumps(tagset.title['en'], ensure_ascii=False)}",
        "configs:",
        "- config_name: default",
        f"  data_files: {data}",
        "---",
        "",
    ]
    body = [
        f"# {tagset.title['en']} / {tagset.title['ar']}",
        "",
        "Arabic documents with tagged spans and relations between them, annotated in Tawseem.",
        f"Tagset: `{tagset.slug}`, version {tagset.version}.",
        "",
        "Offsets count code points of `text` and are half-open: `text[begin:end]`. `ner_tags` are",
        "the outermost spans in IOB2 on `tokens`; `spans` and `relations` hold all of them.",
        "`attributes` are JSON objects.",
        "",
    ]
    tags = [
        "## Tags of spans",
        "",
        "| tag | name | definition |",
        "|---|---|---|",
        *(_row(tag.slug, tag.name, tag.definition) for tag in tagset.spans.values()),
        "",
        "## Tags of relations",
        "",
        "| tag | name | definition |",
        "|---|---|---|",
        *(_row(tag.slug, tag.name, tag.definition) for tag in tagset.relations.values()),
        "",
    ]
    return "\n".join([*head, *body, *tags])


def _row(slug: str, name: Any, definition: Any) -> str:
    names = " / ".join(name[language] for language in ("ar", "en"))
    words = " ".join(definition["en"].split()).replace("|", "\\|")
    return f"| `{slug}` | {names} | {words} |"
