"""The numbers of a project in words, as the tables of one dialog."""

from collections.abc import Mapping
from typing import Any

from annotation.tagsets.tagset import Tagset, Words
from annotation.values.items import Stage
from ui.dialogs.statistics import StatisticsTable
from ui.look.language import in_language, left_to_right, tr
from ui.look.words import stage_word

ProjectNumbers = Mapping[str, Any]  # what `Project.stats` counts


def overview(numbers: ProjectNumbers) -> list[tuple[str, str]]:
    """What there is, and how much of it."""
    words = {
        "documents": tr("Documents"),
        "characters": tr("Characters"),
        "suggestions": tr("Suggestions"),
        "steps": tr("Journal steps"),
    }
    return [(word, _shown(numbers[name])) for name, word in words.items()]


def tables(numbers: ProjectNumbers, tagset: Tagset) -> list[StatisticsTable]:
    """How far everybody is; how often each tag was given."""
    spans = {slug: tag.name for slug, tag in tagset.spans.items()}
    relations = {slug: tag.name for slug, tag in tagset.relations.items()}
    return [
        _people(numbers["annotators"]),
        _tags(tr("Spans"), numbers["spans"], spans),
        _tags(tr("Relations"), numbers["relations"], relations),
        _tags(tr("Document labels"), numbers["labels"], tagset.labels),
    ]


def _people(annotators: Mapping[str, Mapping[str, int]]) -> StatisticsTable:
    words = {
        "sets": tr("Annotation sets"),
        **{stage.value: stage_word(stage) for stage in Stage},
        "spans": tr("Spans"),
        "relations": tr("Relations"),
        "decided": tr("Decisions on suggestions"),
    }
    rows = [
        [name, *(_shown(counts[count]) for count in words)] for name, counts in annotators.items()
    ]
    return tr("Annotators"), [tr("Annotator"), *words.values()], rows


def _tags(title: str, counts: Mapping[str, int], names: Mapping[str, Words]) -> StatisticsTable:
    rows = [
        [in_language(names[slug]) if slug in names else slug, _shown(count)]
        for slug, count in counts.items()
    ]
    return title, [tr("Tag"), tr("How many")], rows


def _shown(count: int) -> str:
    return left_to_right(f"{count:,}")
