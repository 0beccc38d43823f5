"""What a person can point at in an article: the four kinds of items on the screen."""

from enum import StrEnum


class ItemKind(StrEnum):
    """What an item on the screen is."""

    SPAN = "span"
    RELATION = "relation"
    SUGGESTED_SPAN = "suggested-span"
    SUGGESTED_RELATION = "suggested-relation"
