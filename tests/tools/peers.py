"""Short texts with a trap each, and the files that other programs write of them.

The shapes are those of brat 1.3, doccano 1.8, Label Studio 1.13 and TextAE (PubAnnotation); the
texts are our own, and what is meant is counted in code points while they are taken apart.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Spot = tuple[str, int, int]  # tag, begin, end

# A tag and its words stand in braces; they may nest.
ARTICLE = (
    "{LOC الرباط}، {DATE ٤ مارس 2026} /{ORG أطلس}/\r\n"
    "التقت {ROLE وزيرة {ORG الثقافة}} {PER سَلمى حدّاد} 😀 نظيرها {PER يوسف بن عمر}، ووقّعا اتفاق "
    '"{PROJ ATLAS-2000}" بين {ORG المكتبة الوطنية} و{ORG معهد المخطوطات}.'
)
LINKS = (
    ("holds", "سَلمى حدّاد", "وزيرة الثقافة"),
    ("met", "سَلمى حدّاد", "يوسف بن عمر"),
    ("partner", "معهد المخطوطات", "المكتبة الوطنية"),
)
TRAPS = {
    "plain": "زارت {PER سلمى حداد} المكتبة أمس",
    "emoji": "زارت 😀👍🏽 {PER سلمى حداد} أمس",
    "joined-emoji": "زارت 👩\u200d🔬 {PER سلمى حداد} أمس",
    "harakat": "زَارَتْ {PER سَلْمَى حَدَّادٌ} المَكْتَبَةَ",
    "taken-apart": "زارها {PER ا\u0654مجد ا\u0653ل سعد} أمس",
    "crlf": "سطر أول\r\nسطر ثان\r\nزارت {PER سلمى حداد} المكتبة",
    "lf": "سطر أول\nسطر ثان\nزارت {PER سلمى حداد} المكتبة",
    "tabs": "زارت\t  {PER سلمى حداد}  المكتبة",
    "space-first": "  \n زارت {PER سلمى حداد} المكتبة",
    "latin": 'بدأ "{PROJ ATLAS-2000}" في 12 مايو 2026',
    "direction-marks": "زارت \u200f\u202b{PER سلمى حداد}\u202c المكتبة",
    "tatweel": "زارت {PER سلـــمى حـداد} المكتـــبة",
    "clitics": "و{LOC الرباط} ثم ب{LOC الرباط}",
    "in-a-word": "وصلت إلى و{LOC عمّان} وعادت",
    "lam-alef": "قرأت عن ال{LOC إس}لام",
    "no-break": "زارت\u00a0{PER سلمى\u00a0حداد}\u00a0أمس",
    "markup": "زارت <b>{PER سلمى حداد}</b> & شركة <script>x</script>",
    "beyond-the-first-plane": "زارت 𞸀𞸁 {PER سلمى حداد} أمس",
    "presentation-forms": "زارت ﷲ ﻻ {PER سلمى حداد} أمس",
}


@dataclass(frozen=True, slots=True)
class Meant:
    """A text, its spans, and its relations by the numbers of their spans: tag, head, tail."""

    name: str
    text: str
    spans: tuple[Spot, ...]
    relations: tuple[tuple[str, int, int], ...] = ()

    @property
    def related(self) -> set[tuple[str, Spot, Spot]]:
        """The relations by the places of their ends."""
        return {(tag, self.spans[head], self.spans[tail]) for tag, head, tail in self.relations}


def everything_meant() -> list[Meant]:
    """The article with its relations, then the short texts."""
    article = _taken_apart("article", ARTICLE)
    words = [article.text[begin:end] for _, begin, end in article.spans]
    relations = tuple((tag, words.index(head), words.index(tail)) for tag, head, tail in LINKS)
    first = Meant(article.name, article.text, article.spans, relations)
    return [first, *(_taken_apart(name, marked) for name, marked in TRAPS.items())]


def _taken_apart(name: str, marked: str) -> Meant:
    text, spans, opened = "", list[Spot](), list[tuple[str, int]]()
    for piece in re.split(r"(\{[A-Z]+ |\})", marked):
        if piece.startswith("{"):
            opened.append((piece[1:-1], len(text)))
        elif piece == "}":
            tag, begin = opened.pop()
            spans.append((tag, begin, len(text)))
        else:
            text += piece
    return Meant(name, text, tuple(sorted(spans, key=lambda s: (s[1], -s[2]))))


def write_brat(texts: Sequence[Meant], folder: Path) -> None:
    """A .txt and an .ann for each, with line breaks as blanks in what the .ann repeats."""
    for meant in texts:
        lines = [
            f"T{n}\t{tag} {begin} {end}\t{meant.text[begin:end]}\n"
            for n, (tag, begin, end) in enumerate(meant.spans, 1)
        ]
        lines += [
            f"R{n}\t{tag} Arg1:T{head + 1} Arg2:T{tail + 1}\t\n"
            for n, (tag, head, tail) in enumerate(meant.relations, 1)
        ]
        folder.joinpath(f"{meant.name}.txt").write_bytes(meant.text.encode())
        folder.joinpath(f"{meant.name}.ann").write_bytes("".join(lines).encode())


def in_pubannotation(meant: Meant) -> dict[str, Any]:
    """What TextAE saves."""
    return {
        "text": meant.text,
        "denotations": [
            {"id": f"T{n}", "span": {"begin": begin, "end": end}, "obj": tag}
            for n, (tag, begin, end) in enumerate(meant.spans)
        ],
        "relations": [
            {"id": f"R{n}", "subj": f"T{head}", "pred": tag, "obj": f"T{tail}"}
            for n, (tag, head, tail) in enumerate(meant.relations)
        ],
    }


def in_doccano(id: int, meant: Meant) -> dict[str, Any]:
    """A line of an export of a project with relations."""
    return {
        "id": id,
        "text": meant.text,
        "meta_id": meant.name,
        "entities": [
            {"id": id * 100 + n, "label": tag, "start_offset": begin, "end_offset": end}
            for n, (tag, begin, end) in enumerate(meant.spans)
        ],
        "relations": [
            {"id": id * 100 + n, "from_id": id * 100 + head, "to_id": id * 100 + tail, "type": tag}
            for n, (tag, head, tail) in enumerate(meant.relations)
        ],
        "Comments": [],
    }


def in_flat_doccano(id: int, meant: Meant) -> dict[str, Any]:
    """A line of an export of a project without overlaps: doccano drops a span in another."""
    kept = list[Spot]()
    for tag, begin, end in meant.spans:
        if not kept or begin >= kept[-1][2]:
            kept.append((tag, begin, end))
    label = [[begin, end, tag] for tag, begin, end in kept]
    return {"id": id, "text": meant.text, "label": label, "Comments": []}


def in_label_studio(id: int, meant: Meant) -> dict[str, Any]:
    """A task of an export in JSON."""
    result: list[dict[str, Any]] = [
        {"id": f"e{n}", "from_name": "label", "to_name": "text", "type": "labels", "value": value}
        for n, value in enumerate(_values(meant))
    ]
    result += [
        {"from_id": f"e{head}", "to_id": f"e{tail}", "type": "relation", "direction": "right",
         "labels": [tag]}
        for tag, head, tail in meant.relations
    ]  # fmt: skip
    annotation = {
        "id": id + 1000, "completed_by": 1, "result": result, "was_cancelled": False,
        "ground_truth": True, "created_at": "2026-03-04T10:00:00.000001Z", "lead_time": None,
        "prediction": {}, "result_count": 0, "task": id, "project": 3, "parent_prediction": None,
    }  # fmt: skip
    return {
        "id": id, "annotations": [annotation], "drafts": [], "predictions": [],
        "data": {"text": meant.text, "meta_id": meant.name}, "meta": {}, "inner_id": 1,
        "total_annotations": 1, "cancelled_annotations": 0, "total_predictions": 0, "project": 3,
        "created_at": "2026-03-04T10:00:00.000001Z", "comment_authors": [],
    }  # fmt: skip


def in_small_label_studio(id: int, meant: Meant) -> dict[str, Any]:
    """A task of an export in JSON_MIN, which has no relations."""
    return {
        "text": meant.text, "meta_id": meant.name, "id": id, "label": _values(meant),
        "annotator": 1, "annotation_id": id + 1000, "created_at": "2026-03-04T10:00:00.000001Z",
        "updated_at": "2026-03-04T10:00:00.000001Z", "lead_time": None,
    }  # fmt: skip


def _values(meant: Meant) -> list[dict[str, Any]]:
    return [
        {"start": begin, "end": end, "text": meant.text[begin:end], "labels": [tag]}
        for tag, begin, end in meant.spans
    ]
