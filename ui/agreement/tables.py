"""All numbers of an agreement as one table of rows, for spreadsheets."""

from collections.abc import Iterator, Mapping

from annotation.agreement.figures import Agreement, Comparison, Figure, Measure
from ui.look.csv_file import CellValue
from ui.look.language import tr

AgreementRows = Iterator[tuple[CellValue, ...]]


def agreement_rows(found: Agreement) -> AgreementRows:
    """A row for each number; the first one has the titles.

    Tags, measures and causes are named by their slugs, so that programs can read them as well.
    """
    yield (
        tr("Annotators"),
        tr("What"),
        tr("Tag of the first"),
        tr("Tag of the second"),
        tr("Measure"),
        tr("Value"),
        tr("Lowest (95%)"),
        tr("Highest (95%)"),
        tr("Number"),
    )
    for some in [*([found.overall] if found.overall else []), *found.pairs]:
        yield from _comparison_rows(some)


def _comparison_rows(some: Comparison) -> AgreementRows:
    who = " – ".join(some.annotators)
    yield who, "documents", None, None, None, None, None, None, some.documents
    for row in _figure_rows(some.figures):
        yield who, "figure", None, None, *row
    for what, tags in (("span tag", some.span_tags), ("relation tag", some.relation_tags)):
        for tag, figures in tags.items():
            for row in _figure_rows(figures):
                yield who, what, tag, None, *row
    for (row_tag, column_tag), cell in some.confusion.cells.items():
        yield who, "table", row_tag, column_tag, None, None, None, None, cell.count
    for cause, cell in some.causes.items():
        yield who, "cause", cause.value, None, None, None, None, None, cell.count


def _figure_rows(figures: Mapping[Measure, Figure]) -> AgreementRows:
    for measure, figure in figures.items():
        yield measure.value, figure.value, figure.low, figure.high, figure.count
