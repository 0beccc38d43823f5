"""What holds for a whole project, whoever opens it: a few named values in the file."""

from enum import StrEnum

from annotation.assigning.blindness import Blindness
from storage.file.project_file import ProjectFile
from storage.file_format.row_checksum import row_checksum
from storage.file_format.tables import Table
from storage.system.clock import now, seconds_of


class Setting(StrEnum):
    """The names of the settings of a project."""

    # Which share of the documents, 0 to 1, is shown without suggestions, and since when: JSON, see
    # annotation/assigning/blindness.py.
    BLIND_SHARE = "blind-share"
    # For whom files were split off: a JSON list of names.
    HANDED_OUT = "handed-out"
    BATCHES = "batches"  # what was decided about batches of finished work: JSON, sampling.py


def read_setting(file: ProjectFile, setting: Setting) -> str | None:
    """The value of a setting; None where it was never set."""
    value = file.value("SELECT value FROM project_setting WHERE name = ?", setting.value)
    return None if value is None else str(value)


def write_setting(file: ProjectFile, setting: Setting, value: str | None) -> None:
    """Set a setting, or forget it with None."""
    with file.writing() as connection:
        connection.execute("DELETE FROM project_setting WHERE name = ?", (setting.value,))
        if value is not None:
            checksum = row_checksum([setting.value, value])
            file.insert(Table.PROJECT_SETTING, name=setting.value, value=value, checksum=checksum)


def read_blindness(file: ProjectFile) -> Blindness:
    """Which documents are shown without suggestions, to whom."""
    return Blindness.read(file.uid, read_setting(file, Setting.BLIND_SHARE))


def set_blind_share(file: ProjectFile, share: float) -> Blindness:
    """Show this share of the documents without suggestions from now on."""
    blindness = read_blindness(file).changed(share, seconds_of(now()))
    write_setting(file, Setting.BLIND_SHARE, blindness.written())
    return blindness
