"""Rules of this room that no type checker knows."""

import re
from pathlib import Path

import storage

ROOM = Path(storage.__file__).parent
OPENS_FILES = re.compile(
    r"(?<!def )\bopen\(|\.read_(?:bytes|text)\(|\.write_(?:bytes|text)\(|\bshutil\."
)
MAY_OPEN_FILES = {
    "header.py",  # the project, before SQLite has it open
    "recovery.py",  # backups
    "schema.py",  # schema.sql
    "staging_file.py",  # what an import brings, before it is in
}


def test_only_few_modules_open_files() -> None:
    """Closing any handle on the live project drops SQLite's locks: see header.py."""
    opening = set()
    for module in ROOM.rglob("*.py"):
        code = module.read_text("utf-8").replace("Project.open(", "").replace("cls.open(", "")
        if OPENS_FILES.search(code):
            opening.add(module.name)
    assert opening == MAY_OPEN_FILES


def test_every_table_is_made_by_the_one_schema() -> None:
    for module in ROOM.rglob("*.py"):
        # The index is a file of its own; a later version's tables come by a migration.
        if module.name not in ("search_index.py", "migrations.py"):
            assert "CREATE TABLE" not in module.read_text("utf-8"), module.name
