"""What a kill, a power cut or a disk that takes nothing leaves: it is known as ours, and told."""

import errno
import os
from pathlib import Path

import pytest

from annotation.errors import KnownError
from annotation.files.placing import replace_all
from annotation.files.work_folders import remove_leftovers, work_folder

WORDS = "التقى أحمدُ سلمى في القاهرة."


def test_a_leftover_whose_lock_file_the_power_took_is_removed_too(tmp_path: Path) -> None:
    left = tmp_path / ".tawseem-abcd_012"
    (left / "work").mkdir(parents=True)
    (left / "work" / "نصف.jsonl").write_text("نصف", "utf-8")
    with work_folder(tmp_path) as living:
        assert not left.exists()
        (living / "حي").write_text("حي", "utf-8")
        remove_leftovers(tmp_path)
        assert (living / "حي").exists()


def test_the_lock_file_of_a_work_folder_goes_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is killed while it tidies up leaves what the next one knows as a leftover."""
    gone: list[str] = []
    real = os.unlink

    def noting(path: object, *others: object, **where: object) -> None:
        gone.append(Path(os.fsdecode(path)).name)  # type: ignore[arg-type]
        real(path, *others, **where)  # type: ignore[arg-type]

    with work_folder(tmp_path) as folder:
        for name in ("ا", "ي", "a", "z"):
            (folder / name).write_text("", "utf-8")
        monkeypatch.setattr(os, "unlink", noting)
    assert gone[-1] == "held"
    assert len(gone) == 5


def test_what_cannot_be_taken_away_again_is_told_to_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "أ").write_text(WORDS, "utf-8")
    with work_folder(tmp_path) as work:
        for name in ("ب", "ج"):
            (work / name).write_text(WORDS, "utf-8")
        (tmp_path / "ج").mkdir()
        (tmp_path / "ج" / "باقٍ").write_text("", "utf-8")

        def refuse(*_: object, **__: object) -> None:
            raise OSError(errno.EROFS, "the disk is read-only")

        with monkeypatch.context() as patches:
            patches.setattr(os, "rename", refuse)
            patches.setattr(os, "unlink", refuse)
            with pytest.raises(KnownError, match=r"ب is written, but not all .* read-only"):
                replace_all([(work / n, tmp_path / n) for n in ("ب", "ج")], work / "قبل")
    assert (tmp_path / "ب").read_text("utf-8") == WORDS
    assert (tmp_path / "ج" / "باقٍ").exists()
