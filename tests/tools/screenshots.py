"""Pictures of the running window: for the README, and to look at what a change has made.

Run: python tests/tools/screenshots.py [--out FOLDER] [--article FILE.txt] [--document NAME]
Writes window-ar.png, window-en.png and window-dark.png, and of a simulated team's work
curation-ar.png, review-queue-ar.png and agreement-en.png. With --article the window shows that text
with its suggestions, and once more with all of them accepted.
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SIZE = (1440, 920)


def main() -> None:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "help" / "pictures")
    parser.add_argument("--article", type=Path)
    parser.add_argument("--document")
    wish = parser.parse_args()
    if "DISPLAY" not in os.environ:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("DATA", "CACHE", "CONFIG"):
            os.environ[f"TAWSEEM_{name}"] = str(Path(folder) / name.lower())
        os.environ["USER"] = "sample"
        wish.out.mkdir(parents=True, exist_ok=True)
        if wish.article:
            shoot_article(wish.article, wish.out)
        else:
            shoot_sample(wish.out, wish.document)
            shoot_team(wish.out)


def shoot_sample(out: Path, document: str | None) -> None:
    """The sample project in Arabic, in English and dark."""
    from ui.desk.sample import make_sample
    from ui.look.settings import ColourScheme, Settings

    path = make_sample("sample")
    for name, settings in (
        ("window-ar", Settings(language="ar", annotator="sample")),
        ("window-en", Settings(language="en", annotator="sample")),
        (
            "window-dark",
            Settings(language="ar", annotator="sample", appearance=ColourScheme.DARK),
        ),
    ):
        shoot(path, settings, out / f"{name}.png", document)


def shoot_article(article: Path, out: Path) -> None:
    """One text with its suggestions, then with all of them accepted."""
    from annotation.formats.registry import read
    from storage.project import Project
    from storage.system.ids import new_id
    from ui.desk.sample import news_tagset
    from ui.look.settings import Settings
    from ui.window import MainWindow

    tagset = news_tagset()
    path = Path(os.environ["TAWSEEM_DATA"]) / "article.tawseem"
    path.parent.mkdir(parents=True)
    with Project.create(path, tagset) as project:
        project.add_records(read([article], None, tagset, new_id, lambda remark: None))

    def accept_all(window: MainWindow) -> None:
        from annotation.commands.suggestion_commands import accept_many

        session = window.desk.session
        assert session is not None
        pending, every = session.pending, session.suggestions
        chosen = (*pending.spans, *pending.relations)
        window.desk.acting.here(lambda s, t: accept_many(s, t, chosen, every, new_id=new_id))

    for language in ("ar", "en"):
        settings = Settings(language=language, annotator="sample")
        shoot(path, settings, out / f"article-suggested-{language}.png", None)
    settings = Settings(language="ar", annotator="accepted")
    shoot(path, settings, out / "article-accepted.png", None, accept_all)


def shoot(
    path: Path,
    settings: object,
    picture: Path,
    document: str | None,
    act: Callable[..., None] | None = None,
) -> None:
    """One picture of the window with a project open."""
    with opened_window(path, settings, document) as window:
        if act is not None:
            act(window)
            settle(lambda: not window.opening.is_suggesting)
        settle(lambda: window.desk.link is not None and window.desk.link.unsaved == 0)
        save(window, picture)


def shoot_team(out: Path) -> None:
    """What reviewers see of a simulated team's work: curation, agreement, the review queue."""
    from ui.look.settings import ColourScheme, Settings

    path = simulated_project()
    arabic = Settings(language="ar", annotator="مريم")
    with opened_window(path, arabic, None) as window:
        window.run("curate-document")
        settle(lambda: window.curation.curating.settling is not None)
        for key in ("1", "2", "1", "0", "2"):
            window.keys.take(window.desk.view, key)
        save(window, out / "curation-ar.png")
    with opened_window(path, arabic, None) as window:
        window.run("review-queue")
        page = page_named(window, "ReviewWindow")
        settle(lambda: bool(page.findings))
        save(page, out / "review-queue-ar.png")
    dark = Settings(language="en", annotator="مريم", appearance=ColourScheme.DARK)
    with opened_window(path, dark, None) as window:
        window.run("agreement")
        page = page_named(window, "AgreementWindow")
        settle(lambda: page.found is not None)
        page.tabs.setCurrentWidget(page.differences)
        save(page, out / "agreement-en.png")


def simulated_project() -> Path:
    """A project in which four people with known weaknesses have finished our own gold."""
    from random import Random

    from storage.project import Project
    from tests.tools.gold_records import news_tagset, own_gold
    from tests.tools.simulated_team import TEAM, simulate

    tagset = news_tagset()
    path = Path(os.environ["TAWSEEM_DATA"]) / "team.tawseem"
    path.parent.mkdir(parents=True, exist_ok=True)
    team = dict(list(TEAM.items())[:3])
    made = simulate(own_gold(tagset), team, Random(20), tagset)
    with Project.create(path, tagset) as project:
        project.add_records(record for document in made for record in document.records)
    return path


@contextmanager
def opened_window(path: Path, settings: object, document: str | None) -> Iterator[Any]:
    """The window with a project and its first document open, and its suggestions there."""
    from ui.app import dress, make_application
    from ui.look.settings import Settings
    from ui.window import MainWindow

    assert isinstance(settings, Settings)
    application = make_application()
    dress(application, settings)
    window = MainWindow(settings)
    window.resize(*SIZE)
    window.show()
    window.open_project(path, document)
    settle(lambda: window.desk.session is not None)
    settle(lambda: not window.opening.is_suggesting)
    yield window
    window.close()
    window.deleteLater()


def page_named(window: object, kind: str) -> Any:
    """The page that has come up beside the window."""
    from PySide6.QtWidgets import QApplication

    def found() -> list[Any]:
        return [w for w in QApplication.topLevelWidgets() if type(w).__name__ == kind]

    settle(lambda: bool(found()))
    return found()[-1]


def settle(ready: Callable[[], bool]) -> None:
    """Let the program go on until something is there, or 20 seconds are over."""
    from PySide6.QtCore import QElapsedTimer
    from PySide6.QtWidgets import QApplication

    clock = QElapsedTimer()
    clock.start()
    while not ready() and clock.elapsed() < 20_000:
        QApplication.processEvents()


def save(widget: Any, picture: Path) -> None:
    """Take the picture when everything is painted."""
    from PySide6.QtWidgets import QApplication

    for _ in range(5):
        QApplication.processEvents()
    widget.grab().save(str(picture))
    print(picture)


if __name__ == "__main__":
    import sys

    sys.path.insert(0, str(ROOT))
    main()
