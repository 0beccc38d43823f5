"""What an action is: what it does in words, where its keys hold, and which they are by default."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Menu(StrEnum):
    """Where an action stands in the menu bar; the value is the menu's title."""

    PROJECT = "Project"
    EDIT = "Edit"
    ANNOTATE = "Annotate"
    SUGGESTIONS = "Suggestions"
    REVIEW = "Review"
    MOVE = "Move"
    VIEW = "View"
    HELP = "Help"


class Needs(StrEnum):
    """What must be there for an action to make sense."""

    NOTHING = "nothing"
    PROJECT = "project"
    DOCUMENT = "document"


class Context(StrEnum):
    """Where a key holds; the value is the place as people read it."""

    WINDOW = "In the window"
    RELATING = "While relating"
    CURATION = "On a position of curation"
    FIND = "In the find bar"
    FILTER = "In a line that filters a list"
    WRITING = "In a line to write in"
    LIST = "In lists"
    REVIEW = "In the review queue"
    COMMENTS = "In the list of comments"
    SAMPLING = "Judging a sample"
    AGREEMENT = "In the table of tags"
    DIALOG = "In dialogs"
    COMMENT = "Writing a comment"
    CHOICE = "Choosing among places"
    EXPLANATION = "On what is known of a place"
    PALETTE = "In the list of all commands"
    NUMBERS = "In tables of numbers"
    IMPORT = "In the list of files to import"
    KEYS = "In the list of keys"


_PARTS = frozenset({Context.WINDOW, Context.CURATION})
_PAGES = frozenset({Context.REVIEW, Context.COMMENTS, Context.SAMPLING, Context.AGREEMENT})
_OTHERS = (
    Context.COMMENT,
    Context.CHOICE,
    Context.EXPLANATION,
    Context.PALETTE,
    Context.NUMBERS,
    Context.IMPORT,
    Context.KEYS,
)

# What holds, too, where a context holds; its own keys go before those. While one relates nothing
# else holds.
AROUND: Mapping[Context, frozenset[Context]] = {
    Context.CURATION: frozenset({Context.WINDOW}),
    Context.FIND: _PARTS,
    Context.FILTER: frozenset({Context.WINDOW, Context.DIALOG}),
    Context.WRITING: _PARTS | _PAGES | {Context.DIALOG},
    Context.LIST: _PARTS | _PAGES | {Context.FIND, Context.DIALOG},
    **dict.fromkeys((*_PAGES, *_OTHERS), frozenset({Context.DIALOG})),
}
# Where one types: a key that writes something cannot be an action's there.
TYPED_IN = frozenset(
    {Context.FIND, Context.FILTER, Context.WRITING, Context.COMMENT, Context.PALETTE}
)
_BARE = {"Tab", "Return", "Enter", "Backspace", "Delete", "Escape", "Home", "End", "PgUp"}
_BARE |= {"PgDown", "Up", "Down", "Left", "Right", "Space"}


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do.

    `text` is an English template, with {number} where there is one of several alike; `keys` are the
    defaults, written as Qt writes them for a Latin layout. Without a menu it is done by its keys
    alone.
    """

    id: str
    text: str
    context: Context
    keys: tuple[str, ...] = ()
    menu: Menu | None = None
    needs: Needs = Needs.NOTHING
    is_separated: bool = False  # a line above it in the menu
    holds: bool = False  # also where a mode takes bare keys
    number: int = 0

    @property
    def gives_way(self) -> bool:
        """Whether a context within this one may have the same key: a mode takes bare keys."""
        return bool(self.keys) and not self.holds and all(map(is_bare, self.keys))


def is_bare(key: str) -> bool:
    """Whether a key is pressed without Ctrl or Alt and is none of F1 to F12."""
    last = key.removeprefix("Shift+")
    return len(last) == 1 or last in _BARE


def are_together(one: Action, other: Action) -> bool:
    """Whether two actions can be meant by one key at one moment, so that it can be only one's."""
    if one.context is other.context:
        return True
    outer_of_one = one.context in AROUND.get(other.context, ()) and not one.gives_way
    outer_of_other = other.context in AROUND.get(one.context, ()) and not other.gives_way
    return outer_of_one or outer_of_other
