"""The actions of modes and parts of the main window: relating, curation, finding, lists, lines."""

from ui.keys.action import Action, Context

_PICKS = 10  # candidates that have a key
_VERSIONS = 9  # annotators whose version has a key


def _relating(id: str, text: str, *keys: str, number: int = 0) -> Action:
    return Action(f"relating-{id}", text, Context.RELATING, keys, number=number)


def _position(id: str, text: str, *keys: str, number: int = 0) -> Action:
    return Action(f"position-{id}", text, Context.CURATION, keys, number=number)


PART_ACTIONS: tuple[Action, ...] = (
    # -- relating
    _relating("confirm", "Relate", "Return", "Enter"),
    _relating("next", "To the next span", "Tab", "Left", "Down"),
    _relating("previous", "To the span before", "Shift+Tab", "Right", "Up"),
    _relating("back", "Back to the choice of the relation", "Backspace"),
    _relating("leave", "Leave without a relation", "Escape"),
    *(
        _relating(f"pick-{n}", "Take span {number}", str(n % 10), number=n)
        for n in range(1, _PICKS + 1)
    ),
    # -- curation
    *(
        _position(f"take-{n}", "Take the version of annotator {number}", str(n), number=n)
        for n in range(1, _VERSIONS + 1)
    ),
    _position("both", "Take all versions, and go on", "B"),
    _position("neither", "Take no version, and go on", "0", "Delete", "Backspace"),
    _position("most", "Take the version that most have, and go on", "Return", "Enter"),
    _position("edit", "Edit: the tags' keys work again, your own item counts", "E"),
    _position("reason", "Say why", "R"),
    _position("next-open", "Next open position", "Tab"),
    _position("previous-open", "Previous open position", "Shift+Tab"),
    _position("next", "Next position", "N", "Down"),
    _position("previous", "Previous position", "Shift+N", "Up"),
    _position("leave", "Leave the position, or end editing", "Escape"),
    # -- finding
    Action("hit-next", "To the next place found", Context.FIND, ("Return", "Enter")),
    Action(
        "hit-previous", "To the place found before", Context.FIND, ("Shift+Return", "Shift+Enter")
    ),
    Action("find-close", "Close the find bar", Context.FIND, ("Escape",)),
    # -- filtering
    Action("filter-list", "To what fits", Context.FILTER, ("Down",)),
    Action("filter-open", "Open the first that fits", Context.FILTER, ("Return", "Enter")),
    Action("filter-clear", "Show everything again", Context.FILTER, ("Escape",)),
    # -- lists, and lines to write in
    Action("open-row", "Open or take what is current", Context.LIST, ("Return", "Enter")),
    Action("words-send", "Send what is written", Context.WRITING, ("Return", "Enter")),
    Action("words-leave", "Leave without writing", Context.WRITING, ("Escape",)),
)
