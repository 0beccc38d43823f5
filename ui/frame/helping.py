"""Help: what can be pressed, all commands, the pages, keys, settings.

Dialogs are imported when they are opened, so that the window itself opens sooner.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ui.desk.desk import Desk
from ui.frame.window_frame import WindowFrame
from ui.keys.actions import ACTIONS, BY_ID, Menu
from ui.keys.keymap import key_name, readable
from ui.look.language import in_language, set_language, system_language, tr
from ui.look.settings import Settings
from ui.look.version import program_version

if TYPE_CHECKING:
    from ui.dialogs.help import HelpWindow


class Helping:
    """Everything that explains or adjusts."""

    def __init__(
        self, desk: Desk, window: WindowFrame, open_project: Callable[[Path], bool]
    ) -> None:
        self.desk = desk
        self.window = window
        self._open_project = open_project
        self._help: HelpWindow | None = None

    def actions(self) -> Mapping[str, Callable[[], None]]:
        """What this controller does, by action id."""
        return {
            "cheat-sheet": self._cheat_sheet,
            "command-palette": self._command_palette,
            "help": self._show_help,
            "edit-keys": self._edit_keys,
            "settings": self._settings,
            "about": self._about,
        }

    def _about(self) -> None:
        from ui.dialogs.about import AboutDialog

        AboutDialog(program_version(), self.window).open()

    def _cheat_sheet(self) -> None:
        from ui.dialogs.cheat_sheet import CheatSheet

        CheatSheet(self.key_groups(), self.window).open()

    def key_groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Keys and what they do, in groups: the tags first, then the menus."""
        keymap = self.window.keymap
        groups: list[tuple[str, list[tuple[str, str]]]] = []
        tagset = self.desk.link.tagset if self.desk.link else None
        if tagset is not None:
            spans = [(t.key.upper(), in_language(t.name)) for t in tagset.spans.values() if t.key]
            groups.append((tr("Tag the selection or the word"), spans))
            relations = [
                (t.key.upper(), in_language(t.name)) for t in tagset.relations.values() if t.key
            ]
            groups.append((tr("After R, or on a relation"), relations))
        if self.desk.session is not None and self.desk.session.is_curated:
            from ui.curation.keys import key_rows

            groups.insert(0, (tr("On a position"), key_rows()))
        for menu in Menu:
            rows = [
                (" / ".join(readable(key) for key in keymap.keys(a.id)[:2]), tr(a.text))
                for a in ACTIONS
                if a.menu is menu and keymap.keys(a.id)
            ]
            if rows:
                groups.append((tr(menu.value), rows))
        return groups

    def _command_palette(self) -> None:
        from ui.dialogs.command_palette import CommandPalette, PaletteLine

        keymap, window = self.window.keymap, self.window
        entries = [
            PaletteLine(a.id, tr(a.text), keymap.shown(a.id), window.can_run(a.id))
            for a in ACTIONS
            if a.id != "command-palette"
        ]
        palette = CommandPalette(entries, window)
        palette.chosen.connect(window.run)
        palette.open()

    def _show_help(self) -> None:
        from ui.dialogs.help import HelpWindow

        if self._help is None:
            self._help = HelpWindow(self.window)
        self._help.show()
        self._help.raise_()

    def _edit_keys(self) -> None:
        from ui.dialogs.keys_dialog import KeysDialog

        keys = {id: self.window.keymap.keys(id) for id in BY_ID}
        dialog = KeysDialog(ACTIONS, keys, key_name, self.window)
        dialog.changed.connect(lambda changed: self.desk.change_settings(keys=changed))
        dialog.open()

    def _settings(self) -> None:
        from ui.dialogs.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self.desk.settings, self.window)
        dialog.changed.connect(self._take)
        dialog.open()

    def _take(self, settings: Settings) -> None:
        before = self.desk.settings
        self.desk.take_settings(settings)
        if settings.language != before.language:
            set_language(settings.language or system_language())
            self.window.rebuild_asked.emit()
        elif settings.annotator != before.annotator and self.desk.link is not None:
            self._open_project(self.desk.link.path)
