"""The three formats of INCEpTION, each a folder with a file for every document."""

from pathlib import Path

from annotation.formats.format import Format, Layout, Output, Sink, WriterInput
from annotation.formats.inception.cas_json_reading import looks_like_cas_json, read_cas_json
from annotation.formats.inception.cas_json_writing import write_cas_json
from annotation.formats.inception.composing import held_by_cas, lost_in_cas
from annotation.formats.inception.layers import HOLDS, LAYER, LAYERS
from annotation.formats.inception.webanno_reading import looks_like_webanno, read_webanno
from annotation.formats.inception.webanno_writing import (
    held_by_webanno,
    lost_in_webanno,
    write_webanno,
)
from annotation.formats.inception.xmi_reading import looks_like_xmi, read_xmi
from annotation.formats.inception.xmi_writing import (
    TYPE_SYSTEM,
    held_by_xmi,
    lost_in_xmi,
    write_type_system,
    write_xmi,
)
from annotation.formats.sinks import folder


def _begin_xmi(place: Path, writing: WriterInput) -> Sink:
    """A folder of documents with their type system beside them."""
    settings = {TYPE_SYSTEM: write_type_system(writing)}
    return folder(write_xmi, lambda _: settings)(place, writing)


XMI = Format(
    name="xmi",
    suffixes=(".xmi",),
    holds=HOLDS,
    read=read_xmi,
    recognises=looks_like_xmi,
    options=(LAYER,),
    read_options=(LAYERS,),
    output=Output(
        layout=Layout.FOLDER,
        begin=_begin_xmi,
        held=held_by_xmi,
        lost=lost_in_xmi,
        beside=(TYPE_SYSTEM,),
    ),
)
CAS_JSON = Format(
    name="cas-json",
    suffixes=(".json",),
    holds=HOLDS,
    read=read_cas_json,
    recognises=looks_like_cas_json,
    options=(LAYER,),
    read_options=(LAYERS,),
    output=Output(
        layout=Layout.FOLDER,
        begin=folder(write_cas_json),
        held=held_by_cas,
        lost=lost_in_cas,
    ),
)
WEBANNO_TSV = Format(
    name="webanno-tsv",
    suffixes=(".tsv",),
    holds=HOLDS,
    read=read_webanno,
    recognises=looks_like_webanno,
    options=(LAYER,),
    read_options=(LAYERS,),
    output=Output(
        layout=Layout.FOLDER,
        begin=folder(write_webanno),
        held=held_by_webanno,
        lost=lost_in_webanno,
    ),
)
