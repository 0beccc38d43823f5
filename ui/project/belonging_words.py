"""What belongs to a project, in words for the window and the command line."""

from collections.abc import Iterator

from storage.safekeeping.belongings import Belonging, BelongingKind, Belongings
from ui.look.language import left_to_right, tr
from ui.project.recovery_words import size_words


def belonging_lines(belongings: Belongings) -> Iterator[str]:
    """A line for each kind of thing, and what this computer does not know."""
    for one in belongings.found:
        yield tr(
            "{what}: {count} files, {size}, {path}",
            what=kind_words(one),
            count=len(one.files),
            size=size_words(one.size),
            path=left_to_right(one.path),
        )
    for folder in belongings.elsewhere:
        yield tr(
            "Not among these, for they are of copies of it or of another place where it lay: the"
            " backups in {path}",
            path=left_to_right(folder),
        )
    yield tr("Copies, exports and files handed out are not known here.")


def kind_words(one: Belonging) -> str:
    """What a kind of thing is called."""
    words = {
        BelongingKind.PROJECT: tr("The project file"),
        BelongingKind.LOG: tr("Acts that are not in the file yet"),
        BelongingKind.ARRIVING: tr("An import on its way"),
        BelongingKind.BACKUPS: tr("Backups"),
        BelongingKind.SIDE_JOURNAL: tr("This computer's journal"),
        BelongingKind.INDEX: tr("The search index"),
        BelongingKind.MODELS: tr("What suggestions have learnt"),
    }
    return words[one.kind]
