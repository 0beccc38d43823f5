"""Writing records to a file or folder: whole or not at all, proven by reading it back."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotation.errors import AnnotationError, KnownError
from annotation.formats.format import Format, Layout, Writing
from annotation.formats.loss import Counts, Kind, Loss, total_loss
from annotation.formats.reading import PROJECT_SUFFIX
from annotation.formats.splitting import Split
from annotation.formats.staging import Staged
from annotation.formats.suggested import with_suggestions_as_items
from annotation.items import Suggestions
from annotation.record import Record
from annotation.tagset import Tagset


@dataclass(frozen=True, slots=True)
class Part:
    """A file or folder that was written, and how many documents it holds."""

    path: Path
    documents: int


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export has written, and what it had to leave out."""

    parts: tuple[Part, ...]
    loss: Loss


@dataclass(frozen=True, slots=True)
class Wish:
    """How an export is to be done."""

    format: Format
    tagset: Tagset
    new_id: Callable[[], str]
    overwrite: bool = False
    with_suggestions: bool = False
    refuses_loss: bool = False
    split: Split | None = None
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def writing(self) -> Writing:
        """What the writer is given: every option of the format, chosen or usual."""
        chosen = {option.name: option.usual for option in self.format.options} | dict(self.options)
        return Writing(self.tagset, chosen, self.with_suggestions)


def export(records: Iterable[Record], out: Path, wish: Wish) -> Exported:
    """Write every record to `out`, or to its parts; an existing target is left alone unless asked.

    Nothing appears under its name before all of it has been read back and found equal.
    """
    targets = _targets(out, wish)
    for target in targets.values():
        _check_target(target, wish)
    with _writing(out), ExitStack() as stack:
        work = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix=".tawseem-", dir=out.parent))
        )
        staged = {
            part: stack.enter_context(closing(_staged(work / str(number), target, wish)))
            for number, (part, target) in enumerate(targets.items())
        }
        lost = [_add(record, staged, wish) for record in records]
        loss = total_loss(pair for pair in lost if pair)
        if loss and wish.refuses_loss:
            raise _refused(loss, wish.format)
        for stage in staged.values():
            stage.prove()
        for stage in staged.values():
            stage.move(work / "replaced")
    return Exported(tuple(Part(stage.target, stage.count) for stage in staged.values()), loss)


def _targets(out: Path, wish: Wish) -> dict[str, Path]:
    if wish.split is None:
        return {"": out}
    stem, suffix = (out.name, "") if wish.format.is_folder else (out.stem, out.suffix)
    return {part: out.with_name(f"{stem}-{part}{suffix}") for part, _ in wish.split.parts}


def _check_target(target: Path, wish: Wish) -> None:
    if not target.parent.is_dir():
        raise KnownError("There is no folder “{folder}”.", folder=target.parent)
    if not os.path.lexists(target):
        return
    if not wish.overwrite:
        raise KnownError(
            "“{path}” is there already; choose another name, or say that it may be replaced.",
            path=target,
        )
    is_other_kind = target.is_dir() != wish.format.is_folder or target.is_symlink()
    if is_other_kind or target.suffix.lower() == PROJECT_SUFFIX:
        raise KnownError("“{path}” is not what this format writes; it is left alone.", path=target)
    if wish.format.is_folder:
        _check_folder(target, wish)


def _check_folder(folder: Path, wish: Wish) -> None:
    """A folder is replaced only when it holds nothing but an earlier export."""
    for path in folder.iterdir():
        if not (path.is_file() and _is_ours(path, wish.format)):
            raise KnownError(
                "“{folder}” holds other things, such as “{file}”; choose an empty name.",
                folder=folder,
                file=path.name,
            )


def _is_ours(path: Path, format: Format) -> bool:
    """Whether a file of this name is written by the format."""
    assert format.output is not None
    names = {path.name, path.suffix}
    own = format.suffixes if format.output.layout is Layout.FOLDER else ()
    return not names.isdisjoint((*own, *format.output.beside))


def _staged(place: Path, target: Path, wish: Wish) -> Staged:
    return Staged(place, target, wish.format, wish.writing, wish.new_id)


def _add(record: Record, staged: dict[str, Staged], wish: Wish) -> tuple[str, Counts] | None:
    """Write one record to its part; what it loses there, if anything."""
    output = wish.format.output
    assert output is not None
    part, refused = wish.split.part_of(record.document) if wish.split else "", 0
    if not wish.with_suggestions:
        record = replace(record, suggestions=Suggestions())
    elif not output.keeps_suggestions:
        record, refused = with_suggestions_as_items(record, wish.tagset, wish.new_id)
    name = staged[part].add(record)
    lost = dict(output.lost(record, wish.writing)) | {Kind.SUGGESTIONS: refused}
    if name != record.document.name:
        lost[Kind.DOCUMENT_NAMES] = 1
    return (record.document.name, lost) if any(lost.values()) else None


def _refused(loss: Loss, format: Format) -> AnnotationError:
    return AnnotationError(
        "The format {format} would leave out {things}, so nothing was written.",
        format=format.name,
        things=", ".join(f"{lost.kind} ({lost.count})" for lost in loss.items),
    )


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KnownError(
            "“{file}” could not be written: {reason}.", file=out, reason=error.strerror or error
        ) from error
