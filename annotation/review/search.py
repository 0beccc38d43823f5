"""Looking through a corpus twice: what it says of each form, then where work goes against it."""

import heapq
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace

from annotation.review.bounding import WiderForms, wrong_bounds
from annotation.review.breaches import breaches
from annotation.review.finding import Finding
from annotation.review.form_counts import FormCounts
from annotation.review.likelihood import FLOOR, joined
from annotation.review.linking import Links, LinksOfScene
from annotation.review.opinions import against_suggestions
from annotation.review.reviewed_document import Material, ReviewedDocument, ReviewedSet
from annotation.review.tagging import BareForms, wrong_tags
from annotation.review.wording import DocumentWords
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Stage

MOST = 10_000  # findings kept, the most probable ones
FINISHED = frozenset({Stage.FINISHED})

Passes = Callable[[], Iterable[Material]]


def _always(done: int) -> bool:
    return True


class Stopped(Exception):
    """The person does not want to wait any longer."""


def review(
    passes: Passes,
    tagset: Tagset,
    *,
    stages: Collection[Stage] = FINISHED,
    floor: float = FLOOR,
    most: int = MOST,
    progress: Callable[[int], bool] = _always,
) -> list[Finding]:
    """What is probably wrong, the most probable first.

    `passes` gives the whole corpus each time it is called, document by document; that is done
    twice. Only sets in one of the `stages` are looked at. `progress` hears how many documents were
    gone through, each counted twice; Stopped is raised when it says False.
    """
    search = Search(tagset, stages, floor=floor, most=most)
    done = 0
    for step in (search.learn, search.look):
        for material in passes():
            step(material)
            done += 1
            if not progress(done):
                raise Stopped
    return search.findings()


class Search:
    """Both passes; memory grows with the forms and the findings kept."""

    def __init__(
        self,
        tagset: Tagset,
        stages: Collection[Stage] = FINISHED,
        *,
        floor: float = FLOOR,
        most: int = MOST,
    ) -> None:
        self._tagset = tagset
        self._stages = stages
        same = (tag.slug for tag in tagset.relations.values() if tag.is_equivalence)
        self._lexicon = FormCounts(frozenset(same))
        self._bare = BareForms(self._lexicon)
        self._wider = WiderForms(self._lexicon)
        self._links = Links(self._lexicon)
        self._kept = _Best(floor, most)

    def learn(self, material: Material) -> None:
        """First pass: what this document adds to what is known of each form."""
        scene = self._scene(material)
        if scene is not None:
            self._lexicon.learn(scene)

    def look(self, material: Material) -> None:
        """Second pass: what in this document goes against it."""
        scene = self._scene(material)
        if scene is not None:
            self._kept.add(self._found(scene))

    def findings(self) -> list[Finding]:
        """Everything found, the most probable first."""
        for waiting in (self._bare, self._wider, self._links):
            self._kept.add(waiting.findings())
        return self._kept.sorted()

    def _scene(self, material: Material) -> ReviewedDocument | None:
        sides = [
            ReviewedSet(record, material.verdicts.get(record.annotator, {}))
            for record in material.records
            if record.annotator and record.stage in self._stages
        ]
        if not sides:
            return None
        return ReviewedDocument(material, sides, DocumentWords(material.records[0].document.text))

    def _found(self, scene: ReviewedDocument) -> Iterator[Finding]:
        places = {(b, e): form for form, b, e in self._lexicon.occurrences(scene.words)}
        bare_places = dict(places)
        if len(scene.sides) > 1:
            for side in scene.sides:
                for fragments in side.by_place:
                    place = fragments[0]
                    form = scene.form(*place) if len(fragments) == 1 else ""
                    if form:
                        bare_places[place] = form
        wide = {place: form for place, form in places.items() if " " in form}
        for side in scene.sides:
            yield from breaches(scene, side, self._tagset)
            yield from wrong_tags(scene, side, self._lexicon)
            yield from wrong_bounds(scene, side, self._lexicon)
            yield from against_suggestions(scene, side, self._lexicon, self._tagset.overlap)
            self._wider.look(scene, side, wide)
        self._bare.look(scene, bare_places)
        if any(side.record.relations for side in scene.sides):
            yield from self._links.look(scene, LinksOfScene(scene, self._tagset))


class _Best:
    """The most probable findings; those that doubt the same are one."""

    def __init__(self, floor: float, most: int) -> None:
        self.floor = floor
        self._most = most
        self._found: dict[str, Finding] = {}

    def add(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            if finding.score < self.floor:
                continue
            before = self._found.get(finding.id)
            self._found[finding.id] = finding if before is None else _one(before, finding)
        if len(self._found) > 2 * self._most:
            self._found = {finding.id: finding for finding in self.sorted()}

    def sorted(self) -> list[Finding]:
        """The most probable first, no more than are kept."""
        return heapq.nsmallest(self._most, self._found.values(), key=lambda f: f.sort_key)


def _one(first: Finding, second: Finding) -> Finding:
    strong, weak = sorted((first, second), key=lambda finding: -finding.score)
    fix = strong.fix or weak.fix
    return replace(strong, score=joined(first.score, second.score), fix=fix)
