"""Reading a tagset file: TOML, checked to the end, refused with the line and the reason."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from annotation.errors import AnnotationError, KnownError
from annotation.tagsets.tagset import (
    Anchoring,
    Attribute,
    AttributeKind,
    Overlap,
    RelationTag,
    SpanTag,
    Tagset,
    Words,
)

LANGUAGES = ("ar", "en")
INTERCHANGE = ("conll", "ontonotes", "ace", "wojood", "wojood_relations")
SLUG = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
Enumerated = TypeVar("Enumerated", bound=StrEnum)

TOP = {"slug", "version", "title", "anchoring", "overlap", "span", "relation", "attribute", "label"}
COMMON = {"name", "definition", "examples", "key", "layer", *INTERCHANGE}
SPAN = COMMON | {"colour"}
RELATION = COMMON | {"heads", "tails", "symmetric", "equivalence", "same_tag"}
ATTRIBUTE = {"kind", "name", "on", "values"}


def read_tagset(source: str, file_name: str) -> Tagset:
    """Parse a tagset file's text; raise KnownError naming the file, the line and the reason."""
    source = source.removeprefix("\ufeff")  # some editors write a byte order mark first
    try:
        data = tomllib.loads(source)
    except RecursionError as error:
        raise KnownError(
            "{file}, line {line}: {reason}.",
            file=file_name,
            line=_deepest_line(source),
            reason=AnnotationError("it is nested too deeply"),
        ) from error
    except ValueError as error:  # TOMLDecodeError is one, a number without end another
        raise KnownError(
            "{file} is not a readable tagset: {reason}.", file=file_name, reason=error
        ) from error
    return _Reader(source, file_name).tagset(data)


def _deepest_line(source: str) -> int:
    """The 1-based line on which the most brackets are open."""
    depth, depths = 0, [0]
    for line in source.splitlines():
        opened = sum(map(line.count, "[{"))
        depths.append(depth + opened)
        depth += opened - sum(map(line.count, "]}"))
    return depths.index(max(depths))


class _Reader:
    """Checks one file; knows at which line each table begins."""

    def __init__(self, source: str, file_name: str) -> None:
        self.source = source
        self.file_name = file_name
        self.lines = source.splitlines()

    def refuse(self, table: str, at: str, template: str, **values: object) -> KnownError:
        reason = AnnotationError(template, **values)
        return KnownError(
            "{file}, line {line}: {reason}.",
            file=self.file_name,
            line=self.line_of(table, at),
            reason=reason,
        )

    def line_of(self, table: str, key: str) -> int:
        """The 1-based line of `key` within `[table]`, else of the table's heading, else 1."""
        heading = 0
        here = not table
        for number, line in enumerate(self.lines, 1):
            text = line.strip()
            if text.startswith("["):
                here = text.partition("#")[0].strip(" \t[]") == table
                heading = number if here else heading
            elif here and re.match(rf"{re.escape(key)}\s*[.=]", text):
                return number
        return heading or 1

    def tagset(self, data: dict[str, Any]) -> Tagset:
        self.known(data, TOP, "")
        spans = {slug: self.span(slug, t) for slug, t in self.tables(data, "span")}
        if not spans:
            raise self.refuse("", "span", "a tagset needs at least one [span.TAG]")
        relations = {
            slug: self.relation(slug, t, spans) for slug, t in self.tables(data, "relation")
        }
        self.unique_keys("span", spans.values())
        self.unique_keys("relation", relations.values())
        known = {*spans, *relations}
        return Tagset(
            slug=self.text(data, "slug", ""),
            version=self.number(data, "version", ""),
            title=self.words(data, "title", ""),
            anchoring=self.choice(data, "anchoring", "", Anchoring, Anchoring.CLITICS),
            overlap=self.choice(data, "overlap", "", Overlap, Overlap.NESTED),
            spans=spans,
            relations=relations,
            attributes={s: self.attribute(s, t, known) for s, t in self.tables(data, "attribute")},
            labels={s: self.words(t, "name", f"label.{s}") for s, t in self.tables(data, "label")},
            source=self.source,
        )

    def span(self, slug: str, table: dict[str, Any]) -> SpanTag:
        where = f"span.{slug}"
        self.known(table, SPAN, where)
        colour = self.text(table, "colour", where)
        if not COLOUR.fullmatch(colour):
            raise self.refuse(
                where, "colour", "“{colour}” is not a colour like #4C78A8", colour=colour
            )
        return SpanTag(
            slug=slug,
            name=self.words(table, "name", where),
            definition=self.words(table, "definition", where),
            examples=self.texts(table, "examples", where),
            colour=colour,
            key=self.key(table, where),
            interchange=self.interchange(table, where),
        )

    def relation(
        self, slug: str, table: dict[str, Any], spans: Mapping[str, SpanTag]
    ) -> RelationTag:
        where = f"relation.{slug}"
        self.known(table, RELATION, where)
        ends = {}
        for side in ("heads", "tails"):
            ends[side] = self.texts(table, side, where)
            for tag in ends[side]:
                if tag not in spans:
                    raise self.refuse(where, side, "there is no span tag “{tag}”", tag=tag)
            if not ends[side]:
                raise self.refuse(where, side, "“{key}” names no span tag", key=side)
        return RelationTag(
            slug=slug,
            name=self.words(table, "name", where),
            definition=self.words(table, "definition", where),
            examples=self.texts(table, "examples", where),
            key=self.key(table, where),
            heads=frozenset(ends["heads"]),
            tails=frozenset(ends["tails"]),
            is_symmetric=self.flag(table, "symmetric", where),
            is_equivalence=self.flag(table, "equivalence", where),
            needs_same_tag=self.flag(table, "same_tag", where),
            interchange=self.interchange(table, where),
        )

    def attribute(self, slug: str, table: dict[str, Any], tags: set[str]) -> Attribute:
        where = f"attribute.{slug}"
        self.known(table, ATTRIBUTE, where)
        kind = self.choice(table, "kind", where, AttributeKind, AttributeKind.TEXT)
        on = self.texts(table, "on", where)
        for tag in on:
            if tag not in tags:
                raise self.refuse(where, "on", "there is no tag “{tag}”", tag=tag)
        values = self.texts(table, "values", where)
        if kind is AttributeKind.CHOICE and not values:
            raise self.refuse(where, "values", "a choice needs its values")
        return Attribute(slug, kind, self.words(table, "name", where), frozenset(on), values)

    # -- the small pieces ---------------------------------------------------------------------

    def tables(self, data: dict[str, Any], kind: str) -> Iterable[tuple[str, dict[str, Any]]]:
        group = data.get(kind, {})
        if not isinstance(group, dict):
            raise self.refuse("", kind, "“{kind}” must hold tables like [{kind}.TAG]", kind=kind)
        for slug, table in group.items():
            where = f"{kind}.{slug}"
            if not SLUG.fullmatch(slug):
                raise self.refuse(
                    where, "", "“{slug}” is not a tag: use A-Z a-z 0-9 _ -", slug=slug
                )
            if not isinstance(table, dict):
                raise self.refuse(kind, slug, "“{slug}” must be a table", slug=slug)
            yield slug, table

    def known(self, table: dict[str, Any], allowed: set[str], where: str) -> None:
        for key in table:
            if key not in allowed:
                raise self.refuse(where, key, "“{key}” is not known here", key=key)

    def text(self, table: dict[str, Any], key: str, where: str) -> str:
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(where, key, "“{key}” is missing or is not text", key=key)
        return value

    def texts(self, table: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self.refuse(where, key, "“{key}” must be a list of texts", key=key)
        return tuple(value)

    def number(self, table: dict[str, Any], key: str, where: str) -> int:
        value = table.get(key, 1)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.refuse(where, key, "“{key}” must be a whole number", key=key)
        return value

    def flag(self, table: dict[str, Any], key: str, where: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            raise self.refuse(where, key, "“{key}” must be true or false", key=key)
        return value

    def words(self, table: dict[str, Any], key: str, where: str) -> Words:
        value = table.get(key)
        if not isinstance(value, dict):
            raise self.refuse(where, key, "“{key}” needs an Arabic and an English text", key=key)
        for language in LANGUAGES:
            if not isinstance(value.get(language), str) or not value[language].strip():
                raise self.refuse(
                    where, key, "“{key}” has no text for “{language}”", key=key, language=language
                )
        return {language: value[language].strip() for language in LANGUAGES}

    def choice(
        self,
        table: dict[str, Any],
        key: str,
        where: str,
        kind: type[Enumerated],
        default: Enumerated,
    ) -> Enumerated:
        value = table.get(key, default.value)
        if not isinstance(value, str):
            raise self.refuse(where, key, "“{key}” is missing or is not text", key=key)
        if value not in set(kind):
            raise self.refuse(
                where,
                key,
                "“{value}” is not one of {choices}",
                value=value,
                choices=", ".join(kind),
            )
        return kind(value)

    def key(self, table: dict[str, Any], where: str) -> str:
        key = table.get("key", "")
        if not isinstance(key, str) or len(key) > 1 or (key and not key.isalnum()):
            raise self.refuse(where, "key", "“key” must be one letter or digit")
        return key

    def interchange(self, table: dict[str, Any], where: str) -> dict[str, tuple[str, ...]]:
        return {name: self.texts(table, name, where) for name in INTERCHANGE if name in table}

    def unique_keys(self, kind: str, tags: Iterable[SpanTag | RelationTag]) -> None:
        seen: dict[str, str] = {}
        for tag in tags:
            key = tag.key.casefold()  # a key is the same with Shift and without
            if key and key in seen:
                raise self.refuse(
                    f"{kind}.{tag.slug}",
                    "key",
                    "the key “{key}” is already taken by {other}",
                    key=tag.key,
                    other=seen[key],
                )
            seen[key] = tag.slug
