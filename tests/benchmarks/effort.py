"""How long the report on effort of 10,000 documents takes, each worked on by four people.

Run from the project's folder: `python -m tests.benchmarks.effort [DOCUMENTS [PROJECT]]`. With a
PROJECT the file is kept, and used again when it is there. Each set has some twelve steps of its
own: spans made, suggestions taken and refused, and the mark that it is finished.
"""

import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotation.assigning.blindness import Blindness
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.items import (
    SPAN_LAYER,
    Decision,
    Document,
    Item,
    Origin,
    Span,
    Stage,
    StageMark,
    Verdict,
)
from annotation.values.record import Record
from annotation.values.state import Change
from annotation.values.transaction import Op, Transaction
from storage.corpus.project_settings import Setting, write_setting
from storage.project import JournalStep, Project
from storage.system.ids import new_id
from storage.work.sets import make_set, write_entry
from tests.tools.large_article import WORDS
from ui.effort.report import read_effort

NEWS = Path(__file__).parents[2] / "resources" / "tagsets" / "arabic-news.toml"
PEOPLE = ("أمل", "باسم", "جميلة", "داود")
STEPS, LENGTH = 11, 110


def steps(chance: random.Random, start: float, *, is_blind: bool) -> Iterator[JournalStep]:
    """What somebody does in one document, with suggestions or without."""
    now = start
    for number in range(STEPS):
        now += chance.choice((1.5, 2.5, 4.0, 6.0, 90.0))
        place = ((number * 6, number * 6 + 4),)
        verdicts = (None, Verdict.ACCEPTED, Verdict.REJECTED)
        verdict = None if is_blind else chance.choice(verdicts)
        items: list[Item] = []
        if verdict is not Verdict.REJECTED:
            origin = Origin.ACCEPTED if verdict else Origin.BY_HAND
            items.append(Span(f"s{number}", SPAN_LAYER, "PER", place, origin=origin))
        if verdict:
            items.append(Decision(f"g{number}", verdict, f"s{number}" if items else None))
        op = {None: Op.CREATE_SPAN, Verdict.ACCEPTED: Op.ACCEPT}.get(verdict, Op.REJECT)
        yield entry(now, op, items)
    yield entry(now + 1, Op.SET_STAGE, [StageMark(Stage.FINISHED)])


def entry(at: float, op: Op, items: list[Item]) -> JournalStep:
    stamp = f"2026-01-{1 + int(at // 86_400) % 28:02}T{int(at // 3600) % 24:02}"
    stamp += f":{int(at // 60) % 60:02}:{at % 60:06.3f}+00:00"
    return JournalStep(
        new_id(), stamp, Transaction(op, tuple(Change(None, item) for item in items))
    )


def make(path: Path, documents: int) -> None:
    chance = random.Random(20)
    tagset = read_tagset(NEWS.read_text("utf-8"), NEWS.name)
    start = perf_counter()
    with Project.create(path, tagset) as project:
        texts = (" ".join(chance.choices(WORDS, k=LENGTH)) + "." for _ in range(documents))
        project.add_records(
            Record(Document.of(new_id(), f"مقال {n}", text)) for n, text in enumerate(texts)
        )
        rule = Blindness(project.uid).changed(0.2, 0.0)  # since before the first of them was begun
        write_setting(project._file, Setting.BLIND_SHARE, rule.written())
        hashes = [sha256 for sha256, _ in project.hashed_texts()]
        file = project._file
        with file.writing() as connection:
            for row, sha256 in enumerate(hashes, 1):
                for person in PEOPLE:
                    set_id = make_set(file, row, person)
                    is_blind = rule.covers(sha256, person)
                    for step in steps(chance, row * 200.0, is_blind=is_blind):
                        write_entry(connection, set_id, step)
    print(f"made in {perf_counter() - start:.0f} s")


def main() -> None:
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "effort.tawseem"
        if not path.exists():
            make(path, documents)
        with Project.open(path, read_only=True) as project:
            start, cpu = perf_counter(), process_time()
            report = read_effort(project, lambda _: None)
            print(f"{perf_counter() - start:.1f} s, {process_time() - cpu:.1f} s of CPU")
        for effort in report.annotators:
            print(effort.annotator, effort.documents, effort.acts, round(effort.seconds))


if __name__ == "__main__":
    main()
