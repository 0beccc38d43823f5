"""One door for files: nobody else makes, renames, replaces or removes one."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.inventory import name_of, parsed, product_code

DOOR = "annotation/files/"
# Who writes where the door has given them a place, which nobody else may enter.
WRITE_INTO_WORK_FOLDERS = {
    "annotation/formats/archives.py",
    "annotation/formats/manifest.py",
    "annotation/formats/platforms/label_studio.py",
    "annotation/formats/sinks.py",
    "annotation/formats/training/ace.py",
    "annotation/formats/training/docbin.py",
    "annotation/formats/training/parquet.py",
    "annotation/formats/training/tacred.py",
    "annotation/suggesting/learning/archive.py",
    "annotation/suggesting/saving.py",
    "storage/safekeeping/recovery.py",
    "ui/article/picture_file.py",
    "ui/beside/saving.py",
    "ui/commands/suggestion_files.py",
    "ui/look/csv_file.py",
    "ui/look/settings.py",
}
CONNECT = {
    "storage/file/new_file.py",  # in a work folder
    "storage/file/project_file.py",  # a project, after its lock
    "storage/file_format/schema.py",  # in memory
    "storage/searching/search_index.py",  # its own file, opened by the door first
}
OF_MODULES = {"os", "shutil", "tempfile"}
BY_OS = {
    *("open", "rename", "renames", "replace", "remove", "unlink", "rmdir", "removedirs", "mkdir"),
    *("makedirs", "link", "symlink", "chmod", "truncate", "mkfifo", "rmtree", "move", "copy"),
    *("copy2", "copyfile", "copytree", "mkstemp", "mkdtemp", "mktemp", "NamedTemporaryFile"),
    *("TemporaryDirectory", "TemporaryFile", "SpooledTemporaryFile", "utime"),
}
BY_PATH = {"rename", "unlink", "rmdir", "hardlink_to", "symlink_to", "touch", "chmod", "lchmod"}
MAKING = {"mkdir", "write_text", "write_bytes"}
QT = {"QFile", "QSaveFile", "QTemporaryFile", "QTemporaryDir", "QDir", "QSettings", "QLockFile"}


def touches(tree: ast.AST) -> Iterator[str]:
    """What a module does to files: `made`, `changed` or `connected`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Attribute(value=ast.Name(id=module), attr=name) if module in OF_MODULES:
                if name in BY_OS and not (name == "open" and _only_reads(node)):
                    yield "changed"
            case ast.Attribute(value=ast.Name(id="sqlite3"), attr="connect"):
                yield "connected"
            case ast.Attribute(attr="replace") if len(node.args) == 1 and not node.keywords:
                yield "changed"  # of a path: a text's has two arguments, a date's has names
            case ast.Attribute(attr=name) if name in BY_PATH:
                yield "changed"
            case ast.Attribute(attr=name) if name in MAKING:
                yield "made"
            case ast.Name(id="open") | ast.Attribute(attr="open") if _writes(node):
                yield "made"
            case ast.Name(id=name) if name in QT:
                yield "changed"


def _only_reads(call: ast.Call) -> bool:
    flags = {node.attr for node in ast.walk(call) if isinstance(node, ast.Attribute)}
    return "devnull" in flags or flags.isdisjoint({"O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"})


def _writes(call: ast.Call) -> bool:
    """Whether a file is opened to be written: by a mode with one of these letters."""
    given = [*call.args[:2], *(word.value for word in call.keywords if word.arg == "mode")]
    texts = [one.value for one in given if isinstance(one, ast.Constant)]
    modes = [mode for mode in texts if isinstance(mode, str) and len(mode) <= 3]
    return any(set(mode) & set("wax+") for mode in modes)


def who(kind: str) -> set[str]:
    return {
        name_of(path)
        for path in product_code()
        if not name_of(path).startswith(DOOR) and kind in touches(parsed(path))
    }


def test_files_are_renamed_replaced_and_removed_by_the_door_alone() -> None:
    assert who("changed") == set()


def test_files_are_made_in_work_folders_alone() -> None:
    assert who("made") == WRITE_INTO_WORK_FOLDERS


def test_databases_are_opened_by_few() -> None:
    assert who("connected") == CONNECT


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("os.rename(a, b)", ["changed"]),
        ("path.replace(target)", ["changed"]),
        ("text.replace('a', 'b')", []),
        ("moment.replace(tzinfo=UTC)", []),
        ("path.unlink(missing_ok=True)", ["changed"]),
        ("tempfile.mkdtemp()", ["changed"]),
        ("shutil.rmtree(folder)", ["changed"]),
        ("path.open('wb')", ["made"]),
        ("path.open(mode='a', encoding='utf-8')", ["made"]),
        ("open(path, 'x')", ["made"]),
        ("path.open('rb')", []),
        ("path.open(encoding='utf-8')", []),
        ("dialog.open()", []),
        ("path.write_text(words)", ["made"]),
        ("QSaveFile(name)", ["changed"]),
        ("sqlite3.connect(path)", ["connected"]),
        ("os.open(os.devnull, os.O_WRONLY)", []),
        ("os.open(path, os.O_RDONLY)", []),
        ("os.open(path, os.O_RDWR)", ["changed"]),
    ],
)
def test_what_touches_files_is_seen(code: str, found: list[str]) -> None:
    assert list(touches(ast.parse(code))) == found
