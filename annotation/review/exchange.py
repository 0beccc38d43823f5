"""A finding as plain data and back: for other programs, and between processes."""

from collections.abc import Mapping
from typing import Any

from annotation.review.finding import Doubt, Finding, FindingKind, Fix, Mend
from annotation.review.reasons import FindingReason

FindingData = dict[str, Any]


def finding_data(finding: Finding) -> FindingData:
    """Everything in a finding, ready for JSON."""
    return {
        "id": finding.id,
        "earlier_id": finding.earlier_id,
        "kind": finding.kind.value,
        "doubt": finding.doubt.value,
        "document": finding.document,
        "document_name": finding.document_name,
        "annotator": finding.annotator,
        "items": list(finding.items),
        "begin": finding.begin,
        "end": finding.end,
        "before": finding.before,
        "words": finding.words,
        "after": finding.after,
        "expected_error": round(finding.score, 4),
        "reason": {
            "slug": finding.reason.slug,
            "template": finding.reason.template,
            "values": dict(finding.reason.values),
        },
        "fix": None if finding.fix is None else _fix_data(finding.fix),
    }


def _fix_data(fix: Fix) -> FindingData:
    return {
        "mend": fix.mend.value,
        "item": fix.item,
        "tag": fix.tag,
        "fragments": [list(fragment) for fragment in fix.fragments],
        "ends": list(fix.ends),
    }


def finding_of(data: Mapping[str, Any]) -> Finding:
    """The finding that `finding_data` told."""
    reason, fix = data["reason"], data["fix"]
    return Finding(
        data["id"],
        FindingKind(data["kind"]),
        data["document"],
        data["annotator"],
        tuple(data["items"]),
        data["begin"],
        data["end"],
        data["expected_error"],
        FindingReason(reason["slug"], reason["template"], reason["values"]),
        None if fix is None else _fix(fix),
        data["document_name"],
        data["before"],
        data["words"],
        data["after"],
        Doubt(data["doubt"]),
        data["earlier_id"],
    )


def _fix(data: Mapping[str, Any]) -> Fix:
    fragments = tuple((begin, end) for begin, end in data["fragments"])
    head, tail = data["ends"]
    return Fix(Mend(data["mend"]), data["item"], data["tag"], fragments, (head, tail))
