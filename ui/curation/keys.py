"""The keys of curation: they hold while a position is current, and give way while one edits."""

from enum import StrEnum

from ui.look.language import isolated, left_to_right, tr


class CurationKey(StrEnum):
    """What can be pressed on a position, by the name of its key."""

    BOTH = "B"
    NEITHER = "0"
    EDIT = "E"
    REASON = "R"
    MOST = "Return"
    NEXT_OPEN = "Tab"
    PREVIOUS_OPEN = "Shift+Tab"
    NEXT = "N"
    PREVIOUS = "Shift+N"


# Other keys that do the same.
SAME_AS = {
    "Delete": CurationKey.NEITHER,
    "Backspace": CurationKey.NEITHER,
    "Enter": CurationKey.MOST,
    "Down": CurationKey.NEXT,
    "Up": CurationKey.PREVIOUS,
}
# What works as ever although a position is current: finish, set aside, what can I press.
PASSED_ON = {"F", "Shift+F", "?", "؟"}


def key_rows() -> list[tuple[str, str]]:
    """Keys and what they do, for the sheet of everything that can be pressed."""
    return [
        ("1 / 2", tr("Take this annotator's version, and go on")),
        ("B", tr("Take all versions, and go on")),
        ("0 / Delete", tr("Take no version, and go on")),
        ("Enter", tr("Take the version that most have, and go on")),
        ("E", tr("Edit: the tags' keys work again, your own item counts")),
        ("R", tr("Say why")),
        ("Tab / Shift+Tab", tr("Next and previous open position")),
        ("N / Shift+N", tr("Next and previous position")),
        ("Escape", tr("Leave the position, or end editing")),
    ]


def hint(annotators: int) -> str:
    """The same in short, beside the positions; a key and its word stay on one line."""
    acts = (
        (left_to_right(f"1–{annotators}"), tr("take")),
        ("B", tr("both")),
        ("0", tr("neither")),
        ("E", tr("edit")),
        ("R", tr("reason")),
        ("Tab", tr("next")),
    )
    return " · ".join(f"{isolated(key)}\u00a0{act}" for key, act in acts)
