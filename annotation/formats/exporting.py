"""Writing records to a file or folder: whole or not at all, proven by reading it back."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotation.errors import AnnotationError, KnownError
from annotation.files.own_files import OWN
from annotation.files.placing import replace_all
from annotation.files.work_folders import work_folder, writing_to
from annotation.formats.format import Format, Layout, Output, WriterInput, chosen_options
from annotation.formats.loss import ContentKind, Loss, LossCounts, total_loss
from annotation.formats.manifest import SUFFIX, manifest_of, write_manifest
from annotation.formats.naming import Naming, naming, renamed
from annotation.formats.reading import PROJECT_SUFFIX
from annotation.formats.splitting import Split
from annotation.formats.staging import Staged
from annotation.formats.suggested import with_suggestions_as_items
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Suggestions
from annotation.values.record import Record


@dataclass(frozen=True, slots=True)
class ExportedPart:
    """A file or folder that was written, and how many documents it holds."""

    path: Path
    documents: int


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export has written, and what it had to leave out."""

    parts: tuple[ExportedPart, ...]
    loss: Loss


@dataclass(frozen=True, slots=True)
class ExportChoices:
    """How an export is to be done.

    `names` is a scheme of `naming.py`, or empty for the tagset's own slugs; `work` says in the
    manifest whose work it is; `permissions` are the widest that a file may get.
    """

    format: Format
    tagset: Tagset
    new_id: Callable[[], str]
    overwrite: bool = False
    with_suggestions: bool = False
    refuses_loss: bool = False
    split: Split | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    names: str = ""
    work: str = ""
    permissions: int = OWN

    @property
    def output(self) -> Output:
        """How the format is written; AnnotationError when it is only read."""
        if self.format.output is None:
            raise AnnotationError(
                "The format “{format}” can only be read.", format=self.format.name
            )
        return self.format.output

    @property
    def writing(self) -> WriterInput:
        """What the writer is given: every option of the format, chosen or usual.

        AnnotationError when one cannot be chosen, or the tagset has no such names.
        """
        chosen = chosen_options(self.format, self.format.options, self.options)
        tagset = naming(self.tagset, self.names).tagset if self.names else self.tagset
        return WriterInput(tagset, chosen, self.with_suggestions)


def export(records: Iterable[Record], out: Path, wish: ExportChoices) -> Exported:
    """Write every record to `out`, or to its parts; an existing target is left alone unless asked.

    Nothing appears under its name before all of it has been read back and found equal. Beside every
    target stands its manifest.

    KnownError when a target may not be replaced, cannot be written or reads back otherwise;
    AnnotationError when something is left out that the wish does not let go.
    """
    targets = _targets(out, wish)
    for target in targets.values():
        _check_target(target, wish)
    writing = wish.writing
    with work_folder(out.parent) as work, writing_to(out), ExitStack() as stack:
        staged = {
            part: stack.enter_context(
                closing(Staged(work / str(number), target, wish.format, writing, wish.new_id))
            )
            for number, (part, target) in enumerate(targets.items())
        }
        losses = _write_all(records, staged, wish, writing)
        loss = total_loss(pair for some in losses.values() for pair in some)
        if loss and wish.refuses_loss:
            raise _refused(loss, wish.format)
        for stage in staged.values():
            stage.prove()
        made: list[tuple[Path, Path]] = []
        for part, stage in staged.items():
            manifest = work / f"{part}{SUFFIX}"
            facts = _facts(wish, writing, part)
            write_manifest(manifest, facts, writing.tagset, stage.tally, total_loss(losses[part]))
            made += [(stage.place, stage.target), (manifest, manifest_of(stage.target))]
        replace_all(made, work / "replaced", wish.permissions)
    return Exported(
        tuple(ExportedPart(stage.target, stage.count) for stage in staged.values()), loss
    )


def _facts(wish: ExportChoices, writing: WriterInput, part: str) -> dict[str, object]:
    """How the export was asked for, for its manifest."""
    return {
        "format": wish.format.name,
        "options": dict(writing.options),
        "offsets": wish.output.offsets,
        "tag_names": wish.names or "own",
        "work": wish.work,
        "with_suggestions": wish.with_suggestions,
        "part": part,
    }


def _targets(out: Path, wish: ExportChoices) -> dict[str, Path]:
    if wish.split is None:
        return {"": out}
    stem, suffix = (out.name, "") if wish.format.is_folder else (out.stem, out.suffix)
    return {part: out.with_name(f"{stem}-{part}{suffix}") for part, _ in wish.split.parts}


def _check_target(target: Path, wish: ExportChoices) -> None:
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


def _check_folder(folder: Path, wish: ExportChoices) -> None:
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


def _write_all(
    records: Iterable[Record],
    staged: Mapping[str, Staged],
    wish: ExportChoices,
    writing: WriterInput,
) -> dict[str, list[tuple[str, LossCounts]]]:
    """Write each record to its part; what was lost there, by part and document."""
    names = naming(wish.tagset, wish.names) if wish.names else None
    losses: dict[str, list[tuple[str, LossCounts]]] = {part: [] for part in staged}
    for record in records:
        part = wish.split.part_of(record.document) if wish.split else ""
        lost = Counter(_write(record, staged[part], wish, writing, names))
        if any(lost.values()):
            losses[part].append((record.document.name, dict(lost)))
    return losses


def _write(
    record: Record, stage: Staged, wish: ExportChoices, writing: WriterInput, names: Naming | None
) -> LossCounts:
    """Write one record; what it loses on the way."""
    lost: Counter[ContentKind] = Counter()
    if not wish.with_suggestions:
        record = replace(record, suggestions=Suggestions())
    elif not wish.output.keeps_suggestions:
        record, lost[ContentKind.SUGGESTIONS] = with_suggestions_as_items(
            record, wish.tagset, wish.new_id
        )
    if names:
        record, unnamed = renamed(record, names)
        lost.update(unnamed)
    held = wish.output.held(record, writing)
    lost.update(wish.output.lost(record, held, writing))
    if stage.add(record, held) != record.document.name:
        lost[ContentKind.DOCUMENT_NAMES] = 1
    return dict(lost)


def _refused(loss: Loss, format: Format) -> AnnotationError:
    return AnnotationError(
        "The format {format} would leave out {things}, so nothing was written.",
        format=format.name,
        things=", ".join(f"{lost.kind} ({lost.count})" for lost in loss.items),
    )
