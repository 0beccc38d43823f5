"""The sound files that are made wrong: records for our exporters, and forms that we only read."""

import json

from annotation.values.items import (
    LABEL_LAYER,
    RELATION_LAYER,
    SPAN_LAYER,
    Document,
    DocumentLabel,
    Relation,
    Span,
    Stage,
    SuggestedSpan,
    Suggestions,
)
from annotation.values.record import Record
from tests.faults.world import TEXT

SECOND = "قالت سلمى إنّ «البنك الدولي» وافق.\r\nثم سافر عُمَر 👩‍👧 إلى الرباط."


def span(id: str, tag: str, text: str, *words: str, **attributes: object) -> Span:
    """A span over these words of a text, one fragment for each."""
    fragments = tuple((text.index(word), text.index(word) + len(word)) for word in words)
    values = tuple(sorted(attributes.items()))
    return Span(id, SPAN_LAYER, tag, fragments, values)  # type: ignore[arg-type]


def records() -> list[Record]:
    """Two documents with nested and broken spans, relations, attributes, a label, suggestions."""
    spans = (
        span("s1", "PER", TEXT, "أَحْمَدُ بن سالم", mention="name"),
        span("s2", "ORG", TEXT, "البنك الدولي"),
        span("s3", "OCC", TEXT, "مديرةَ البنك الدولي", unsure=True),
        span("s4", "PER", TEXT, "سلمى"),
        span("s5", "PER", TEXT, "أَحْمَدُ", "الـعـلي"),
    )
    relations = (
        Relation("r1", RELATION_LAYER, "HOLDS", "s4", "s3"),
        Relation("r2", RELATION_LAYER, "MET", "s1", "s4", (("unsure", True),)),
    )
    labels = (DocumentLabel("l1", LABEL_LAYER, "politics"),)
    place = (TEXT.index("سلمى"), TEXT.index("سلمى") + 4)
    suggestions = Suggestions((SuggestedSpan("g1", "PER", (place,), 0.5, "معجم", "اسم"),), ())
    first = Document.of("d0", "لقاء", TEXT, (("date", "2025-05-12"),))
    second = (span("s1", "ORG", SECOND, "البنك الدولي"), span("s2", "PER", SECOND, "عُمَر"))
    return [
        Record(first, "ليلى", Stage.FINISHED, spans, relations, labels, suggestions),
        Record(Document.of("d1", "خبر", SECOND), "ليلى", Stage.FINISHED, second),
    ]


def _pubannotation() -> str:
    spans = [("T1", 6, 14, "PER"), ("T2", TEXT.index("البنك"), TEXT.index("البنك") + 12, "ORG")]
    return json.dumps(
        {
            "sourcedb": "أخبار",
            "sourceid": "1",
            "text": TEXT,
            "denotations": [
                {"id": id, "span": {"begin": begin, "end": end}, "obj": tag}
                for id, begin, end, tag in spans
            ],
            "relations": [{"id": "R1", "pred": "MET", "subj": "T1", "obj": "T2"}],
            "attributes": [{"id": "A1", "pred": "unsure", "subj": "T1", "obj": True}],
        },
        ensure_ascii=False,
    )


_ROW = TEXT.replace('"', "'")
OTHERS = {
    "pubannotation": {"مقال.json": _pubannotation()},
    "table": {
        "ج.csv": f'العنوان,النص,سنة\r\nلقاء,"{_ROW}",2025\r\nخبر,"سطر\nثان، و""قول""",٢٠٢٤\r\n',
        "د.tsv": f"title\ttext\tdate\nلقاء\t{_ROW}\t2025-01-02\nخبر\tوصل الوفد.\t\n",
    },
    "text-lines": {
        "ن.jsonl": "".join(
            json.dumps({"title": f"خبر {n}", "content": f"{TEXT} {n}", "n": n, "tags": ["أ"]})
            + "\n"
            for n in range(3)
        )
    },
    "html": {
        "ص.html": "<!DOCTYPE html><html lang=ar dir=rtl><head><meta charset=utf-8>"
        "<title>خبر</title>"
        f"<meta name=date content=2025-05-12></head><body><article><h1>خبر</h1><p>{TEXT}</p>"
        f"<p>{SECOND}</p><p>{TEXT} &amp; &#1587;</p></article><footer>ح</footer></body></html>"
    },
}
