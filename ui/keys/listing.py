"""The table of actions and the tags as lists to read: the cheat sheet, the dialog of keys."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotation.tagsets.tagset import SpanTag, Tagset
from ui.keys.action import Action, Context, Menu
from ui.keys.actions import ACTIONS
from ui.keys.keymap import Tag, action_words, key_for, keymap, readable, tag_id, usual_tag_keys
from ui.look.language import in_language, left_to_right, tr

KeyGroup = tuple[str, list[tuple[str, str]]]  # a title, then keys and what they do
SEPARATOR = " / "


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """What keys can be given to: an action, or a tag as if it were one."""

    action: Action
    words: str
    group: str
    keys: tuple[str, ...]  # that hold now

    @property
    def id(self) -> str:
        """The action's id, or the tag's."""
        return self.action.id


def key_entries(tagset: Tagset | None) -> list[KeyEntry]:
    """Everything that has keys or can be given some, in groups: the window, tags, then the rest."""
    in_window = [a for a in ACTIONS if a.context is Context.WINDOW]
    others = [a for a in ACTIONS if a.context is not Context.WINDOW]
    ordered = sorted(others, key=lambda action: list(Context).index(action.context))
    return [*map(_entry, in_window), *_tag_entries(tagset), *map(_entry, ordered)]


def _entry(action: Action) -> KeyEntry:
    group = tr(action.menu.value if action.menu else action.context.value)
    return KeyEntry(action, action_words(action), group, keymap().keys(action.id))


def _tag_entries(tagset: Tagset | None) -> Iterator[KeyEntry]:
    tags: list[Tag] = [*tagset.spans.values(), *tagset.relations.values()] if tagset else []
    for tag in tags:
        is_span = isinstance(tag, SpanTag)
        context = Context.WINDOW if is_span else Context.RELATING
        group = tr("Tags of spans") if is_span else tr("Tags of relations")
        action = Action(tag_id(tag), "", context, usual_tag_keys(tag))
        yield KeyEntry(action, in_language(tag.name), group, keymap().tag_keys(tag))


# -- the cheat sheet -------------------------------------------------------------------------------


def key_groups(tagset: Tagset | None, contexts: Sequence[Context]) -> list[KeyGroup]:
    """What can be pressed: in these contexts, then the tags, then the menus."""
    groups: list[KeyGroup] = [_group_of_context(context) for context in contexts]
    if tagset is not None:
        title = tr("After {key}, or on a relation", key=key_for("relate"))
        groups.append((tr("Tag the selection or the word"), _tag_rows(tagset.spans.values())))
        groups.append((title, _tag_rows(tagset.relations.values())))
    for menu in Menu:
        groups.append((tr(menu.value), _rows([a for a in ACTIONS if a.menu is menu])))
    return [(title, rows) for title, rows in groups if rows]


def _group_of_context(context: Context) -> KeyGroup:
    return tr(context.value), _rows([a for a in ACTIONS if a.context is context and not a.menu])


def _tag_rows(tags: Iterable[Tag]) -> list[tuple[str, str]]:
    rows = [(keymap().tag_cap(tag), in_language(tag.name)) for tag in tags]
    return [(cap, name) for cap, name in rows if cap]


def _rows(actions: Sequence[Action]) -> list[tuple[str, str]]:
    """Keys and words; of actions that are numbered, one row for all of them."""
    rows = []
    for action in actions:
        keys = keymap().keys(action.id)[:2]
        if action.number == 0 and keys:
            rows.append((SEPARATOR.join(map(readable, keys)), action_words(action)))
        elif action.number == 1 and (row := _numbered(action, actions)):
            rows.append(row)
    return rows


def _numbered(first: Action, actions: Sequence[Action]) -> tuple[str, str] | None:
    alike = [a for a in actions if a.text == first.text and keymap().keys(a.id)]
    if not alike:
        return None
    caps = [keymap().cap(action.id) for action in (alike[0], alike[-1])]
    numbers = left_to_right(f"{alike[0].number}–{alike[-1].number}")
    return f"{caps[0]} / … / {caps[1]}", tr(first.text, number=numbers)
