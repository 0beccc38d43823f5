"""The actions of the main window: its menus, and what its keys do in the article."""

from ui.keys.action import Action, Context, Menu, Needs


def _action(
    id: str,
    text: str,
    menu: Menu | None,
    *keys: str,
    needs: Needs = Needs.DOCUMENT,
    is_separated: bool = False,
    holds: bool = False,
) -> Action:
    return Action(id, text, Context.WINDOW, keys, menu, needs, is_separated, holds)


ANYWHERE = Needs.NOTHING
PROJECT = Needs.PROJECT

WINDOW_ACTIONS: tuple[Action, ...] = (
    # -- project
    _action("new-project", "New project…", Menu.PROJECT, "Ctrl+N", needs=ANYWHERE),
    _action("open-project", "Open project…", Menu.PROJECT, "Ctrl+O", needs=ANYWHERE),
    _action("open-sample", "Open the sample project", Menu.PROJECT, needs=ANYWHERE),
    _action(
        "import", "Import documents…", Menu.PROJECT, "Ctrl+I", needs=PROJECT, is_separated=True
    ),
    _action("export", "Export…", Menu.PROJECT, "Ctrl+E", needs=PROJECT),
    _action("picture", "Picture of the article…", Menu.PROJECT),
    _action("suggest-all", "Suggest for all documents", Menu.PROJECT, needs=PROJECT),
    _action(
        "statistics", "Numbers of this project…", Menu.PROJECT, needs=PROJECT, is_separated=True
    ),
    _action("check", "Check the project…", Menu.PROJECT, needs=PROJECT),
    _action("backup", "Save a copy…", Menu.PROJECT, needs=PROJECT),
    _action("restore-backup", "Restore from a backup…", Menu.PROJECT, needs=PROJECT),
    _action("team", "Annotators and assignment…", Menu.PROJECT, needs=PROJECT, is_separated=True),
    _action("assign", "Assign documents…", Menu.PROJECT, "Ctrl+Shift+A", needs=PROJECT),
    _action("split", "Files for annotators…", Menu.PROJECT, needs=PROJECT),
    _action("merge", "Merge files of annotators…", Menu.PROJECT, needs=PROJECT),
    _action("settings", "Settings…", Menu.PROJECT, "Ctrl+,", needs=ANYWHERE, is_separated=True),
    _action("close-project", "Close project", Menu.PROJECT, needs=PROJECT),
    _action("delete-project", "Delete the project…", Menu.PROJECT, needs=PROJECT),
    _action("quit", "Quit", Menu.PROJECT, "Ctrl+Q", needs=ANYWHERE),
    # -- edit
    _action("undo", "Undo", Menu.EDIT, "Ctrl+Z"),
    _action("redo", "Redo", Menu.EDIT, "Ctrl+Shift+Z", "Ctrl+Y"),
    _action("copy", "Copy the words", Menu.EDIT, "Ctrl+C"),
    _action("find", "Find…", Menu.EDIT, "Ctrl+F", is_separated=True),
    _action("find-next", "Find next", Menu.EDIT, "F3"),
    _action("find-previous", "Find previous", Menu.EDIT, "Shift+F3"),
    _action("find-in-project", "Find in all documents…", Menu.EDIT, "Ctrl+Shift+F", needs=PROJECT),
    # -- annotate
    _action("relate", "Relate this span to another", Menu.ANNOTATE, "R"),
    _action("same-everywhere", "The same everywhere…", Menu.ANNOTATE, "P"),
    _action("same-in-project", "The same in the whole project…", Menu.ANNOTATE, "Shift+P"),
    _action("cycle-clitics", "Split off or take in a clitic", Menu.ANNOTATE, "C"),
    _action("join", "Add the selection to the span as a further part", Menu.ANNOTATE, "J"),
    _action("reverse", "Exchange head and tail", Menu.ANNOTATE, "X"),
    _action("delete", "Delete", Menu.ANNOTATE, "Delete"),
    _action("delete-everywhere", "Delete everywhere…", Menu.ANNOTATE, "Shift+Delete"),
    _action("labels", "Labels of the document…", Menu.ANNOTATE, "L"),
    _action(
        "end-forward-word",
        "Move the end of the span forward by a word",
        Menu.ANNOTATE,
        "Alt+Left",
        is_separated=True,
    ),
    _action("end-back-word", "Move its end back by a word", Menu.ANNOTATE, "Alt+Right"),
    _action("end-forward-letter", "Move its end forward by a letter", Menu.ANNOTATE, "Alt+Down"),
    _action("end-back-letter", "Move its end back by a letter", Menu.ANNOTATE, "Alt+Up"),
    _action("start-back-word", "Move its start back by a word", Menu.ANNOTATE, "Alt+Shift+Right"),
    _action(
        "start-forward-word", "Move its start forward by a word", Menu.ANNOTATE, "Alt+Shift+Left"
    ),
    _action("start-back-letter", "Move its start back by a letter", Menu.ANNOTATE, "Alt+Shift+Up"),
    _action(
        "start-forward-letter",
        "Move its start forward by a letter",
        Menu.ANNOTATE,
        "Alt+Shift+Down",
    ),
    _action(
        "finish",
        "Finish and open the next document",
        Menu.ANNOTATE,
        "F",
        is_separated=True,
        holds=True,
    ),
    _action("set-aside", "Set this document aside", Menu.ANNOTATE, "Shift+F", holds=True),
    _action("reopen", "Open a finished document again", Menu.ANNOTATE),
    # -- suggestions
    _action("next-suggestion", "Next suggestion", Menu.SUGGESTIONS, "Tab"),
    _action("previous-suggestion", "Previous suggestion", Menu.SUGGESTIONS, "Shift+Tab"),
    _action("accept", "Accept and go on", Menu.SUGGESTIONS, "Return", "Enter"),
    _action("reject", "Reject and go on", Menu.SUGGESTIONS, "Backspace"),
    _action("reject-everywhere", "Reject everywhere…", Menu.SUGGESTIONS, "Shift+Backspace"),
    _action("sweep", "Look for names that were missed", Menu.SUGGESTIONS, "M"),
    _action("why", "Why is nothing suggested here?", Menu.SUGGESTIONS, "Y"),
    _action("skip", "Leave undecided and go on", Menu.SUGGESTIONS, "S"),
    _action(
        "accept-paragraph",
        "Accept all confident ones of the paragraph…",
        Menu.SUGGESTIONS,
        "Ctrl+Return",
        "Ctrl+Enter",
        is_separated=True,
    ),
    _action(
        "accept-document",
        "Accept all confident ones of the document…",
        Menu.SUGGESTIONS,
        "Ctrl+Shift+Return",
        "Ctrl+Shift+Enter",
    ),
    _action(
        "learnt",
        "What suggestions have learnt…",
        Menu.SUGGESTIONS,
        "Ctrl+L",
        needs=PROJECT,
        is_separated=True,
    ),
    # -- review
    _action("review-queue", "Review queue…", Menu.REVIEW, "Ctrl+Shift+R", needs=PROJECT),
    _action("comments", "Comments…", Menu.REVIEW, "Ctrl+Shift+K", needs=PROJECT),
    _action("comment-here", "Comment on this…", Menu.REVIEW, "K"),
    _action("next-comment", "Next open comment", Menu.REVIEW, "Shift+K", needs=PROJECT),
    _action("agreement", "Agreement…", Menu.REVIEW, "Ctrl+Shift+G", needs=PROJECT),
    _action("curate", "Curate…", Menu.REVIEW, "Ctrl+Shift+C", needs=PROJECT),
    _action("curate-document", "Curate this document", Menu.REVIEW),
    _action("settle-many", "Settle many positions…", Menu.REVIEW),
    _action("leave-curation", "Leave curation", Menu.REVIEW),
    _action("sampling", "Sampling…", Menu.REVIEW, "Ctrl+Shift+S", needs=PROJECT),
    _action("effort", "Effort…", Menu.REVIEW, "Ctrl+Shift+E", needs=PROJECT),
    # -- move
    _action("word-left", "One word to the left", Menu.MOVE, "Left"),
    _action("word-right", "One word to the right", Menu.MOVE, "Right"),
    _action("sentence-left", "One sentence to the left", Menu.MOVE, "Ctrl+Left"),
    _action("sentence-right", "One sentence to the right", Menu.MOVE, "Ctrl+Right"),
    _action("extend-word-left", "Extend by a word to the left", Menu.MOVE, "Shift+Left"),
    _action("extend-word-right", "Extend by a word to the right", Menu.MOVE, "Shift+Right"),
    _action("extend-sentence-left", "Extend by a sentence, left", Menu.MOVE, "Ctrl+Shift+Left"),
    _action("extend-sentence-right", "Extend by a sentence, right", Menu.MOVE, "Ctrl+Shift+Right"),
    _action("line-up", "One line up", Menu.MOVE, "Up"),
    _action("line-down", "One line down", Menu.MOVE, "Down"),
    _action("extend-line-up", "Extend one line up", Menu.MOVE, "Shift+Up"),
    _action("extend-line-down", "Extend one line down", Menu.MOVE, "Shift+Down"),
    _action("page-up", "One page up", Menu.MOVE, "PgUp"),
    _action("page-down", "One page down", Menu.MOVE, "PgDown"),
    _action("document-start", "Start of the document", Menu.MOVE, "Ctrl+Home", "Home"),
    _action("document-end", "End of the document", Menu.MOVE, "Ctrl+End", "End"),
    _action("next-span", "Next span", Menu.MOVE, "N", is_separated=True),
    _action("previous-span", "Previous span", Menu.MOVE, "Shift+N"),
    _action("next-document", "Next document", Menu.MOVE, "Ctrl+PgDown", needs=PROJECT),
    _action("previous-document", "Previous document", Menu.MOVE, "Ctrl+PgUp", needs=PROJECT),
    _action("step-back", "Leave what is current", None, "Escape"),
    # -- view
    _action("zoom-in", "Larger", Menu.VIEW, "Ctrl++", "Ctrl+="),
    _action("zoom-out", "Smaller", Menu.VIEW, "Ctrl+-"),
    _action("zoom-reset", "Usual size", Menu.VIEW, "Ctrl+0"),
    _action("toggle-marks", "Hide or show harakat", Menu.VIEW, "Ctrl+H", is_separated=True),
    _action("toggle-invisible", "Hide or show invisible characters", Menu.VIEW, "Ctrl+Shift+H"),
    _action("toggle-numbers", "Hide or show paragraph numbers", Menu.VIEW, "Ctrl+Shift+L"),
    _action("toggle-focus", "See one paragraph alone, or all", Menu.VIEW, "F7"),
    _action("toggle-documents", "Documents", Menu.VIEW, "F9", needs=ANYWHERE, is_separated=True),
    _action("toggle-items", "Spans, relations, suggestions", Menu.VIEW, "F10", needs=ANYWHERE),
    _action("order-by-pending", "Documents with most suggestions first", Menu.VIEW, needs=PROJECT),
    _action("order-by-gain", "Least certain documents first", Menu.VIEW, needs=PROJECT),
    _action(
        "order-by-errors", "Documents with most expected errors first", Menu.VIEW, needs=PROJECT
    ),
    _action("toggle-mine", "My documents, or all", Menu.VIEW, "Ctrl+M", needs=PROJECT),
    _action("next-panel", "To the next part of the window", Menu.VIEW, "F6", needs=PROJECT),
    _action("previous-panel", "To the part before", Menu.VIEW, "Shift+F6", needs=PROJECT),
    _action("focus-article", "To the article", Menu.VIEW, "Ctrl+F6"),
    _action("toggle-paragraph-text", "The paragraph as plain text", Menu.VIEW, "F12"),
    _action("toggle-dark", "Light or dark", Menu.VIEW, "F8", needs=ANYWHERE),
    _action("switch-language", "العربية / English", Menu.VIEW, needs=ANYWHERE),
    _action("full-screen", "Full screen", Menu.VIEW, "F11", needs=ANYWHERE),
    # -- help
    _action(
        "cheat-sheet", "What can I press here?", Menu.HELP, "?", "؟", needs=ANYWHERE, holds=True
    ),
    _action("command-palette", "All commands…", Menu.HELP, "Ctrl+K", needs=ANYWHERE),
    _action("help", "Help", Menu.HELP, "F1", needs=ANYWHERE),
    _action("edit-keys", "Keys…", Menu.HELP, needs=ANYWHERE),
    _action(
        "copy-fault-report",
        "Copy what helps to find a fault",
        Menu.HELP,
        needs=ANYWHERE,
        is_separated=True,
    ),
    _action("about", "About Tawseem", Menu.HELP, needs=ANYWHERE),
)
