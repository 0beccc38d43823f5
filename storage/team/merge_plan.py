"""What a merge would do: each set's journal here and in the files that come, compared line by line.

A journal is only ever continued. So of two journals of one set either one begins the other, and
the longer one is the later, or the set was changed on both sides, which nobody but a person can
settle.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from storage.file.project_file import ProjectFile
from storage.team.merge_sources import MergeSource
from storage.work import journal

SetKey = tuple[int, str]  # the row of a document here, the name of an annotator
SourcePlace = tuple[int, int]  # the number of a source, the row of a set in it
SaidLine = tuple[object, ...]  # a line of a journal without its set


@dataclass(frozen=True, slots=True)
class Continuation:
    """A set that goes on: the lines from `begin` in this place are not here yet."""

    key: SetKey
    place: SourcePlace
    begin: int
    lines: int


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A set that was changed on both sides, here and in these sources, or in several of them."""

    key: SetKey
    sources: tuple[int, ...]


@dataclass(slots=True)
class Plan:
    """What is to be done, in the order of documents, and what is left as it is."""

    continuations: list[Continuation] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)
    unchanged: int = 0
    unknown: list[tuple[str, str, int]] = field(default_factory=list)  # document, annotator, source


def plan_merge(
    file: ProjectFile, sources: Sequence[MergeSource], watch: Callable[[int], None]
) -> Plan:
    """Compare every set that comes with the one here; `watch` hears how many are compared."""
    plan = Plan()
    places: dict[SetKey, list[SourcePlace]] = defaultdict(list)
    for number, source in enumerate(sources):
        for set_id, document, annotator, name in source.sets():
            if document is None:
                plan.unknown.append((name, annotator, number))
            else:
                places[document, annotator].append((number, set_id))
    here = _sets_here(file)
    for count, key in enumerate(sorted(places), 1):
        _compare(file, sources, here.get(key), key, places[key], plan)
        watch(count)
    return plan


def _sets_here(file: ProjectFile) -> Mapping[SetKey, int]:
    rows = file.query(
        "SELECT s.document_id, a.name, s.id FROM annotation_set s"
        " JOIN annotator a ON a.id = s.annotator_id"
    )
    return {(document, name): set_id for document, name, set_id in rows}


def _compare(
    file: ProjectFile,
    sources: Sequence[MergeSource],
    set_id: int | None,
    key: SetKey,
    places: Sequence[SourcePlace],
    plan: Plan,
) -> None:
    ours = [] if set_id is None else list(said(file, set_id))
    longest, found = ours, None
    theirs = [(place, list(said(sources[place[0]].file, place[1]))) for place in places]
    for place, lines in theirs:
        if len(lines) > len(longest):
            longest, found = lines, place
    if any(lines != longest[: len(lines)] for lines in (ours, *(lines for _, lines in theirs))):
        numbers = sorted({number for (number, _), lines in theirs if lines != ours[: len(lines)]})
        plan.contradictions.append(Contradiction(key, tuple(numbers)))
    elif found is None:
        plan.unchanged += 1
    else:
        new = len(longest) - len(ours)
        plan.continuations.append(Continuation(key, found, len(ours), new))


def said(file: ProjectFile, set_id: int) -> Iterator[SaidLine]:
    """What the journal of a set says, line by line, whatever the set's number."""
    query = f"SELECT {journal.COLUMNS} FROM journal WHERE set_id = ? ORDER BY id"
    for step_id, _, *rest in file.query(query, set_id):
        yield (step_id, *rest)
