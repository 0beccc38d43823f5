"""Help: what can be pressed, all commands, the pages, keys, settings.

Dialogs are imported when they are opened, so that the window itself opens sooner.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ui.desk.desk import Desk
from ui.frame.window_frame import WindowFrame
from ui.keys.action import Context
from ui.keys.actions import ACTIONS, BY_ID
from ui.keys.keymap import keymap
from ui.keys.listing import KeyGroup, key_entries, key_groups
from ui.look.language import set_language, system_language, tr
from ui.look.settings import OwnSetting, Settings, keys_as_text
from ui.look.version import program_version

if TYPE_CHECKING:
    from ui.dialogs.help import HelpWindow


class Helping:
    """Everything that explains or adjusts."""

    def __init__(
        self, desk: Desk, window: WindowFrame, open_project: Callable[[Path], None]
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

    def key_groups(self) -> list[KeyGroup]:
        """Keys and what they do, in groups: what is special just now, the tags, the menus."""
        is_curated = self.desk.session is not None and self.desk.session.is_curated
        tagset = self.desk.link.tagset if self.desk.link else None
        return key_groups(tagset, [Context.CURATION] if is_curated else [])

    def _command_palette(self) -> None:
        from ui.dialogs.command_palette import CommandPalette, PaletteLine

        window = self.window
        entries = [
            PaletteLine(a.id, tr(a.text), keymap().shown(a.id), window.can_run(a.id))
            for a in ACTIONS
            if a.menu is not None and a.id != "command-palette"
        ]
        palette = CommandPalette(entries, window)
        palette.chosen.connect(window.run)
        palette.open()

    def _show_help(self) -> None:
        from ui.dialogs.help import HelpWindow

        if self._help is None:
            self._help = HelpWindow(self.window)
            self.desk.project_changed.connect(self._name_tags)
            self._name_tags()
        self._help.show()
        self._help.raise_()

    def _name_tags(self) -> None:
        """Let the pages name the keys that tags of the open project have."""
        if self._help is not None and self.desk.link is not None:
            self._help.set_tagset(self.desk.link.tagset)

    def _edit_keys(self) -> None:
        from ui.dialogs.keys_dialog import KeysDialog

        dialog = KeysDialog(
            key_entries(self.desk.link.tagset if self.desk.link else None), self.window
        )
        dialog.changed.connect(self._take_keys)
        dialog.open()

    def _take_keys(self, changed: dict[str, list[str]]) -> None:
        """Keep the keys of actions, and those of tags for the open project."""
        tags = {id: keys for id, keys in changed.items() if id not in BY_ID}
        self.desk.change_settings(keys={id: keys for id, keys in changed.items() if id in BY_ID})
        self.desk.set_own(OwnSetting.TAG_KEYS, keys_as_text(tags))

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
