"""A finding as plain data, for other programs."""

from typing import Any

from annotation.review.finding import Finding, Fix

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
