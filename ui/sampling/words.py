"""Words about samples: rates, what the numbers allow, and what was decided."""

from collections.abc import Sequence

from annotation.sampling.batch import Batch, UnitKind
from annotation.sampling.deciding import Advice, BatchDecision, BatchVerdict, Findings
from annotation.sampling.judging import Judgement
from annotation.sampling.wilson import Rate
from ui.dialogs.statistics import StatisticsTable
from ui.look.language import isolated, left_to_right, tr


def percent(share: float | None) -> str:
    """A share to a tenth of a percent; a dash for none."""
    return "—" if share is None else left_to_right(f"{share:.1%}")


def rate_words(rate: Rate) -> str:
    """How many of how many, the share and its interval."""
    if rate.value is None or rate.low is None or rate.high is None:
        return tr("not enough data")
    return tr(
        "{faulty} of {looked}: {share}, in the whole from {low} to {high}",
        faulty=left_to_right(rate.faulty),
        looked=left_to_right(rate.looked),
        share=percent(rate.value),
        low=percent(rate.low),
        high=percent(rate.high),
    )


def judgement_word(judgement: Judgement) -> str:
    """What was said of a unit; empty while it is open."""
    words = {None: "", True: tr("right"), False: tr("wrong")}[judgement.is_right]
    if not judgement.missing:
        return words
    missing = tr("missing: {count}", count=left_to_right(len(judgement.missing)))
    return tr(", ").join(filter(None, (words, missing)))


def advice_words(findings: Findings, batch: Batch, left: int) -> str:
    """What the numbers allow, in a sentence."""
    limit = percent(batch.limit)
    match findings.advice:
        case Advice.ACCEPT:
            return tr("At most {limit} are faulty: the batch can be accepted.", limit=limit)
        case Advice.SEND_BACK:
            return tr("More than {limit} are faulty: the batch should be sent back.", limit=limit)
        case Advice.GO_ON if findings.more is not None:
            return tr(
                "Not decided yet. If the next {count} are all sound, it can be accepted.",
                count=left_to_right(findings.more),
            )
        case _ if findings.more is not None:
            return tr(
                "Not decided yet. It takes {count} sound ones more to accept it; {left} are left"
                " in this sample, so draw a larger one.",
                count=left_to_right(findings.more),
                left=left_to_right(left),
            )
        case _:
            return tr("However many are looked at, more than {limit} are faulty.", limit=limit)


def verdict_word(verdict: BatchVerdict) -> str:
    """What was decided about a batch."""
    return tr("was accepted") if verdict is BatchVerdict.ACCEPTED else tr("was sent back")


def batch_words(batch: Batch) -> str:
    """Which batch it is."""
    names = map(isolated, batch.annotators)
    who = tr(", ").join(names) if batch.annotators else tr("everybody")
    parts = [who, *([isolated(batch.name)] if batch.name else [])]
    kind = tr("spans") if batch.kind is UnitKind.SPAN else tr("documents")
    return " · ".join((*parts, kind))


def rates_table(findings: Findings, names: dict[str, str]) -> StatisticsTable:
    """The rates of all, of each annotator and of each tag; `names` has those of the tags."""
    titles = (tr("What"), tr("Faulty"), tr("Share"), tr("from – to"))
    rows = [
        _rate_row(tr("Wrong"), findings.wrong),
        _rate_row(tr("With something missing"), findings.missing),
        *(_rate_row(isolated(name), rate) for name, rate in findings.by_annotator),
        *(_rate_row(isolated(names.get(tag, tag)), rate) for tag, rate in findings.by_tag),
    ]
    return tr("Rates"), titles, rows


def _rate_row(what: str, rate: Rate) -> Sequence[str]:
    of = left_to_right(f"{rate.faulty} / {rate.looked}")
    if rate.low is None or rate.high is None:
        return what, of, percent(rate.value), tr("not enough data")
    between = left_to_right(f"{rate.low:.1%}–{rate.high:.1%}")
    return what, of, percent(rate.value), between


def outcomes_table(outcomes: Sequence[BatchDecision]) -> StatisticsTable:
    """What was decided, the latest first."""
    titles = (tr("Batch"), tr("Decision"), tr("Faulty"), tr("from – to"), tr("By"), tr("When"))
    rows = [
        (
            batch_words(outcome.batch),
            verdict_word(outcome.verdict),
            left_to_right(f"{outcome.faulty} / {outcome.looked}"),
            left_to_right(f"{outcome.low:.1%}–{outcome.high:.1%}"),
            isolated(outcome.by),
            left_to_right(outcome.at[:10]),
        )
        for outcome in reversed(outcomes)
    ]
    return tr("Decisions"), titles, rows
