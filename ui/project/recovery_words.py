"""Backups and what came of restoring one, in words for the window and the command line."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from storage.safekeeping.known_backups import KnownBackup
from storage.safekeeping.lost_acts import BroughtBack, LostActs
from storage.safekeeping.recovery import LeftOut, Recovery, Restorable
from storage.system.clock import seconds_of
from ui.look.language import isolated, left_to_right, say, tr
from ui.look.words import time_words

MEGABYTE = 1_000_000
NAMED = 5  # documents; more are counted
MINUTE = 16  # letters of a time, up to its minutes


def backup_time(backup: KnownBackup) -> str:
    """When a backup was made, by this computer's time zone; a clock that was ahead is told."""
    time = time_words(backup.moment.astimezone())
    if backup.moment > datetime.now(UTC):
        return tr("{time}, by a clock that was ahead", time=time)
    return time


def written_time(at: str) -> str:
    """A time out of a journal by this computer's time zone; as it stands there if it is none."""
    try:
        time = datetime.fromtimestamp(seconds_of(at))
    except (ValueError, OverflowError, OSError):
        return isolated(at[:MINUTE])
    return time_words(time)


def size_words(size: int) -> str:
    """How much room a backup takes."""
    return tr("{size} MB", size=left_to_right(f"{max(size / MEGABYTE, 0.1):,.1f}"))


def lack_words(one: Restorable) -> str:
    """What restoring a backup would bring back beyond it, and what not."""
    parts = []
    if one.addable:
        parts.append(tr("{count} later acts are added from the journal", count=one.addable))
    if one.documents_lost:
        parts.append(tr("{count} documents would be missing", count=one.documents_lost))
    if one.lost:
        parts.append(tr("{count} acts would be missing", count=one.lost))
    return tr("; ").join(parts) or tr("nothing is missing")


def restored_lines(recovery: Recovery, target: Path) -> Iterator[str]:
    """What a recovery came to, as counted in the file that it made."""
    yield tr(
        "Restored as {path}, opened again and checked: {documents} documents, {acts} acts.",
        path=left_to_right(target.name),
        documents=recovery.documents,
        acts=recovery.acts,
    )
    time = backup_time(recovery.taken)
    if recovery.steps:
        sentence = "It comes from the backup of {time}, with {count} acts since."
        yield tr(sentence, time=time, count=recovery.steps)
    else:
        yield tr("It comes from the backup of {time}.", time=time)


def lacking_lines(recovery: Recovery) -> Iterator[str]:
    """What a recovery passed over, and what did not come back; nothing where all did."""
    for passed in recovery.passed_over:
        yield tr(
            "The newer backup of {time} is not sound: {reason}",
            time=backup_time(passed.backup),
            reason=say(passed.reason),
        )
    if recovery.lacking_documents:
        count = recovery.lacking_documents
        yield tr("{count} documents that another backup holds are not in it.", count=count)
    if recovery.lacking:
        yield tr("{count} acts that another backup holds are not in it.", count=recovery.lacking)
    sentence = "“{document}”, {annotator}: {count} acts are left out. {reason}"
    yield from _lines_of_sets(sentence, recovery.unfit)
    if recovery.unread:
        yield tr(
            "{count} lines of this computer's journal can only be read by a newer Tawseem.",
            count=recovery.unread,
        )


def lost_sentence(lost: LostActs) -> str:
    """How much is missing, where and from when, for the window and the command line."""
    named = tr(", ").join(isolated(name) for name in lost.documents[:NAMED])
    if len(lost.documents) > NAMED:
        named = tr("{names} and {count} more", names=named, count=len(lost.documents) - NAMED)
    return tr(
        "{count} acts that this computer knows as saved are not in this project: on {documents}, "
        "from {since} to {until}. Perhaps an older copy was put in its place.",
        count=lost.acts,
        documents=named,
        since=written_time(lost.since),
        until=written_time(lost.until),
    )


def left_out_lines(back: BroughtBack) -> Iterator[str]:
    """What could not come back, a line for each set."""
    sentence = "{document}, {annotator}: {count} acts do not fit any more. {reason}"
    return _lines_of_sets(sentence, back.left_out)


def _lines_of_sets(sentence: str, left_out: Iterable[LeftOut]) -> Iterator[str]:
    for left in left_out:
        yield tr(
            sentence,
            document=isolated(left.document),
            annotator=isolated(left.annotator),
            count=left.acts,
            reason=say(left.reason),
        )
