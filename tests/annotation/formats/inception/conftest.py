"""Tagsets of other people's tags, and a small XMI file to change."""

import json
from collections.abc import Callable, Iterable

import pytest

from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset

XMI = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
    xmlns:ner="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore"
    xmlns:pos="http:///de/tudarmstadt/ukp/dkpro/core/api/lexmorph/type/pos.ecore"
    xmlns:coref="http:///de/tudarmstadt/ukp/dkpro/core/api/coref/type.ecore"
    xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0">
<cas:NULL xmi:id="0"/>
{structures}
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="{text}"/>
<cas:View sofa="1" members="{members}"/>
</xmi:XMI>
"""


@pytest.fixture
def xmi() -> Callable[..., str]:
    """An XMI file of these elements, whose ids are 2, 3, …: `xmi("ner:NamedEntity …", text=…)`."""

    def _xmi(*elements: str, text: str = "قال عُمَر 😀 لسلمى في الرباط.", members: str = "") -> str:
        lines = []
        for id, element in enumerate(elements, 2):
            name, _, rest = element.partition(" ")
            lines.append(f'<{name} xmi:id="{id}" sofa="1" {rest}/>')
        ids = members or " ".join(str(id) for id in range(2, len(elements) + 2))
        return XMI.format(structures="\n".join(lines), text=text, members=ids)

    return _xmi


@pytest.fixture
def tagset_with() -> Callable[[Iterable[str], Iterable[str]], Tagset]:
    """A tagset of these span tags and of these relations between any of them, and SAME."""
    return tagset_of


def tagset_of(spans: Iterable[str], relations: Iterable[str]) -> Tagset:
    names = 'name = { ar = "وسم", en = "tag" }\ndefinition = { ar = "وسم", en = "tag" }\n'
    ends = f"heads = {json.dumps(sorted(spans))}\ntails = {json.dumps(sorted(spans))}\n"
    top = 'slug = "others"\nversion = 1\ntitle = { ar = "غيرنا", en = "Others" }\noverlap = "any"\n'
    parts = [f'[span.{slug}]\ncolour = "#123456"\nexamples = []\n{names}' for slug in sorted(spans)]
    parts += [f"[relation.{slug}]\nexamples = []\n{ends}{names}" for slug in sorted(relations)]
    parts += [
        "[relation.SAME]\nequivalence = true\nsymmetric = true\nexamples = []\n" + ends + names
    ]
    return read_tagset(top + "\n".join(parts), "others.toml")
