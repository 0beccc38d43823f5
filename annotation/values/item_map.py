"""An immutable map of items that shares what an act leaves as it was with the map before it."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from annotation.values.items import Item, item_key

ItemKey: TypeAlias = tuple[str, str]

_MOST_APART = 1_000  # changes kept beside the large dictionary before both are joined


class ItemMap:
    """Items by key, kind by kind in the order in which they came; a changed one keeps its place.

    Large dictionaries, one a kind, are shared by many maps; what is changed in them and what was
    added stand in two small ones. Copying 150,000 entries for each act would take 5 ms, and a
    tuple for the key of each takes 8 MB.
    """

    __slots__ = ("_added", "_changed", "_shared")

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._shared: dict[str, dict[str, Item]] = {}
        self._changed: dict[ItemKey, Item | None] = {}  # None: no longer there
        self._added: dict[ItemKey, Item] = {}
        shared = self._shared
        for item in items:
            kind, id = item_key(item)
            if kind not in shared:
                shared[kind] = {}
            shared[kind][id] = item

    def get(self, key: ItemKey) -> Item | None:
        """The item with this key, if there is one."""
        item = self._added.get(key) if self._added else None
        if item is not None:
            return item
        if self._changed and key in self._changed:
            return self._changed[key]
        kind, id = key
        same_kind = self._shared.get(kind)
        return same_kind.get(id) if same_kind is not None else None

    def values(self) -> Iterator[Item]:
        """All items in their order."""
        for kind, items in self._shared.items():
            if not self._changed:
                yield from items.values()
                continue
            for id, item in items.items():
                current = self._changed.get((kind, id), item)
                if current is not None:
                    yield current
        yield from self._added.values()

    def __len__(self) -> int:
        gone = sum(item is None for item in self._changed.values())
        return sum(map(len, self._shared.values())) - gone + len(self._added)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ItemMap):
            return NotImplemented
        return len(self) == len(other) and all(
            other.get(item_key(item)) == item for item in self.values()
        )

    __hash__ = None  # type: ignore[assignment]

    def opened(self) -> "ItemMap":
        """A map with the same items that `put` may still change."""
        if len(self._changed) + len(self._added) > _MOST_APART:
            return ItemMap(self.values())
        copy = ItemMap()
        copy._shared = self._shared
        copy._changed, copy._added = self._changed.copy(), self._added.copy()
        return copy

    def put(self, key: ItemKey, item: Item | None) -> None:
        """Put an item in, or None to take it out; only on a map that nobody else has yet."""
        if item is None:
            is_added = self._added.pop(key, None) is not None
            if not is_added:
                self._changed[key] = None
        elif key in self._added or self.get(key) is None:
            self._added[key] = item
        else:
            self._changed[key] = item
