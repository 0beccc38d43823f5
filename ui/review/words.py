"""Words for findings and remarks, for the command line and the window alike."""

from collections.abc import Iterable

from annotation.review.finding import Finding, FindingKind, Fix, Mend
from annotation.review.remarks import Thread
from annotation.tagsets.tagset import Tagset
from annotation.values.items import Remark, RemarkKind, surface
from annotation.values.record import Record
from ui.look.language import in_language, isolated, left_to_right, tr


def finding_kind_word(kind: FindingKind) -> str:
    """By what something was found."""
    match kind:
        case FindingKind.RULE:
            return tr("Rule or half a word")
        case FindingKind.TAG:
            return tr("Two tags")
        case FindingKind.MISSED:
            return tr("Missed name")
        case FindingKind.LONELY:
            return tr("Tagged only here")
        case FindingKind.BOUNDS:
            return tr("Bounds")
        case FindingKind.RELATION:
            return tr("Relation")
        case FindingKind.SUGGESTER:
            return tr("Against a suggestion")
        case FindingKind.PACE:
            return tr("Too fast")


def tag_word(tagset: Tagset, slug: str) -> str:
    """What a span's or a relation's tag is called; its slug where the tagset lacks it."""
    tag = tagset.spans.get(slug) or tagset.relations.get(slug)
    return in_language(tag.name) if tag else slug


def finding_sentence(finding: Finding, tagset: Tagset) -> str:
    """Why it was found, with the tags called by their names."""
    values = {
        name: isolated(_word(tagset, name, value)) for name, value in finding.reason.values.items()
    }
    return tr(finding.reason.template, **values)


def _word(tagset: Tagset, name: str, value: object) -> str:
    return tag_word(tagset, str(value)) if name in ("tag", "usual") else str(value)


def fix_sentence(finding: Finding, tagset: Tagset) -> str:
    """What the fix would do; empty where there is none."""
    fix = finding.fix
    if fix is None:
        return ""
    tag = isolated(tag_word(tagset, fix.tag))
    match fix.mend:
        case Mend.RELABEL | Mend.RELABEL_RELATION:
            return tr("Change the tag to {tag}", tag=tag)
        case Mend.RESIZE:
            return tr("Let it cover “{words}”", words=isolated(_new_words(finding, fix)))
        case Mend.DELETE:
            return tr("Delete the span")
        case Mend.TAG:
            return tr("Tag it {tag}", tag=tag)
        case Mend.RELATE:
            return tr("Relate them: {tag}", tag=tag)
        case Mend.REVERSE:
            return tr("Exchange head and tail")
        case Mend.DELETE_RELATION:
            return tr("Delete the relation")


def _new_words(finding: Finding, fix: Fix) -> str:
    """The words that the span would cover, as far as the context shows them."""
    text = finding.before + finding.words + finding.after
    start = finding.begin - len(finding.before)
    return " … ".join(text[max(0, b - start) : max(0, e - start)] for b, e in fix.fragments)


def versions_words(records: Iterable[Record], begin: int, end: int, tagset: Tagset) -> str:
    """What everybody marked at a place, each annotator in a few words; empty for one alone."""
    records = list(records)
    if len(records) < 2:
        return ""
    return " · ".join(_version(record, begin, end, tagset) for record in records)


def _version(record: Record, begin: int, end: int, tagset: Tagset) -> str:
    who = isolated(record.annotator)
    near = [span for span in record.spans if begin < span.end and span.begin < end]
    if not near:
        return tr("{annotator}: nothing", annotator=who)
    span = min(near, key=lambda s: (abs(s.begin - begin) + abs(s.end - end), s.sort_key))
    words = isolated(surface(record.document.text, span.fragments))
    tag = isolated(tag_word(tagset, span.tag))
    return tr("{annotator}: “{words}”, {tag}", annotator=who, words=words, tag=tag)


def percent(score: float) -> str:
    """An expected error in hundredths."""
    return left_to_right(f"{min(99, round(score * 100))}%")  # nothing here is certain


def said_words(remark: Remark) -> str:
    """What was said, in one line."""
    if remark.text:
        return isolated(" ".join(remark.text.split()))
    return tr("resolved") if remark.kind is RemarkKind.RESOLVED else ""


def thread_words(thread: Thread) -> str:
    """A comment with its answers, one to a line, each behind who says it."""
    told = ((thread.by, thread.comment), *thread.answers)
    return "\n".join(f"{isolated(by)}: {said_words(remark)}" for by, remark in told)
