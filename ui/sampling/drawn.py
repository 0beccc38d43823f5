"""A sample as the window holds it: each unit with its words and where they are, as messages too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from annotation.sampling.batch import Batch, Sample, SamplingUnit
from ui.engine.messages import read_part

SampleMessage = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class UnitPassage:
    """A unit with the words it covers, those around it, and the name of its document."""

    unit: SamplingUnit
    name: str
    begin: int
    end: int
    before: str
    words: str
    after: str

    @property
    def id(self) -> str:
        """What it is known by in a table."""
        return self.unit.key


@dataclass(frozen=True, slots=True)
class DrawnSample:
    """A sample of a batch; `places` are those of its units, in their order."""

    batch: Batch
    sample: Sample
    places: tuple[UnitPassage, ...]


def sample_message(sample: Sample) -> dict[str, Any]:
    """The first message: how much there is to draw from."""
    return {"is": "sample", "population": sample.population, "shares": sample.by_annotator}


def place_message(place: UnitPassage) -> dict[str, Any]:
    """A message for each unit."""
    return {"is": "place", "place": place}


def read_drawn(batch: Batch, messages: Iterator[SampleMessage]) -> DrawnSample:
    """The sample that the messages tell."""
    population, places = 0, []
    shares: tuple[tuple[str, int], ...] = ()
    for message in messages:
        if message["is"] == "sample":
            population = message["population"]
            shares = read_part(message["shares"], tuple[tuple[str, int], ...])
        else:
            places.append(read_part(message["place"], UnitPassage))
    units = tuple(place.unit for place in places)
    return DrawnSample(batch, Sample(units, population, shares), tuple(places))
