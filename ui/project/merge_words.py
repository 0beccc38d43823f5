"""What a merge did, in sentences for the window and the command line."""

from collections.abc import Iterator

from storage.team.merging import MergeReport, Unmerged
from ui.look.language import isolated, tr


def merge_lines(report: MergeReport) -> Iterator[str]:
    """What a merge did, in sentences."""
    for file in report.files:
        yield tr(
            "{file}: {added} annotation sets added, {continued} continued, {steps} acts.",
            file=isolated(file.file),
            added=file.sets_added,
            continued=file.sets_continued,
            steps=file.steps,
        )
    yield tr("Annotation sets that brought nothing new: {count}.", count=report.unchanged)
    if report.contradictions:
        yield tr("Changed on both sides, and left as they are on both:")
        yield from map(_unmerged_line, report.contradictions)
    if report.unknown:
        yield tr("On documents that this project does not have:")
        yield from map(_unmerged_line, report.unknown)


def _unmerged_line(unmerged: Unmerged) -> str:
    return "  " + tr(
        "“{document}”, {annotator} ({files})",
        document=unmerged.document,
        annotator=isolated(unmerged.annotator),
        files=tr(", ").join(map(isolated, unmerged.files)),
    )
