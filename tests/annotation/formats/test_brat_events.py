"""Events, normalisations and annotation.conf of brat."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotation.errors import AnnotationError
from annotation.formats.brat_tagset import tagset_of_brat
from annotation.formats.brat_writing import brat_settings
from annotation.formats.exporting import ExportChoices, export
from annotation.formats.registry import FORMATS, read
from annotation.tagsets.tagset import AttributeKind, Tagset
from annotation.tagsets.tagset_file import read_tagset
from annotation.values.record import Record

CONF = """
<NAME>=Person|Org
[entities]
!Named
\tPerson
\tOrg
Place
[relations]
Works-for\tArg1:Person, Arg2:Org
Alias Arg1:Named, Arg2:<NAME>, <REL-TYPE>:symmetric-transitive
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>
[events]
Meet Agent+:Person|Org, Site?:Place, Cause?:<EVENT>
Say\tAgent:<NAME>, Topic*:<ANY>
[attributes]
Denied\tArg:<EVENT>
Sure Arg:<EVENT>, Value:نعم|لا
"""
VISUAL = "[labels]\nPerson | شخص | ش\n[drawing]\nPerson\tbgColor:#112233\nOrg bgColor:red\n"
TEXT = "التقى عُمَر سلمى في بيشكيك"
ANN = """T1\tMeet 0 5\tالتقى
E1\tMeet:T1 Agent:T2 Agent2:T3 Site:T4
T2\tPerson 6 11\tعُمَر
T3\tPerson 12 16\tسلمى
T4\tPlace 20 26\tبيشكيك
E2\tMeet:T1 Agent:T2
M1\tDenied E1
A1\tSure E1 نعم
"""


@pytest.fixture
def events() -> Tagset:
    return read_tagset(tagset_of_brat(CONF, VISUAL, "news"), "annotation.conf")


def test_the_types_of_a_configuration_become_tags(events: Tagset) -> None:
    assert list(events.spans) == ["Person", "Org", "Place", "Meet", "Say"]
    person = events.spans["Person"]
    assert (person.name["ar"], person.colour) == ("شخص", "#112233")
    assert {tag.slug: (tag.heads, tag.tails) for tag in events.relations.values()} == {
        "Agent": ({"Meet", "Say"}, {"Person", "Org"}),
        "Site": ({"Meet"}, {"Place"}),
        "Cause": ({"Meet"}, {"Meet", "Say"}),
        "Topic": ({"Say"}, set(events.spans)),
        "Works-for": ({"Person"}, {"Org"}),
        "Alias": ({"Person", "Org"}, {"Person", "Org"}),
    }
    assert events.relations["Alias"].is_equivalence
    assert not events.relations["Works-for"].is_symmetric
    assert events.attributes["Denied"].kind is AttributeKind.FLAG
    assert events.attributes["Sure"].values == ("نعم", "لا")


def test_events_become_relations_from_their_trigger(
    events: Tagset, new_id: Callable[[], str], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "a.ann").write_text(ANN, "utf-8")
    [record] = read([tmp_path / "a.ann"], None, events, new_id, lambda _: None)
    tags = {span.id: span.tag for span in record.spans}
    assert [(r.tag, tags[r.head], tags[r.tail]) for r in record.relations] == [
        ("Agent", "Meet", "Person"),
        ("Agent", "Meet", "Person"),
        ("Site", "Meet", "Place"),
    ]
    meet = next(span for span in record.spans if span.tag == "Meet")
    assert meet.attributes == (("Denied", True), ("Sure", "نعم"))


def test_a_reference_is_a_normalisation(
    record: Record, tagset: Tagset, new_id: Callable[[], str], tmp_path: Path
) -> None:
    extra = '[attribute.reference]\nname = { ar = "مرجع", en = "reference" }\non = ["PER"]\n'
    knowing = read_tagset(f"{tagset.source}\n{extra}", "small.toml")
    about = (("reference", "Wikidata:Q127998"),)
    spans = tuple(replace(s, attributes=about) if s.id == "s3" else s for s in record.spans)
    named = replace(record, spans=spans, relations=())
    export([named], tmp_path / "out", ExportChoices(FORMATS["brat"], knowing, new_id))
    ann = (tmp_path / "out" / "لقاء.ann").read_text("utf-8")
    assert "N1\tReference T4 Wikidata:Q127998\tعُمَر\n" in ann
    [back] = read([tmp_path / "out"], "brat", knowing, new_id, lambda _: None)
    assert about in [span.attributes for span in back.spans]


@pytest.mark.parametrize("conf", ["", "[entities]\n# nothing\n", "[relations]\nA Arg1:B, Arg2:C"])
def test_a_configuration_without_types_is_refused(conf: str) -> None:
    with pytest.raises(AnnotationError, match="names no type"):
        tagset_of_brat(conf)


def test_groups_within_each_other_and_themselves_end() -> None:
    groups = "".join(f"<G{n}>=<G{n + 1}>|<G{n + 1}>\n" for n in range(60))
    conf = f"{groups}<G60>=<G0>|شخص\n[entities]\nشخص\n[relations]\nلقي\tArg1:<G0>, Arg2:<G7>\n"
    assert 'heads = ["\\u0634\\u062e\\u0635"]' in tagset_of_brat(conf)


def test_a_word_of_a_hundred_thousand_letters_is_looked_through_once() -> None:
    """It ends; a pattern that begins anew at each letter would take hours."""
    conf = f"[entities]\nشخص\n[relations]\nلقي\t{'ا' * 100_000}\nزار\tArg1:شخص, Arg2:شخص\n"
    source = tagset_of_brat(conf)
    assert "[relation.زار]" in source
    assert "[relation.لقي]" not in source


def test_our_own_configuration_comes_back(record: Record) -> None:
    small = Path(__file__).parents[2] / "data" / "small.toml"
    before = read_tagset(small.read_text("utf-8"), small.name)
    files = brat_settings(before)
    after = read_tagset(
        tagset_of_brat(files["annotation.conf"], files["visual.conf"], "small"), "conf"
    )
    assert list(after.spans) == list(before.spans)
    assert [t.colour for t in after.spans.values()] == [t.colour for t in before.spans.values()]
    assert {t.slug: (t.heads, t.tails) for t in after.relations.values()} == {
        t.slug: (t.heads, t.tails) for t in before.relations.values()
    }


def test_a_collection_of_brat_can_be_worked_on(tmp_path: Path) -> None:
    settings = {"annotation.conf": CONF, "visual.conf": VISUAL, "tools.conf": "[search]\n",
                "kb_shortcuts.conf": "P\tPerson\n"}  # fmt: skip
    for name, content in settings.items():
        (tmp_path / name).write_text(content, "utf-8")
    for name, annotations in (("لقاء", ANN), ("لا شيء", "")):
        (tmp_path / f"{name}.txt").write_text(TEXT, "utf-8")
        (tmp_path / f"{name}.ann").write_text(annotations, "utf-8")
    tagset = read_tagset(tagset_of_brat(CONF, VISUAL), "annotation.conf")
    numbers = itertools.count()
    found = list(read([tmp_path], "brat", tagset, lambda: f"n{next(numbers)}", lambda _: None))
    assert {record.document.name: len(record.relations) for record in found} == {
        "لقاء": 3,
        "لا شيء": 0,
    }
