"""Acts wait for nothing long: what takes its time is not asked of the thread that saves.

`link.ask` and `thread.submit` run between the acts, so they are about one document at most; what
reads more goes to `read`, what writes more to `work`.
"""

import ast
from collections.abc import Iterator

from tests.house.inventory import name_of, parsed, product_code

# What looks through the whole project, by its size; of everything else a document is the measure.
LONG = {
    "add_records",
    "assign_by_rule",
    "backup",
    "batches",
    "check",
    "comments",
    "copy_aside",
    "documents",
    "documents_with",
    "hashed_texts",
    "merge",
    "outlooks",
    "people",
    "preview_rule",
    "reassign",
    "records",
    "remarks",
    "review",
    "search",
    "share_out",
    "sets_side_by_side",
    "split",
    "stats",
    "suggested_by",
    "suggestion_numbers",
    "texts",
}
ASKED = {"ask", "submit", "in_storage"}
LINKS = {"link", "_link", "thread", "_thread"}
PROJECTS = {"project", "p"}

# What writes much in one transaction still; whoever puts it into portions takes it from here.
WRITING = {"ui/project/teaming.py"}

Scope = dict[str, ast.AST]  # functions by the name under which they are known there


def rooms_files() -> Iterator[tuple[str, ast.Module]]:
    for path in product_code():
        name = name_of(path)
        if name.startswith("ui/") and not name.startswith("ui/commands/"):
            yield name, parsed(path)


def root_of(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def is_long(node: ast.AST, scope: Scope, seen: frozenset[str] = frozenset()) -> bool:
    """Whether something long is called in here, or in a function that is named here."""
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and part.attr in LONG and root_of(part) in PROJECTS:
            return True
        if not isinstance(part, ast.Name) or part.id in seen or part.id not in scope:
            continue
        if is_long(scope[part.id], scope, seen | {part.id}):
            return True
    return False


def functions_in(node: ast.AST) -> Scope:
    return {n.name: n for n in ast.walk(node) if isinstance(n, ast.FunctionDef) and n is not node}


def asked_in(node: ast.AST, scope: Scope) -> Iterator[tuple[int, ast.expr, Scope]]:
    """What is asked within, with the functions that are known there."""
    for child in ast.iter_child_nodes(node):
        inner = scope | functions_in(child) if isinstance(child, ast.FunctionDef) else scope
        if isinstance(child, ast.Call) and child.args and is_asked(child.func):
            yield child.lineno, child.args[0], inner
        yield from asked_in(child, inner)


def is_asked(function: ast.expr) -> bool:
    match function:
        case ast.Name(id=name):
            return name in ASKED
        case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name):
            return name in ASKED and owner in LINKS
    return False


def long_questions() -> list[str]:
    files = dict(rooms_files())
    everywhere: Scope = {}
    for tree in files.values():
        everywhere |= functions_in(tree)
    found = []
    for name, tree in files.items():
        imported = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        scope = {n: f for n, f in everywhere.items() if n in imported} | functions_in(tree)
        found += [
            f"{name}:{line}" for line, what, known in asked_in(tree, scope) if is_long(what, known)
        ]
    return found


def test_nothing_long_is_asked_of_the_thread_that_saves() -> None:
    assert {place.partition(":")[0] for place in long_questions()} == WRITING


def test_what_is_known_as_long_is_there() -> None:
    names = {
        node.name
        for path in product_code()
        if name_of(path) in ("storage/project.py", "storage/team/team.py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef)
    }
    assert names >= LONG


def test_a_long_question_is_found_however_it_is_asked() -> None:
    source = """
def helper(project):
    return project.stats()
def far(link, thread):
    if True:
        def work(project):
            return helper(project)
    link.ask(work, print)
    self.desk.link.ask(lambda p: p.team.people(), print)
    thread.submit(partial(helper, 1))
    link.ask(lambda project: project.document("d1"), print)
    link.read(work, print)
"""
    tree = ast.parse(source)
    asked = list(asked_in(tree, functions_in(tree)))
    assert [line for line, what, scope in asked if is_long(what, scope)] == [8, 9, 10]
    assert len(asked) == 4
