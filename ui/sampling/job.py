"""The job beside the window: drawing the sample of a batch, with the words of each unit."""

from collections.abc import Iterator, Mapping
from typing import Any

from annotation.sampling.batch import Batch, SamplingUnit, draw
from annotation.values.items import surface
from storage.project import Project
from ui.beside.child import Say, progress
from ui.sampling.drawn import UnitPassage, place_message, sample_message

AROUND = 60  # code points of context on each side
BEGINNING = 80  # of a whole document


def work(project: Project, options: Mapping[str, Any], say: Say) -> None:
    """Draw the sample of the batch that the options are."""
    batch = Batch.read(options)
    sample = draw(project.quality.units(batch), batch, project.uid)
    say(sample_message(sample))
    count = progress(say, len(sample.units))
    for number, place in enumerate(_places(project, sample.units), 1):
        say(place_message(place))
        count(number)


def _places(project: Project, units: tuple[SamplingUnit, ...]) -> Iterator[UnitPassage]:
    for unit in units:
        state = project.state(unit.document, unit.annotator)
        document = state.document
        span = state.span(unit.item)
        if span is None:
            end = min(BEGINNING, len(document.text))
            rest = document.text[end : end + AROUND]
            yield UnitPassage(unit, document.name, 0, end, "", document.text[:end], rest)
            continue
        before = document.text[max(0, span.begin - AROUND) : span.begin]
        after = document.text[span.end : span.end + AROUND]
        words = surface(document.text, span.fragments)
        yield UnitPassage(unit, document.name, span.begin, span.end, before, words, after)
