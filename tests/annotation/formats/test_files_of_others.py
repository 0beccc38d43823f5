"""Files as brat writes them: read as they were meant, and whole."""

import itertools
import json
import re
from pathlib import Path

from annotation.formats.registry import read
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.record import Record
from tests.tools.peers import everything_meant, write_brat


def tagset_of(folder: Path, *roles: str) -> Tagset:
    """A tagset with every tag that the .ann files under a folder use, and these roles of events."""
    lines = [
        line for path in folder.rglob("*.ann") for line in path.read_text("utf-8-sig").split("\n")
    ]
    spans = {m[1] for line in lines if (m := re.match(r"T\d+\t([A-Za-z]\S*) ", line))}
    relations = {m[1] for line in lines if (m := re.match(r"R\d+\t([A-Za-z]\S*) ", line))}
    names = 'name = { ar = "وسم", en = "tag" }\ndefinition = { ar = "وسم", en = "tag" }\n'
    ends = f"heads = {json.dumps(sorted(spans))}\ntails = {json.dumps(sorted(spans))}\n"
    top = 'slug = "others"\nversion = 1\ntitle = { ar = "غيرنا", en = "Others" }\noverlap = "any"\n'
    parts = [f'[span.{slug}]\ncolour = "#123456"\nexamples = []\n{names}' for slug in sorted(spans)]
    parts += [
        f"[relation.{slug}]\nexamples = []\n{ends}{names}" for slug in sorted({*relations, *roles})
    ]
    parts += [
        "[relation.SAME]\nequivalence = true\nsymmetric = true\nexamples = []\n" + ends + names
    ]
    attributes = {m[1]: m[2] for line in lines if (m := re.match(r"A\d+\t(\S+) \S+ ?(.*)", line))}
    parts += [
        f'[attribute.{slug}]\nkind = "{"text" if value else "flag"}"\n'
        f'name = {{ ar = "صفة", en = "attribute" }}\non = {json.dumps(sorted(spans))}\n'
        for slug, value in attributes.items()
    ]
    return read_tagset(top + "\n".join(parts), "others.toml")


def load(path: Path, tagset: Tagset) -> list[Record]:
    counter = itertools.count()
    return list(read([path], None, tagset, lambda: f"n{next(counter)}", lambda _: None))


def test_what_brat_writes_of_tricky_texts_is_read_as_it_was_meant(tmp_path: Path) -> None:
    write_brat(everything_meant(), tmp_path)
    records = {r.document.name: r for r in load(tmp_path, tagset_of(tmp_path))}
    assert len(records) == len(everything_meant())
    for meant in everything_meant():
        record = records[meant.name]
        assert record.document.text == meant.text
        places = {s.id: (s.tag, s.begin, s.end) for s in record.spans}
        assert set(places.values()) == set(meant.spans)
        related = {(r.tag, places[r.head], places[r.tail]) for r in record.relations}
        assert related == meant.related


TEXT = "التقى عمر وسلمى وليلى في بيشكيك.\nثم نفت أطلس ذلك في 4 و6 مايو.\n"
EVERYTHING = """T1\tPerson 6 9\tعمر
T2\tPerson 11 15\tسلمى
T3\tPerson 17 21\tليلى
T4\tPlace 25 31\tبيشكيك
T5\tMeet 0 5\tالتقى
E1\tMeet:T5 Agent:T1 Agent2:T2 Site:T4
A1\tNegation E1
A2\tConfidence E1 High
T6\tOrg 40 44\tأطلس
T7\tReport 36 39\tنفت
E2\tReport:T7 Agent:T6 About:E1
R1\tFriend Arg1:T1 Arg2:T3\t
*\tSAME T2 T3
N1\tReference T4 Wikidata:Q9361\tBishkek
T8\tDate 52 53;57 61\t4 مايو
#1\tAnnotatorNotes T4\tعاصمة قرغيزستان؟
#2\tAnnotatorNotes E2\tمن نفى ماذا؟
"""


def test_a_file_with_everything_that_brat_knows_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "خبر.txt").write_text(TEXT, "utf-8")
    (tmp_path / "خبر.ann").write_text(EVERYTHING, "utf-8")
    tagset = tagset_of(tmp_path, "Agent", "Site", "About")
    [record] = load(tmp_path / "خبر.ann", tagset)
    words = {s.id: "…".join(TEXT[b:e] for b, e in s.fragments) for s in record.spans}
    assert sorted(words.values()) == sorted(
        ["عمر", "سلمى", "ليلى", "بيشكيك", "التقى", "أطلس", "نفت", "4…مايو"]
    )
    assert sorted((r.tag, words[r.head], words[r.tail]) for r in record.relations) == sorted(
        [("Agent", "التقى", "عمر"), ("Agent", "التقى", "سلمى"), ("Site", "التقى", "بيشكيك"),
         ("Agent", "نفت", "أطلس"), ("About", "نفت", "التقى"), ("Friend", "عمر", "ليلى"),
         ("SAME", "سلمى", "ليلى")]
    )  # fmt: skip
    [meeting] = [span for span in record.spans if span.tag == "Meet"]
    assert meeting.attributes == (("Confidence", "High"), ("Negation", True))
