"""What the command agreement prints: lines for people, data for programs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotation.agreement.figures import NOTHING, Agreement, Comparison, Confusion, Figure, Measure
from ui.agreement.words import annotators_word, cause_word, figure_words, measure_word
from ui.look.language import isolated, tr


def agreement_data(found: Agreement, *, names_documents: bool) -> dict[str, Any]:
    """Everything that was found; `names_documents` adds the documents behind each cell."""

    def data(some: Comparison) -> dict[str, Any]:
        return _comparison_data(some, names_documents=names_documents)

    return {
        "annotators": list(found.annotators),
        "documents": found.documents,
        "alone": found.alone,
        "left_out": found.left_out,
        "overall": data(found.overall) if found.overall else None,
        "pairs": [data(pair) for pair in found.pairs],
    }


def _comparison_data(some: Comparison, *, names_documents: bool) -> dict[str, Any]:
    cells = []
    for (row, column), cell in some.confusion.cells.items():
        place: dict[str, Any] = {"row": row, "column": column, "count": cell.count}
        cells.append(place | ({"documents": list(cell.documents)} if names_documents else {}))
    return {
        "annotators": list(some.annotators),
        "documents": some.documents,
        "figures": _figures_data(some.figures),
        "span_tags": {tag: _figures_data(f) for tag, f in some.span_tags.items()},
        "relation_tags": {tag: _figures_data(f) for tag, f in some.relation_tags.items()},
        "causes": {cause.value: cell.count for cause, cell in some.causes.items()},
        "confusion": {"tags": list(some.confusion.tags), "cells": cells},
    }


def _figures_data(figures: Mapping[Measure, Figure]) -> dict[str, Any]:
    return {
        measure.value: {
            "value": figure.value,
            "low": figure.low,
            "high": figure.high,
            "count": figure.count,
        }
        for measure, figure in figures.items()
    }


def agreement_lines(found: Agreement, *, is_tag_by_tag: bool) -> Iterator[str]:
    """The figures measure by measure; then those of each tag, when they are asked for."""
    yield tr("Documents compared: {count}", count=found.documents)
    yield tr("Documents that only one has finished: {count}", count=found.alone)
    yield tr("Sets left out, for they are not finished: {count}", count=found.left_out)
    if found.overall is None:
        yield tr("No document has been finished by two annotators.")
        return
    # Of two annotators, their pair says everything.
    named = {_who(pair): pair for pair in found.pairs}
    if len(found.pairs) > 1:
        everybody = tr("all {count} annotators", count=len(found.annotators))
        named = {everybody: found.overall, **named}
    for measure in found.pairs[0].figures:
        yield from _measured(measure, named)
    for who, some in named.items():
        yield from _causes(who, some)
        if is_tag_by_tag:
            yield from _tags(some.span_tags)
            yield from _tags(some.relation_tags)
            yield from _table(some.confusion)


def _who(pair: Comparison) -> str:
    return annotators_word(pair.annotators)


def _measured(measure: Measure, named: Mapping[str, Comparison]) -> Iterator[str]:
    yield ""
    yield measure_word(measure)
    for who, some in named.items():
        if measure in some.figures:
            yield f"  {who}: {figure_words(some.figures[measure])}"


def _causes(who: str, some: Comparison) -> Iterator[str]:
    yield ""
    yield tr("{annotators}, {count} documents", annotators=who, count=some.documents)
    for cause, cell in some.causes.items():
        word = cause_word(cause)
        yield "  " + tr("bounds differ by {cause}: {count}", cause=word, count=cell.count)


def _tags(tags: Mapping[str, Mapping[Measure, Figure]]) -> Iterator[str]:
    for tag, figures in tags.items():
        yield f"  {isolated(tag)}"
        for measure, figure in figures.items():
            yield f"    {measure_word(measure)}: {figure_words(figure)}"


def _table(confusion: Confusion) -> Iterator[str]:
    """The confusion table in columns; rows are the first annotator's tags."""
    names = [tag if tag != NOTHING else tr("nothing") for tag in confusion.tags]
    rows: list[Sequence[str]] = [["", *names]]
    for name, row in zip(names, confusion.tags, strict=True):
        counts = [confusion.count(row, column) for column in confusion.tags]
        rows.append([name, *(str(count or "·") for count in counts)])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for cells in rows:
        padded = [cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]
        yield "  " + "  ".join(padded)
