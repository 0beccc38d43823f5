"""Small faults that can be put into a module: each replaces one stretch of its source."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

_OTHERS: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.Mult,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}
Fault = tuple[ast.AST, ast.AST]  # what is replaced, and by what


@dataclass(frozen=True, slots=True)
class Mutation:
    """One fault: the line, that of its function (0 outside), what stood there and what stands."""

    line: int
    function: int
    before: str
    after: str
    source: str  # of the whole module with the fault in it


def mutations(source: str) -> list[Mutation]:
    """Every fault that can be put into a module, from its first line to its last."""
    made: dict[str, Mutation] = {}
    for node, function in _reached(ast.parse(source), 0):
        for old, new in _faults(node):
            assert isinstance(old, ast.expr | ast.stmt)
            before, after = ast.get_source_segment(source, old) or "", ast.unparse(new)
            mutated = _replaced(source, old, f"({after})" if isinstance(new, ast.expr) else after)
            words = " ".join(before.split())
            made.setdefault(mutated, Mutation(old.lineno, function, words, after, mutated))
    return sorted(made.values(), key=lambda mutation: mutation.line)


def _reached(node: ast.AST, function: int) -> Iterator[tuple[ast.AST, int]]:
    """What is executed, with the line of the function around it: no decorators, no types."""
    if isinstance(node, ast.FunctionDef):
        function = node.lineno
    yield node, function
    is_alias = isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias"
    if is_alias or isinstance(node, ast.JoinedStr):  # places within an f-string are not told
        return
    for name, value in ast.iter_fields(node):
        if name not in ("annotation", "returns", "decorator_list"):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from _reached(child, function)


def _faults(node: ast.AST) -> Iterator[Fault]:
    match node:
        case ast.Compare(left, operators, others):
            for place, operator in enumerate(operators):
                for other in _OTHERS[type(operator)]:
                    changed = [*operators[:place], other(), *operators[place + 1 :]]
                    yield node, ast.Compare(left, changed, others)
        case ast.BoolOp(operator, values):
            yield node, ast.BoolOp(_OTHERS[type(operator)][0](), values)
            for place in range(len(values)):  # a condition is forgotten
                rest = [*values[:place], *values[place + 1 :]]
                yield node, ast.BoolOp(operator, rest) if len(rest) > 1 else rest[0]
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield node, operand
        case ast.BinOp(one, operator, two):
            yield from ((node, ast.BinOp(one, o(), two)) for o in _OTHERS.get(type(operator), ()))
        case ast.AugAssign(to, operator, value):
            yield from ((node, ast.AugAssign(to, o(), value)) for o in _OTHERS[type(operator)])
        case ast.Constant(value):
            yield from ((node, ast.Constant(other)) for other in _other_values(value))
        case ast.If(test) | ast.While(test) | ast.IfExp(test):
            yield from _negated([test])
        case ast.comprehension(ifs=tests):
            yield from _negated(tests)
        case ast.Expr(ast.Call()) | ast.Raise() | ast.Break() | ast.Continue():
            yield node, ast.Pass()  # an act, a check or a refusal is forgotten


def _other_values(value: object) -> Iterator[object]:
    """The other truth, the next number, another share; never other words: they are sentences."""
    match value:
        case bool():
            yield not value
        case int():
            yield value + 1
        case float():
            yield round(1 - value, 4) if 0 < value < 1 and value != 0.5 else 2 * value + 0.25


def _negated(tests: list[ast.expr]) -> Iterator[Fault]:
    for test in tests:
        if isinstance(test, ast.Name | ast.Attribute | ast.Call):  # others are changed within
            yield test, ast.UnaryOp(ast.Not(), test)


def _replaced(source: str, node: ast.expr | ast.stmt, text: str) -> str:
    lines = source.encode().splitlines(keepends=True)
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    begin = sum(map(len, lines[: node.lineno - 1])) + node.col_offset
    end = sum(map(len, lines[: node.end_lineno - 1])) + node.end_col_offset
    whole = b"".join(lines)
    return (whole[:begin] + text.encode() + whole[end:]).decode()


def with_notes(source: str, name: str) -> str:
    """The module with a note in each function that it was entered, in a set of `builtins`.

    Everything else stays to the letter: there are tests that read the source.
    """
    lines = source.split("\n")
    functions = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef)]
    for node in sorted(functions, key=lambda function: function.lineno, reverse=True):
        place = "__import__('builtins').__dict__.setdefault('entered', set())"
        first = node.body[:2][-1] if ast.get_docstring(node) else node.body[0]
        begins = [first.lineno, *(each.lineno for each in getattr(first, "decorator_list", ()))]
        note = f"{place}.add({(name, node.lineno)!r})"
        if first.lineno > node.lineno:  # not one of a single line
            lines.insert(min(begins) - 1, " " * first.col_offset + note)
    return "\n".join(lines)
