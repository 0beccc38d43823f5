"""A sentence is for people: nothing is known by it, so that it can be worded anew."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.inventory import name_of, parsed, product_code

# Whoever takes a template says it to somebody, or carries it to who does.
SPEAKERS = {
    "tr",
    "format",
    "FindingReason",
    "ReaderNotice",
    "KnownError",
    "_with",  # the log: traces.py
}


def called(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def is_sentence(node: ast.AST) -> bool:
    """Whether it is a template, or the text of something that was raised."""
    match node:
        case ast.Attribute(attr="template"):
            return True
        case ast.Call(func=ast.Name(id="str"), args=[ast.Name(id=name)]):
            return name in {"error", "refusal", "trouble", "reason"}
    return False


def hashed(module: ast.Module) -> Iterator[ast.AST]:
    """What the ids and hashes of a module are made of, also by way of a list of `parts`."""
    for node in ast.walk(module):
        match node:
            case ast.Call() if called(node) in {"finding_id", "sha256", "blake2b", "hash", "crc32"}:
                yield from (*node.args, *(keyword.value for keyword in node.keywords))
            case ast.Assign(targets=[ast.Name(id="parts" | "said")], value=value):
                yield value
            case ast.FunctionDef(name=name) if name.endswith("_parts"):
                yield from (n for n in ast.walk(node) if isinstance(n, ast.Return))


def compared(module: ast.Module) -> Iterator[ast.AST]:
    """What is compared, or asked which words it begins with or holds."""
    for node in ast.walk(module):
        match node:
            case ast.Compare(left=left, comparators=others):
                if any(isinstance(one, ast.Constant) for one in (left, *others)):
                    yield from (left, *others)
            case ast.Call(func=ast.Attribute(attr="startswith" | "endswith" | "find", value=value)):
                yield value
            case ast.Subscript(slice=key):
                yield key
            case ast.match_case(pattern=pattern):
                yield pattern


def lines(kind: str, found: Iterator[ast.AST], path: Path) -> list[str]:
    return [
        f"{name_of(path)}:{node.lineno}: {kind}"
        for part in found
        for node in ast.walk(part)
        if isinstance(node, ast.expr) and is_sentence(node)
    ]


def test_no_id_is_made_of_a_sentence() -> None:
    assert [s for p in product_code() for s in lines("hashed", hashed(parsed(p)), p)] == []


def test_no_sentence_is_searched_for_words() -> None:
    assert [s for p in product_code() for s in lines("compared", compared(parsed(p)), p)] == []


def test_templates_are_only_said_or_carried() -> None:
    """Anything else that takes one (a key, a part of an id, a group) would know by it."""
    others = []
    for path in product_code():
        module = parsed(path)
        spoken = {
            id(inner)
            for node in ast.walk(module)
            if (isinstance(node, ast.Call) and called(node) in SPEAKERS) or is_message(node)
            for inner in ast.walk(node)
        }
        others += [
            f"{name_of(path)}:{node.lineno}"
            for node in ast.walk(module)
            if isinstance(node, ast.Attribute)
            and node.attr == "template"
            and isinstance(node.ctx, ast.Load)
            and id(node) not in spoken
        ]
    assert others == []


def is_message(node: ast.AST) -> bool:
    """A dictionary in which one process tells another what to say."""
    return isinstance(node, ast.Dict) and any(
        isinstance(key, ast.Constant) and key.value in {"template", "refused"} for key in node.keys
    )
