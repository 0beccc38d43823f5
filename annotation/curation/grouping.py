"""What several annotators say put together: the same, then what is alike, one of each annotator."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

Said = TypeVar("Said")
Member = TypeVar("Member")


class Groups(Generic[Said, Member]):
    """Items of several annotators by what they say; a group has one of each annotator at most."""

    def __init__(self) -> None:
        self._items: dict[Said, dict[str, Member]] = {}
        self._group: dict[Said, list[Said]] = {}

    def add(self, said: Said, annotator: str, item: Member) -> None:
        """Note that an annotator says this by that item; of two that say the same the first."""
        self._items.setdefault(said, {}).setdefault(annotator, item)
        self._group.setdefault(said, [said])

    def join(self, pairs: Iterable[tuple[Said, Said]]) -> None:
        """Put pairs together in this order, but nothing that one annotator says beside the other.

        Who marked both things meant two things.
        """
        for one, other in pairs:
            group, joining = self._group[one], self._group[other]
            if group is joining or self._annotators(group) & self._annotators(joining):
                continue
            group.extend(joining)
            for said in joining:
                self._group[said] = group

    def __iter__(self) -> Iterator[Mapping[str, tuple[Said, Member]]]:
        """Each group: by annotator, what they say and by which item."""
        for group in {id(group): group for group in self._group.values()}.values():
            yield {who: (said, item) for said in group for who, item in self._items[said].items()}

    @property
    def said(self) -> tuple[Said, ...]:
        """Everything that somebody says."""
        return tuple(self._items)

    def are_apart(self, one: Said, other: Said) -> bool:
        """Whether no annotator says both."""
        return not self._items[one].keys() & self._items[other].keys()

    def _annotators(self, group: Iterable[Said]) -> set[str]:
        return {annotator for said in group for annotator in self._items[said]}
