"""The sample project: made in the user's own folder when it is first asked for."""

from pathlib import Path

from annotation.files.own_files import make_folder
from annotation.files.work_folders import writing_to
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from storage.file.folders import data_folder
from storage.project import Project
from storage.system.ids import new_id
from ui.look.resources import resource


def sample_path() -> Path:
    """Where the sample project is kept."""
    return data_folder() / "sample.tawseem"


def news_tagset() -> Tagset:
    """The tagset for Arabic news that comes with the program."""
    path = resource("tagsets", "arabic-news.toml")
    return read_tagset(path.read_text("utf-8"), path.name)


def make_sample(annotator: str) -> Path:
    """The sample project's path, made from the shipped articles if it is not there yet.

    The work in it becomes this annotator's, who would not see another's.
    """
    path = sample_path()
    if not path.exists():
        from annotation.formats.registry import read  # needed once, on the first start

        with writing_to(path.parent):
            make_folder(path.parent)
        tagset = news_tagset()
        with Project.create(path, tagset) as project:
            articles = resource("samples", "sample.jsonl")
            records = read([articles], "jsonl", tagset, new_id, lambda remark: None)
            project.add_records(r.by(annotator) if r.is_annotated else r for r in records)
    return path
