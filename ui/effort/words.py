"""Words about effort: how numbers of it are written, and what is compared."""

from annotation.agreement.figures import Figure
from annotation.effort.influence import Aspect
from annotation.values.items import Verdict
from ui.look.language import isolated, left_to_right, tr

MINUTE, HOUR = 60, 3600


def verdict_word(verdict: Verdict) -> str:
    """What was decided about suggestions."""
    match verdict:
        case Verdict.ACCEPTED:
            return tr("Accepted")
        case Verdict.CORRECTED:
            return tr("Corrected")
        case Verdict.REJECTED:
            return tr("Rejected")
        case Verdict.SKIPPED:
            return tr("Left undecided")


def aspect_word(aspect: Aspect) -> str:
    """What is compared with suggestions and without."""
    match aspect:
        case Aspect.DENSITY:
            return tr("Spans per 100 words")
        case Aspect.ACTS:
            return tr("Acts per span")
        case Aspect.SECONDS:
            return tr("Seconds per span")
        case Aspect.AGREEMENT:
            return tr("Agreement with others (F1 of spans)")


def number_word(number: float | None, digits: int = 1) -> str:
    """A number, or that there is not enough data for it."""
    return tr("not enough data") if number is None else left_to_right(f"{number:,.{digits}f}")


def count_word(count: int) -> str:
    """A count."""
    return left_to_right(f"{count:,}")


def share_word(share: float | None) -> str:
    """A share in percent, or that there is not enough data for it."""
    return tr("not enough data") if share is None else left_to_right(f"{share:.0%}")


def time_word(seconds: float) -> str:
    """A time of work: 4:05 h, or 3:20 min."""
    if seconds >= HOUR:
        minutes = round(seconds / MINUTE)
        return tr("{time} h", time=left_to_right(f"{minutes // 60}:{minutes % 60:02}"))
    whole = round(seconds)
    return tr("{time} min", time=left_to_right(f"{whole // 60}:{whole % 60:02}"))


def interval_word(figure: Figure, *, is_difference: bool = False) -> str:
    """A figure with its interval, or that there is not enough data."""
    if figure.value is None:
        return tr("not enough data")
    sign = "+" if is_difference else ""
    value = left_to_right(f"{figure.value:{sign}.2f}")
    if figure.low is None or figure.high is None:
        return value
    interval = left_to_right(f"{figure.low:{sign}.2f} … {figure.high:{sign}.2f}")
    return f"{value} {isolated(f'[{interval}]')}"


def whose_word(annotator: str) -> str:
    """An annotator's name; all together where there is none."""
    return isolated(annotator) if annotator else tr("All together")
