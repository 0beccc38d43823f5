"""brat's annotation.conf and visual.conf as a tagset file, so that its corpora can be worked on.

The format: https://brat.nlplab.org/configuration.html. An event's type is a span tag, since its
trigger is a span; each of its roles is a relation tag from the trigger to what plays the role.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from annotation.errors import AnnotationError

_SECTION = re.compile(r"\[(\w+)\]")
_MACRO = re.compile(r"<([\w-]+)>\s*=\s*(.+)")
_ARGUMENT = re.compile(r"(?<![\w-])(<?[\w-]+>?)[?*+]?(?:\{[\d,-]+\})?:(\S*)")
_HEX = re.compile(r"bgColor:(#[0-9a-fA-F]{6})")
_ANY = ("<ANY>", "<ENTITY>", "<EVENT>")
# Also apart for those who see no red, no green or no blue: tests/ui/test_tag_colours.py.
COLOURS = (
    "#84A9DB", "#9A5C9A", "#E6C964", "#B3D2B7", "#C6994B", "#4D8571",
    "#C8D423", "#C35C43", "#E9977A", "#463AC6", "#B2A91D", "#8ED7DE",
)  # fmt: skip


@dataclass(slots=True)
class _Relation:
    heads: set[str] = field(default_factory=set)
    tails: set[str] = field(default_factory=set)
    is_symmetric: bool = False
    is_equivalence: bool = False


@dataclass(slots=True)
class _Conf:
    """What the lines have said so far."""

    spans: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    below: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    groups: dict[str, str] = field(default_factory=dict)
    relations: dict[str, _Relation] = field(default_factory=lambda: defaultdict(_Relation))
    attributes: dict[str, tuple[set[str], list[str]]] = field(default_factory=dict)


def tagset_of_brat(conf: str, visual: str = "", slug: str = "brat") -> str:
    """The text of a tagset file with the tags of annotation.conf; AnnotationError if it has none.

    `visual` is the text of visual.conf, which has names and colours.
    """
    found = _Conf()
    sections = _sections(conf, found)
    for line, above in _tree(sections.get("entities", []) + sections.get("spans", [])):
        _read_type(line, above, found.spans, found)
    for line, above in _tree(sections.get("events", [])):
        _read_type(line, above, found.events, found)
    if not (found.spans or found.events):
        raise AnnotationError("The file names no type of entity or event.")
    for line in sections.get("events", []):
        _read_roles(line.strip(), found)
    for line in sections.get("relations", []):
        _read_relation(line.strip(), found)
    for line in sections.get("attributes", []):
        _read_attribute(line.strip(), found)
    return "\n".join(_toml(found, _Looks(visual), slug))


class _Looks:
    """Names and colours out of visual.conf."""

    def __init__(self, visual: str) -> None:
        sections = _sections(visual, _Conf())
        rows = [line.split("|") for line in sections.get("labels", [])]
        self._names = {row[0].strip(): row[1].strip() for row in rows if len(row) > 1}
        drawn = [line.split(None, 1) for line in sections.get("drawing", [])]
        hexes = {row[0]: _HEX.search(row[1]) for row in drawn if len(row) == 2}
        self._colours = {name: match[1] for name, match in hexes.items() if match}

    def name(self, tag: str) -> str:
        return self._names.get(tag) or tag.replace("_", " ")

    def colour(self, tag: str, number: int) -> str:
        return self._colours.get(tag, COLOURS[number % len(COLOURS)])


def _sections(text: str, found: _Conf) -> dict[str, list[str]]:
    """The lines of each section as they are indented; macros go to `found`."""
    sections: dict[str, list[str]] = defaultdict(list)
    here = ""
    for line in text.removeprefix("\ufeff").splitlines():
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        if match := _SECTION.fullmatch(stripped):
            here = match[1].lower()
        elif match := _MACRO.fullmatch(stripped):
            found.groups[f"<{match[1]}>"] = match[2].strip()
        else:
            sections[here].append(line.rstrip())
    return sections


def _tree(lines: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each line with the types above it."""
    path: list[tuple[int, str]] = []
    for line in lines:
        indent = len(line) - len(line.lstrip("\t "))
        while path and path[-1][0] >= indent:
            path.pop()
        yield line.strip(), tuple(name for _, name in path)
        path.append((indent, _type_name(line.strip())))


def _type_name(line: str) -> str:
    return line.split(None, 1)[0].lstrip("!").split("|")[0]


def _read_type(line: str, above: tuple[str, ...], kind: list[str], found: _Conf) -> None:
    """A type of entity or event; `!` marks one that only stands for those below it."""
    name = _type_name(line)
    if name.startswith(("-", "<")):
        return  # a separator
    if not line.startswith("!") and name not in kind:
        kind.append(name)
    for upper in above:
        found.below[upper].append(name)


def _types(wish: str, found: _Conf) -> set[str]:
    """The tags that a list such as `Person|<EVENT>` allows, with those below them.

    Each group is looked into once, wherever it stands, also within itself.
    """
    tags: set[str] = set()
    groups: set[str] = set()
    names = wish.split("|")
    while names:
        name = names.pop()
        if name in found.groups:
            names += found.groups[name].split("|") if name not in groups else ()
            groups.add(name)
        elif name in _ANY:
            tags.update(found.events if name == "<EVENT>" else found.spans)
            tags.update(found.events if name == "<ANY>" else ())
        else:
            tags |= {name, *found.below.get(name, ())} & {*found.spans, *found.events}
    return tags


def _arguments(text: str) -> list[tuple[str, str]]:
    return [(match[1], match[2].rstrip(",")) for match in _ARGUMENT.finditer(text)]


def _read_roles(line: str, found: _Conf) -> None:
    event, *rest = line.split(None, 1)
    for role, wish in _arguments(rest[0]) if rest else ():
        if not role.startswith("<"):
            relation = found.relations[role]
            relation.heads |= {event.lstrip("!"), *found.below.get(event, ())} & {*found.events}
            relation.tails |= _types(wish, found)


def _read_relation(line: str, found: _Conf) -> None:
    name, *rest = line.split(None, 1)
    arguments = _arguments(rest[0]) if rest else []
    ends = [wish for role, wish in arguments if not role.startswith("<")]
    if name.startswith("<") or len(ends) < 2:
        return  # <OVERLAP> and the like rule spans
    relation = found.relations[name.lstrip("!")]
    relation.heads |= _types(ends[0], found)
    relation.tails |= _types(ends[1], found)
    kinds = dict(arguments).get("<REL-TYPE>", "").split("-")
    relation.is_symmetric |= "symmetric" in kinds
    relation.is_equivalence |= {"symmetric", "transitive"} <= set(kinds)


def _read_attribute(line: str, found: _Conf) -> None:
    name, *rest = line.split(None, 1)
    arguments = dict(_arguments(rest[0])) if rest else {}
    on, values = found.attributes.setdefault(name, (set(), []))
    on |= _types(arguments.get("Arg", ""), found)
    values += [v for v in arguments.get("Value", "").split("|") if v and v not in values]


def _toml(found: _Conf, looks: _Looks, slug: str) -> Iterator[str]:
    yield f'slug = {json.dumps(slug)}\nversion = 1\noverlap = "any"'
    yield f"title = {_words(slug)}\n"
    for number, tag in enumerate(dict.fromkeys([*found.spans, *found.events])):
        yield f"[span.{tag}]\n{_named(looks.name(tag))}"
        yield f'colour = "{looks.colour(tag, number)}"\n'
    for tag, relation in found.relations.items():
        if relation.heads and relation.tails:
            yield f"[relation.{tag}]\n{_named(looks.name(tag))}"
            yield f"heads = {_list(relation.heads)}\ntails = {_list(relation.tails)}"
            yield f"symmetric = {json.dumps(relation.is_symmetric)}"
            yield f"equivalence = {json.dumps(relation.is_equivalence)}\n"
    for name, (on, values) in found.attributes.items():
        if on:
            yield f'[attribute.{name}]\nkind = "{"choice" if values else "flag"}"'
            yield f"name = {_words(looks.name(name))}\non = {_list(on)}"
            yield f"values = {json.dumps(values, ensure_ascii=False)}\n"


def _named(name: str) -> str:
    return f"name = {_words(name)}\ndefinition = {_words(name)}\nexamples = []"


def _words(text: str) -> str:
    value = json.dumps(text, ensure_ascii=False)
    return f"{{ ar = {value}, en = {value} }}"


def _list(tags: Iterable[str]) -> str:
    return json.dumps(sorted(tags))
