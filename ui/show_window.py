"""Opening the window, where there is a screen."""

from pathlib import Path

from ui.commands.screen import refuse_missing_screen


def show_window(project: Path | None, document: str | None, annotator: str | None) -> int:
    """Open the window; its exit status. KnownError where there can be none."""
    refuse_missing_screen()
    from ui.app import run  # Qt is not loaded before it is needed

    return run(project, document, annotator)
