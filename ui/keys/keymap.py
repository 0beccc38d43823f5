"""Which key stands for which action: the keymap that holds now, and how keys are written."""

import sys
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from annotation.tagsets.tagset import RelationTag, SpanTag
from ui.keys.action import Action, Context
from ui.keys.actions import ACTIONS, BY_ID
from ui.keys.key_names import key_of
from ui.look.language import is_right_to_left, isolated, left_to_right, tr

Tag = SpanTag | RelationTag
KeysById = Mapping[str, Sequence[str]]


class Keymap:
    """Which key stands for which action where: the defaults, with what the person has changed.

    `tags` are the keys that the person gave to tags of the open project, by `tag_id`.
    """

    def __init__(self, changed: KeysById | None = None, tags: KeysById | None = None) -> None:
        self._own = {id: tuple(keys) for id, keys in (changed or {}).items()}
        self._tags = {id: tuple(keys) for id, keys in (tags or {}).items()}
        self._keys = {a.id: self._own.get(a.id, a.keys) for a in ACTIONS}
        self._actions: dict[tuple[Context, str], str] = {}
        for action in sorted(ACTIONS, key=lambda a: a.id in self._own):  # one's own keys win
            for key in self._keys[action.id]:
                self._actions[action.context, key] = action.id

    def is_like(self, other: "Keymap") -> bool:
        """Whether the same keys hold in both."""
        return self._own == other._own and self._tags == other._tags

    def action(self, context: Context, key: str) -> str | None:
        """The id of the action that this key stands for in a context."""
        return self._actions.get((context, key))

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The keys of an action, the usual one first."""
        return self._keys.get(action_id, ())

    def cap(self, action_id: str) -> str:
        """What stands on the key cap of an action; empty when it has no key."""
        keys = self.keys(action_id)
        return readable(keys[0]) if keys else ""

    def shown(self, action_id: str) -> str:
        """The usual key of an action for a sentence or a menu; empty when it has none."""
        cap = self.cap(action_id)
        return left_to_right(cap) if cap else ""

    def tag_keys(self, tag: Tag) -> tuple[str, ...]:
        """The keys that choose a tag: the person's own, else the tagset's."""
        return self._tags.get(tag_id(tag), usual_tag_keys(tag))

    def tag_cap(self, tag: Tag) -> str:
        """What stands on the key cap of a tag; empty when it has no key."""
        if tag_id(tag) not in self._tags:
            return tag.key.upper()
        keys = self.tag_keys(tag)
        return readable(keys[0]) if keys else ""


def tag_id(tag: Tag) -> str:
    """Under what a person's key for a tag is kept."""
    return f"{'span' if isinstance(tag, SpanTag) else 'relation'}:{tag.slug}"


def usual_tag_keys(tag: Tag) -> tuple[str, ...]:
    """The key that the tagset gives to a tag."""
    return (key_of(tag.key),) if tag.key else ()


class _Announcer(QObject):
    """Tells whoever names keys that they have changed."""

    changed = Signal()


_announcer = _Announcer()
_current = Keymap()


def keymap() -> Keymap:
    """The keys that hold now."""
    return _current


def set_keymap(changed: Keymap) -> None:
    """Let these keys hold from now on, and tell whoever names them."""
    global _current
    if not changed.is_like(_current):
        _current = changed
        _announcer.changed.emit()


def when_keys_change(retell: Callable[[], object]) -> None:
    """Call a method of a QObject, while it lives, whenever other keys hold."""
    _announcer.changed.connect(retell)


def key_for(action_id: str) -> str:
    """An action's key for a sentence; where it has none its words, so that the sentence holds."""
    return _current.shown(action_id) or f"“{isolated(action_words(BY_ID[action_id]))}”"


def key_in_text(action_id: str) -> str:
    """An action's key as a page of help writes it; where it has none its words."""
    cap = _current.cap(action_id)
    if cap == "?" and is_right_to_left():
        return "؟"  # as the same key types it there
    return cap.replace("⌫", "Backspace") or action_words(BY_ID[action_id])


def key_hint(words: str, action_id: str) -> str:
    """Words with an action's key in brackets after them, if it has one."""
    key = _current.shown(action_id)
    return f"{words} ({key})" if key else words


def labelled(action_id: str) -> str:
    """What stands on the button of an action: its words, and its key if it has one."""
    words, key = action_words(BY_ID[action_id]), _current.shown(action_id)
    return f"{words}  {key}" if key else words


def action_words(action: Action) -> str:
    """What an action does, in the current language."""
    return tr(action.text, number=left_to_right(action.number))


_READABLE = {
    "Return": "Enter",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "Backspace": "⌫",
    "PgUp": "Page Up",
    "PgDown": "Page Down",
    "Ins": "Insert",
}


def key_parts(key: str) -> list[str]:
    """What is pressed together for a key: Ctrl+Shift+Z gives Ctrl, Shift, Z; Ctrl++ Ctrl and +."""
    if key.endswith("+"):
        return [*filter(None, key[:-2].split("+")), "+"]
    return key.split("+")


def shown_key(key: str) -> str:
    """A key for a sentence, kept from left to right in any."""
    return left_to_right(readable(key))


def readable(key: str) -> str:
    """A key's name as it stands on a keyboard: arrows as arrows, Return as Enter."""
    *held, last = key_parts(key)
    if sys.platform == "darwin":
        signs = {"Ctrl": "⌘", "Alt": "⌥", "Shift": "⇧", "Meta": "⌃"}
        held = [signs.get(name, name) for name in held]
    return "+".join((*held, _READABLE.get(last, last)))
