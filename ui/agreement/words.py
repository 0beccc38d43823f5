"""Words about agreement: what measures and causes are called, and how figures are written."""

from collections.abc import Iterable, Sequence

from annotation.agreement.causes import CauseWords
from annotation.agreement.figures import Cause, Figure, Measure
from annotation.suggesting.triggers import Triggers
from ui.look.language import isolated, tr
from ui.look.resources import resource

SEED = 20  # of the intervals: the same project gives the same ones in the window and elsewhere


def measure_word(measure: Measure) -> str:
    """What a measure is called."""
    words = {
        Measure.SPAN_EXACT: tr("Spans: same bounds and tag (F1)"),
        Measure.SPAN_BOUNDARY: tr("Spans: same bounds (F1)"),
        Measure.SPAN_RELAXED: tr("Spans: overlap and same tag (F1)"),
        Measure.SPAN_PARTIAL: tr("Spans: half a point for an overlap (F1)"),
        Measure.TAG_KAPPA: tr("Tags of spans with the same bounds (Cohen’s kappa)"),
        Measure.TOKEN_COHEN: tr("Tags of words (Cohen’s kappa)"),
        Measure.TOKEN_FLEISS: tr("Tags of words (Fleiss’ kappa)"),
        Measure.TOKEN_ALPHA: tr("Tags of words (Krippendorff’s alpha)"),
        Measure.CHARACTER_ALPHA: tr("Characters marked (Krippendorff’s unitizing alpha)"),
        Measure.RELATION_EXACT: tr("Relations: same ends (F1)"),
        Measure.RELATION_RELAXED: tr("Relations: ends that overlap (F1)"),
        Measure.RELATION_UNDIRECTED: tr("Relations: same ends in any direction (F1)"),
        Measure.RELATION_KAPPA: tr("Relations between spans that both have (Cohen’s kappa)"),
        Measure.MUC: tr("Clusters: MUC"),
        Measure.B_CUBED: tr("Clusters: B-cubed"),
        Measure.CEAF: tr("Clusters: CEAF-e"),
        Measure.LEA: tr("Clusters: LEA"),
    }
    return words[measure]


def cause_word(cause: Cause) -> str:
    """Why bounds differ, in words."""
    words = {
        Cause.CLITIC: tr("a clitic"),
        Cause.ARTICLE: tr("the article"),
        Cause.TITLE: tr("a title before a name"),
        Cause.APPOSITION: tr("an apposition"),
        Cause.PUNCTUATION: tr("punctuation or spaces"),
        Cause.HARAKAT: tr("harakat"),
        Cause.NESTING: tr("another level of nesting"),
        Cause.OTHER: tr("other words"),
    }
    return words[cause]


def figure_words(figure: Figure) -> str:
    """A figure with its interval and what it rests on, or that there is not enough data."""
    if figure.value is None:
        return tr("not enough data")
    value = f"{figure.value:.4f}"
    if figure.low is None or figure.high is None:
        return tr("{value} (of {count})", value=value, count=figure.count)
    interval = isolated(f"{figure.low:.4f}–{figure.high:.4f}")
    return tr(
        "{value} [{interval}] (of {count})", value=value, interval=interval, count=figure.count
    )


def axes_words(annotators: Sequence[str]) -> str:
    """Whose tags the rows and the columns are."""
    if len(annotators) == 2:
        first, second = map(isolated, annotators)
        return tr("Rows: tags of {first}. Columns: tags of {second}.", first=first, second=second)
    return tr("All pairs together. Rows: the first of each pair. Columns: the second.")


def annotators_word(annotators: Iterable[str]) -> str:
    """Who is compared, by name."""
    return " – ".join(map(isolated, annotators))


def cause_words() -> CauseWords:
    """The words by which causes are known, from the lists of trigger words."""
    return CauseWords.of(Triggers.read(resource("gazetteers", "triggers.toml")))
