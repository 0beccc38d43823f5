"""What there is to gain from a document is worked out from its stored suggestions alone."""

from pathlib import Path

import pytest

from annotation.commands.set_commands import begun
from annotation.commands.suggestion_commands import reject
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Document, SuggestedSpan, Suggestions
from annotation.values.record import Record
from storage.project import JournalStep, Project, Run
from storage.system.ids import new_id

TEXT = "زارت سلمى مسقط 😀."
PLACES = ((5, 9), (10, 14))


def suggestion(id: str, place: tuple[int, int], score: float, suggester: str) -> SuggestedSpan:
    return SuggestedSpan(id, "PER", (place,), score, suggester, "")


def test_doubt_errors_and_unseen_words_are_summed_less_what_is_decided(
    tmp_path: Path, tagset: Tagset
) -> None:
    with Project.create(tmp_path / "p.tawseem", tagset) as project:
        project.add_records(Record(Document.of(id, id, TEXT + id)) for id in ("a", "b", "c"))
        found = Suggestions(
            (
                suggestion("x", PLACES[0], 0.5, "memory"),
                suggestion("y", PLACES[1], 0.9, "rule:post"),
            )
        )
        project.store_suggestions(
            Run("r", "t", "1", {}, "2026-01-01"), [("a", found), ("c", found)]
        )
        outlooks, last = project.outlooks("سارة")
        assert sorted(outlooks) == ["a", "c"]
        assert outlooks["a"].doubt == pytest.approx(1 + 4 * 0.9 * 0.1)
        assert outlooks["a"].expected_error == pytest.approx((0.5 + 0.1) / 2)
        assert (outlooks["a"].suggestions, outlooks["a"].unseen) == (2, 1)
        assert outlooks["a"].gain == pytest.approx((outlooks["a"].doubt + 0.5) * 1000 / 300)
        assert project.outlooks("سارة", last or 0) == ({}, None)
        opened = project.open_set("a", "سارة")
        for one in found.spans:
            act = begun(opened.state, reject(opened.state, one))
            project.commit(opened.id, JournalStep(new_id(), "2026-01-01", act))
            opened = project.open_set("a", "سارة")
        assert sorted(project.outlooks("سارة")[0]) == ["c"]
        assert sorted(project.outlooks("علي")[0]) == ["a", "c"]
        portions = [project.outlooks("علي", after, 1)[0] for after in (0, 1, 2)]
        assert [sorted(portion) for portion in portions] == [["a"], [], ["c"]]
