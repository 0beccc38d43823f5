"""The team of a project: its people, what is whose, and how files go apart and come together."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotation.assigning.assignment import AssignableDocument, AssignmentRule, Condition, Manner
from annotation.tagsets.tagset import Tagset
from storage.corpus import annotators
from storage.corpus.annotators import AnnotatorSummary
from storage.file.project_file import ProjectFile
from storage.team import assignment
from storage.team.assignment import SharedOut

if TYPE_CHECKING:  # opening a project asks whose it is; the rest is read on first use
    from storage.team.merging import MergeReport
    from storage.team.splitting import SplitFile

__all__ = [
    "AnnotatorSummary",
    "AssignableDocument",
    "AssignmentRule",
    "Condition",
    "Manner",
    "SharedOut",
    "Team",
]


class Team:
    """What concerns several people in one project; `Project.team` gives it."""

    def __init__(
        self,
        file: ProjectFile,
        tagset: Tagset,
        back_up: Callable[[], None],
        back_up_again: Callable[[], None],
    ) -> None:
        self._file = file
        self._tagset = tagset
        self._back_up = back_up
        self._back_up_again = back_up_again

    # -- people -------------------------------------------------------------------------------

    def people(self) -> list[AnnotatorSummary]:
        """Everybody with their numbers, in the order in which they came."""
        return annotators.summarize_annotators(self._file)

    def add(self, annotator: str) -> None:
        """Add somebody, who may have no work yet; adding again does nothing."""
        with self._file.writing():
            annotators.make_annotator(self._file, annotator.strip())

    # -- assignment ---------------------------------------------------------------------------

    @property
    def handed_out_to(self) -> str:
        """Whose file this is, when it was split off for one annotator."""
        return assignment.handed_out_to(self._file)

    def assign(self, document_ids: Iterable[str], names: Sequence[str]) -> int:
        """Give documents to people by hand; how many assignments are new."""
        return assignment.assign(self._file, document_ids, names)

    def unassign(self, document_ids: Iterable[str], names: Sequence[str]) -> int:
        """Take documents from people, whose work stays; how many assignments went."""
        return assignment.unassign(self._file, document_ids, names)

    def count_not_begun(self, annotator: str) -> int:
        """How many documents somebody has and has not begun."""
        return assignment.count_not_begun(self._file, annotator)

    def reassign(self, giver: str, taker: str, most: int = -1) -> int:
        """Give everything that one has not begun, or so many, to another; how many documents."""
        return assignment.reassign(self._file, giver, taker, most)

    def preview_rule(self, rule: AssignmentRule) -> SharedOut:
        """What a rule would give."""
        return assignment.preview_rule(self._file, rule)

    def assign_by_rule(self, rule: AssignmentRule) -> SharedOut:
        """Share out what nobody has yet; running a rule again adds nothing."""
        return assignment.assign_by_rule(self._file, rule)

    def share_out(self, rule: AssignmentRule) -> list[assignment.Given]:
        """What a rule gives, for `give`; on a snapshot, too."""
        return assignment.share_out_rows(self._file, rule)

    def give(self, rule: AssignmentRule, given: Sequence[assignment.Given]) -> None:
        """Write what a rule gives, or a part of it, but for documents that somebody has by now."""
        assignment.give(self._file, rule, given)

    # -- apart and together -------------------------------------------------------------------

    def split(
        self,
        names: Sequence[str],
        folder: Path,
        *,
        everything: bool = False,
        overwrite: bool = False,
        progress: Callable[[int], bool] = lambda _: True,
    ) -> "list[SplitFile]":
        """Make each annotator a project file, all or none; see splitting.py.

        KnownError when one cannot be made.
        """
        from storage.team.splitting import split

        return split(
            self._file,
            names,
            folder,
            everything=everything,
            overwrite=overwrite,
            progress=progress,
        )

    def note_handed_out(self, names: Iterable[str]) -> None:
        """Remember who has a file of their own: said after a split of a snapshot."""
        assignment.note_handed_out(self._file, names)

    def merge(
        self,
        paths: Sequence[Path],
        *,
        apart: bool = False,
        progress: Callable[[int], bool] = lambda _: True,
    ) -> "MergeReport":
        """Bring the work of files back, all or none; see merging.py.

        KnownError when one is not sound or does not belong here.
        """
        from storage.team.merging import merge

        return merge(
            self._file,
            self._tagset,
            paths,
            apart=apart,
            back_up=self._back_up,
            back_up_again=self._back_up_again,
            progress=progress,
        )
