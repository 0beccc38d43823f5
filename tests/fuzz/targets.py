"""What is fed with wrong files: formats, tagsets, settings, projects, answers, caches and more.

A target makes sound files once, and uses a folder in which one of them was made wrong. Using it
ends with a word, or with a refusal; a `Broken` says that a promise was broken.
"""

import itertools
import json
import random
import shutil
import socket
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotation.errors import Refusal
from annotation.formats.brat_tagset import tagset_of_brat
from annotation.formats.checking import faults
from annotation.formats.exchange import read_answer
from annotation.formats.exporting import ExportChoices, export
from annotation.formats.jsonl_writing import write_line
from annotation.formats.registry import FORMATS, READ, read
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import Document, text_hash
from annotation.values.record import Record
from storage.project import Project
from storage.safekeeping.recovery import recover
from tests.faults.world import TEXT, rows_of, steps_of, tagset, write
from tests.fuzz.seeds import OTHERS, records
from ui.look.settings import Settings, keys_from_text, load_settings, save_settings

MADE = "made"  # the name of what an exporter has made
TRULY = ("document", "document_text", "journal", "annotator", "project")


class Broken(AssertionError):
    """What may not be: a result that does not hold, a refusal without a sentence."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is fed; `kind` says which changes make sense, `files` which files may be changed."""

    name: str
    kind: str
    make: Callable[[Path], None]
    use: Callable[[Path, random.Random], str]
    files: str = "**/*"
    weight: int = 2  # its share of all cases


# -- formats ----------------------------------------------------------------------------------

KINDS = {
    **dict.fromkeys(
        ("jsonl", "cas-json", "label-studio", "doccano", "prodigy", "pubannotation", "text-lines"),
        "json",
    ),
    **dict.fromkeys(("spacy", "parquet"), "binary"),
}


def numbers() -> Callable[[], str]:
    counter = itertools.count(1)
    return lambda: f"n{next(counter)}"


def make_format(name: str) -> Callable[[Path], None]:
    """Our own export in the format, or where it is only read a small file in our words."""

    def make(folder: Path) -> None:
        format = FORMATS[name]
        if format.output is None:
            for file, content in OTHERS[name].items():
                (folder / file).write_text(content, "utf-8")
            return
        suffix = "" if format.is_folder else format.suffixes[0]
        export(records(), folder / f"{MADE}{suffix}", ExportChoices(format, tagset(), numbers()))
        for manifest in folder.glob("*.manifest.json"):
            manifest.unlink()

    return make


def use_format(name: str | None) -> Callable[[Path, random.Random], str]:
    def use(folder: Path, chance: random.Random) -> str:
        places = sorted(folder.iterdir())
        found = list(read(places, name, tagset(), numbers(), lambda remark: str(remark)))
        for record in found:
            hold(record)
        if found and chance.random() < 0.1:
            hold_in_project(found, folder)
        return f"read {min(len(found), 9)}"

    return use


def hold(record: Record) -> None:
    """A record that was read can be written, and keeps to the rules."""
    text = record.document.text
    text.encode("utf-8")
    if record.document.sha256 != text_hash(text) or "\0" in text:
        raise Broken("a text that cannot be kept")
    for item, reason in faults(record, tagset()):
        raise Broken(f"{item} was read against the rules: {reason}")
    json.loads(write_line(record, with_suggestions=True))


def hold_in_project(found: Sequence[Record], folder: Path) -> None:
    """What was read goes into a project that is sound afterwards, or is refused."""
    path = folder.parent / "held.tawseem"
    for left in path.parent.glob("held.tawseem*"):
        left.unlink()
    with Project.create(path, tagset()) as project:
        project.add_records(replace(record, annotator="ليلى") for record in found)
        if problems := project.check():
            raise Broken(f"after the import: {problems[0]}")


def make_zip(folder: Path) -> None:
    make_format("brat")(folder)
    with zipfile.ZipFile(folder / "made.zip", "w") as archive:
        for path in sorted((folder / MADE).iterdir()):
            archive.write(path, f"made/{path.name}")
    shutil.rmtree(folder / MADE)


# -- tagsets, settings, answers ---------------------------------------------------------------


def make_tagset(folder: Path) -> None:
    (folder / "t.toml").write_text(tagset().source, "utf-8")


def use_tagset(folder: Path, chance: random.Random) -> str:
    source = (folder / "t.toml").read_bytes().decode("utf-8", "replace")
    read = read_tagset(source, "t.toml")
    if read_tagset(read.source, "t.toml") != read:
        raise Broken("a tagset that is not read twice alike")
    return "read"


def make_conf(folder: Path) -> None:
    make_format("brat")(folder)
    (folder / MADE / "annotation.conf").rename(folder / "annotation.conf")
    shutil.rmtree(folder / MADE)


def use_conf(folder: Path, chance: random.Random) -> str:
    conf = (folder / "annotation.conf").read_bytes().decode("utf-8", "replace")
    read_tagset(tagset_of_brat(conf, "", "brat"), "annotation.conf")
    return "read"


def make_settings(folder: Path) -> None:
    settings = Settings(
        annotator="ليلى", zoom=1.5, recent_projects=("/أ.tawseem", "/ب.tawseem"), last_project="/أ",
        keys={"undo": ["Ctrl+Z"], "finish": ["F5"]}, window="AAAA",
        projects={"u": {"order": "name", "tag-keys": '{"span:PER": ["1"]}'}},
    )  # fmt: skip
    (folder / "config").mkdir()
    save_settings(settings)


def use_settings(folder: Path, chance: random.Random) -> str:
    from ui.keys.keymap import Keymap

    settings = load_settings()
    for own in settings.projects.values():
        keys_from_text(own.get("tag-keys", ""))
    Keymap(settings.keys, keys_from_text(json.dumps(settings.keys))).cap("undo")
    settings.with_project(Path("/ج.tawseem"))
    save_settings(settings)
    again = load_settings()
    if again != settings and "nan" not in repr(settings):
        raise Broken(f"settings are not kept: {again} and {settings}")
    return "default" if settings == Settings() else "read"


DOCUMENT = Document.of("d1", "خبر", TEXT)


def make_answer(folder: Path) -> None:
    places = [
        (TEXT.index(word), TEXT.index(word) + len(word)) for word in ("سلمى", "البنك", "الدولي")
    ]
    (begin, end), bank, international = places
    around = {"begin": bank[0], "end": international[1]}
    spans = [
        {"tag": "PER", "begin": begin, "end": end, "score": 0.5, "reason": "معجم"},
        {"tag": "ORG", **around, "fragments": [bank, international], "score": 1},
    ]
    relation: dict[str, object] = {"tag": "MET", "head": [begin, end], "tail": bank, "score": 0.7}
    relation |= {"head_tag": "PER", "tail_tag": "ORG"}
    answer = {"id": "d1", "spans": spans, "relations": [relation]}
    (folder / "answer.json").write_text(json.dumps(answer, ensure_ascii=False), "utf-8")


def use_answer(folder: Path, chance: random.Random) -> str:
    line = (folder / "answer.json").read_bytes()
    found = read_answer(line, DOCUMENT, tagset(), "other")
    for span in found.spans:
        if any(not 0 <= begin < end <= len(TEXT) for begin, end in span.fragments):
            raise Broken(f"a suggestion outside of the text: {span}")
        if span.tag not in tagset().spans:
            raise Broken(f"a suggestion of no tag: {span}")
    return f"read {len(found.spans)}"


# -- what the program keeps -------------------------------------------------------------------


def make_project(folder: Path) -> None:
    with Project.create(folder / "p.tawseem", tagset()) as project:
        project.add_records(records())
        for number in range(3):
            write(project, "سارة", number, "d0")


def use_project(folder: Path, chance: random.Random) -> str:
    path = folder / "p.tawseem"
    with Project.open(path) as project:
        project.stats()
        for summary in project.documents("سارة"):
            project.open_set(summary.id, "سارة")
        list(project.records())
        project.search("احمد")
        problems = project.check()
    if problems:
        return "told by a check"
    if changed := [t for t in TRULY if rows_of(path)[t] != _true_rows(folder)[t]]:
        raise Broken(f"a check finds nothing wrong, but {changed} are not as they were")
    return "sound"


def _true_rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    return rows_of(folder.parent / "sound" / "p.tawseem")


def make_side_journal(folder: Path) -> None:
    with Project.create(folder / "p.tawseem", tagset()) as project:
        project.add_records(records())
        project._back_up_now()
        for number in range(4):
            write(project, "سارة", number, "d0")


def use_side_journal(folder: Path, chance: random.Random) -> str:
    path = folder / "p.tawseem"
    before = steps_of(path)
    with Project.open(path) as project:
        if problems := project.check():
            raise Broken(f"a side journal has damaged the project: {problems[0]}")
        said = "told" if project.notices else "opened"
    if steps_of(path)[: len(before)] != before:
        raise Broken("a side journal has changed the acts")
    target = folder / "restored.tawseem"
    recover(path, target)
    with Project.open(target) as restored:
        if problems := restored.check():
            raise Broken(f"restored, and not sound: {problems[0]}")
    return said


def make_lock(folder: Path) -> None:
    make_project(folder)
    holder = {"host": socket.gethostname(), "pid": 1, "user": "نور", "since": "2026-01-01"}
    (folder / "p.tawseem.lock").write_text(json.dumps(holder), "utf-8")


def use_lock(folder: Path, chance: random.Random) -> str:
    with Project.open(folder / "p.tawseem"):
        return "opened"


def make_index(folder: Path) -> None:
    make_project(folder)
    with Project.open(folder / "p.tawseem") as project:
        project.search("احمد")


def use_index(folder: Path, chance: random.Random) -> str:
    with Project.open(folder / "p.tawseem") as project:
        found = project.search("احمد")
        if any(hit.begin >= hit.end for hit in found):
            raise Broken("a hit of no words")
    return f"{len(found)} hits"


def make_model(folder: Path) -> None:
    from annotation.suggesting.suggester import Suggester
    from ui.look.resources import resource

    suggester = Suggester(resource("gazetteers"), tagset())
    suggester.count_words([TEXT])
    suggester.learn(records())
    suggester.save(folder / "model" / "one")


_suggester: list[object] = []


def use_model(folder: Path, chance: random.Random) -> str:
    from annotation.suggesting.suggester import Suggester
    from ui.engine.models import Models
    from ui.look.resources import resource

    if not _suggester:
        _suggester.append(Suggester(resource("gazetteers"), tagset()))
    suggester = _suggester[0]
    assert isinstance(suggester, Suggester)
    is_read = Models(folder / "model").load_latest(suggester)
    suggester.suggest(DOCUMENT)
    return "read" if is_read else "made anew"


def said(refusal: Refusal) -> str:
    """The sentence of a refusal, which is one."""
    sentence = str(refusal)
    if not sentence.strip() or len(sentence) > 3000:
        raise Broken(f"a refusal of {len(sentence)} letters")
    return refusal.template


TARGETS = {
    target.name: target
    for target in (
        *(
            Target(name, KINDS.get(name, "text"), make_format(name), use_format(name), weight=4)
            for name in READ
        ),
        *(
            Target(f"{name}, guessed", KINDS.get(name, "text"), make_format(name), use_format(None))
            for name in ("jsonl", "brat", "conll", "webanno-tsv", "xmi", "label-studio", "table")
        ),
        Target("zip", "zip", make_zip, use_format(None), weight=4),
        Target("tagset", "text", make_tagset, use_tagset, weight=4),
        Target("annotation.conf", "text", make_conf, use_conf),
        Target("settings", "json", make_settings, use_settings, "config/settings.json", 4),
        Target("answer", "json", make_answer, use_answer, weight=4),
        Target("project", "binary", make_project, use_project, "p.tawseem", 6),
        Target("side journal", "text", make_side_journal, use_side_journal, "**/steps.*"),
        Target("lock", "json", make_lock, use_lock, "*.lock"),
        Target("index", "binary", make_index, use_index, "**/*.index", 1),
        Target("model", "binary", make_model, use_model, "model/**/*", 1),
    )
}
