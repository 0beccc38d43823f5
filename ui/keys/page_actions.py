"""The actions of the windows beside the main one, and of dialogs."""

from ui.keys.action import Action, Context

_PROPOSALS = 9  # proposals that have a key

PAGE_ACTIONS: tuple[Action, ...] = (
    # -- the review queue
    Action("finding-open", "Open the place", Context.REVIEW, ("Return", "Enter")),
    Action("finding-fix", "Fix", Context.REVIEW, ("F",)),
    Action("finding-wave", "Wave through", Context.REVIEW, ("W",)),
    Action("finding-wave-why", "Wave through, and say why", Context.REVIEW, ("Shift+W",)),
    Action("finding-take-back", "Take the waving back", Context.REVIEW, ("U",)),
    Action("finding-comment", "Comment…", Context.REVIEW, ("C",)),
    Action("finding-undo", "Take the last fix back", Context.REVIEW, ("Ctrl+Z",)),
    Action("findings-search", "Search again", Context.REVIEW, ("F5",)),
    # -- comments
    Action("comment-open", "Open the place", Context.COMMENTS, ("Return", "Enter")),
    Action("comment-answer", "Answer…", Context.COMMENTS, ("A",)),
    Action("comment-resolve", "Resolve", Context.COMMENTS, ("R",)),
    # -- sampling
    Action("unit-right", "Right", Context.SAMPLING, ("R",)),
    Action("unit-wrong", "Wrong", Context.SAMPLING, ("W",)),
    Action("unit-why", "Wrong, because…", Context.SAMPLING, ("C",)),
    Action("unit-missing", "Something is missing…", Context.SAMPLING, ("M",)),
    Action("unit-open", "Not judged", Context.SAMPLING, ("U",)),
    Action("unit-undo", "Undo", Context.SAMPLING, ("Ctrl+Z",)),
    Action("unit-show", "In the main window", Context.SAMPLING, ("Return", "Enter")),
    # -- agreement
    Action("passages-show", "Show the passages", Context.AGREEMENT, ("Return", "Enter", "Space")),
    # -- dialogs
    Action("dialog-accept", "Do what the dialog offers", Context.DIALOG, ("Return", "Enter")),
    Action("dialog-close", "Close without doing it", Context.DIALOG, ("Escape",)),
    Action(
        "comment-send",
        "Send the comment",
        Context.COMMENT,
        ("Return", "Enter", "Ctrl+Return", "Ctrl+Enter"),
    ),
    Action("place-tick", "Tick or untick a row", Context.CHOICE, ("Space",)),
    Action("places-all", "Tick all rows", Context.CHOICE, ("A",)),
    Action("places-none", "Untick all rows", Context.CHOICE, ("N",)),
    Action("look-here", "Look in this document", Context.CHOICE, ("1",)),
    Action("look-unfinished", "Look in all that are not finished", Context.CHOICE, ("2",)),
    Action("look-everywhere", "Look in the whole project", Context.CHOICE, ("3",)),
    Action("proposal-next", "Next proposal", Context.EXPLANATION, ("Down",)),
    Action("proposal-previous", "Previous proposal", Context.EXPLANATION, ("Up",)),
    *(
        Action(
            f"proposal-{n}", "Choose proposal {number}", Context.EXPLANATION, (str(n),), number=n
        )
        for n in range(1, _PROPOSALS + 1)
    ),
    Action("command-run", "Carry out the command", Context.PALETTE, ("Return", "Enter")),
    Action("cells-copy", "Copy what is selected", Context.NUMBERS, ("Ctrl+C", "Ctrl+Ins")),
    Action("file-out", "Take out of the list", Context.IMPORT, ("Delete", "Backspace")),
    Action("key-change", "Give another key", Context.KEYS, ("Return", "Enter")),
    Action("key-add", "Give a further key", Context.KEYS, ("Ins",)),
    Action("key-remove", "Take the keys away", Context.KEYS, ("Delete",)),
)
