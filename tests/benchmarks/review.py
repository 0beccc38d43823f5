"""How many of the errors of a simulated team the review queue finds, and how soon.

Run from the project's folder: `python -m tests.benchmarks.review [DOCUMENTS]` for the precision of
its first findings for each kind of error against random order, on the team of four of
`tests/tools/simulated_team.py`; `python -m tests.benchmarks.review --time PROJECT` for the time
that a large project takes, `--window PROJECT` for how late the window is meanwhile
(`python -m tests.benchmarks.agreement 10000 PROJECT` makes one).
"""

import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice, zip_longest
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotation.review.finding import Finding, FindingKind, Mend
from annotation.review.reviewed_document import Material
from annotation.review.search import review
from annotation.tagsets.tagset import Tagset
from storage.project import Project
from tests.tools.gold_records import corpora, corpus, news_tagset, own_gold
from tests.tools.simulated_team import TEAM, Error, ErrorKind, Simulated, simulate

FIRST = (50, 200)


def team_of(count: int, tagset: Tagset, names: Iterable[str]) -> list[Simulated]:
    """Work of these people on documents of all corpora, by turns."""
    each = zip_longest(own_gold(tagset), *(corpus(path, tagset) for path in corpora()))
    some = islice((r for records in each for r in records if r is not None), count)
    return list(simulate(some, {n: TEAM[n] for n in names}, random.Random(20), tagset))


MENDED = {
    Mend.TAG: ErrorKind.MISSED,
    Mend.DELETE: ErrorKind.SPURIOUS,
    Mend.RELABEL: ErrorKind.RETAGGED,
    Mend.RESIZE: ErrorKind.BOUNDS,
    Mend.RELATE: ErrorKind.DROPPED,
    Mend.REVERSE: ErrorKind.FLIPPED,
}
OF_RELATIONS = {ErrorKind.DROPPED, ErrorKind.FLIPPED, ErrorKind.LOST}


def is_hit(finding: Finding, errors: Iterable[Error]) -> Error | None:
    """The error that a finding is about, if it is about one."""
    is_link = finding.kind is FindingKind.RELATION
    for error in errors:
        if (error.kind in OF_RELATIONS) is not is_link:
            continue
        if error.item:
            if error.item in (finding.items[:1] if is_link else finding.items):
                return error
        elif (not finding.items or is_link) and (
            error.begin < finding.end and finding.begin < error.end
        ):
            return error
    return None


def measure(team: Sequence[Simulated], tagset: Tagset) -> None:
    material = [Material(one.records) for one in team]
    start = process_time()
    found = review(lambda: material, tagset, floor=0.0)
    seconds = process_time() - start
    errors: dict[tuple[str, str], list[Error]] = defaultdict(list)
    for one in team:
        for error in one.errors:
            errors[error.document, error.annotator].append(error)
    hits = [is_hit(f, errors[f.document, f.annotator]) for f in found]
    spans = sum(len(r.spans) + len(r.relations) for one in team for r in one.records)
    total = sum(map(len, errors.values()))
    print(f"{len(team)} documents, {spans} items, {total} errors, {len(found)} findings,")
    print(f"{seconds:.1f} s of processor; in random order {total / spans:.1%} would be errors")
    for first in FIRST:
        part = hits[:first]
        print(f"precision at {first}: {sum(h is not None for h in part) / len(part):.1%}")
    print("kind of finding: at 50, at 200, of all")
    for kind in sorted({f.kind for f in found}):
        own = [h for f, h in zip(found, hits, strict=True) if f.kind is kind]
        shares = [sum(h is not None for h in own[:n]) / len(own[:n]) for n in (*FIRST, None)]
        print(f"  {kind:10} {shares[0]:6.1%} {shares[1]:6.1%} {shares[2]:6.1%} of {len(own)}")
    print("kind of error: at 50 and 200 of the findings whose fix would mend it; in random order")
    items = {False: sum(len(r.spans) for one in team for r in one.records)}
    items[True] = sum(len(r.relations) for one in team for r in one.records)
    for mend, kind in MENDED.items():
        own = [h for f, h in zip(found, hits, strict=True) if f.fix and f.fix.mend is mend]
        right = [h is not None and h.kind is kind for h in own]
        shares = [sum(right[:n]) / max(1, len(right[:n])) for n in FIRST]
        those = sum(e.kind is kind for es in errors.values() for e in es)
        share = those / items[kind in OF_RELATIONS]
        print(f"  {kind:10} {shares[0]:6.1%} {shares[1]:6.1%}; {share:6.1%} (findings: {len(own)})")
    print("kind of error: found by one of the first N findings, N the number of all errors")
    for kind in sorted({e.kind for es in errors.values() for e in es}):
        those = {id(e) for es in errors.values() for e in es if e.kind is kind}
        seen = {id(h) for h in hits[:total] if h is not None}
        print(f"  {kind:10} {len(those & seen) / len(those):6.1%} of {len(those)}")
    print("expected error against errors, by tenths")
    for low in range(10):
        own = [h for f, h in zip(found, hits, strict=True) if int(f.score * 10) == low]
        if own:
            share = sum(h is not None for h in own) / len(own)
            print(f"  {low / 10:.1f} {share:6.1%} of {len(own)}")


def in_window(path: Path) -> None:
    """How long the review takes beside the real window, and how long keys wait there meanwhile."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from ui.app import make_application
    from ui.look.settings import Settings
    from ui.review.reviewing import Reviewing
    from ui.window import MainWindow

    make_application()
    window = MainWindow(Settings(language="en", annotator="مريم"))
    window.show()
    window.open_project(path)
    while window.desk.session is None:
        QApplication.processEvents()
    view = window.desk.view
    waits: dict[bool, list[float]] = {False: [], True: []}

    def press(*, is_searching: bool) -> None:
        start = perf_counter()
        QTest.keyClick(view, Qt.Key.Key_Left)
        view.viewport().repaint()
        QApplication.processEvents()
        waits[is_searching].append(1000 * (perf_counter() - start))
        QTest.qWait(20)

    for _ in range(200):
        press(is_searching=False)
    start = perf_counter()
    window.run("review-queue")
    controller = window.lazy["reviewing"].controller()
    assert isinstance(controller, Reviewing)
    assert controller.window is not None
    while not controller.window.findings:
        press(is_searching=True)
    print(f"{len(controller.window.findings)} findings after {perf_counter() - start:.1f} s")
    for is_searching, times in waits.items():
        times.sort()
        when = "meanwhile" if is_searching else "before"
        middle, late = times[len(times) // 2], times[len(times) * 95 // 100]
        print(f"a key {when}: {middle:.1f} ms, p95 {late:.1f}, worst {times[-1]:.1f}")
    controller.window.close()
    window.close()


def main() -> None:
    tagset = news_tagset()
    if "--window" in sys.argv:
        in_window(Path(sys.argv[-1]))
        return
    if "--time" in sys.argv:
        with Project.open(Path(sys.argv[-1]), read_only=True) as project:
            start = process_time()
            found = project.review()
            print(f"{len(found)} findings, {process_time() - start:.1f} s of processor")
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    for names in (list(TEAM), ["باسم"], ["جميلة"]):
        print("--", ", ".join(names))
        measure(team_of(count, tagset, names), tagset)


if __name__ == "__main__":
    main()
