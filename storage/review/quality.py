"""What a project says of the quality of its work: effort, who was blind where, samples."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotation.assigning.blindness import Blindness
from annotation.errors import KnownError
from storage.corpus.project_settings import read_blindness, set_blind_share
from storage.file.project_file import ProjectFile
from storage.team.assignment import handed_out_to

if TYPE_CHECKING:  # opening a project asks who is blind; the rest is read on first use
    from annotation.effort.work import Work
    from annotation.sampling.batch import Batch, SamplingUnit
    from annotation.sampling.deciding import BatchDecision


class Quality:
    """The door to it, as `Project.quality`."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def works(self) -> "Iterator[Work]":
        """Everybody's work on every document with the times of its steps, set by set."""
        from storage.review.works import each_work

        return each_work(self._file)

    def blindness(self) -> Blindness:
        """Which documents are shown without suggestions, to whom."""
        return read_blindness(self._file)

    def set_blind_share(self, share: float) -> Blindness:
        """Show this share of the documents, 0 to 1, without suggestions from now on.

        KnownError in a file that was split off: what holds is what its project says.
        """
        if handed_out_to(self._file):
            raise KnownError(
                "This file was split off for one annotator; set the share in the project that it"
                " came from."
            )
        return set_blind_share(self._file, share)

    def units(self, batch: "Batch") -> "Iterator[SamplingUnit]":
        """Everything that can be drawn from a batch of finished work."""
        from storage.review.sampling import each_unit

        return each_unit(self._file, batch)

    def decisions(self) -> "tuple[BatchDecision, ...]":
        """What was decided about batches, oldest first."""
        from storage.review.sampling import read_decisions

        return read_decisions(self._file)

    def set_decisions(self, outcomes: "Sequence[BatchDecision]") -> None:
        """Keep these decisions about batches, and no others."""
        from storage.review.sampling import write_decisions

        write_decisions(self._file, outcomes)
