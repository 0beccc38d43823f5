"""Making a project file and opening one: nothing in it is believed before it is checked."""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from annotation.errors import Damaged, KnownError
from annotation.files.own_files import ORDINARY
from annotation.files.work_folders import unfinished_beside
from annotation.tagsets.tagset import Tagset
from storage.file.header import read_header
from storage.file.lock import ProjectLock
from storage.file.new_file import logs_of, place, refuse_strange_logs, unsynced
from storage.file.project_file import (
    LOG_PAGES,
    READ_UNCHANGING,
    Identity,
    ProjectFile,
    connect,
    identity_of,
)
from storage.file.troubles import damaged, reading, told
from storage.file_format import schema as schemas
from storage.file_format.row_checksum import row_checksum
from storage.file_format.schema import (
    APPLICATION_ID,
    FIRST_VERSION,
    Schema,
    objects_in,
    user_version,
)
from storage.log.log_file import note
from storage.safekeeping.automatic_backups import back_up_automatically
from storage.safekeeping.checking import check_changed, check_file, check_quickly
from storage.safekeeping.seal import sealed_line
from storage.system.clock import now
from storage.system.ids import new_id

QUICKLY_CHECKED = 256 * 1024 * 1024  # bytes; a bigger file is checked with its daily backup

IsWanted = Callable[[], bool]

POLL = 0.1  # seconds; who waits for a file to be closed looks so often whether it still should

# What is open in this process, for another opening would drop its locks, and whether it is wanted.
_open_here: dict[Identity | None, IsWanted] = {}
_guard = threading.Condition()


def create_file(path: Path, tagset: Tagset) -> None:
    """Make a project file with this tagset; KnownError when something is there already."""
    if path.exists() or path.is_symlink():
        raise KnownError("{path} exists already; choose another name.", path=path)
    if not path.parent.is_dir():
        raise KnownError("There is no folder {folder}.", folder=path.parent)
    with unfinished_beside(path) as unfinished:
        with told(path), contextlib.closing(unsynced(unfinished)) as connection:
            schemas.current_schema().create(connection)
            row = (new_id(), now(), tagset.source)
            connection.execute(
                "INSERT INTO project (id, uid, created, tagset, checksum) VALUES (1, ?, ?, ?, ?)",
                (*row, row_checksum(row)),
            )
        place(unfinished, path, ORDINARY)


@contextlib.contextmanager
def opening_new(path: Path, tagset: Tagset) -> Iterator[None]:
    """Make a project, to be opened; a KnownError of opening then says that it is there.

    KnownError when something lies at the path already.
    """
    create_file(path, tagset)
    try:
        yield
    except KnownError as error:  # nobody takes it away: somebody else may have it open by now
        raise KnownError(
            "{path} is made, but cannot be opened now: {reason}", path=path, reason=error
        ) from error


def open_file(
    path: Path,
    *,
    read_only: bool,
    schema: Schema | None = None,
    is_copy: bool = False,
    is_checked_later: bool = False,
    is_wanted: IsWanted = lambda: True,
) -> ProjectFile:
    """Open a project file; KnownError, and the file untouched, when it is not a sound one of ours.

    A newer version is refused, an older one is migrated after a verified backup, which `is_copy`
    says that it is itself. One that is open here and not wanted any more is waited for. Who sees to
    it that it `is_checked_later`, beside the work, has it sooner.
    """
    begun = perf_counter()
    path = _existing(path)
    schema = schema or schemas.current_schema()
    with _guard:
        _wait_until_free(path, is_wanted)
        _refuse_wrong_kind(path, schema)
        refuse_strange_logs(path)
        was_left_open = has_leftovers(path)
        sealed = sealed_line(path) if was_left_open else None  # before SQLite touches it
        file = _lock_and_connect(path, read_only=read_only)
        _open_here[file.identity] = is_wanted
    try:
        file.was_left_open, file.is_unchecked = was_left_open, is_checked_later
        _bring_to_this_version(file, schema, is_copy=is_copy)
        if was_left_open:
            _refuse_mixture(file, sealed, is_wanted)
            if file.is_read_only:
                file.read_unchanging()
        if not is_checked_later:
            _refuse_damage(file)
        if not file.is_read_only:
            _begin_work(file)
    except BaseException:
        close_file(file, is_log_left=was_left_open)
        raise
    _note_opened(file, (perf_counter() - begun) * 1000)
    return file


def _wait_until_free(path: Path, is_wanted: IsWanted) -> None:
    """Wait while whoever has the file open in this process is closing it."""
    while (holder_wants_it := _open_here.get(identity_of(path))) is not None:
        if holder_wants_it():
            raise KnownError("{file} is already open in this program.", file=path.name)
        if not is_wanted():
            raise KnownError("The project is closed.")
        _guard.wait(POLL)


def refuse_if_open_here(path: Path) -> None:
    """KnownError when this process has the file open: not even its header may be read then."""
    with _guard:
        if identity_of(path) in _open_here:
            raise KnownError("{file} is already open in this program.", file=path.name)


def _note_opened(file: ProjectFile, milliseconds: float) -> None:
    with contextlib.suppress(KnownError, OSError):  # who reads next is told
        file.noted_as = file.uid
        size, read_only = file.path.stat().st_size, file.is_read_only
        note("opened", project=file.uid, bytes=size, read_only=read_only, milliseconds=milliseconds)


def close_file(file: ProjectFile, *, is_log_left: bool = False) -> None:
    """Close a project file and give it free; closing it again does nothing.

    Of one that is refused the log that was left may be another file's: it stays where it is.
    """
    if file.is_closed:
        return
    try:
        file.close(is_log_left=is_log_left)
    finally:
        if not file.is_snapshot:
            with _guard:
                _open_here.pop(file.identity, None)
                _guard.notify_all()
    if file.noted_as:
        note("closed", project=file.noted_as)


def _existing(path: Path) -> Path:
    resolved = path.absolute().resolve()
    if not resolved.exists():
        raise KnownError("There is no project {path}.", path=path)
    if not resolved.is_file():
        raise KnownError("{path} is not a file.", path=path)
    return resolved


def _refuse_wrong_kind(path: Path, schema: Schema) -> None:
    """Read whose file it is and how old before SQLite may touch it."""
    header = read_header(path)
    if header.application_id != APPLICATION_ID:
        raise Damaged("{file} is not a Tawseem project.", file=path.name)
    _refuse_version(path, header.user_version, schema)


def _refuse_version(path: Path, version: int, schema: Schema) -> None:
    if version > schema.version:
        raise KnownError(
            "{file} was written by a newer Tawseem (version {version}, this one knows {known});"
            " update Tawseem to open it.",
            file=path.name,
            version=version,
            known=schema.version,
        )
    if version < FIRST_VERSION:
        raise Damaged("{file} is damaged: it has no version.", file=path.name)


def _lock_and_connect(path: Path, *, read_only: bool) -> ProjectFile:
    lock = _take_lock(path)
    try:
        may_write = lock is not None and os.access(path, os.W_OK)
        return _connect(path, lock, is_read_only=read_only or not may_write)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _take_lock(path: Path) -> ProjectLock | None:
    """The lock, or None where the folder cannot be written: then nobody here can write."""
    try:
        return ProjectLock.take(path)
    except OSError:
        return None


def _connect(path: Path, lock: ProjectLock | None, *, is_read_only: bool) -> ProjectFile:
    with reading(path):
        if is_read_only and not has_leftovers(path):
            connection = connect(path, READ_UNCHANGING)
        elif lock is None:
            raise KnownError(
                "{file} was not closed properly, and its folder cannot be written: copy it, with"
                " the files beside it, to a folder of yours.",
                file=path.name,
            )
        else:
            connection = connect(path, "mode=rw")
            # Before the first read: SQLite then never shares the write-ahead log's index.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        return ProjectFile(path, connection, lock, is_read_only=is_read_only)


def has_leftovers(path: Path) -> bool:
    """Whether a log lies beside the file: it was not closed properly."""
    return any(_size_of(log) > 0 for log in logs_of(path))


def _size_of(log: Path) -> int:
    try:
        return log.stat().st_size
    except FileNotFoundError:  # or whoever had the project open is just closing it
        return 0


def _bring_to_this_version(file: ProjectFile, schema: Schema, *, is_copy: bool) -> None:
    """Refuse what is not ours, and bring an older version to this one."""
    with reading(file.path):
        version = user_version(file.connection)
        _refuse_version(file.path, version, schema)
        if objects_in(file.connection) != schema.objects(version):
            raise KnownError(
                "{file} holds tables or rules that are not Tawseem's; it was changed by another"
                " program and is not opened.",
                file=file.path.name,
            )
        if version < schema.version:
            _migrate(file, schema, is_copy=is_copy)
    if not file.uid:
        raise damaged(file.path, "project")


def _migrate(file: ProjectFile, schema: Schema, *, is_copy: bool) -> None:
    if file.is_read_only:
        raise KnownError(
            "{file} is in the form of an older Tawseem; open it once for writing.",
            file=file.path.name,
        )
    if not is_copy:
        back_up_automatically(file)
    schema.migrate(file.connection)


def _refuse_mixture(file: ProjectFile, sealed: int | None, is_wanted: IsWanted) -> None:
    """Check what was left with its log: the sets that were changed since the seal, where file and
    log belong together, else everything, for they may be two states in one.
    """
    if sealed is None:
        problems = check_file(file, lambda _: is_wanted())
        file.is_unchecked = file.was_left_open = False
    else:
        problems = check_changed(file, sealed)
    if problems:
        raise damaged(file.path, problems[0])


def _refuse_damage(file: ProjectFile) -> None:
    """Check quickly what is not too big."""
    try:
        size = file.path.stat().st_size
    except OSError as error:  # it has gone in the meantime
        raise KnownError(
            "{file} cannot be read: {reason}.", file=file.path.name, reason=error.strerror
        ) from error
    if size <= QUICKLY_CHECKED:
        problems = check_quickly(file)
        if problems:
            raise damaged(file.path, problems[0])


def _begin_work(file: ProjectFile) -> None:
    with reading(file.path):
        execute = file.connection.execute
        (mode,) = execute("PRAGMA journal_mode = WAL").fetchone()
        # Without a write-ahead log only EXTRA makes a commit last through a power cut.
        execute(f"PRAGMA synchronous = {'FULL' if mode == 'wal' else 'EXTRA'}")
        execute("PRAGMA fullfsync = ON")
        execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}").fetchall()
        execute("SELECT count(*) FROM project").fetchall()  # takes the lock, and keeps it
